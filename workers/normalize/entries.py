"""From blocks to entries: what looks like a label, followed by what looks like its values.

However a table came through (a real grid, tabs, pipes, one cell a line), its rows are entries in document order, and
only entries are fitted to a form.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import count

import msgspec
from msgspec import structs
from rapidfuzz import fuzz, process

from shared.document import Block, Cell, Paragraph, Table
from shared.form import Kind
from workers.normalize.doubled_cells import without_doubled
from workers.normalize.extra_columns import Columns, without_added
from workers.normalize.labels import bare, canonical
from workers.normalize.stacked_rows import without_stacked
from workers.normalize.values import filled_at, is_number, is_value, runs, value

PAGE = re.compile(r"\s*(?:[-—–―]+\s*\d{1,3}\s*[-—–―]+|第\s*\d{1,3}\s*页.{0,12})\s*")  # a page's number between rows
_FOOT = re.compile(r"\s*[1-9]\d{0,2}\s*/\s*[1-9]\d{0,2}\s*")  # the number of a page and of all: more stands around it
ORDINAL = re.compile(r"\s*(?:[（(][一二三四五六七八九十]{1,2}[)）]|[一二三四五六七八九十\d]{1,2}\s*[、.．])")
_LED = re.compile(  # 0 三、本年度办理结果: no digit may be the ordinal's as well as the figure's
    r"\s*(\d+)(?:(?=[（(一二三四])|\s+)((?:[（(][一二三四五六七]\s*[)）]|[一二三四\d]\s*[、.．]).{2,80})"
)
_PAIR = 2  # a figure and a label
_APART = re.compile(r"\d\s+\d")
_THOUSANDS = re.compile(r"(?<![\d,，.])(\d{1,3}(?:[,，]\d{3})*)(?:[,，]\s+|\s+[,，]\s*)(?=\d{3}(?!\d))")
_GROWN = re.compile(
    r"(?<=[^\dA-Za-z\s.,，．、+＋\-－—–―─/／\ufffd])(?=[\d\-－—–―─/／])"
)  # a label ends in no digit, letter, sign
_INSTRUCTION = re.compile(r"[(（][^()（）]*[)）]$")  # what a body has added: 申请数量（不含补正）
_LONG = 80  # a paragraph beyond this is prose, not a cell: the longest row label with its groups has 58
HEADINGS = frozenset({"总计", "其他"})  # rows have ordinals there, columns have none
_WIDEST = 200  # characters of all headings of a table's columns in one line
UNITS = frozenset({"条", "件", "次", "篇", "个", "人", "人次", "万元"})  # the unit column of stat_2014
_FEW = 4  # characters of a label that must not be damaged to be known
_ALIKE = 80  # percent of a damaged label that must be right
_ENDING = 8  # characters of the end of a row's label that tell it
_ROW = 3  # blanks in a run that are a row's, not a gap between two labels
_WIDE = 20  # no row of any form has so many cells: it is a whole table on one line


class Entry(msgspec.Struct, frozen=True, dict=True):
    """A run of label cells and the run of cells after it.

    `block` and `last_block` are the indices of the document's blocks it came from, `aligned` as in `Table`. `depth` is
    the number of cells up to the last label, counted with the empty ones.
    """

    labels: tuple[str, ...]
    values: tuple[Cell, ...]
    block: int
    depth: int
    aligned: bool
    last_block: int = -1
    named: bool = False  # the label is one of the forms', as printed
    columns: tuple[int, ...] = ()  # in which the labels stand, where the row has columns
    stacked: bool = False  # it was cut out of cells without rows
    apart: bool = False  # its figures stand elsewhere: only all sums can tell that they are its own
    doubtful: bool = False  # its figures may be another row's: a sum of its own must tell

    @cached_property
    def numbers(self) -> int:
        """How many of the values hold a number or a stroke."""
        return sum(is_value(cell.text) for cell in self.values)

    @cached_property
    def filled(self) -> list[int]:
        """At which places of the values something is printed."""
        return filled_at(self.values)

    @cached_property
    def figures(self) -> list[int]:
        """The figures of the row, with nothing but blanks around them; none otherwise."""
        filled = self.filled
        if self.apart or not filled or filled[-1] - filled[0] >= len(filled):
            return []
        read = [value(self.values[i].text, Kind.COUNT).value for i in filled]
        figures = [int(number) for number in read if number is not None]
        return figures if len(figures) == len(filled) else []

    @property
    def texts(self) -> tuple[str, ...]:
        """All that is printed: labels, then values."""
        return (*self.labels, *(cell.text for cell in self.values))

    @property
    def is_led_by_blanks(self) -> bool:
        """Whether blank cells that stood between label and values, where there are no rows, were left out."""
        return self.stacked and bool(self.labels) and self.depth > len(self.labels)

    @cached_property
    def label(self) -> str:
        """The whole label, groups first, without ordinal."""
        return bare("".join(self.labels))

    @cached_property
    def leaf(self) -> str:
        """The innermost label, without ordinal."""
        return bare(self.labels[-1]) if self.labels else ""


Numbered = tuple[int, Entry]  # an entry with its index in the document


class Labels(msgspec.Struct, frozen=True):
    """The forms' row labels without ordinals: `rows` end a row's label for certain, `all` has groups and paths too."""

    rows: frozenset[str]
    all: frozenset[str]


def entries(blocks: Iterable[tuple[int, Block]], known: Labels) -> list[Entry]:
    """Return the entries of some blocks."""
    found: list[Entry] = []
    stacked: list[tuple[int, Cell]] = []  # cells that stand alone on their lines, waiting for what follows
    for index, cells, aligned in without_stacked(without_doubled(_rows(blocks, known))):
        printed = [cell.text for cell in cells if cell.text.strip()]
        if len(printed) == 1 and PAGE.fullmatch(printed[0]):
            continue
        is_foot = len(cells) == 1 and _FOOT.fullmatch(cells[0].text) is not None
        if not aligned and len(cells) == 1 and not is_foot:
            stacked.append((index, cells[0]))
            continue
        found += _split(stacked, known)
        stacked = []
        if not cells or is_foot:
            continue
        if not aligned and (len(cells) > _WIDE or _holds_several(cells, known)):
            found += _split([(index, cell) for cell in cells], known)
        else:
            found.append(_entry(cells, index, known, aligned=aligned))
    return found + _split(stacked, known)


def _rows(blocks: Iterable[tuple[int, Block]], known: Labels) -> Iterator[tuple[int, tuple[Cell, ...], bool]]:
    """Yield the cells of each row with its block, and whether they stand in columns; none for a sentence."""
    columns = Columns(())
    for index, block in blocks:
        if isinstance(block, Table):
            if block.aligned:
                columns = without_added(block, columns.empty)
            for row in columns.rows if block.aligned else _rows_of_text(block, known):
                if row:
                    yield index, row, block.aligned
        elif not PAGE.fullmatch(block.text):
            for line in _lines(block, known):
                yield index, () if _is_prose(line.text) else _cells(line, known), False


def _rows_of_text(table: Table, known: Labels) -> Iterator[tuple[Cell, ...]]:
    """The rows of a text without a page's number behind them, and a row's last figure apart from the next label."""
    for row in table.rows:
        cells = row if len(row) == 1 else tuple(cell for cell in row if not PAGE.fullmatch(cell.text))
        printed = [cell for cell in cells if cell.text.strip()]
        led = _LED.fullmatch(" ".join(cell.text.strip() for cell in printed)) if len(printed) == _PAIR else None
        if led and bare(led[2]) in known.all and led[1] == printed[0].text.strip():
            yield from ((cell,) for cell in printed)
        else:
            yield from _parted(cells, known)


def _parted(row: tuple[Cell, ...], known: Labels) -> Iterator[tuple[Cell, ...]]:
    """A row up to a cell with its last figure and the next row's label in it, and that row."""
    cells: list[Cell] = []
    for cell in row:
        led = _LED.fullmatch(cell.text) if cells else None
        if led and bare(led[2]) in known.all:
            yield (*cells, structs.replace(cell, text=led[1]))
            cells = [structs.replace(cell, text=led[2])]
        else:
            cells.append(cell)
    yield tuple(cells)


def _lines(paragraph: Paragraph, known: Labels) -> Iterator[Paragraph]:
    """The last figure of a row and the next row's label, where a text of one cell a line has them on the same one."""
    found = _LED.fullmatch(paragraph.text)
    if found and bare(found[2]) in known.all:
        yield from (Paragraph(text, paragraph.where) for text in found.groups())
    else:
        yield paragraph


def _is_prose(text: str) -> bool:
    if text.endswith("。"):
        return True
    if len(text) <= _LONG or _ends_in_values(text):
        return False
    return len(text) > _WIDEST or any(mark in text for mark in "，。；")


def _ends_in_values(text: str) -> bool:
    parts = text.split()
    return len(parts) > 2 and is_value(parts[-1]) and is_value(parts[-2])  # noqa: PLR2004 - a label and two values


def _cells(paragraph: Paragraph, known: Labels) -> tuple[Cell, ...]:
    """Cells of a row whose borders are lost: values at the end, parted by white space, and the label before them."""
    parts = _with_whole_numbers(paragraph.text).split()
    first = len(parts)
    while first > 0 and is_value(parts[first - 1]):
        first -= 1
    if first and (grown := _grown(parts[:first], known)):  # the label and its first value have grown together
        parts[first - 1 : first] = grown
    if first == len(parts) or (first == 0 and len(parts) == 1):
        return (Cell(paragraph.text.strip(), 0, paragraph.where),)
    label, values = _labels(parts[:first], known), parts[first:]
    places = paragraph.figures if len(paragraph.figures) == len(values) else [paragraph.where] * len(values)
    wheres = [*([paragraph.where] * len(label)), *places]
    return tuple(Cell(*each) for each in zip([*label, *values], count(), wheres))


def _with_whole_numbers(text: str) -> str:
    """A line without white space at the separators of thousands; unless commas part all figures, as in a list."""
    if not _APART.search(text):
        return text
    while (whole := _THOUSANDS.sub(r"\1,", text)) != text:
        text = whole
    return text


def _labels(parts: list[str], known: Labels) -> list[str]:
    """The words before a row's figures as its label, apart from what its group's label has left on the same line.

    处理 3.其他 is the row 3.其他, （六）其他 不再处理其政府信息公开申请 the end of a row's label beside its group's.
    """
    for first in range(1, len(parts)):
        rest = "".join(parts[first:])
        if ORDINAL.match(parts[first]) and bare(rest) in known.rows:
            return [" ".join(parts[:first]), " ".join(parts[first:])]
    rest = canonical("".join(parts[1:]))
    if len(rest) >= _ENDING and bare(parts[0]) in HEADINGS and any(row.endswith(rest) for row in known.rows):
        return [" ".join(parts[1:])]
    return [" ".join(parts)] if parts else []


def _grown(parts: list[str], known: Labels) -> tuple[str, str] | None:
    """Part the last word of a label from the value that has grown together with it, the longest that is no label."""
    for place in _GROWN.finditer(parts[-1]):
        label, rest = parts[-1][: place.start()], parts[-1][place.start() :]
        whole = "".join([*parts[:-1], label])
        known_label = any(_is_label(bare(text), known) for text in (whole, _INSTRUCTION.sub("", whole)))
        known_label = known_label or _is_begun(whole, known)
        if known_label and (runs(rest) or is_value(rest)):
            return label, rest
    return None


def _is_label(text: str, known: Labels) -> bool:
    """Whether a text is a row's label, perhaps with its unit, perhaps damaged."""
    if text in known.all or any(text.endswith(unit) and text.removesuffix(unit) in known.all for unit in UNITS):
        return True
    if len(text) <= _FEW:
        return False
    if any(label.startswith(text) for label in known.all):  # its rest stands on the next line
        return True
    if any(len(label) >= _FEW and text.endswith(label) for label in known.rows):  # a group's rest stands before it
        return True
    return process.extractOne(text, known.all, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None


def _is_begun(text: str, known: Labels) -> bool:
    """Whether a text is an ordinal and the first words of a row's label, whose rest stands on the next line."""
    begun = bare(text)
    return len(begun) > 1 and ORDINAL.match(text) is not None and any(row.startswith(begun) for row in known.rows)


def _entry(cells: tuple[Cell, ...], block: int, known: Labels, *, aligned: bool) -> Entry:
    """One row: the label ends at the form's own label, or else at the last label before the first number."""
    counted = _is_counted(cells, known, aligned=aligned)  # 序号: the number of the row, before its label
    first_number = next((i for i, cell in enumerate(cells) if i >= counted and is_number(cell.text)), len(cells))
    depth = 0
    for i, cell in enumerate(cells):
        if bare(cell.text) in known.rows and i <= first_number:
            depth = i + 1
    for i, cell in enumerate(cells[:first_number] if depth == 0 else ()):
        if cell.text.strip() and not is_value(cell.text):
            depth = i + 1
    unit = next((i for i, cell in enumerate(cells) if i and canonical(cell.text) in UNITS), None)
    end = depth if unit is None else unit
    labels = tuple(cell.text for cell in cells[:end] if cell.text.strip())
    columns = tuple(cell.column for cell in cells[:end] if cell.text.strip())
    depth = end if unit is None else unit + 1
    return Entry(labels, cells[depth:], block, depth, aligned, block, _is_named(labels, known), columns)


def _is_counted(cells: tuple[Cell, ...], known: Labels, *, aligned: bool) -> bool:
    if len(cells) < _ROW + (not aligned) or not re.fullmatch(r"\s*\d{1,2}\s*", cells[0].text):
        return False
    return any(bare(cell.text) in known.all for cell in cells[1:_ROW] if cell is not cells[-1])


def _is_named(labels: tuple[str, ...], known: Labels) -> bool:
    return bool(labels) and (bare(labels[-1]) in known.all or bare("".join(labels)) in known.all)


def _holds_several(cells: tuple[Cell, ...], known: Labels) -> bool:
    """Whether a further label of a form stands behind a number."""
    first = next((i for i, cell in enumerate(cells) if is_number(cell.text)), len(cells))
    return any(bare(cell.text) in known.rows for cell in cells[first:] if cell.text.strip() and not is_value(cell.text))


def _split(cells: list[tuple[int, Cell]], known: Labels) -> list[Entry]:
    """A run of cells without rows: a label after values opens the next entry, and so does each known label.

    What stands before a whole label or one with an ordinal, and is no group of it, is no part of it: headings, prose.
    """
    found: list[Entry] = []
    labels: list[str] = []
    values: list[Cell] = []
    blocks: list[int] = []

    def close() -> None:
        if labels or values:
            named = _is_named(tuple(labels), known)
            depth = len(labels) + (blanks if values else 0)
            entry = Entry(tuple(labels), tuple(values), blocks[0], depth, aligned=False, stacked=True)
            found.append(structs.replace(entry, last_block=blocks[-1], named=named))
        labels.clear()
        values.clear()
        blocks.clear()

    behind_unit = False  # whatever follows the unit is the value: 公示栏9条
    blanks = 0  # since the last label, where it is no label of a form
    counted = False  # a unit stands behind the label: a second one is that of a row whose label is lost
    before = 0  # values before the unit: another one behind it, and nobody knows which is the row's
    for block, cell in cells:
        text = cell.text.strip()
        if canonical(text) in UNITS and labels and not counted:
            behind_unit = counted = True
            before = len(values)
            continue
        is_label = bool(text) and not is_value(text) and not behind_unit
        behind_unit = False
        if is_label:
            last = bare(labels[-1]) if labels else ""
            whole = (bare(text) in known.all and canonical(text) not in HEADINGS) or ORDINAL.match(text) is not None
            heads = canonical(labels[-1]) in HEADINGS if labels else False  # 其他, 总计: of a column, not of a row
            is_row = last in known.rows and (whole or not heads)
            if values or blanks >= _ROW or is_row or (whole and last not in known.all):
                close()
            labels.append(text)
            blanks = 0
            counted = False
            before = 0
        elif text and before:
            values[-1] = structs.replace(values[-1], text=f"{values[-1].text} {text}")
        elif text or values or not labels or bare(labels[-1]) in known.rows:
            values.append(cell)
        else:
            blanks += 1
        blocks.append(block)
    close()
    return found
