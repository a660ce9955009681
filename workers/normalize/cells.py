"""Reading the cells of rows that were found: placed ones as printed, others as far as the form's sums decide."""

import re
from collections.abc import Iterable, Mapping, Sequence
from unicodedata import normalize

import msgspec
from msgspec.structs import replace

from shared.document import Cell, Where
from shared.form import FormRow, FormTable, Kind
from shared.report import MISSING, State, Value
from workers.normalize.infer import Reading, Row, own_sums, readings, solve, whole_number
from workers.normalize.place import Placed
from workers.normalize.sums import Identities, is_crossed, within
from workers.normalize.values import filled_at, runs, value

_CHANGED = re.compile(r"(\d+)((?:增加?|减少?|[+\-−])\d+)")
_SUMS = 3  # of a row that has lost nothing but has a figure too many
_DOUBLE = re.compile(r"[-－—–―─−]{2}|[,，]")  # perhaps one stroke
_STROKE = re.compile("[-/－／]")
_NONE = {State.BLANK, State.NOT_APPLICABLE, State.MISSING}
_PARTED = re.compile(r"\s*[\d,，]+(?:\s+[\d,，]+)+\s*")
_NOTED = re.compile(r"(\d+)\s?[①-⑳¹²³⁴-⁹]")  # a note's mark, or perhaps a digit
NOT_PRINTED = Cell("", -1, Where())  # in place of a column that a table leaves out


class FoundRow(msgspec.Struct, frozen=True):
    """A row of the form, what is printed in it, its columns if they are known, and whether it may be another row's."""

    row: FormRow
    printed: Sequence[Cell]
    placed: Placed | None
    doubtful: bool = False


def read_cells(table: FormTable, rows: Sequence[FoundRow], identities: Identities) -> dict[str, Value]:
    """Read placed cells; what could not be placed is left to the form's sums, and is null where they do not decide."""
    cells: dict[str, Value] = {}
    known: list[Row] = []
    texts: dict[str, tuple[str, Cell]] = {}
    for each in rows:
        if each.placed is not None and None not in each.placed:
            clean = _clean(each.row, each.placed)
            cells |= clean
            broken = _broken(each.row, clean, identities)
            columns = zip(each.row.cells, each.placed, strict=True)
            texts |= {cell.key: (at.text, at) for cell, at in columns if at and cell.key in broken}
            known.append(_certain(each.row, clean, broken))
        elif filled := [cell for cell in each.printed if cell.text.strip()]:
            raw = " ".join(cell.text for cell in each.printed).strip()
            texts |= dict.fromkeys((cell.key for cell in each.row.cells), (raw, each.printed[0]))
            cells |= _clean(each.row, each.placed or ())
            if len(filled) == 1 and not each.placed and not each.doubtful:
                cells |= _told_by_signs(each.row, filled[0])
            # Sums over several rows confirm where the blanks of a row stand; its own alone fit too many ways.
            blanks = is_crossed(each.row, table, identities)
            ways = _readings(each.row, each.printed, identities, blanks=blanks)
            forced = len(ways) == 1 and _is_forced(each.row, filled, identities)
            parted = len(_runs(filled)) > 1
            known.append(Row(each.row, ways, ambiguous=True, doubtful=each.doubtful, forced=forced, parted=parted))
    solved = solve(table, known, identities)
    for key, (raw, cell) in texts.items():
        if key in solved:
            number = solved[key]
            none = State.NOT_APPLICABLE if _STROKE.search(raw) else State.BLANK
            cells[key] = Value(number, none if number is None else State.INFERRED, raw, cell.where)
        elif key not in cells:
            cells[key] = Value(None, State.TEXT, raw, cell.where)
    return cells


def _clean(row: FormRow, placed: Placed) -> dict[str, Value]:
    """The cells of a row whose columns are known."""
    return {
        each.key: MISSING if cell is NOT_PRINTED else value(cell.text, each.kind, cell.where)
        for each, cell in zip(row.cells, placed, strict=False)
        if cell is not None
    }


def _told_by_signs(row: FormRow, cell: Cell) -> dict[str, Value]:
    """Cells that have grown together and that signs part: what stands before a change, and strokes for none.

    109增28427 is 109, a change, and a number that it has grown together with; 0-0 is 0, none and 0 where nothing may
    be negative.
    """
    kinds = [each.kind for each in row.cells]
    text = normalize("NFKC", cell.text).strip()
    found: list[str] = []
    if kinds[1:2] == [Kind.SIGNED] and (change := _CHANGED.fullmatch(text)):
        found = [change[1], change[2]] if len(kinds) == 2 else [change[1]]  # noqa: PLR2004 - columns
    elif set(kinds) == {Kind.COUNT} and not _DOUBLE.search(text):
        parts = runs(text) or []
        found = parts if len(parts) == len(kinds) else []
    read = {each.key: value(part, each.kind, cell.where) for part, each in zip(found, row.cells, strict=False)}
    return {
        key: each if each.value is None else replace(each, state=State.INFERRED, raw=cell.text)
        for key, each in read.items()
    }


def _certain(row: FormRow, read: Mapping[str, Value], broken: Mapping[str, int]) -> Row:
    """A placed row with its only reading; without any where a cell of it is a riddle."""
    blank = _NONE if broken else {State.BLANK}
    numbers = [broken.get(key, cell.value) for key, cell in read.items()]
    certain = all(
        isinstance(number, int) or cell.state in blank for number, cell in zip(numbers, read.values(), strict=True)
    )
    reading = tuple(None if number is None else int(number) for number in numbers) if certain else ()
    return Row(row, [reading] if certain else [], ambiguous=bool(broken))


def _broken(row: FormRow, read: Mapping[str, Value], identities: Identities) -> dict[str, int]:
    """Return cells whose digits are parted by white space, or followed by a note's mark, each as one number.

    Narrow cells break numbers over lines.

    Sums of the row's own must hold with all of them, and with nothing else unknown in those sums.
    """
    found: dict[str, int] = {}
    for key, cell in read.items():
        noted = _NOTED.fullmatch(cell.raw.strip()) if cell.state is State.TEXT else None
        if noted or (cell.state is State.TEXT and _PARTED.fullmatch(cell.raw)):
            printed = noted[1] if noted else cell.raw
            number = whole_number("".join(normalize("NFKC", printed).split()))
            if number is not None:
                found[key] = number
    if not found:
        return {}
    values = {key: found.get(key, cell.value) for key, cell in read.items()}
    riddles = {key for key, cell in read.items() if values[key] is None and cell.state not in _NONE}
    sums = [each for each in within(row, identities) if not found.keys().isdisjoint(each.keys)]
    for each in sums:
        left, right = (sum(values.get(key) or 0 for key in keys) for keys in (each.left, each.right))
        printed = all(values.get(key) is not None for key in each.left)
        if left != right or not printed or not riddles.isdisjoint(each.keys):
            return {}
    told = {key for each in sums for key in each.keys}
    return found if found.keys() <= told else {}


def _readings(row: FormRow, printed: Sequence[Cell], identities: Identities, *, blanks: bool) -> list[Reading]:
    """Every way to read a row that could not be placed that its own sums allow.

    Where it has a figure too many, several sums must tell which; one alone fits too often.
    """
    width = len(row.cells)
    places = filled_at(printed)
    if places[-1] - places[0] >= width:
        return _without_one(row, [printed[i] for i in places], identities) if len(places) == len(printed) else []
    blanks = blanks and places[-1] - places[0] < width - 1  # blanks that have not vanished stand in their columns
    return readings(_runs(printed[i] for i in places), width, own_sums(row, identities), blanks=blanks)


def _is_forced(row: FormRow, filled: Sequence[Cell], identities: Identities) -> bool:
    """Whether digits of a line that have grown together can be cut in one way only, and the row has sums to guard that.

    Figures in cells may have their label elsewhere.
    """
    if any(cell.where.table is not None for cell in filled):
        return False
    return bool(within(row, identities)) and len(readings(_runs(filled), len(row.cells), lambda _: True)) == 1


def _runs(filled: Iterable[Cell]) -> list[str]:
    """Return the runs of digits in some cells, and ? for a cell that holds something else."""
    return [run for cell in filled for run in runs(cell.text) or ["?"]]


def _without_one(row: FormRow, printed: Sequence[Cell], identities: Identities) -> list[Reading]:
    """The ways to read a row of figures without its first or its last one."""
    width = len(row.cells)
    if len(printed) != width + 1 or len(within(row, identities)) < _SUMS:
        return []
    numbers = [value(cell.text, Kind.COUNT).value for cell in printed]
    figures = [int(number) for number in numbers if number is not None]
    allowed = own_sums(row, identities)
    found = [tuple(figures[:-1]), tuple(figures[1:])] if len(figures) == len(printed) else []
    return [reading for reading in found if allowed(reading)]


def adds_up(row: FormRow, placed: Placed, identities: Identities, *, blanks: bool = False) -> bool:
    """Whether the row has sums of its own and all of them hold, with the total printed.

    With `blanks` a sum of which nothing at all is printed holds too: a block that was left blank.
    """
    if None in placed:
        return False
    keys = [cell.key for cell in row.cells]
    values = [value(cell.text, Kind.COUNT) for cell in placed if cell]
    if any(each.value is None and each.state not in _NONE for each in values):
        return False
    read = {key: each.value for key, each in zip(keys, values, strict=True)}
    own = within(row, identities)
    if blanks:
        own = tuple(each for each in own if any(read[key] is not None for key in each.keys))
    return bool(own) and all(
        read[each.left[0]] is not None and read[each.left[0]] == sum(read[key] or 0 for key in each.right)
        for each in own
    )
