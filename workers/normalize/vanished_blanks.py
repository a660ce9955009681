"""Texts that have lost blank cells or parted figures: there as many figures as columns may be other cells."""

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
    """Return the rows, complete ones that do not add up as doubtful where others show that the text is damaged.

    Blanks of those have vanished, or a figure has come apart: so it may fill the place of a blank that nobody sees,
    and so may a page's number.
    """
    short = sum(0 < entry.numbers == len(entry.values) < len(row.cells) for row, entry in rows if not entry.aligned)
    if short < _SHORT and not any(_is_parted(row, entry, identities) for row, entry in rows):
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


def _is_parted(row: FormRow, entry: Entry, identities: Identities) -> bool:
    """Whether a row has a figure too many and adds up with two neighbours as one: 21 6 is 216."""
    width, values = len(row.cells), entry.values
    if entry.aligned or len(values) != width + 1 or entry.numbers != len(values):
        return False
    texts = [cell.text.strip() for cell in values]
    joined = (
        (*values[:at], structs.replace(values[at], text=texts[at] + texts[at + 1]), *values[at + 2 :])
        for at in range(width)
        if not texts[at].startswith("0")
    )
    return any(adds_up(row, cells, identities) for cells in joined)
