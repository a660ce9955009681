"""Renders a sheet as a Word document, through python-docx: real merged cells, as in the templates in use."""

import io
import random
import zipfile

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from tests.corpus.case import Case
from tests.corpus.sheet import Box, Grid, Line, Role

_EPOCH = (2020, 1, 1, 0, 0, 0)
_MARGIN = Mm(22)


def render_docx(case: Case, rng: random.Random, font: str = "宋体") -> bytes:
    """Return the file's bytes."""
    document = Document()
    _page(document, landscape=rng.random() < 0.2)
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    styled = rng.random() < 0.5  # headings by style, or by hand
    repeat_head = rng.random() < 0.5
    for block in case.sheet:
        if isinstance(block, Grid):
            _table(document, block, repeat_head=repeat_head)
        else:
            _paragraph(document, block, styled=styled)
    buffer = io.BytesIO()
    document.save(buffer)
    return same_bytes(buffer.getvalue())


def _page(document: WordDocument, *, landscape: bool) -> None:
    section = document.sections[0]
    width, height = Mm(210), Mm(297)
    section.page_width, section.page_height = (height, width) if landscape else (width, height)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)  # noqa: SLF001 - python-docx has no call for fields
    footer.add_run(" —")


def _paragraph(document: WordDocument, line: Line, *, styled: bool) -> None:
    if line.role is Role.PAGE_BREAK:
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    style = "Heading 1" if styled and line.role is Role.HEADING else None
    paragraph = document.add_paragraph(style=style)
    run = _write(paragraph, line.text)
    if line.role in {Role.TITLE, Role.CAPTION}:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run.bold = True
    elif line.role is Role.CLOSING:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif line.role is Role.HEADING:
        run.bold = True
    else:
        paragraph.paragraph_format.first_line_indent = Pt(24)


def _write(paragraph: Paragraph, text: str):  # noqa: ANN202 - python-docx ships no type for a run that helps here
    first, *rest = text.split("\n")
    run = paragraph.add_run(first)
    for part in rest:
        run.add_break()
        run.add_text(part)
    return run


def _table(document: WordDocument, grid: Grid, *, repeat_head: bool) -> None:
    """Write the grid as Word does: a cell merged downwards has an empty continuation in every further row."""
    table = document.add_table(rows=0, cols=0, style="Table Grid")
    usable = document.sections[0].page_width - 2 * _MARGIN
    widths = [int(usable * width / sum(grid.widths)) for width in grid.widths]
    table.autofit = False
    element = table._tbl  # noqa: SLF001 - python-docx merges cells one by one, quadratically
    for width in widths:
        element.tblGrid.add_gridCol().w = width
    for row in range(grid.rows):
        line = element.add_tr()
        if repeat_head and row < grid.head:
            header = OxmlElement("w:tblHeader")
            line.get_or_add_trPr().append(header)
        column = 0
        while column < grid.columns:
            box = grid.box(row, column)
            cell = line.add_tc()
            _shape(cell, box, sum(widths[column : column + box.column_span]), row)
            paragraph = Paragraph(cell.p_lst[0], table)
            if box.row == row:
                run = _write(paragraph, box.text)
                run.font.size = Pt(8)
            column += box.column_span


def _shape(cell, box: Box, width: int, row: int) -> None:  # noqa: ANN001 - an lxml element of python-docx
    cell.width = width
    if box.column_span > 1:
        cell.grid_span = box.column_span
    if box.row_span > 1:
        cell.vMerge = "restart" if box.row == row else "continue"


def same_bytes(data: bytes) -> bytes:
    """Return the package with fixed times, so that one seed gives one file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
