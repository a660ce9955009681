"""In which order a table prints the form's columns: most print the form's, some put the total first or leave it out."""

from collections.abc import Sequence
from functools import cache

from shared.form import FormRow, FormTable
from workers.normalize.cells import NOT_PRINTED, adds_up
from workers.normalize.entries import Entry
from workers.normalize.labels import bare
from workers.normalize.place import Placed, place
from workers.normalize.sums import Identities, within

Order = tuple[int, ...]  # the form's columns by index, as they are printed


def printed_order(
    table: FormTable, heads: Sequence[Entry], rows: Sequence[tuple[FormRow, Entry]], identities: Identities
) -> Order:
    """Return the order of the columns as the headings say it, provided that every complete row agrees with it.

    Headings that lost their borders are no proof of an order: a total is first only where all rows add up that way.
    """
    usual = tuple(range(max((len(row.cells) for row in table.rows), default=0)))
    leaves = [bare(cell.labels[-1]) if cell.labels else "" for cell in table.rows[0].cells]
    total = _total(table, identities)
    if total is None or len(leaves) < len(usual) or len(set(leaves)) < len(leaves):
        return usual
    order = _in_columns(leaves, heads, rows)
    if order and not _is_disproved(order, rows, identities):
        return order
    said = [bare(label) for entry in heads for label in entry.labels if bare(label) in leaves]
    parts = tuple(index for index in usual if index != total)
    if not {leaves[index] for index in parts} <= set(said):
        return usual
    if leaves[total] not in said:
        return parts if _all_hold(parts, rows, identities) else usual
    first = (total, *parts)
    before = said.index(leaves[total]) < said.index(leaves[parts[0]])
    return first if before and _all_hold(first, rows, identities) and not _all_hold(usual, rows, identities) else usual


def _in_columns(leaves: Sequence[str], heads: Sequence[Entry], rows: Sequence[tuple[FormRow, Entry]]) -> Order | None:
    """The order of headings that stand each over its own column of figures; None where borders or spans were lost."""
    found: dict[int, set[str]] = {}
    blocks = {entry.block for _, entry in rows}
    for entry in (head for head in heads if head.block in blocks):
        cells = [*zip(entry.labels, entry.columns, strict=False), *((cell.text, cell.column) for cell in entry.values)]
        for label, column in cells:
            if bare(label) in leaves:
                found.setdefault(column, set()).add(bare(label))
    if sorted(label for labels in found.values() for label in labels) != sorted(leaves) or len(found) < len(leaves):
        return None
    filled = [[cell.column for cell in entry.values if cell.text.strip()] for _, entry in rows]
    if not all(columns == sorted(found) for columns in filled if len(columns) == len(leaves)):
        return None
    return tuple(leaves.index(label) for column in sorted(found) for label in found[column])


def in_form(placed: Placed, order: Order, width: int) -> Placed:
    """Return cells as printed in the form's order."""
    cells = dict(zip(order, placed, strict=True))
    return tuple(cells.get(index, NOT_PRINTED) for index in range(width))


@cache
def _total(table: FormTable, identities: Identities) -> int | None:
    """The column that is the sum of all others, the same in every row."""
    found: set[int | None] = set()
    for row in table.rows:
        keys = [cell.key for cell in row.cells]
        sums = [each for each in within(row, identities) if set(each.keys) == set(keys)]
        found.add(keys.index(sums[0].left[0]) if sums and len(sums[0].left) == 1 else None)
    return found.pop() if len(found) == 1 else None


def _is_disproved(order: Order, rows: Sequence[tuple[FormRow, Entry]], identities: Identities) -> bool:
    """Whether a row adds up in the form's order and not in this one: its headings have lost their columns."""
    for row, entry in rows:
        placed, _ = place(entry.values, len(order))
        if placed is None or len(order) != len(row.cells) or None in placed:
            continue
        if adds_up(row, placed, identities) and not adds_up(row, in_form(placed, order, len(order)), identities):
            return True
    return False


def _all_hold(order: Order, rows: Sequence[tuple[FormRow, Entry]], identities: Identities) -> bool:
    """Whether every row has as many cells as are printed, and adds up where its total is printed."""
    for row, entry in rows:
        placed, beyond = place(entry.values, len(order))
        if placed is None or beyond or not entry.aligned:
            return False
        if len(order) == len(row.cells) and not adds_up(row, in_form(placed, order, len(row.cells)), identities):
            return False
    return bool(rows)
