"""Texts in which blank cells have vanished: there as many figures as columns may be another number of cells."""

from collections.abc import Sequence

from msgspec import structs

from shared.form import FormRow
from workers.normalize.cells import adds_up
from workers.normalize.columns import Found
from workers.normalize.entries import Entry
from workers.normalize.place import is_complete, place
from workers.normalize.sums import Identities

_SHORT = 3  # rows with fewer cells than columns, from which their blanks are known to have vanished


def doubted(rows: Sequence[Found], identities: Identities) -> list[Found]:
    """Return the rows, complete ones that do not add up as doubtful where blanks of others have vanished.

    A figure that has come apart, or a page's number, fills the place of a blank that nobody sees.
    """
    short = sum(0 < entry.numbers == len(entry.values) < len(row.cells) for row, entry in rows if not entry.aligned)
    if short < _SHORT:
        return list(rows)
    return [
        (row, structs.replace(entry, doubtful=entry.doubtful or _is_unsummed(row, entry, identities)))
        for row, entry in rows
    ]


def _is_unsummed(row: FormRow, entry: Entry, identities: Identities) -> bool:
    if entry.aligned or not is_complete(entry.values, len(row.cells)):
        return False
    placed, _ = place(entry.values, len(row.cells))
    return placed is not None and not adds_up(row, placed, identities)
