"""Which of a form's identities are sums inside a row, or over the rows of a table: worked out once for each form."""

from functools import cache

from shared.form import FormRow, FormTable, Identity

Identities = tuple[Identity, ...]


@cache
def within(row: FormRow, identities: Identities) -> Identities:
    """Return the sums all of whose cells stand in a row."""
    keys = {cell.key for cell in row.cells}
    return tuple(each for each in identities if each.relation == "=" and keys.issuperset(each.keys))


@cache
def of_table(table: FormTable, identities: Identities) -> Identities:
    """Return the sums all of whose cells stand in a table."""
    keys = {cell.key for cell in table.cells}
    return tuple(each for each in identities if each.relation == "=" and keys.issuperset(each.keys))


@cache
def is_crossed(row: FormRow, table: FormTable, identities: Identities) -> bool:
    """Whether sums over several rows of the table have cells of this one."""
    keys = {cell.key for cell in row.cells}
    return any(
        not keys.isdisjoint(each.keys) and not keys.issuperset(each.keys) for each in of_table(table, identities)
    )
