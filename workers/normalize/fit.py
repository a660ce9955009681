"""Fitting a document's tables to a statutory form: every key present, never a wrong number."""

from collections.abc import Sequence

import msgspec

from shared.form import FormTable, Kind
from shared.report import MISSING, State, Value
from workers.normalize.align import Match, align
from workers.normalize.entries import Entry
from workers.normalize.labels import bare
from workers.normalize.place import place, starts
from workers.normalize.values import value

_STRIP = 4  # columns from which a row without a label is taken for (a part of) table 四


class Fit(msgspec.Struct, frozen=True):
    """One copy of a form's table found in a document: values by key, and what was left over.

    `first` and `last` are the indices of the entries it spans; -1 where nothing was found.
    """

    cells: dict[str, Value]
    headings: dict[str, Value] = {}
    extra: tuple[Value, ...] = ()
    unmapped_rows: tuple[str, ...] = ()
    first: int = -1
    last: int = -1

    @property
    def mapped(self) -> int:
        """How many of the table's cells were found."""
        return sum(1 for cell in self.cells.values() if cell.state is not State.MISSING)


def fit(table: FormTable, found: Sequence[Entry]) -> Fit:
    """Return the best copy of the table among the entries."""
    if all(not row.labels for row in table.rows):
        return _strip(table, found)
    headers = _headers(table)
    usable = [(i, entry) for i, entry in enumerate(found) if not _is_header(entry, headers)]
    matches = align(table.rows, [entry for _, entry in usable])
    cells = dict.fromkeys((cell.key for cell in table.cells), MISSING)
    if not any(match.entry.values for match in matches):
        return Fit(cells)
    begin = starts([(match.entry, len(match.row.cells)) for match in matches if match.row.cells])
    headings: dict[str, Value] = {}
    for match in matches:
        if match.row.cells:
            cells.update(_row(match, begin.get((match.entry.block, match.entry.depth))))
        else:
            headings |= _heading(match)
    first, last = usable[matches[0].first][0], usable[matches[-1].last][0]
    taken = {i for match in matches for i in range(match.first, match.last + 1)}
    width = min(len(row.cells) for row in table.rows if row.cells)
    unmapped = tuple(
        "".join(entry.labels)
        for i, (at, entry) in enumerate(usable)
        if i not in taken and first < at < last and entry.labels and entry.numbers >= max(width, 2)
    )
    return Fit(cells, headings, (), unmapped, first, last)


def _row(match: Match, start: int | None) -> dict[str, Value]:
    row, entry = match.row, match.entry
    placed, _ = place(entry.values, len(row.cells), start)
    if placed is None:
        return {}
    read = {}
    for form_cell, cell in zip(row.cells, placed, strict=True):
        if cell is None:
            raw = " ".join(cell.text for cell in entry.values).strip()
            read[form_cell.key] = Value(None, State.TEXT, raw, entry.values[0].where)
        else:
            read[form_cell.key] = value(cell.text, form_cell.kind, cell.where)
    return read


def _heading(match: Match) -> dict[str, Value]:
    printed = [cell for cell in match.entry.values if cell.text.strip()]
    if len(printed) != 1:
        return {}
    read = value(printed[0].text, Kind.COUNT, printed[0].where)
    return {match.row.key: read} if read.value is not None else {}


def _headers(table: FormTable) -> frozenset[str]:
    return frozenset(bare(label) for cell in table.cells for label in cell.labels if label)


def _is_header(entry: Entry, headers: frozenset[str]) -> bool:
    """A line of column headings, which a page break may repeat between any two rows."""
    hits = sum(1 for label in entry.labels if bare(label) in headers)
    return hits > 1 and entry.numbers == 0


def _strip(table: FormTable, found: Sequence[Entry]) -> Fit:
    """Table 四: one row of values without a label under its headings, or one such row for each of its blocks."""
    columns = table.cells
    headers = _headers(table)
    blank = Fit(dict.fromkeys((cell.key for cell in columns), MISSING))
    head = [i for i, entry in enumerate(found) if any(bare(label) in headers for label in entry.labels)]
    rows = [
        (i, entry)
        for i, entry in enumerate(found)
        if head and i >= head[0] and len(entry.values) >= _STRIP and _only_headers(entry, headers)
    ]
    printed = [(i, entry) for i, entry in rows if entry.numbers]
    rows = printed or [(i, entry) for i, entry in rows if len(entry.values) == len(columns) and i > head[-1]][:1]
    if not rows:
        return blank
    values = [cell for _, entry in rows for cell in entry.values]
    if len(rows) > 1 and len(values) != len(columns):
        rows = rows[:1]
        values = list(rows[0][1].values)
    while len(values) > len(columns) and not values[-1].text.strip():
        values.pop()
    spare = values[len(columns) :]
    placed, _ = place(values, len(columns), any_may_be_spare=bool(spare))
    if placed is None:
        return blank
    cells = {
        form_cell.key: Value(None, State.TEXT, "", values[0].where)
        if cell is None
        else value(cell.text, form_cell.kind, cell.where)
        for form_cell, cell in zip(columns, placed, strict=True)
    }
    beyond = tuple(value(cell.text, columns[-1].kind, cell.where) for cell in spare)
    return Fit(cells, {}, beyond, (), rows[0][0], rows[-1][0])


def _only_headers(entry: Entry, headers: frozenset[str]) -> bool:
    return not entry.labels or bare(entry.labels[-1]) in headers
