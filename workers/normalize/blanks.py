"""Whether a text has kept the blank cells of a table: then its rows stand in columns as those of a real grid do.

Marks between cells show blanks, yet many programs that write texts drop some. Rows tell: where figures and blanks
together are as many as the form has columns, or as in rows where nothing is blank, none is lost.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from msgspec import structs

from shared.form import FormRow
from workers.normalize.cells import adds_up
from workers.normalize.columns import Found
from workers.normalize.entries import Entry
from workers.normalize.place import Shape
from workers.normalize.sums import Identities

_MANY = 10  # rows of a table that can show how a text has kept its blanks
_TELLING = 5  # rows with blanks and figures that are as long as those that are full, or that their sums tell of
_FAILING = 5  # of so many telling ones one may fail: mistakes are printed, too


def in_columns(rows: Sequence[Found], identities: Identities) -> list[Found]:
    """Return rows of a text as rows with columns, where they show that no blank of theirs has vanished.

    Either each has exactly as many cells as the form has columns and adds up where its total is printed, and most do;
    or several with blanks are as long as full ones and hardly any fails its sum: a shorter one has lost a cell, and
    only sums over several rows can tell which.
    """
    if len(rows) < _MANY or any(entry.aligned for _, entry in rows):
        return list(rows)
    told = [_told(row, entry, identities) for row, entry in rows]
    seen: dict[int, set[Shape]] = {}  # by the depth of a row's label in the form
    for (row, entry), start in zip(rows, told, strict=True):
        if start is not None:
            seen.setdefault(len(row.labels), set()).add(Shape(start, len(entry.values)))
    if any(len({shape.start for shape in each}) > 1 for each in seen.values()):
        return list(rows)
    uneven = {len(row.labels) for row, entry in rows if len(entry.values) != len(row.cells)}
    starts = [_start(row, entry, seen.get(len(row.labels), set()), uneven) for row, entry in rows]
    found = [
        (row, entry if start is None else _within(entry, start, len(row.cells)))
        for (row, entry), start in zip(rows, starts, strict=True)
    ]
    sums = [adds_up(row, entry.values, identities) for row, entry in found if entry.aligned]
    ends = [entry.values[-1].text.strip() for _, entry in found if entry.aligned]
    failing = sum(bool(end) and not holds for end, holds in zip(ends, sums, strict=True))
    exact = all(len(entry.values) == len(row.cells) for row, entry in rows)
    telling = sum(
        start is not None and len(row.labels) in seen and 0 < len(entry.filled) < len(row.cells)
        for (row, entry), start in zip(rows, starts, strict=True)
    )
    kept = telling >= _TELLING + failing * _FAILING
    if kept:
        return [
            (row, structs.replace(entry, apart=True) if _is_short(entry, seen.get(len(row.labels), set())) else entry)
            for row, entry in found
        ]
    return found if exact and not failing and sum(sums) * 2 > len(rows) else list(rows)


def _told(row: FormRow, entry: Entry, identities: Identities) -> int | None:
    """Where the columns begin in a row that is full, or whose last figure is the sum of others that are not all 0."""
    printed, width = entry.filled, len(row.cells)
    start = printed[-1] + 1 - width if printed else -1
    if start < 0 or start > printed[0] or entry.apart or entry.doubtful:
        return None
    tells = len(printed) == width or _counts(entry)
    return start if tells and adds_up(row, entry.values[start : start + width], identities) else None


def _start(row: FormRow, entry: Entry, seen: set[Shape], uneven: AbstractSet[int]) -> int | None:
    """Where the columns begin: as in rows of the same kind and length, or because there is no cell but theirs.

    None where figures stand outside of them, and where there is something to sum up and no sum: a cell may be lost;
    so it may where nothing is seen of a kind whose rows are `uneven`.
    """
    width, printed = len(row.cells), entry.filled
    if entry.stacked or not seen:
        is_own = len(entry.values) == width and not entry.is_led_by_blanks
        start = 0 if is_own and (entry.stacked or len(row.labels) not in uneven) else None
    else:
        start = next((shape.start for shape in seen if shape.count == len(entry.values)), None)
    if start is None or not printed:
        return start
    last = start + width - 1
    within = start <= printed[0] and printed[-1] <= last < len(entry.values)
    return start if within and (printed[-1] == last or not _counts(entry)) else None


def _is_short(entry: Entry, seen: set[Shape]) -> bool:
    """Whether a row that is none with columns has fewer cells than those of its kind."""
    return bool(seen) and not entry.aligned and len(entry.values) < min(shape.count for shape in seen)


def _counts(entry: Entry) -> bool:
    return any(cell.text.strip().strip("0") for cell in entry.values)


def _within(entry: Entry, start: int, width: int) -> Entry:
    return structs.replace(entry, values=entry.values[start : start + width], aligned=True)
