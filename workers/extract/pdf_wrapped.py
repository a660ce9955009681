"""Figures that a narrow column has broken over lines, in a table without rules: 122 and, below it, 1.

A row has its figures on one line, one a column. What stands in its columns above or below that line, on a line that is
no row itself, are pieces of its figures. Such a row is told as a row of cells, so that sums can tell what they make.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workers.extract.pdf_figures import (
    ORDINAL,
    Figure,
    Row,
    Span,
    before,
    ending_in_figures,
    is_whole,
    label,
    over,
    parted,
    rows,
)
from workers.extract.pdf_heights import at_heights
from workers.extract.pdf_lines import Line, lines, words
from workers.extract.pdf_page import Char, around
from workers.extract.pdf_tables import Frame

_ZERO = "0０"
_REACH = 2.0  # em between the baselines of a cell's lines
_NEXT = 1.55  # em up to the next line of one cell where all columns have one
_LINE = 0.9  # em between lines of one cell, at least
_CELL = 3  # such distances, up to which a row reaches
_EVEN = 0.2  # em by which the distances to two rows may differ that are as near
_LEVEL = 0.5  # points by which figures of one height may differ
_BESIDE = 1.0  # points around a row


def rewrapped(found: Sequence[Line | Frame]) -> Sequence[Line | Frame]:
    """Return lines, those of rows with broken figures as frames of one row; what else stands on them stays a line."""
    ending = ending_in_figures(item for item in found if isinstance(item, Line))
    complete = list(_labelled(sorted(rows(ending), key=lambda row: row.level)))
    if not complete:
        return found
    told: dict[int, Sequence[Line | Frame]] = {}
    own = {id(row.line) for row in complete}
    for row, levels in at_heights((each for each in ending if id(each[0]) not in own), _columns(complete)):
        told |= {id(line): lines(before(line, figures)) for line, figures in levels}
        told[id(levels[0][0])] = [parted(row)]
    begun = sorted(line.chars[-1].y for line in found if isinstance(line, Line) and is_whole(label(line)))
    loose = [
        (line, figures, near)
        for line, figures in ending
        if id(line) not in own and id(line) not in told and (near := _near(line, complete))
    ]
    loose.sort(key=lambda each: min(_distance(row, each[0]) for row in each[2]))
    sides = _Sides(complete)
    for line, figures, near in loose:
        owners = sides.settled(line, _owners(line, figures, near, begun))
        for row, places in owners:
            row.pieces.append((line, dict(zip(places, figures, strict=True))))
        # A row with blanks, its group's label beside one, or what goes on from the page before stays a line too.
        if owners and not ORDINAL.match(line.text) and line.chars[-1].y > complete[0].level:
            told[id(line)] = lines(before(line, figures))
    told |= {id(row.line): [_frame(row) if row.pieces else parted(row)] for row in complete}
    return [each for item in found for each in told.get(id(item), (item,))]


def _columns(complete: Iterable[Row]) -> list[Sequence[Span]]:
    """Return the columns of each table on a page."""
    return list({id(row.columns): row.columns for row in complete}.values())


class _Sides:
    """On which side of their rows pieces stand: cells at the top have them below, at the bottom above.

    Cells in the middle have them on both, and figures of one line between those of two.
    """

    def __init__(self, complete: Iterable[Row]) -> None:
        heights = ([figure[0].y for figure in row.figures] for row in complete)
        self._is_one = all(max(ys) - min(ys) < _LEVEL for ys in heights)
        self._known: set[bool] = set()

    def settled(self, line: Line, owners: list[tuple[Row, list[int]]]) -> list[tuple[Row, list[int]]]:
        """Return to which row a line's figures belong, of several the one on the side where all others have theirs."""
        if len(owners) == 1:
            self._known.add(line.chars[-1].y < owners[0][0].level)
        elif self._is_one and len(self._known) == 1:
            return [each for each in owners if (line.chars[-1].y < each[0].level) in self._known] or owners
        return owners


def _near(line: Line, complete: Sequence[Row]) -> Sequence[Row]:
    """Return the rows, given in order, whose cells may reach to a line."""
    level, reach = line.chars[-1].y, _CELL * _REACH * line.size
    first, last = (bisect_left(complete, at, key=lambda row: row.level) for at in (level - reach, level + reach))
    return complete[first:last]


def _distance(row: Row, line: Line) -> float:
    """How far the line of another figure is from the row's own, or from the nearest that goes with it."""
    own = (row.line, *(line for line, _ in row.pieces))
    return min(abs(each.chars[-1].y - line.chars[-1].y) for each in own)


def _labelled(complete: Sequence[Row]) -> Iterator[Row]:
    """Yield rows, given in order, without those that may be a further line of all figures of one beside them."""
    for above, row, below in zip([None, *complete], complete, [*complete[1:], None], strict=False):
        beside = [pair for pair in ((above, row), (row, below)) if _go_on(*pair)]
        if row.label or not any(one and other and (one.label or other.label) for one, other in beside):
            yield row


def _go_on(upper: Row | None, lower: Row | None) -> bool:
    """Whether all figures of a row may go on in those of the next one."""
    if not upper or not lower or lower.level - upper.level > _REACH * lower.line.size:
        return False
    return all(
        _is_full(*pair) and pair[0][0].text not in _ZERO for pair in zip(upper.figures, upper.columns, strict=True)
    )


def _owners(
    line: Line, figures: Sequence[Figure], near: Iterable[Row], begun: Sequence[float]
) -> list[tuple[Row, list[int]]]:
    """Return the rows whose figures some others may be pieces of, with their columns: one, or two that are as near."""
    found: list[tuple[float, Row, list[int]]] = []
    own = before(line, figures)
    for row in near:
        is_above = line.chars[-1].y < row.level
        if _is_anothers(own, row, is_above=is_above) or _is_begun_between(line, row, begun):
            continue
        distance = _distance(row, line)
        if distance <= _REACH * line.size and (places := _places(figures, row, is_above=is_above)):
            found.append((distance, row, places))
    nearest = min((distance for distance, _, _ in found), default=0.0)
    return [(row, places) for distance, row, places in found if distance <= nearest + _EVEN * line.size]


def _is_begun_between(line: Line, row: Row, begun: Sequence[float]) -> bool:
    """Whether the label of a row begins on a line between two others, at one of the heights that are given in order."""
    upper, lower = sorted((line.chars[-1].y, row.level))
    apart = _LINE * line.size
    return bisect_left(begun, lower - apart) > bisect_right(begun, upper + apart)


def _is_anothers(label: Sequence[Char], row: Row, *, is_above: bool) -> bool:
    """Whether the label on a line begins another row than the one it stands above or below, or ends one."""
    if is_whole(label):
        return not is_above or is_whole(row.label)
    return is_above and is_whole(row.label) and _are_one(label, row.label)


def _are_one(above: Sequence[Char], label: Sequence[Char]) -> bool:
    """Whether the last words of two labels stand over each other, not the one of a group beside its row's."""
    if not above:
        return False
    one, other = words(above)[-1], words(label)[-1]
    return one[0].x0 < other[-1].x1 and other[0].x0 < one[-1].x1


def _places(figures: Sequence[Figure], row: Row, *, is_above: bool) -> list[int]:
    """Return the columns of a row that figures stand in, each in another; none where no column was too narrow."""
    if len(figures) > len(row.columns):
        return []
    each = [over(figure, row.columns) for figure in figures]
    found = [places[0] for places in each if len(places) == 1]
    if len(found) < len(figures) or len(set(found)) < len(found):
        return []
    upper = figures if is_above else [row.figures[place] for place in found]
    are_full = any(_is_full(figure, row.columns[place]) for figure, place in zip(upper, found, strict=True))
    return found if are_full else []


def _is_full(piece: Figure, column: Span) -> bool:
    """Whether no further digit has room beside a piece in its column: then the next one is on the next line."""
    width = piece[-1].x1 - piece[0].x0
    return width + width / len(piece) > column[1] - column[0]


def _frame(row: Row) -> Frame:
    """Return a row as cells: the words of its label, and each figure with its pieces."""
    label = words(row.label)
    figures = [[*figure] for figure in row.figures]
    for pieces in (pieces for _, pieces in row.pieces):
        for column, piece in pieces.items():
            figures[column] += piece
    extents = [*((word[0].x0, word[-1].x1) for word in label), *row.columns]
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(extents)]
    sides = [extents[0][0] - _BESIDE, *inner, extents[-1][1] + _BESIDE]
    _, top, _, bottom = row.line.box
    frame = Frame([(x0, top, x1, bottom) for x0, x1 in pairwise(sides)])
    for slot, chars in zip(frame.slots, [*label, *figures], strict=True):
        slot.chars += chars
        slot.box = around(chars)
    return frame
