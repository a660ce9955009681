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
_OPEN = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]{0,200}/>)\s*(?:<v\s*/>|<v></v>)?\s*</(?:\w+:)?c>"
)  # no result
_ROWS = 2**20  # of a whole column
_PLAIN = {"General", "@", "0", "#", "#,##0"}
_FIXED = re.compile(r"(?:#,##)?[0#](?:\.(0+))?(?:_[ )])?(?:;.*)?")  # 0, 0.00, #,##0.00_);(…)
_GENERAL = {"General", "@", "G/通用格式"}
_QUOTED = re.compile(r'"[^"]*"|\\.')
_CONDITION = re.compile(r"\[[<>=$]")
_SCALED = re.compile(r"[%@/!eymdhs]|,(?![#0])", re.IGNORECASE)  # per cent, text, fractions, dates, thousands
_PART = re.compile(r'"([^"]*)"|\\(.)|([#0,.]+)|\[[^\]]*\]|[_*].|\?|(.)')
_OF_ZERO = 2  # section of a number format
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
        has_open = any(_OPEN.search(part) for part in parts)
        del parts
        from openpyxl import load_workbook  # noqa: PLC0415 - 0.4 s and 20 MB (numpy) that few documents are worth

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that are no cells
            book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False, rich_text=True)
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            _bound(sum(sheet.max_row * sheet.max_column for sheet in sheets), limits)
            if has_open:
                _mark_open(sheets, load_workbook(io.BytesIO(data), keep_links=False))
            return _document(sheets, limits)
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
    writer = Writer(limits)
    for sheet in sheets:
        writer.write(_pieces(list(_rows(sheet))))
    return illustrated(writer.items, limits)


def _mark_open(sheets: list[Sheet], formulas: Any) -> None:  # noqa: ANN401 - as above
    """Tell formulas whose result no program has written down from blank cells."""
    for sheet in sheets:
        for row in formulas[sheet.title].iter_rows():
            for cell in row:
                if cell.data_type == "f" and sheet[cell.coordinate].value is None:
                    sheet[cell.coordinate].value = UNKNOWN


def _rows(sheet: Sheet) -> Iterator[list[Slot]]:
    """Yield the rows; a merged cell stands once, where it begins."""
    spans, covered = {}, set()
    for area in sheet.merged_cells.ranges:
        places = {(row, column) for row, column in area.cells if row <= sheet.max_row and column <= sheet.max_column}
        covered |= places - {(area.min_row, area.min_col)}
        spans[area.min_row, area.min_col] = area.size["rows"], area.size["columns"]
    hidden = {
        column
        for each in sheet.column_dimensions.values()
        if each.hidden
        for column in range(each.min, min(each.max, sheet.max_column) + 1)
    }
    is_shown = [not sheet.row_dimensions[row].hidden for row in range(1, sheet.max_row + 1)]
    slots: list[Slot] = []
    for row in sheet.iter_rows():
        for cell in row:
            place = cell.row, cell.column
            height, width = spans.get(place, (1, 1))
            height = sum(is_shown[cell.row - 1 : cell.row - 1 + height])
            if height and place not in covered and (width > 1 or cell.column not in hidden):
                text = tidy(joined(_shown(cell).splitlines()))
                slots.append(Slot([text] if text else [], cell.column - 1, height, width))
        if is_shown[row[0].row - 1]:  # what is merged downwards in a hidden row is shown in the next one
            yield sorted(slots, key=lambda slot: slot.column)
            slots = []


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
    value = _unstruck(cell)
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool | date | time | timedelta) or cell.data_type == "e":
        return f"{UNKNOWN}{value}"
    plain = cell.number_format in _PLAIN
    if (plain or cell.number_format in _GENERAL) and int(value) == value:
        return str(int(value))
    if cell.number_format in _GENERAL:
        return f"{value:.{_DIGITS}g}"
    fixed = _FIXED.fullmatch(cell.number_format)
    if fixed and value >= 0:
        return _rounded(value, fixed)
    shown = _formatted(value, cell.number_format)
    return f"{UNKNOWN}{value}" if shown is None else shown


def _unstruck(cell: Any) -> Any:  # noqa: ANN401 - as above
    """The value of a cell without what is struck out; raised characters stand apart, as those of notes do."""
    value = cell.value
    if isinstance(value, list):  # of texts in several fonts
        return "".join(map(_run, value))
    return None if cell.font.strike else value


def _run(run: Any) -> str:  # noqa: ANN401 - as above
    """A text, or one in a font of its own."""
    if isinstance(run, str):
        return run
    if run.font.strike:
        return ""
    return f" {run.text} " if run.font.vertAlign in {"superscript", "subscript"} else str(run.text)


def _formatted(value: float, code: str) -> str | None:
    """What a number format with words, gaps or a section for zero shows; None where that is not known."""
    sections = code.split(";")
    section = sections[_OF_ZERO] if value == 0 and len(sections) > _OF_ZERO else sections[0]
    if value < 0 or _CONDITION.search(code) or _SCALED.search(_QUOTED.sub("", section)):
        return None
    parts = [*_PART.finditer(section)]
    numbers = [part[3] for part in parts if part[3]]
    fixed = _FIXED.fullmatch(numbers[0]) if len(numbers) == 1 else None
    if len(numbers) > 1 or (numbers and not fixed):
        return None
    words = ((part[1] or part[2] or part[4] or "") if not part[3] else _rounded(value, fixed) for part in parts)
    return "".join(words).strip()


def _rounded(value: float, fixed: re.Match[str] | None) -> str:
    decimals = (fixed[1] or "") if fixed else ""
    return str(Decimal(repr(value)).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP))
