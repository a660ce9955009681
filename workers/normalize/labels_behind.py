"""Labels behind their figures: in a text that begins a table with a row of figures each may be the next label's."""

from collections.abc import Mapping, Sequence

from shared.form import FormTable, Identity
from shared.report import Value
from workers.normalize.align import Match
from workers.normalize.entries import Entry
from workers.normalize.sums import Identities, of_table, within


def are_behind(
    table: FormTable,
    matches: Sequence[Match],
    found: Sequence[Entry],
    cells: Mapping[str, Value],
    identities: Identities,
) -> bool:
    """Whether a complete row of figures stands before the first label, and no sums over rows say it is nobody's.

    `found` are the entries above that label.
    """
    above, first = _figures_above(found), matches[0].entry
    width = len(matches[0].row.cells)
    if not len(above) == width > 1:
        return False
    if above == [str(column) for column in range(1, width + 1)]:
        return False  # the numbers of the columns
    told = _told(table, cells, identities)
    return bool(first.values) and not sum(told) * 2 > len(told)


def ends_in_label(
    table: FormTable, aligned: Sequence[Match], cells: Mapping[str, Value], identities: Identities
) -> bool:
    """Whether the last row of a text is a label alone, and sums over rows fail: figures before it may be its own."""
    last = aligned[-1]
    if last.row is not table.rows[-1] or last.entry.aligned or last.entry.values:
        return False
    told = _told(table, cells, identities)
    return sum(told) * 2 < len(told)


def _told(table: FormTable, cells: Mapping[str, Value], identities: Identities) -> list[bool]:
    """For each sum over rows whose numbers are known whether it holds."""
    inside = {each for row in table.rows for each in within(row, identities)}
    over = [each for each in of_table(table, identities) if each not in inside]
    return [holds for each in over if (holds := _holds(each, cells)) is not None]


def _figures_above(found: Sequence[Entry]) -> list[str]:
    """The figures on the lines that end the entries, in order."""
    figures: list[str] = []
    for entry in reversed(found):
        if entry.aligned or not entry.numbers == len(entry.values) > 0:
            break
        figures = [*(cell.text.strip() for cell in entry.values), *figures]
        if entry.labels:
            break
    return figures


def _holds(identity: Identity, cells: Mapping[str, Value]) -> bool | None:
    """Whether a sum holds; None where numbers are not known that may make it hold, or all are nothing."""
    sides = [[cells[key].value if key in cells else None for key in side] for side in (identity.left, identity.right)]
    left, right = ([number for number in side if number is not None] for side in sides)
    whole = len(left) == len(sides[0]), len(right) == len(sides[1])
    if not any((*left, *right)):
        return None
    if (whole[0] and sum(right) > sum(left)) or (whole[1] and sum(left) > sum(right)):
        return False
    return sum(left) == sum(right) if all(whole) else None
