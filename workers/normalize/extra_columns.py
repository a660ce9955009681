"""Columns of a table that are none of the form's: empty ones behind each or between two, remarks at the end."""

from collections.abc import Iterable, Sequence

import msgspec

from shared.document import Cell, Table
from workers.normalize.labels import bare
from workers.normalize.values import is_value

Row = tuple[Cell, ...]
Span = tuple[float, float]  # from where to where on the page, in points

_REMARKS = frozenset({"备注", "说明"})
_NEAR = 1.5  # points by which a column's sides may differ from page to page
_ROWS = 3  # of a table with an empty cell behind each other one
_HEADS = 2  # headings of columns in a row of them, the corner's beside


class Columns(msgspec.Struct, frozen=True):
    """The rows of a table with columns, without such columns; where on the page empty ones were, from left to right."""

    rows: Sequence[Row]
    empty: frozenset[Span] = frozenset()


def without_added(table: Table, above: frozenset[Span] = frozenset()) -> Columns:
    """Return the columns of a table without those. `above` are the places of empty ones in the piece before it.

    On the next page a table goes on without the headings that tell.
    """
    rows: Sequence[Row] = table.rows
    places: frozenset[Span] = frozenset()
    if _is_interspersed(rows):
        rows = [row[::2] for row in rows]
    elif empty := _empty(rows) or (_empty_below(rows, above) if above else frozenset()):
        rows = [tuple(cell for cell in row if cell.column not in empty) for row in rows]
        places = frozenset(
            span for row in table.rows for cell in row if cell.column in empty and (span := _span(cell)) is not None
        )
    remarks = _remarks(rows)
    if remarks:
        rows = [tuple(cell for cell in row if cell.column < remarks) for row in rows]
    return Columns(rows, places)


def _empty_below(rows: Sequence[Row], above: frozenset[Span]) -> frozenset[int]:
    """The columns in which nothing stands, each where one is in the piece above."""
    printed = {cell.column for row in rows for cell in row if cell.text.strip()}
    found = {cell.column for row in rows for cell in row if _is_at(_span(cell), above)} - printed
    return frozenset(found) if len(found) == len(above) else frozenset()


def _is_at(span: Span | None, places: Iterable[Span]) -> bool:
    return span is not None and any(max(abs(span[0] - x0), abs(span[1] - x1)) <= _NEAR for x0, x1 in places)


def _span(cell: Cell) -> Span | None:
    box = cell.where.bbox
    return (box[0], box[2]) if box and cell.column_span == 1 else None


def _is_interspersed(rows: Sequence[Row]) -> bool:
    """Whether every second cell of every row is empty: those below the headings of columns too."""
    if len(rows) < _ROWS or any(cell.text.strip() for row in rows for cell in row[1::2]):
        return False
    return any(_headings(row) >= _HEADS for row in rows)


def _empty(rows: Sequence[Row]) -> frozenset[int]:
    """The columns between figures in which nothing stands, no heading either, where each with figures has a heading.

    None where a heading stands behind the last figures: those may be a column further than their headings.
    """
    figures = {cell.column for row in rows for cell in row if is_value(cell.text)}
    headed = {cell.column for row in rows for cell in row if cell.text.strip() and not is_value(cell.text)}
    if not figures or not headed.issuperset(figures) or max(headed) > max(figures):
        return frozenset()
    return frozenset(column for column in range(min(figures), max(figures)) if column not in figures | headed)


def _headings(row: Row) -> int:
    return sum(1 for cell in row[2:] if cell.text.strip() and not is_value(cell.text))


def _remarks(rows: Sequence[Row]) -> int:
    """The column that is headed as remarks, the last one and without figures; 0 where there is none."""
    for row in rows:
        if len(row) > 1 and bare(row[-1].text) in _REMARKS and not any(is_value(cell.text) for cell in row):
            column = row[-1].column
            last = [each[-1] for each in rows if each]
            is_free = not any(is_value(cell.text) for cell in last if cell.column == column)
            return column if is_free and all(cell.column <= column for cell in last) else 0
    return 0
