"""Tables as marked up (Word, HTML) on their way to blocks: where cells stand, and which tables are none.

Web pages and templates use tables to arrange prose. A row that holds prose or further tables is no row of data: what is
in it is told in reading order, and the rows between such rows remain tables.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from msgspec import structs

from shared.document import Block, Cell, Paragraph, Picture, Table, Where
from shared.errors import Message, Refused
from shared.limits import Limits
from workers.extract.lines import joined

_PROSE = 200  # characters in one cell; the longest label of any form, with notes, is shorter
_WIDEST = 100  # columns; no form has more than twenty
_HEADING = re.compile("[一二三四五六七八九十]{1,2}、.{2,40}")
_VALUE = re.compile(r"[\s\d０-９.,，/—－-]{1,16}")


@dataclass(frozen=True)
class Link:
    """A paragraph that is nothing but a link: part of a cell, but not of prose. `heading`: marked up as a heading."""

    text: str
    heading: bool = False


@dataclass
class Slot:
    """A cell with what stands in it, in order: paragraphs, and further tables. `column` counts from 0."""

    contents: list["Piece"]
    column: int = 0
    row_span: int = 1
    column_span: int = 1

    @property
    def paragraphs(self) -> list[str]:
        """The cell's own paragraphs."""
        return [
            piece.text if isinstance(piece, Link) else piece
            for piece in self.contents
            if not isinstance(piece, Grid | Picture)
        ]

    @property
    def is_value(self) -> bool:
        """Whether it holds a number or a stroke and nothing else."""
        return _VALUE.fullmatch("".join(self.paragraphs)) is not None


@dataclass
class Grid:
    """Rows of slots in reading order."""

    rows: list[list[Slot]] = field(default_factory=list)


Piece = str | Link | Picture | Grid


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
        self.items: list[Block | Picture] = []
        self._limits = limits
        self._paragraphs = self._tables = self._pictures = self._cells = self._characters = 0

    def write(self, pieces: Iterable[Piece]) -> None:
        """Add content in reading order. Refused("too-complex") beyond the limits on cells and characters."""
        for piece in pieces:
            if isinstance(piece, str):
                self._paragraph(piece)
            elif isinstance(piece, Grid):
                self._grid(piece)
            elif isinstance(piece, Picture):
                self._pictures += 1
                self.items.append(structs.replace(piece, where=Where(picture=self._pictures)))

    def _paragraph(self, text: str) -> None:
        if text:
            self._paragraphs += 1
            self._count_characters(text)
            self.items.append(Paragraph(text, Where(paragraph=self._paragraphs)))

    def _grid(self, grid: Grid) -> None:
        data = list(map(_is_data, grid.rows))
        if not all(data):  # a whole page in one table: its headings are no cells either
            data = [is_data and not _is_heading(row) for is_data, row in zip(data, grid.rows, strict=True)]
        for is_data, pairs in groupby(zip(data, grid.rows, strict=True), key=itemgetter(0)):
            run = [row for _, row in pairs]
            if is_data and any(len(row) > 1 for row in run):
                self._table(run)
            else:
                self.write(_flat(run))

    def _table(self, rows: list[list[Slot]]) -> None:
        self._tables += 1
        number = self._tables
        self._cells += sum(map(len, rows))
        if self._cells > self._limits.cells:
            what = Message("表格单元格数", "cells in tables")
            raise Refused("too-complex", what=what, count=self._cells, limit=self._limits.cells)
        written = tuple(tuple(self._cell(slot, number, row) for slot in slots) for row, slots in enumerate(rows, 1))
        self.items.append(Table(written, Where(table=number), aligned=True))

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
    if any(_holds_table(slot) or any(isinstance(piece, Picture) for piece in slot.contents) for slot in row):
        return False
    is_prose = any(sum(map(len, slot.paragraphs)) > _PROSE for slot in row)
    return not is_prose or any(slot.is_value for slot in row)


def _is_heading(row: list[Slot]) -> bool:
    texts = ["".join(slot.paragraphs) for slot in row if slot.paragraphs]
    return len(texts) == 1 and _HEADING.fullmatch(texts[0]) is not None


def _holds_table(slot: Slot) -> bool:
    """Whether a table of more than one cell stands inside; a frame around one text is none."""
    grids = [piece for piece in slot.contents if isinstance(piece, Grid)]
    return any(sum(map(len, grid.rows)) > 1 or any(map(_holds_table, _flat_slots(grid))) for grid in grids)


def _flat_slots(grid: Grid) -> Iterator[Slot]:
    for row in grid.rows:
        yield from row


def _flat(rows: list[list[Slot]]) -> Iterator[Piece]:
    for row in rows:
        for slot in row:
            yield from slot.contents


def _texts(slot: Slot) -> Iterator[str]:
    for piece in slot.contents:
        if isinstance(piece, Grid):
            for inner in _flat_slots(piece):
                yield from _texts(inner)
        elif not isinstance(piece, Picture):
            yield piece.text if isinstance(piece, Link) else piece
