"""Fitting table 四: values under column headings, without any label before them."""

from collections.abc import Sequence

from shared.document import Cell
from shared.form import FormTable, Identity, Kind
from workers.normalize.cells import read_cells
from workers.normalize.entries import Entry
from workers.normalize.fitted import CORNERS, Fit, blocks_of, headers, missing
from workers.normalize.labels import bare, is_made_of
from workers.normalize.place import place
from workers.normalize.values import value

_BLOCKS = 3  # 复议, 未经复议直接起诉, 复议后起诉
_STRIP = 4  # columns from which a row without a label is taken for (a part of) the table


def fit_strip(table: FormTable, found: Sequence[Entry], identities: Sequence[Identity]) -> Fit:
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
        return Fit(missing(table))
    spare = values[width:]
    placed, _ = place(values, width, any_may_be_spare=bool(spare))
    cells = missing(table) | read_cells(table, [(row, values, placed)], identities)
    extra = tuple(value(cell.text, Kind.COUNT, cell.where) for cell in spare)
    return Fit(cells, {}, extra, (), rows[0][0], rows[-1][0], blocks_of(entry for _, entry in rows))


def _trimmed(values: Sequence[Cell], width: int) -> Sequence[Cell]:
    """Without the blanks at the end that are too many."""
    end = len(values)
    while end > width and not values[end - 1].text.strip():
        end -= 1
    return values[:end]


def _is_strip_head(entry: Entry, known: frozenset[str]) -> bool:
    """Headings that only table 四 has: 总计 alone stands in table 三 too."""
    own = known - {"总计"} - CORNERS
    return any(bare(label) in own or (is_made_of(label, known) and bare(label) not in known) for label in entry.labels)


def _is_strip(entry: Entry, known: frozenset[str], width: int) -> bool:
    """Values under nothing but column headings; few cells may be many digits grown together."""
    if entry.labels and (entry.numbers == 0 or not _is_strip_head(entry, known)):
        return False
    if entry.labels and not is_made_of(entry.labels[-1], known):
        return False
    digits = sum(character.isdigit() for cell in entry.values for character in cell.text)
    return len(entry.values) >= _STRIP or digits >= width // _BLOCKS
