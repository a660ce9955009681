"""In which order a table prints the form's columns: most print the form's, some put the total first or leave it out.

Some bodies leave the total blank in every row.
"""

from collections.abc import Sequence
from functools import cache

from msgspec import structs

from shared.document import Cell, Where
from shared.form import FormRow, FormTable
from workers.normalize.cells import NOT_PRINTED, adds_up
from workers.normalize.entries import Entry
from workers.normalize.labels import bare, canonical
from workers.normalize.mixed_lines import are_parted
from workers.normalize.place import Placed, place
from workers.normalize.sums import Identities, within
from workers.normalize.values import is_value

Found = tuple[FormRow, Entry]
Order = tuple[int, ...]  # the form's columns by index, as they are printed
NOT_FILLED = Cell("", -1, Where())
_COUNTED = 2  # rows with something to count: an application, and what became of it
_SUBTOTAL = "小计"
_ROWS = 3  # that tell what their columns are
_YEARS = ("本年", "上年")  # figures of a row that has one in the form
_LAST_YEAR = ("上年", "去年", "上一年")
_CHANCE = 3  # one row in so many may have a last figure that is the sum of the others


def printed_order(table: FormTable, heads: Sequence[Entry], rows: Sequence[Found], identities: Identities) -> Order:
    """Return the order of the columns as the headings say it, provided that every complete row agrees with it.

    Headings that lost their borders are no proof of an order: a total is first only where all rows add up that way.
    """
    usual = tuple(range(max((len(row.cells) for row in table.rows), default=0)))
    leaves = [bare(cell.labels[-1]) if cell.labels else "" for cell in table.rows[0].cells]
    total = total_column(table, identities)
    if total is None or len(leaves) < len(usual) or len(set(leaves)) < len(leaves):
        return usual
    order = _in_columns(leaves, heads, rows)
    if order and not _is_disproved(order, rows, identities):
        return order
    if _is_first(total, [entry.figures for _, entry in rows if len(entry.figures) == len(usual)]):
        return (total, *(index for index in usual if index != total))
    said = [bare(label) for entry in heads for label in entry.labels if bare(label) in leaves]
    return _said_order(usual, total, [said.index(leaf) if leaf in said else -1 for leaf in leaves], rows, identities)


def _said_order(usual: Order, total: int, said: Sequence[int], rows: Sequence[Found], identities: Identities) -> Order:
    """The order by the places at which headings without columns name those of the form; -1: not named."""
    parts = tuple(index for index in usual if index != total)
    lacking = [index for index in parts if said[index] < 0]
    if len(lacking) == 1 and _is_left_out(total, lacking[0], [entry.figures for _, entry in rows], len(usual)):
        return tuple(index for index in usual if index != lacking[0])
    if lacking:
        return usual
    if said[total] < 0:
        return parts if _all_hold(parts, rows, identities) else usual
    first = (total, *parts)
    before = said[total] < said[parts[0]]
    return first if before and _all_hold(first, rows, identities) and not _all_hold(usual, rows, identities) else usual


def row_order(row: FormRow, heads: Sequence[Entry]) -> Order | None:
    """The order of a row's columns where headings name each of them once, and all headings in the same order.

    For rows whose columns have names of their own, in a table without totals, which would tell.
    """
    leaves = [bare(cell.labels[-1]) if cell.labels else "" for cell in row.cells]
    if "" in leaves or len(set(leaves)) < len(leaves):
        return None
    orders: set[Order] = set()
    for entry in heads:
        text = canonical("".join(entry.texts))
        is_told = entry.aligned or not are_parted(leaves, list(map(canonical, entry.labels)))
        if is_told and all(text.count(leaf) == 1 for leaf in leaves):
            orders.add(tuple(sorted(range(len(leaves)), key=lambda index: text.index(leaves[index]))))
    return orders.pop() if len(orders) == 1 else None


def _is_first(total: int, rows: Sequence[Sequence[int]]) -> bool:
    """Whether the total stands before what it is the sum of: so it is in most rows, and in none at its own place."""
    counted = [row for row in rows if any(row)]
    usual = sum(row[total] * 2 == sum(row) for row in counted)
    first = sum(row[0] * 2 == sum(row) for row in counted)
    return total > 0 and first >= _ROWS and first * _CHANCE > len(counted) * 2 and usual * _CHANCE < first


def _is_left_out(total: int, lacking: int, rows: Sequence[Sequence[int]], width: int) -> bool:
    """Whether every row has one figure less than the form has columns, and adds up without the one that is lacking."""
    place = total - (lacking < total)
    return bool(rows) and all(len(row) == width - 1 and row[place] * 2 == sum(row) for row in rows)


def without_subtotal(
    table: FormTable, heads: Sequence[Entry], rows: Sequence[Found], identities: Identities
) -> list[Found]:
    """Return the rows without a column that the form lacks: the sum of those before it but the first, headed 小计."""
    width = max((len(row.cells) for row in table.rows), default=0)
    is_said = any(bare(text) == _SUBTOTAL for entry in heads for text in entry.texts)
    if not is_said or total_column(table, identities) != width - 1:
        return list(rows)
    figures = [entry.figures for _, entry in rows]
    wide = [each for each in figures if len(each) == width + 1]
    if len(wide) < _ROWS:
        return list(rows)
    if not all(each[-2] == sum(each[1:-2]) and each[-1] == each[0] + each[-2] for each in wide):
        return list(rows)
    return [
        (row, _without(entry, width - 1)) if len(found) == width + 1 else (row, entry)
        for (row, entry), found in zip(rows, figures, strict=True)
    ]


def without_last_year(heads: Sequence[Entry], rows: Sequence[Found]) -> list[Found]:
    """Return the rows of one figure without last year's beside it, where all headings of their column say so."""
    return [(row, _of_this_year(row, entry, heads)) for row, entry in rows]


def _of_this_year(row: FormRow, entry: Entry, heads: Sequence[Entry]) -> Entry:
    printed = entry.filled
    own = bare(row.cells[0].labels[-1]) if row.cells and row.cells[0].labels else ""
    if len(row.cells) != 1 or len(printed) != len(_YEARS) or not all(is_value(entry.values[i].text) for i in printed):
        return entry
    said = [[bare(text) for text in head.texts if text.strip()][-len(_YEARS) :] for head in heads]
    said = [texts for texts in said if any(own in text for text in texts)]
    places = {tuple(text == own for text in texts) for texts in said if sum(map(_is_last_year, texts)) == 1}
    if len(places) != 1 or not all(any(map(_is_last_year, texts)) for texts in said) or sum(first := places.pop()) != 1:
        return entry
    return structs.replace(entry, values=(entry.values[printed[first.index(True)]],))


def _is_last_year(heading: str) -> bool:
    return heading.startswith(_LAST_YEAR)


def are_wider(table: FormTable, rows: Sequence[Found]) -> bool:
    """Whether most rows of a text print more figures than the form has columns: nobody knows which is none of them."""
    width = max((len(row.cells) for row in table.rows), default=0)
    wide = [entry for _, entry in rows if not entry.aligned and len(entry.figures) > width > 1]
    return len(wide) >= _ROWS and len(wide) * 2 > len(rows)


def _without(entry: Entry, place: int) -> Entry:
    """The row without one of its figures."""
    printed = [cell for cell in entry.values if cell.text.strip()]
    return structs.replace(entry, values=(*printed[:place], *printed[place + 1 :]))


def _in_columns(leaves: Sequence[str], heads: Sequence[Entry], rows: Sequence[Found]) -> Order | None:
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
    if not all(set(columns) <= set(found) for columns in filled if len(columns) <= len(leaves)):
        return None
    return tuple(leaves.index(label) for column in sorted(found) for label in found[column])


def with_blank_total(table: FormTable, rows: Sequence[Found], identities: Identities) -> list[Found]:
    """Return the rows with a blank cell for their total where a text prints hardly any row's.

    Most rows have one figure less than columns then. It is the total, which stands last, that is missing: were it
    another one, the last figure would be the sum of the others. A row in which it is remains as it is.
    """
    width = max((len(row.cells) for row in table.rows), default=0)
    figures = [_figures(entry) for _, entry in rows]
    short = [each for each in figures if len(each) == width - 1]
    whole = [each for each in figures if len(each) == width]
    counted = [each for each in short if any(each)]
    if (
        total_column(table, identities) != width - 1
        or len(short) + len(whole) < len(rows)
        or len(short) * 2 < len(table.rows)
        or len(counted) < _COUNTED
        or _CHANCE * sum(map(_adds_up, counted)) > len(counted)
        or not all(map(_adds_up, whole))
    ):
        return list(rows)
    return [
        (row, _with_blank_end(entry)) if len(found) < width and not (any(found) and _adds_up(found)) else (row, entry)
        for (row, entry), found in zip(rows, figures, strict=True)
    ]


def _with_blank_end(entry: Entry) -> Entry:
    printed = [cell for cell in entry.values if cell.text.strip()]
    return structs.replace(entry, values=(*printed, NOT_FILLED), aligned=True)


def _adds_up(figures: Sequence[int]) -> bool:
    return figures[-1] == sum(figures[:-1])


def _figures(entry: Entry) -> list[int]:
    """The figures of a row of a text, with nothing but blanks around them; none otherwise."""
    return [] if entry.aligned or entry.doubtful else entry.figures


def in_form(placed: Placed, order: Order, width: int) -> Placed:
    """Return cells as printed in the form's order."""
    cells = dict(zip(order, placed, strict=True))
    return tuple(cells.get(index, NOT_PRINTED) for index in range(width))


@cache
def total_column(table: FormTable, identities: Identities) -> int | None:
    """The column that is the sum of all others, the same in every row."""
    found: set[int | None] = set()
    for row in table.rows:
        keys = [cell.key for cell in row.cells]
        sums = [each for each in within(row, identities) if set(each.keys) == set(keys)]
        found.add(keys.index(sums[0].left[0]) if sums and len(sums[0].left) == 1 else None)
    return found.pop() if len(found) == 1 else None


def _is_disproved(order: Order, rows: Sequence[Found], identities: Identities) -> bool:
    """Whether a row adds up in the form's order and not in this one: its headings have lost their columns."""
    for row, entry in rows:
        placed, _ = place(entry.values, len(order))
        if placed is None or len(order) != len(row.cells) or None in placed:
            continue
        if adds_up(row, placed, identities) and not adds_up(row, in_form(placed, order, len(order)), identities):
            return True
    return False


def _all_hold(order: Order, rows: Sequence[Found], identities: Identities) -> bool:
    """Whether every row has as many cells as are printed, and adds up where its total is printed."""
    for row, entry in rows:
        placed, beyond = place(entry.values, len(order))
        if placed is None or beyond or not entry.aligned:
            return False
        if len(order) == len(row.cells) and not adds_up(row, in_form(placed, order, len(row.cells)), identities):
            return False
    return bool(rows)
