"""Which cells of a row are the form's columns, when the row holds more or fewer cells than the form.

Page breaks shift cells, spare columns stand at either end, blanks vanish. A reading is admissible when it is a run of
neighbouring cells that drops no printed number; a column counts only where all admissible readings agree.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import msgspec

from shared.document import Cell
from workers.normalize.entries import Entry
from workers.normalize.values import filled_at, is_value

_ANY = -1  # depth, or count of cells
_MANY = 4  # rows that show how all of a table look
_DIGITS = frozenset("123456789")
_GROWN = re.compile(r"\s*0\d")  # two figures or more

Placed = tuple[Cell | None, ...]  # None: more than one reading


def place(
    values: Sequence[Cell], width: int, start: int | None = None, *, any_may_be_spare: bool = False
) -> tuple[Placed | None, int]:
    """Return the cells of `width` columns and how many cells beyond them are printed; None: too few cells to tell.

    `start` is where the columns begin in the complete rows of the same table. With `any_may_be_spare` a reading may
    drop printed cells at its ends: the row has a cell too many, and nothing says which.
    """
    if len(values) < width:
        return None, 0
    printed = filled_at(values)
    if not printed:
        return tuple(values[:width]), 0
    if width == 1 and _may_be_spaced(values, printed):
        return (None,), len(printed) - 1
    if width == 1 and _says_one_thing(values, printed):
        return (values[printed[0]],), 0  # a merged cell that was taken apart says the same several times
    starts = list(range(len(values) - width + 1))
    keeping = [s for s in starts if s <= printed[0] and printed[-1] < s + width]
    if keeping and not any_may_be_spare:
        starts = [start] if start in keeping else keeping
    readings = [values[s : s + width] for s in starts]
    placed = tuple(_agreed([reading[column] for reading in readings]) for column in range(width))
    return placed, max(0, printed[-1] - printed[0] + 1 - width)


def _says_one_thing(values: Sequence[Cell], printed: Sequence[int]) -> bool:
    return len({values[i].text.strip() for i in printed}) == 1


def _may_be_spaced(values: Sequence[Cell], printed: Sequence[int]) -> bool:
    """Whether a line of a text has one digit several times: 3 3 may be 33 with blanks between its digits."""
    digits = {unicodedata.normalize("NFKC", values[i].text.strip()) for i in printed}
    is_line = all(values[i].where.table is None and values[i].where.line is None for i in printed)
    return len(printed) > 1 and is_line and len(digits) == 1 and digits.pop() in _DIGITS


def _agreed(cells: list[Cell]) -> Cell | None:
    return cells[0] if len({cell.text.strip() for cell in cells}) == 1 else None


class Shape(msgspec.Struct, frozen=True):
    """How the complete rows of a table look after their labels: where the columns begin, how many cells there are.

    `of_all`: nearly all of its rows look so, whatever their labels.
    """

    start: int
    count: int
    of_all: bool = False


Shapes = dict[tuple[int, int, int], Shape]  # by block, depth of the label, count of the cells; or any depth, any count


def shapes(rows: Sequence[tuple[Entry, int]]) -> Shapes:
    """Learn from complete rows (every column printed, or both ends, which add up), by block and depth of the label.

    Rows that disagree teach nothing, unless nearly all of a table are alike with their labels.
    """
    seen: dict[tuple[int, int, int], Counter[Shape]] = {}
    for entry, width in rows:
        if is_complete(entry.values, width) or _spans(entry.values, width):
            first = next(i for i, cell in enumerate(entry.values) if cell.text.strip())
            shape = Shape(first, len(entry.values))
            seen.setdefault((entry.block, entry.depth, shape.count), Counter())[shape] += 1
            seen.setdefault((entry.block, entry.depth, _ANY), Counter())[shape] += 1
            whole = Shape(entry.depth + first, entry.depth + shape.count)
            seen.setdefault((entry.block, _ANY, _ANY), Counter())[whole] += 1
    known: Shapes = {}
    for where, found in seen.items():
        ((shape, times),) = found.most_common(1)
        of_all = where[1] == _ANY and times >= _MANY and times * 4 >= 3 * found.total()
        if of_all or len(found) == 1:
            known[where] = Shape(shape.start, shape.count, of_all)
    return known


def _spans(values: Sequence[Cell], width: int) -> bool:
    """Whether the first and the last figure of a row are as far apart as columns, and one is the sum of the others."""
    printed = filled_at(values)
    figures = [values[i].text.strip() for i in printed]
    if not printed or printed[-1] - printed[0] + 1 != width or not all(map(str.isdecimal, figures)):
        return False
    *parts, total = map(int, figures)
    return total > 0 and total == sum(parts)


def shape_of(entry: Entry, seen: Shapes) -> Shape | None:
    """How complete rows look: nearly all of them, or those whose label is as deep, first those with as many cells."""
    like = (entry.block, entry.depth)
    whole = seen.get((entry.block, _ANY, _ANY))
    of_all = Shape(whole.start - entry.depth, whole.count - entry.depth, whole.of_all) if whole else None
    if of_all and of_all.of_all and of_all.start >= 0:
        return of_all
    shape = seen.get((*like, len(entry.values))) or seen.get((*like, _ANY))
    return shape or (of_all if of_all and of_all.start >= 0 else None)


def is_complete(values: Sequence[Cell], width: int) -> bool:
    """Whether exactly `width` neighbouring cells hold values."""
    printed = filled_at(values)
    if width == 1 and _may_be_spaced(values, printed):
        return False
    if width == 1 and _says_one_thing(values, printed):
        return True
    neighbours = len(printed) == width > 0 and printed[-1] - printed[0] == width - 1
    return neighbours and (width == 1 or all(is_value(values[i].text) for i in printed))


def is_certain(entry: Entry, width: int) -> bool:
    """Whether the cells of a row stand in their columns.

    They do in a real grid. In text, blanks may have vanished and others been added at the end, so that a row which is
    neither complete nor blank needs a sum of its own to be believed; so does one behind labels without figures, or with
    zeros that have grown together.
    """
    if entry.doubtful:
        return False
    blank = not any(cell.text.strip() for cell in entry.values)
    grown = any(_GROWN.match(cell.text) for cell in entry.values)
    return entry.aligned or blank or (is_complete(entry.values, width) and not grown)
