"""Columns of a page: two pages on one sheet, two reports beside each other, a site's menu beside the article."""

import re
from collections.abc import Iterable, Iterator, Sequence

from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_page import Char
from workers.extract.pdf_tables import Frame

_GUTTER = 15.0  # points between columns, at least
_EDGE = 0.15  # of the page's height: above and below stand lines over all columns
_LINES = 3  # of a column without a table
_LONG = 12  # ideographs of a line of prose
_PROSE = re.compile(rf"(?:[^\u4e00-\u9fff]*[\u4e00-\u9fff]){{{_LONG}}}")
_FIGURES = re.compile(r"[\d\s.,%/+\-—–]+")
_ROWS = 2  # lines of figures: a table without borders, whose columns belong together

Parts = list[tuple[list[Line], list[Frame]]]


def columns(chars: Sequence[Char], found: Sequence[Frame], height: float) -> Parts:
    """Return the lines and the tables of a page, those of each column apart; what is above and below all by itself."""
    whole = lines(chars)
    gutter = _gutter(whole, found, height)
    if gutter is None:
        return [(whole, list(found))]
    over = {id(line) for line in whole if _spans(line, gutter)}
    tops = [line.box[3] for line in whole if id(line) in over and line.box[1] < height / 2]
    feet = [line.box[1] for line in whole if id(line) in over and line.box[1] >= height / 2]
    first, last = max(tops, default=0.0), min(feet, default=height)
    middle = [char for char in chars if first < char.center[1] < last]
    sides = [
        (
            lines(char for char in middle if (char.center[0] > gutter) == is_right),
            [frame for frame in found if (frame.box[0] > gutter) == is_right],
        )
        for is_right in (False, True)
    ]
    if not (_is_column(*sides[0], _LINES, 0) and _is_column(*sides[1], _LINES, _LINES)):
        return [(whole, list(found))]
    above = lines(char for char in chars if char.center[1] <= first)
    below = lines(char for char in chars if char.center[1] >= last)
    return [part for part in ((above, []), *sides, (below, [])) if any(part)]


def _gutter(found: Iterable[Line], tables: Iterable[Frame], height: float) -> float | None:
    """Return the middle of the widest stretch across which nothing is printed but at the top and the bottom."""
    inside = (line for line in found if _EDGE * height < line.box[1] < (1 - _EDGE) * height)
    pieces = [*_pieces(inside), *((table.box[0], table.box[2]) for table in tables)]
    widest, at, end = _GUTTER, None, float("inf")
    for x0, x1 in sorted(pieces):
        if x0 - end > widest:
            widest, at = x0 - end, (x0 + end) / 2
        end = x1 if end == float("inf") else max(end, x1)
    return at


def _pieces(found: Iterable[Line]) -> Iterator[tuple[float, float]]:
    """Yield from where to where lines are printed, without their gaps."""
    for line in found:
        if not line.turned:
            ends = [line.box[0], *(side for gap in line.gaps for side in gap), line.box[2]]
            yield from zip(ends[::2], ends[1::2], strict=True)


def _spans(line: Line, x: float) -> bool:
    return any(x0 < x < x1 for x0, x1 in _pieces([line]))


def _is_column(loose: Sequence[Line], tables: Sequence[Frame], least: int, prose: int) -> bool:
    """Whether lines and tables make a column: enough lines, so many of them of prose, and no rows of figures."""
    if sum(bool(_FIGURES.fullmatch(line.text)) for line in loose) >= _ROWS:
        return False
    return bool(tables) or (len(loose) >= least and sum(bool(_PROSE.match(line.text)) for line in loose) >= prose)
