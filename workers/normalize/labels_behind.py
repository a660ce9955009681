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
    inside = {each for row in table.rows for each in within(row, identities)}
    over = [each for each in of_table(table, identities) if each not in inside]
    told = [holds for each in over if (holds := _holds(each, cells)) is not None]
    return bool(first.values) and not sum(told) * 2 > len(told)


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
    """Whether a sum holds; None where a number is not known, or all are nothing."""
    sides = [[cells[key].value if key in cells else None for key in side] for side in (identity.left, identity.right)]
    left, right = ([number for number in side if number is not None] for side in sides)
    if len(left) < len(sides[0]) or len(right) < len(sides[1]) or not any((*left, *right)):
        return None
    return sum(left) == sum(right)
