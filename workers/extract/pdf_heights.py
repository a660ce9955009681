"""Rows of a table without rules whose cells stand at different heights, beside a label of several lines.

24 and 2 stand on the label's first line, 6, 0 and 34 on its second: lines that have a figure in every column together,
and none of them twice, are one row.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from workers.extract.pdf_figures import Figure, Row, Span, before, is_whole, over
from workers.extract.pdf_lines import Line

_REACH = 2.0  # em between such lines
_LINES = 3

Ending = tuple[Line, Sequence[Figure]]


def at_heights(ending: Iterable[Ending], columns: Iterable[Sequence[Span]]) -> Iterator[tuple[Row, Sequence[Ending]]]:
    """Yield rows that lines with figures at their end, none a row by itself, make; each with its lines.

    `columns` of the tables on the page: from where to where their figures reach. A row has the label of its first line.
    """
    loose = sorted((each for each in ending if each[1]), key=lambda each: each[0].chars[-1].y)
    for each in columns:
        begin = done = 0
        while begin < len(loose):
            count = _lines(loose[begin : begin + _LINES], each)
            end = begin + count
            if count and not _may_go_on(loose[max(done, begin - 1) : begin], loose[begin:end], loose[end : end + 1]):
                yield _row(loose[begin:end], each), loose[begin:end]
                done = end
            begin += count or 1


def _lines(loose: Sequence[Ending], columns: Sequence[Span]) -> int:
    """Return how many lines, from the first one on, make a row; 0 where they do not."""
    filled: set[int] = set()
    for count, (line, figures) in enumerate(loose, 1):
        if count > 1 and (_is_far(loose[count - 2][0], line) or is_whole(before(line, figures))):
            return 0
        own = [over(figure, columns) for figure in figures]
        places = {places[0] for places in own if len(places) == 1}
        if len(places) < len(figures) or places & filled:
            return 0
        filled |= places
        if len(filled) == len(columns):
            return count if count > 1 else 0
    return 0


def _may_go_on(above: Sequence[Ending], own: Sequence[Ending], below: Sequence[Ending]) -> bool:
    """Whether a line beside a row's may hold pieces of its figures: none where the label of another one begins."""
    pairs = [*zip(above, own, strict=False), *zip(own[-1:], below, strict=False)]
    return any(
        not _is_far(upper[0], lower[0]) and not is_whole(before(*other))
        for (upper, lower), other in zip(pairs, [*above, *below], strict=True)
    )


def _is_far(upper: Line, lower: Line) -> bool:
    return lower.chars[-1].y - upper.chars[-1].y > _REACH * lower.size


def _row(own: Sequence[Ending], columns: Sequence[Span]) -> Row:
    figures = sorted((figure for _, figures in own for figure in figures), key=lambda figure: figure[0].x0)
    line, first = own[0]
    chars = [*before(line, first), *(char for figure in figures for char in figure)]
    return Row(replace(line, chars=chars), figures, columns)
