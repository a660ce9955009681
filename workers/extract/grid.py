"""Tables as marked up (Word, HTML) on their way to blocks: where cells stand, and which tables are none.

Web pages and templates use tables to arrange prose. A row that holds prose or further tables is no row of data: what is
in it is told in reading order, and the rows between such rows remain tables.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from shared.document import Block, Cell, Paragraph, Table, Where
from shared.errors import Message, Refused
from shared.limits import Limits
from workers.extract.lines import joined

_PROSE = 200  # characters in one cell; the longest label of any form, with notes, is shorter
_WIDEST = 100  # columns; no form has more than twenty
_VALUE = re.compile(r"[\s\d０-９.,，/—－-]{1,16}")


@dataclass
class Slot:
    """A cell with what stands in it, in order: paragraphs, and further tables. `column` counts from 0."""

    contents: list["str | Grid"]
    column: int = 0
    row_span: int = 1
    column_span: int = 1

    @property
    def paragraphs(self) -> list[str]:
        """The cell's own paragraphs."""
        return [content for content in self.contents if isinstance(content, str) and content]

    @property
    def is_value(self) -> bool:
        """Whether it holds a number or a stroke and nothing else."""
        return _VALUE.fullmatch("".join(self.paragraphs)) is not None


@dataclass
class Grid:
    """Rows of slots in reading order."""

    rows: list[list[Slot]] = field(default_factory=list)


def place(rows: list[list[Slot]]) -> None:
    """Give each slot its column, as HTML does: the first one that no cell from above reaches into."""
    reached: list[int] = []  # per column, the first row that is free again
    for row, slots in enumerate(rows):
        column = 0
        for slot in slots:
            slot.row_span = min(slot.row_span or len(rows), len(rows) - row)  # 0: down to the end
            slot.column_span = max(1, min(slot.column_span, _WIDEST))
            while column < len(reached) and reached[column] > row:
                column += 1
            slot.column = column
            column += slot.column_span
            reached.extend([0] * (column - len(reached)))
            reached[slot.column : column] = [row + slot.row_span] * slot.column_span


class Writer:
    """Numbers paragraphs and tables as they come, and counts what the limits bound."""

    def __init__(self, limits: Limits) -> None:
        self.blocks: list[Block] = []
        self._limits = limits
        self._paragraphs = self._tables = self._cells = self._characters = 0

    def write(self, contents: Iterable["str | Grid"]) -> None:
        """Add content in reading order. Refused("too-complex") beyond the limits on cells and characters."""
        for content in contents:
            if isinstance(content, str):
                self._paragraph(content)
            else:
                self._grid(content)

    def _paragraph(self, text: str) -> None:
        if text:
            self._paragraphs += 1
            self._count_characters(text)
            self.blocks.append(Paragraph(text, Where(paragraph=self._paragraphs)))

    def _grid(self, grid: Grid) -> None:
        for is_data, rows in groupby(grid.rows, key=_is_data):
            run = list(rows)
            if is_data and any(len(row) > 1 for row in run):
                self._table(run)
            else:
                for content in _flat(run):
                    self.write([content])

    def _table(self, rows: list[list[Slot]]) -> None:
        self._tables += 1
        number = self._tables
        self._cells += sum(map(len, rows))
        if self._cells > self._limits.cells:
            what = Message("表格单元格数", "cells in tables")
            raise Refused("too-complex", what=what, count=self._cells, limit=self._limits.cells)
        written = tuple(tuple(self._cell(slot, number, row) for slot in slots) for row, slots in enumerate(rows, 1))
        self.blocks.append(Table(written, Where(table=number), aligned=True))

    def _cell(self, slot: Slot, table: int, row: int) -> Cell:
        text = joined(_texts(slot))
        self._count_characters(text)
        where = Where(table=table, row=row, column=slot.column + 1)
        return Cell(text, slot.column, where, slot.row_span, slot.column_span)

    def _count_characters(self, text: str) -> None:
        self._characters += len(text)
        limit = self._limits.text_characters
        if self._characters > limit:
            what = Message("文本字符数", "characters of text")
            raise Refused("too-complex", what=what, count=self._characters, limit=limit)


def _is_data(row: list[Slot]) -> bool:
    if any(_holds_table(slot) for slot in row):
        return False
    is_prose = any(sum(map(len, slot.paragraphs)) > _PROSE for slot in row)
    return not is_prose or any(slot.is_value for slot in row)


def _holds_table(slot: Slot) -> bool:
    """Whether a table of more than one cell stands inside; a frame around one text is none."""
    grids = [content for content in slot.contents if isinstance(content, Grid)]
    return any(sum(map(len, grid.rows)) > 1 or any(map(_holds_table, _flat_slots(grid))) for grid in grids)


def _flat_slots(grid: Grid) -> Iterator[Slot]:
    for row in grid.rows:
        yield from row


def _flat(rows: list[list[Slot]]) -> Iterator["str | Grid"]:
    for row in rows:
        for slot in row:
            yield from slot.contents


def _texts(slot: Slot) -> Iterator[str]:
    for content in slot.contents:
        if isinstance(content, str):
            yield content
        else:
            for inner in _flat_slots(content):
                yield from _texts(inner)
