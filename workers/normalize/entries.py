"""From blocks to entries: what looks like a label, followed by what looks like its values.

However a table came through (a real grid, tabs, pipes, one cell a line), its rows are entries in document order, and
only entries are fitted to a form.
"""

import re
from collections.abc import Iterable, Iterator

import msgspec

from shared.document import Block, Cell, Paragraph, Table
from workers.normalize.labels import bare
from workers.normalize.values import is_number, is_value

_GROWN = re.compile(r"(.*\D)(\d+)")
_LONG = 80  # a paragraph beyond this is prose, not a cell: the longest row label with its groups has 58
UNITS = frozenset({"条", "件", "次", "篇", "个", "人", "人次", "万元"})  # the unit column of stat_2014
_WIDE = 20  # no row of any form has so many cells: it is a whole table on one line


class Entry(msgspec.Struct, frozen=True):
    """A run of label cells and the run of cells after it.

    `block` is the index of the document's block it came from, `aligned` as in `Table`. `depth` is the number of cells
    up to the last label, counted with the empty ones.
    """

    labels: tuple[str, ...]
    values: tuple[Cell, ...]
    block: int
    depth: int
    aligned: bool

    @property
    def numbers(self) -> int:
        """How many of the values hold a number or a stroke."""
        return sum(is_value(cell.text) for cell in self.values)

    @property
    def label(self) -> str:
        """The whole label, groups first, without ordinal."""
        return bare("".join(self.labels))

    @property
    def leaf(self) -> str:
        """The innermost label, without ordinal."""
        return bare(self.labels[-1]) if self.labels else ""


def entries(blocks: Iterable[tuple[int, Block]], known: frozenset[str]) -> list[Entry]:
    """Return the entries of some blocks. `known` holds the bare labels of the forms' rows."""
    found: list[Entry] = []
    stacked: list[Cell] = []  # cells that stand alone on their lines, waiting for what follows
    at = 0
    for index, cells, aligned in _rows(blocks, known):
        alone = not aligned and len(cells) == 1
        if alone:
            at = at if stacked else index
            stacked.append(cells[0])
            continue
        if stacked:
            found += _split(stacked, at, known)
            stacked = []
        if not aligned and (len(cells) > _WIDE or _holds_several(cells, known)):
            found += _split(list(cells), index, known)
        else:
            found.append(_entry(cells, index, known, aligned=aligned))
    if stacked:
        found += _split(stacked, at, known)
    return found


def _rows(blocks: Iterable[tuple[int, Block]], known: frozenset[str]) -> Iterator[tuple[int, tuple[Cell, ...], bool]]:
    for index, block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                if row:
                    yield index, row, block.aligned
        elif len(block.text) <= _LONG or _ends_in_values(block.text):
            yield index, _cells(block, known), False


def _ends_in_values(text: str) -> bool:
    parts = text.split()
    return len(parts) > 2 and is_value(parts[-1]) and is_value(parts[-2])  # noqa: PLR2004 - a label and two values


def _cells(paragraph: Paragraph, known: frozenset[str]) -> tuple[Cell, ...]:
    """Cells of a row whose borders are lost: values at the end, parted by white space, and the label before them."""
    parts = paragraph.text.split()
    first = len(parts)
    while first > 0 and is_value(parts[first - 1]):
        first -= 1
    if (
        first == len(parts)
        and (grown := _GROWN.fullmatch(parts[-1]))
        and bare("".join([*parts[:-1], grown[1]])) in known
    ):
        parts[-1:] = grown.groups()  # the label and its first value have grown together
        first = len(parts) - 1
    if first == len(parts) or (first == 0 and len(parts) == 1):
        return (Cell(paragraph.text.strip(), 0, paragraph.where),)
    label = " ".join(parts[:first])
    texts = ([label] if label else []) + parts[first:]
    return tuple(Cell(text, column, paragraph.where) for column, text in enumerate(texts))


def _entry(cells: tuple[Cell, ...], block: int, known: frozenset[str], *, aligned: bool) -> Entry:
    """One row: the label ends at the form's own label, or else at the last label before the first number."""
    first_number = next((i for i, cell in enumerate(cells) if is_number(cell.text)), len(cells))
    depth = 0
    for i, cell in enumerate(cells):
        if bare(cell.text) in known and i <= first_number:
            depth = i + 1
    for i, cell in enumerate(cells[:first_number] if depth == 0 else ()):
        if cell.text.strip() and not is_value(cell.text):
            depth = i + 1
    unit = next((i for i, cell in enumerate(cells) if i and bare(cell.text) in UNITS), None)
    end = depth if unit is None else unit
    labels = tuple(cell.text for cell in cells[:end] if cell.text.strip())
    depth = end if unit is None else unit + 1
    return Entry(labels, cells[depth:], block, depth, aligned)


def _holds_several(cells: tuple[Cell, ...], known: frozenset[str]) -> bool:
    """Whether a further label of a form stands behind a number."""
    first = next((i for i, cell in enumerate(cells) if is_number(cell.text)), len(cells))
    return any(bare(cell.text) in known for cell in cells[first:] if cell.text.strip() and not is_value(cell.text))


def _split(cells: list[Cell], block: int, known: frozenset[str]) -> list[Entry]:
    """A run of cells without rows: a label after values opens the next entry, and so does each known label."""
    found: list[Entry] = []
    labels: list[str] = []
    values: list[Cell] = []
    for cell in cells:
        text = cell.text.strip()
        if bare(text) in UNITS and labels:
            continue
        if text and not is_value(text):
            if values or (labels and bare(labels[-1]) in known):
                found.append(Entry(tuple(labels), tuple(values), block, len(labels), aligned=False))
                labels, values = [], []
            labels.append(text)
        elif text or values or not labels or bare(labels[-1]) in known:
            values.append(cell)
    if labels or values:
        found.append(Entry(tuple(labels), tuple(values), block, len(labels), aligned=False))
    return found
