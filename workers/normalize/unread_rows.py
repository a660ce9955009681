"""Rows that a report prints and that could not be read: unread, which is no mistake of the report's."""

from collections.abc import Iterable

from shared.document import Block, Table
from shared.form import FormRow, FormTable
from shared.report import State, Value
from workers.normalize.labels import SHORT, bare, canonical

_FEW = 4  # of a table's rows, one in so many must be told where none was found
_PIECE = 7  # characters at either end of a long label that tell it, however the rest is broken


def printed(blocks: Iterable[Block]) -> str:
    """Return the canonical letters of some blocks."""
    texts = (
        "".join(cell.text for row in block.rows for cell in row) if isinstance(block, Table) else block.text
        for block in blocks
    )
    return "".join(map(canonical, texts))


def unread(table: FormTable, cells: dict[str, Value], text: str) -> dict[str, Value]:
    """Return the cells of rows that were not found though their labels are printed in `text`.

    Labels that are words of any sentence count with their ordinals only; the shortest when most others are unread.
    """
    lost = [row for row in table.rows if row.cells and _is_missing(row, cells)]
    title = canonical(table.title)
    told = [row for row in lost if row.labels and _is_told(row.labels[-1], text, title)]
    if len(told) * 2 > len(table.rows):
        told = lost
    elif len(lost) == len(table.rows) and len(told) * _FEW < len(lost):
        return {}  # sentences use words of a table that is not there
    return {cell.key: Value(None, State.TEXT) for row in told for cell in row.cells}


def _is_missing(row: FormRow, cells: dict[str, Value]) -> bool:
    return all(cells[cell.key].state is State.MISSING for cell in row.cells)


def _is_told(label: str, text: str, title: str) -> bool:
    short = bare(label)
    if len(short) <= SHORT:
        return False
    if len(short) < _PIECE:
        return canonical(label) != short and canonical(label) in text
    return any(piece in text and piece not in title for piece in (short[:_PIECE], short[-_PIECE:]))
