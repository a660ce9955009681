"""Table 三 in fewer columns than the form's: its totals alone, or persons, organizations together and the total."""

from collections.abc import Mapping, Sequence

from msgspec import structs

from shared.form import FormTable
from workers.normalize.columns import Found, Order, total_column
from workers.normalize.entries import HEADINGS, Entry
from workers.normalize.labels import bare
from workers.normalize.sums import Identities, of_table

_ALONE = 1  # figure a row
_GROUPED = 3  # figures a row: persons, organizations, their total
_GROUP = "法人或其他组织"
_COUNTS = frozenset({"数量", "数量件", "件数", "总数", "总计", "申请数量", "办理数量"})
_SUMS = 2  # over several rows that hold, so that the one column is the totals'


def in_fewer(
    table: FormTable, around: Sequence[Entry], rows: Sequence[Found], identities: Identities
) -> tuple[list[Found], Order] | None:
    """Return the rows with the figures that are the form's and the order of those; None for any other table.

    What stands `around` must name the columns that are there, and no other of the form's; every row must add up, or
    all of them together.
    """
    total = total_column(table, identities)
    figures = [entry.figures for _, entry in rows]
    widths = {len(each) for each in figures}
    if total is None or len(rows) * 2 <= len(table.rows) or len(widths) != 1 or not widths <= {_ALONE, _GROUPED}:
        return None
    leaves = [bare(cell.labels[-1]) for cell in table.rows[0].cells]
    said = [bare(text) for entry in around for text in (*entry.labels, *(cell.text for cell in entry.values))]
    named = [i for i, leaf in enumerate(leaves) if leaf not in HEADINGS and any(leaf in text for text in said)]
    width = widths.pop()
    if width == _ALONE and not named and not _COUNTS.isdisjoint(said):
        totals = {row.cells[total].key: each[0] for (row, _), each in zip(rows, figures, strict=True)}
        return (list(rows), (total,)) if _add_up(table, totals, identities) else None
    is_grouped = width == _GROUPED and named == [0] and {_GROUP, "总计"} <= set(said)
    if is_grouped and all(first + group == whole for first, group, whole in figures):
        return [(row, _without_group(entry)) for row, entry in rows], (0, total)
    return None


def _add_up(table: FormTable, totals: Mapping[str, int], identities: Identities) -> bool:
    """Whether the sums over the rows hold for these cells, several of them, and not because all of them are zero."""
    sums = [each for each in of_table(table, identities) if totals.keys() >= set(each.keys)]
    balances = [sum(totals[key] for key in each.left) == sum(totals[key] for key in each.right) for each in sums]
    return len(sums) >= _SUMS and all(balances) and any(totals.values())


def _without_group(entry: Entry) -> Entry:
    person, _, total = (cell for cell in entry.values if cell.text.strip())
    return structs.replace(entry, values=(person, total))
