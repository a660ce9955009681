"""Fitting a document's entries to one table of a statutory form: every key present, never a wrong number."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from shared.document import Cell
from shared.form import FormRow, FormTable, Identity, Kind
from shared.report import MISSING, State, Value
from workers.normalize.align import Match, align
from workers.normalize.entries import Entry
from workers.normalize.infer import Reading, Row, own_sums, readings, solve
from workers.normalize.labels import bare, is_made_of
from workers.normalize.place import Placed, is_certain, place, shapes
from workers.normalize.values import runs, value

_CORNERS = frozenset(
    {"信息内容", "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和"}
)  # over the row labels
_GAP = 6  # blocks between two rows: a page number, headings once more, a rest of a label
_BLOCKS = 3  # of table 四: 复议, 未经复议直接起诉, 复议后起诉
_STRIP = 4  # columns from which a row without a label is taken for (a part of) table 四


class Fit(msgspec.Struct, frozen=True):
    """One copy of a form's table found in a document: values by key, and what was left over.

    `first` and `last` are the indices of the entries it spans, -1 where nothing was found; `blocks` those of the
    document's blocks that went into it.
    """

    cells: dict[str, Value]
    headings: dict[str, Value] = {}
    extra: tuple[Value, ...] = ()
    unmapped_rows: tuple[str, ...] = ()
    first: int = -1
    last: int = -1
    blocks: frozenset[int] = frozenset()

    @property
    def mapped(self) -> int:
        """How many of the table's cells were found."""
        return sum(1 for cell in self.cells.values() if cell.state is not State.MISSING)

    @property
    def read(self) -> int:
        """How many were found and are no riddle."""
        return sum(1 for cell in self.cells.values() if cell.state not in {State.MISSING, State.TEXT})


def fit(table: FormTable, found: Sequence[Entry], identities: Sequence[Identity]) -> Fit:
    """Return the best copy of the table among the entries; the form's identities decide what the text leaves open."""
    if all(not row.labels for row in table.rows):
        return _strip(table, found, identities)
    known = headers(table)
    usable = [(i, entry) for i, entry in enumerate(found) if not _is_header(entry, known)]
    matches = [match for match in align(table.rows, [entry for _, entry in usable]) if match.entry.values]
    if not matches:
        return Fit(_missing(table))
    seen = shapes([(match.entry, len(match.row.cells)) for match in matches if match.row.cells])
    read: list[tuple[FormRow, Sequence[Cell], Placed | None]] = []
    headings: dict[str, Value] = {}
    for match in matches:
        if match.row.cells:
            entry, width = match.entry, len(match.row.cells)
            shape = seen.get((entry.block, entry.depth))
            placed, _ = place(entry.values, width, shape.start if shape else None)
            if placed and not is_certain(entry, width) and not _adds_up(match.row, placed, identities):
                placed = None
            read.append((match.row, entry.values, placed))
        else:
            headings |= _heading(match)
    taken = {i for match in matches for i in range(match.first, match.last + 1)}
    first, last = matches[0].first, matches[-1].last
    return Fit(
        _missing(table) | _read(table, read, identities),
        headings,
        (),
        tuple(_others(table, [entry for i, (_, entry) in enumerate(usable) if i not in taken and first < i < last])),
        usable[first][0],
        usable[last][0],
        _blocks(match.entry for match in matches),
    )


def _adds_up(row: FormRow, placed: Placed, identities: Sequence[Identity]) -> bool:
    """Whether the row has sums of its own and all of them hold, with the total printed."""
    if None in placed:
        return False
    keys = [cell.key for cell in row.cells]
    read = {key: value(cell.text, Kind.COUNT).value for key, cell in zip(keys, placed, strict=True) if cell}
    own = [each for each in identities if each.relation == "=" and set(keys).issuperset(each.keys)]
    return bool(own) and all(
        read[each.left[0]] is not None and read[each.left[0]] == sum(read[key] or 0 for key in each.right)
        for each in own
    )


def _blocks(found: Iterable[Entry]) -> frozenset[int]:
    """The blocks of some entries, and what lies in a gap of a page break between two of them."""
    blocks = sorted({block for entry in found for block in (entry.block, entry.last_block)})
    gaps = (range(a, b) for a, b in pairwise(blocks) if b - a <= _GAP)
    return frozenset(blocks).union(*gaps)


def _missing(table: FormTable) -> dict[str, Value]:
    return dict.fromkeys((cell.key for cell in table.cells), MISSING)


def _read(
    table: FormTable, rows: Sequence[tuple[FormRow, Sequence[Cell], Placed | None]], identities: Sequence[Identity]
) -> dict[str, Value]:
    """Read placed cells; what could not be placed is left to the form's sums, and is null where they do not decide."""
    cells: dict[str, Value] = {}
    known: list[Row] = []
    texts: dict[str, tuple[str, Cell]] = {}
    for row, printed, placed in rows:
        if placed is not None and None not in placed:
            clean = {
                form_cell.key: value(cell.text, form_cell.kind, cell.where)
                for form_cell, cell in zip(row.cells, placed, strict=True)
                if cell is not None
            }
            cells |= clean
            reading = tuple(None if read.value is None else int(read.value) for read in clean.values())
            certain = all(read.value is not None or read.state is State.BLANK for read in clean.values())
            known.append(Row(row, [reading] if certain else [], ambiguous=False))
            continue
        if not any(cell.text.strip() for cell in printed):
            continue
        for form_cell in row.cells:
            texts[form_cell.key] = (" ".join(cell.text for cell in printed).strip(), printed[0])
        for form_cell, cell in zip(row.cells, placed or (), strict=False):
            if cell is not None:
                cells[form_cell.key] = value(cell.text, form_cell.kind, cell.where)
        known.append(Row(row, _readings(row, printed, identities), ambiguous=True))
    solved = solve(table, known, identities)
    for key, (raw, cell) in texts.items():
        if key in solved:
            number = solved[key]
            cells[key] = Value(number, State.BLANK if number is None else State.INFERRED, raw, cell.where)
        elif key not in cells:
            cells[key] = Value(None, State.TEXT, raw, cell.where)
    return cells


def _readings(row: FormRow, printed: Sequence[Cell], identities: Sequence[Identity]) -> list[Reading]:
    """Every way to read a row that could not be placed, a cell too many or too few, that its own sums allow."""
    width = len(row.cells)
    allowed = own_sums(row, identities)
    filled = [i for i, cell in enumerate(printed) if cell.text.strip()]
    if filled[-1] - filled[0] < width:
        parts = [runs(cell.text) for cell in printed if cell.text.strip()]
        return readings([run for part in parts for run in part or ["?"]], width, allowed)
    spans = [printed[start : start + width] for start in range(len(printed) - width + 1)]
    read = [[value(cell.text, Kind.COUNT) for cell in span] for span in spans]
    if any(one.value is None and one.state is not State.BLANK for span in read for one in span):
        return []
    found = [tuple(None if one.value is None else int(one.value) for one in span) for span in read]
    return [reading for reading in found if allowed(reading)]


def _heading(match: Match) -> dict[str, Value]:
    printed = [cell for cell in match.entry.values if cell.text.strip()]
    if len(printed) != 1:
        return {}
    read = value(printed[0].text, Kind.COUNT, printed[0].where)
    return {match.row.key: read} if read.value is not None else {}


def _others(table: FormTable, left: Sequence[Entry]) -> list[str]:
    """Labels of rows with values that are none of the form's."""
    width = max(2, min(len(row.cells) for row in table.rows if row.cells))
    return ["".join(entry.labels) for entry in left if entry.labels and entry.numbers >= width]


def headers(table: FormTable) -> frozenset[str]:
    """The column headings and block titles of a table, without ordinals."""
    titles = [title for row in table.rows for title in row.block.split("|")]
    labels = [label for cell in table.cells for label in cell.labels]
    return frozenset(bare(label) for label in (*labels, *titles) if label) | _CORNERS


def _is_header(entry: Entry, known: frozenset[str]) -> bool:
    """A line of column headings, which a page break may repeat between any two rows."""
    if entry.numbers or not entry.labels:
        return False
    hits = sum(1 for label in entry.labels if bare(label) in known)
    return hits > 1 or (hits == 0 and all(is_made_of(label, known) for label in entry.labels))


def _strip(table: FormTable, found: Sequence[Entry], identities: Sequence[Identity]) -> Fit:
    """Table 四: one row of values without a label under its headings, or one such row for each of its blocks."""
    (row,) = table.rows
    width = len(row.cells)
    known = headers(table)
    heads = [i for i, entry in enumerate(found) if _is_strip_head(entry, known)]
    under = [(i, entry) for i, entry in enumerate(found) if heads and i >= heads[0] and _is_strip(entry, known, width)]
    parts = [_trimmed(entry.values, width // len(under)) for _, entry in under]
    grown = len(under) == _BLOCKS and all(len(part) == 1 for part in parts)
    if grown or (len(under) > 1 and sum(map(len, parts)) == width):  # one row a block
        rows, values = under, [cell for part in parts for cell in part]
    else:
        rows = [(i, entry) for i, entry in under if entry.numbers][:1]
        rows = rows or [(i, entry) for i, entry in under if i > heads[-1]][:1]
        values = [cell for _, entry in rows for cell in _trimmed(entry.values, width)]
    if not rows:
        return Fit(_missing(table))
    spare = values[width:]
    placed, _ = place(values, width, any_may_be_spare=bool(spare))
    cells = _missing(table) | _read(table, [(row, values, placed)], identities)
    extra = tuple(value(cell.text, Kind.COUNT, cell.where) for cell in spare)
    return Fit(cells, {}, extra, (), rows[0][0], rows[-1][0], _blocks(entry for _, entry in rows))


def _trimmed(values: Sequence[Cell], width: int) -> Sequence[Cell]:
    """Without the blanks at the end that are too many."""
    end = len(values)
    while end > width and not values[end - 1].text.strip():
        end -= 1
    return values[:end]


def _is_strip_head(entry: Entry, known: frozenset[str]) -> bool:
    """Headings that only table 四 has: 总计 alone stands in table 三 too."""
    own = known - {"总计"} - _CORNERS
    return any(bare(label) in own or (is_made_of(label, known) and bare(label) not in known) for label in entry.labels)


def _is_strip(entry: Entry, known: frozenset[str], width: int) -> bool:
    """Values under nothing but column headings; few cells may be many digits grown together."""
    if entry.labels and (entry.numbers == 0 or not _is_strip_head(entry, known)):
        return False
    if entry.labels and not is_made_of(entry.labels[-1], known):
        return False
    digits = sum(character.isdigit() for cell in entry.values for character in cell.text)
    return len(entry.values) >= _STRIP or digits >= width // _BLOCKS
