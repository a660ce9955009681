"""Reading the cells of rows that were found: placed ones as printed, others as far as the form's sums decide."""

import re
from collections.abc import Sequence

from shared.document import Cell, Where
from shared.form import FormRow, FormTable, Kind
from shared.report import MISSING, State, Value
from workers.normalize.infer import Reading, Row, own_sums, readings, solve
from workers.normalize.place import Placed
from workers.normalize.sums import Identities, is_crossed, within
from workers.normalize.values import runs, value

_STROKE = re.compile("[-/－／]")
NOT_PRINTED = Cell("", -1, Where())  # in place of a column that a table leaves out
FoundRow = tuple[FormRow, Sequence[Cell], Placed | None]  # the row, what is printed in it, and its columns if known


def read_cells(table: FormTable, rows: Sequence[FoundRow], identities: Identities) -> dict[str, Value]:
    """Read placed cells; what could not be placed is left to the form's sums, and is null where they do not decide."""
    cells: dict[str, Value] = {}
    known: list[Row] = []
    texts: dict[str, tuple[str, Cell]] = {}
    for row, printed, placed in rows:
        if placed is not None and None not in placed:
            clean = {
                form_cell.key: MISSING if cell is NOT_PRINTED else value(cell.text, form_cell.kind, cell.where)
                for form_cell, cell in zip(row.cells, placed, strict=True)
                if cell is not None
            }
            cells |= clean
            numbers = [read.value for read in clean.values()]
            whole = tuple(number if isinstance(number, int) else None for number in numbers)
            certain = all(isinstance(read.value, int) or read.state is State.BLANK for read in clean.values())
            known.append(Row(row, [whole] if certain else [], ambiguous=False))
            continue
        if not any(cell.text.strip() for cell in printed):
            continue
        for form_cell in row.cells:
            texts[form_cell.key] = (" ".join(cell.text for cell in printed).strip(), printed[0])
        for form_cell, cell in zip(row.cells, placed or (), strict=False):
            if cell is not None:
                cells[form_cell.key] = value(cell.text, form_cell.kind, cell.where)
        # Sums over several rows confirm where the blanks of a row stand; its own alone fit too many ways.
        blanks = is_crossed(row, table, identities)
        known.append(Row(row, _readings(row, printed, identities, blanks=blanks), ambiguous=True))
    solved = solve(table, known, identities)
    for key, (raw, cell) in texts.items():
        if key in solved:
            number = solved[key]
            none = State.NOT_APPLICABLE if _STROKE.search(raw) else State.BLANK
            cells[key] = Value(number, none if number is None else State.INFERRED, raw, cell.where)
        elif key not in cells:
            cells[key] = Value(None, State.TEXT, raw, cell.where)
    return cells


def _readings(row: FormRow, printed: Sequence[Cell], identities: Identities, *, blanks: bool) -> list[Reading]:
    """Every way to read a row that could not be placed, a cell too many or too few, that its own sums allow."""
    width = len(row.cells)
    allowed = own_sums(row, identities)
    filled = [i for i, cell in enumerate(printed) if cell.text.strip()]
    if filled[-1] - filled[0] < width:
        parts = [runs(cell.text) for cell in printed if cell.text.strip()]
        return readings([run for part in parts for run in part or ["?"]], width, allowed, blanks=blanks)
    spans = [printed[start : start + width] for start in range(len(printed) - width + 1)]
    read = [[value(cell.text, Kind.COUNT) for cell in span] for span in spans]
    if any(one.value is None and one.state is not State.BLANK for span in read for one in span):
        return []
    found = [tuple(None if one.value is None else int(one.value) for one in span) for span in read]
    return [reading for reading in found if allowed(reading)]


def adds_up(row: FormRow, placed: Placed, identities: Identities, *, blanks: bool = False) -> bool:
    """Whether the row has sums of its own and all of them hold, with the total printed.

    With `blanks` a sum of which nothing at all is printed holds too: a block that was left blank.
    """
    if None in placed:
        return False
    keys = [cell.key for cell in row.cells]
    read = {key: value(cell.text, Kind.COUNT).value for key, cell in zip(keys, placed, strict=True) if cell}
    own = within(row, identities)
    if blanks:
        own = tuple(each for each in own if any(read[key] is not None for key in each.keys))
    return bool(own) and all(
        read[each.left[0]] is not None and read[each.left[0]] == sum(read[key] or 0 for key in each.right)
        for each in own
    )
