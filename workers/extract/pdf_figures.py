"""Rows of figures on a page: lines of a table without rules, with a figure in each of its columns."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from workers.extract.pdf_lines import Line, lines, words
from workers.extract.pdf_page import Char

ORDINAL = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]{1,2}[）)、]|[㈠-㈩]|\d{1,2}\s*[.．、])")
_FIGURE = frozenset("0123456789０１２３４５６７８９,.")
_WIDE_MARKS = frozenset("，．")  # within a figure, as a sentence has them between words
_SIGNS = frozenset("-－−+＋")
LEAST, _MOST = 5, 40  # columns of a table that has narrow ones
_BESIDE = 2.0  # em between the lines of one row
_LABEL = 6  # characters of a row's own label; its group's, broken into a narrow column, has fewer on a line
_TOUCHING = 0.3  # em between the digits of one figure

Figure = Sequence[Char]
Span = tuple[float, float]


@dataclass
class Row:
    """A line that has a figure in every column, and the lines with pieces of those."""

    line: Line
    figures: Sequence[Figure]
    columns: Sequence[Span] = ()
    pieces: list[tuple[Line, dict[int, Figure]]] = field(default_factory=list)

    @property
    def level(self) -> float:
        """The height of its figures on the page."""
        return self.figures[-1][-1].y

    @property
    def label(self) -> Sequence[Char]:
        """What stands before the figures."""
        return before(self.line, self.figures)


def rows(ending: Iterable[tuple[Line, Sequence[Figure]]]) -> Iterator[Row]:
    """Yield the lines with a figure in every column of their table; what is less than most of them is none."""
    found = [Row(line, figures) for line, figures in ending if LEAST <= len(figures) <= _MOST]
    found = list(_no_lines_of_others(sorted(found, key=lambda row: row.level)))
    widths = Counter(len(row.figures) for row in found)
    for width, count in widths.items():
        alike = [row for row in found if len(row.figures) == width]
        columns = [_extent(figures) for figures in zip(*(row.figures for row in alike), strict=True)]
        is_less = any(more > width and others > count for more, others in widths.items())
        if not is_less and all(left[1] < right[0] for left, right in pairwise(columns)):
            for row in alike:
                row.columns = columns
            yield from alike


def _no_lines_of_others(found: Sequence[Row]) -> Iterator[Row]:
    """Yield rows, given in order, without those that are a further line of the one above or below."""
    for above, row, below in zip([None, *found], found, [*found[1:], None], strict=False):
        if not any(other and _is_line_of(row, other) for other in (above, below)):
            yield row


def _is_line_of(row: Row, other: Row) -> bool:
    """Whether a line without a label is one of a row that has more figures and no label either: table four's."""
    is_beside = abs(row.level - other.level) < _BESIDE * row.line.size
    return len(row.figures) < len(other.figures) and is_beside and not row.label and not other.label


def ending_in_figures(found: Iterable[Line]) -> list[tuple[Line, Sequence[Figure]]]:
    """Return the lines that end in figures, with those."""
    return [(line, figures(line)) for line in found if line.chars and line.chars[-1].text in _FIGURE]


def figures(line: Line) -> list[Figure]:
    """Return the figures at the end of a line."""
    found: list[list[Char]] = []
    later = None
    for char, earlier in zip(reversed(line.chars), [*reversed(line.chars[:-1]), None], strict=False):
        touches = _touch(char, later)
        if char.text not in _FIGURE and not (touches and _is_of_figure(char, earlier)):
            break
        if touches:
            found[-1].append(char)
        else:
            found.append([char])
        later = char
    return [figure[::-1] for figure in reversed(found)]


def _touch(one: Char | None, other: Char | None) -> bool:
    """Whether two characters stand as near as the digits of one figure."""
    return one is not None and other is not None and other.x0 - one.x1 <= _TOUCHING * one.size


def _is_of_figure(char: Char, earlier: Char | None) -> bool:
    """Whether a character that touches a figure is a mark within it, or the sign at its beginning."""
    if char.text in _WIDE_MARKS:
        return earlier is not None and earlier.text in _FIGURE
    return char.text in _SIGNS and not _touch(earlier, char)


def label(line: Line) -> Sequence[Char]:
    """Return what stands on a line before the figures at its end, which may be none."""
    return before(line, figures(line))


def before(line: Line, at_end: Sequence[Figure]) -> Sequence[Char]:
    """Return what stands on a line before the figures at its end."""
    return line.chars[: len(line.chars) - sum(map(len, at_end))]


def _extent(column: Iterable[Figure]) -> Span:
    """From where to where the figures of a column reach."""
    each = list(column)
    return min(figure[0].x0 for figure in each), max(figure[-1].x1 for figure in each)


def is_whole(label: Sequence[Char]) -> bool:
    """Whether a row's own label begins on its line, beside its group's perhaps."""
    last = "".join(char.text for char in words(label)[-1]) if label else ""
    return len(last) >= _LABEL and ORDINAL.match(last) is not None


def over(figure: Figure, columns: Sequence[Span]) -> list[int]:
    """Return the columns that a figure stands in, at least with a part of it."""
    return [i for i, (x0, x1) in enumerate(columns) if figure[0].x0 < x1 and x0 < figure[-1].x1]


def parted(row: Row) -> Line:
    """Return the line of a row, its label apart from the first figure, however near that stands."""
    label = "".join(line.text for line in lines(row.label))
    figures = ("".join(char.text for char in figure) for figure in row.figures)
    return replace(row.line, text=" ".join([label, *figures]).strip())
