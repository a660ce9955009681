"""Which cells of a row are the form's columns, when the row holds more or fewer cells than the form.

Page breaks shift cells, spare columns stand at either end, blanks vanish. A reading is admissible when it is a run of
neighbouring cells that drops no printed number; a column counts only where all admissible readings agree.
"""

from collections import Counter
from collections.abc import Sequence

from shared.document import Cell
from workers.normalize.entries import Entry
from workers.normalize.values import is_value

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
    printed = [i for i, cell in enumerate(values) if cell.text.strip()]
    if not printed:
        return tuple(values[:width]), 0
    starts = list(range(len(values) - width + 1))
    keeping = [s for s in starts if s <= printed[0] and printed[-1] < s + width]
    if keeping and not any_may_be_spare:
        starts = [start] if start in keeping else keeping
    readings = [values[s : s + width] for s in starts]
    placed = tuple(_agreed([reading[column] for reading in readings]) for column in range(width))
    return placed, max(0, printed[-1] - printed[0] + 1 - width)


def _agreed(cells: list[Cell]) -> Cell | None:
    return cells[0] if len({cell.text.strip() for cell in cells}) == 1 else None


def starts(rows: Sequence[tuple[Entry, int]]) -> dict[tuple[int, int], int]:
    """Learn from complete rows (every column printed, nothing else) where columns begin, by block and label depth."""
    seen: dict[tuple[int, int], Counter[int]] = {}
    for entry, width in rows:
        printed = [i for i, cell in enumerate(entry.values) if cell.text.strip()]
        complete = len(printed) == width and printed[-1] - printed[0] == width - 1
        if complete and all(is_value(entry.values[i].text) for i in printed):
            seen.setdefault((entry.block, entry.depth), Counter())[printed[0]] += 1
    return {where: next(iter(counts)) for where, counts in seen.items() if len(counts) == 1}
