"""Renders a sheet as a workbook, as offices keep their tables: merged cells, prose in rows of one wide cell."""

import io
import random
import re
import zipfile

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.corpus.case import Case
from tests.corpus.render_docx import same_bytes
from tests.corpus.sheet import Grid, Role

_WIDE = 10  # columns of a row of prose


def render_xlsx(case: Case, rng: random.Random) -> bytes:
    """Return the file's bytes."""
    book = Workbook()
    sheet = book.active
    numbers = rng.random() < 0.5  # counts as numbers, or as text
    row = 1
    for block in case.sheet:
        if isinstance(block, Grid):
            _table(sheet, block, row, numbers=numbers)
            row += block.rows
        elif block.role is not Role.PAGE_BREAK:
            sheet.cell(row, 1, block.text)
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=_WIDE)
            row += 1
    buffer = io.BytesIO()
    book.save(buffer)
    return same_bytes(_without_times(buffer.getvalue()))


def _without_times(data: bytes) -> bytes:
    """Drop when the file was written."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", b"2020-01-01T00:00:00Z", old.read(name)))
    return buffer.getvalue()


def _table(sheet: Worksheet, grid: Grid, first: int, *, numbers: bool) -> None:
    for box in grid.boxes:
        is_count = numbers and box.text.isascii() and box.text.isdecimal() and str(int(box.text)) == box.text
        row, column = first + box.row, 1 + box.column
        sheet.cell(row, column, int(box.text) if is_count else box.text or None)
        if box.row_span > 1 or box.column_span > 1:
            end_row, end_column = row + box.row_span - 1, column + box.column_span - 1
            sheet.merge_cells(start_row=row, start_column=column, end_row=end_row, end_column=end_column)
