"""Excel sheets (XLSX) that hold a report or its statutory tables, as they are shown: merged cells, number formats."""

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shared.archive import has_doctype, open_archive
from shared.document import Document
from shared.errors import Message, Refused, Stop, Unreadable
from shared.limits import Limits
from workers.extract.grid import Grid, Piece, Slot, Writer
from workers.extract.lines import joined, tidy
from workers.extract.pdf_page import UNKNOWN
from workers.extract.pictures import illustrated

_WHAT = Message("Excel 表格（XLSX）", "Excel sheet (XLSX)")
_CELL = re.compile(rb"<(?:\w+:)?c\b")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]{0,200}?\bref\s*=\s*[\"']\s*([$\w]{1,20}:[$\w]{1,20})")
_ROWS = 2**20  # of a whole column
_PLAIN = {"General", "@", "0", "#", "#,##0"}
_FIXED = re.compile(r"(?:#,##)?[0#](?:\.(0+))?(?:_[ )])?(?:;.*)?")  # 0, 0.00, #,##0.00_);(…)
_DIGITS = 11  # significant ones that Excel shows where no format says more
_HEADING = re.compile("[一二三四五六]、.{2,40}(?:情况|事项)")
_LONG = 60  # characters in the only filled cell of a row: prose

Sheet = Any  # openpyxl ships no types


def read_xlsx(data: bytes, limits: Limits) -> Document:
    """Read the visible sheets of a workbook. Refused: encrypted, a bomb, too complex. Unreadable: broken."""
    with open_archive(data, limits, _WHAT) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))]
    if any(map(has_doctype, parts)):  # entities; no program writes any
        raise Unreadable("broken", what=_WHAT, detail="a document type declaration")
    try:
        _bound(sum(sum(1 for _ in _CELL.finditer(part)) + sum(_areas(part)) for part in parts), limits)
        del parts
        from openpyxl import load_workbook  # noqa: PLC0415 - 0.4 s and 20 MB (numpy) that few documents are worth

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that are no cells
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
            return _document([sheet for sheet in book.worksheets if sheet.sheet_state == "visible"], limits)
    except (Stop, MemoryError):
        raise
    except Exception as error:  # whatever a damaged part makes of the library
        raise Unreadable("broken", what=_WHAT, detail=type(error).__name__) from error


def _bound(count: int, limits: Limits) -> None:
    if count > limits.cells:
        what = Message("表格单元格数", "cells in tables")
        raise Refused("too-complex", what=what, count=count, limit=limits.cells)


def _areas(part: bytes) -> Iterator[int]:
    """Yield how many cells each merged one covers: the library makes an object of every one."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - likewise

    for match in _MERGE.finditer(part):
        left, top, right, bottom = range_boundaries(match[1].decode())
        yield (right - left + 1) * ((bottom or _ROWS) - (top or 1) + 1)


def _document(sheets: list[Sheet], limits: Limits) -> Document:
    _bound(sum(sheet.max_row * sheet.max_column for sheet in sheets), limits)
    writer = Writer(limits)
    for sheet in sheets:
        writer.write(_pieces(list(_rows(sheet))))
    return illustrated(writer.items, limits)


def _rows(sheet: Sheet) -> Iterator[list[Slot]]:
    """Yield the rows; a merged cell stands once, where it begins."""
    spans, covered = {}, set()
    for area in sheet.merged_cells.ranges:
        places = {(row, column) for row, column in area.cells if row <= sheet.max_row and column <= sheet.max_column}
        covered |= places - {(area.min_row, area.min_col)}
        spans[area.min_row, area.min_col] = area.size["rows"], area.size["columns"]
    for row in sheet.iter_rows():
        slots = []
        for cell in row:
            place = cell.row, cell.column
            if place not in covered:
                height, width = spans.get(place, (1, 1))
                text = tidy(joined(_shown(cell).splitlines()))
                slots.append(Slot([text] if text else [], cell.column - 1, height, width))
        yield slots


def _pieces(rows: list[list[Slot]]) -> Iterator[Piece]:
    """Part a sheet into paragraphs and tables: rows of prose, headings, and whatever stands before the first table."""
    grid = Grid()
    for slots in rows:
        filled = [slot for slot in slots if slot.paragraphs]
        text = filled[0].paragraphs[0] if len(filled) == 1 else ""
        is_alone = len(slots) == 1 or len(text) > _LONG or _HEADING.fullmatch(text) or not grid.rows
        if text and is_alone and not filled[0].is_value:
            yield grid
            grid = Grid()
            yield text
        elif slots and (filled or grid.rows):
            grid.rows.append(slots)
    yield grid


def _shown(cell: Any) -> str:  # noqa: ANN401 - as above
    """Return what a cell shows; what its format may change beyond telling is unknown and reads as no number."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool | date | time | timedelta) or cell.data_type == "e":
        return f"{UNKNOWN}{value}"
    plain = cell.number_format in _PLAIN
    if plain and int(value) == value:
        return str(int(value))
    if cell.number_format in {"General", "@"}:
        return f"{value:.{_DIGITS}g}"
    fixed = _FIXED.fullmatch(cell.number_format)
    if fixed and value >= 0:
        return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(fixed[1] or "")), ROUND_HALF_UP))
    return f"{UNKNOWN}{value}"
