"""PDF files: paragraphs and tables in reading order, each with its place on its page."""

from collections.abc import Iterable, Iterator

from shared.document import Block, Cell, Document, Paragraph, Picture, Table, Where
from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits
from workers.extract.lines import joined, tidy
from workers.extract.pdf_beyond import cut_off, within
from workers.extract.pdf_boxes import opened, ordered
from workers.extract.pdf_columns import columns
from workers.extract.pdf_flow import Prose, Sheet, flow
from workers.extract.pdf_groups import ungrouped
from workers.extract.pdf_lines import lines, texts
from workers.extract.pdf_notes import unnoted
from workers.extract.pdf_page import UNKNOWN, Box, Char, Page
from workers.extract.pdf_partial import whole
from workers.extract.pdf_pdfium import pages
from workers.extract.pdf_pictures import Illustrated, illustrated
from workers.extract.pdf_struck import unstruck
from workers.extract.pdf_tables import Frame, ruled
from workers.extract.pdf_unruled import parted
from workers.extract.pdf_wrapped import rewrapped
from workers.extract.scan import is_scan, legible

_WHAT = Message("PDF 文件", "PDF file")
_CUT_OFF = Message(
    "文件不完整，没有结束标记；请重新下载或重新导出", "cut off: no end-of-file marker; download or export it again"
)
_TAIL = 4096  # bytes in which a whole file ends; servers append to it
_UNTOLD = 0.3  # share of characters of which the fonts do not say what they are


def read_pdf(data: bytes, limits: Limits) -> Document:
    """Read a PDF file.

    Refused: encrypted, a scan, fonts without meaning, or more than the limits. Unreadable: broken or cut off.
    """
    if b"%%EOF" not in data.rstrip(b"\0 \t\r\n")[-_TAIL:]:
        raise Unreadable("broken", what=_WHAT, detail=_CUT_OFF)
    return document(illustrated(legible(pages(data, limits), data, limits), data, limits), limits)


def document(shown: Iterable[Page], limits: Limits) -> Document:
    """Return the document that some pages show, whoever parsed them."""
    sheets: list[Sheet] = []
    pages = 0
    shown_pages: dict[int, Page] = {}
    pictures: list[Picture] = []
    count = _Count(limits)
    for page in shown:
        count.page(page)
        pages += 1
        shown_pages[page.number] = page
        pictures += page.shown if isinstance(page, Illustrated) else ()
        sheets += _sheets(page.upright())
    count.judge(pages)
    blocks = tuple(_blocks(sheets, shown_pages, count))
    return Document(blocks, pages=pages, recognized=tuple(count.recognized), pictures=tuple(pictures))


def _sheets(page: Page) -> Iterator[Sheet]:
    """Put the characters of a page into its tables, the innermost first, the others into the lines of its columns."""
    found, loose = ruled(page.rules, page.number)
    chars = within(unstruck([char for char in page.chars if char.text], loose), page)
    for frame in found:
        chars = parted(frame, frame.take(chars))
    cut_off(found, page)
    inner, boxes = (found, []) if page.recognized else opened(found)  # a scan may lose the border of a cell
    if boxes:
        parts = [(lines(chars), inner)]
    else:
        parts = columns(chars, inner, page.height)
        if not page.recognized:
            parts = [whole(own, tables) for own, tables in parts]
    for column, (own, tables) in enumerate(parts):
        items = ordered(own, tables, boxes)
        yield Sheet(
            page.number, page.height, items if page.recognized else rewrapped(ungrouped(unnoted(items))), column
        )


def _blocks(sheets: list[Sheet], pages: dict[int, Page], count: "_Count") -> Iterator[Block]:
    tables = 0
    for item in flow(sheets):
        if isinstance(item, Prose):
            own, *figures = (
                Where(item.page, _rounded(pages[item.page].back(box))) for box in (item.box, *item.figures)
            )
            yield Paragraph(tidy(item.text), own, tuple(figures))
        else:
            tables += 1
            page, frame = item
            count.cells(len(frame.slots))
            yield _table(frame, pages[page], tables)


def _table(frame: Frame, page: Page, table: int) -> Table:
    number, picture = page.number, page.picture(frame.box)
    rows: dict[int, list[Cell]] = {}
    for slot in frame.slots:
        row, column = slot.row + 1, slot.column + 1
        where = Where(number, _rounded(page.back(slot.box)), table, row, column, picture=picture)
        cell = Cell(_text(slot.chars), slot.column, where, slot.row_span, slot.column_span)
        rows.setdefault(slot.row, []).append(cell)
    where = Where(number, _rounded(page.back(frame.box)), table, picture=picture)
    return Table(tuple(map(tuple, rows.values())), where, aligned=True)


def _text(chars: list[Char]) -> str:
    """Return what is printed in a cell; most hold a digit or nothing: then nothing is to be put in order."""
    if len(chars) > 1:
        return tidy(joined(texts(chars)))
    return tidy(chars[0].text) if chars else ""


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = box
    return round(x0, 1), round(top, 1), round(x1, 1), round(bottom, 1)


class _Count:
    """Counts what the limits bound, and what tells a scan from a text."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._characters = self._untold = self._cells = self._scanned = 0
        self.recognized: list[int] = []

    def page(self, page: Page) -> None:
        """Count a page."""
        self._characters += len(page.printed)
        if page.recognized:
            self.recognized.append(page.number)
        else:
            self._untold += page.printed.count(UNKNOWN)
            self._scanned += is_scan(page)
        if self._characters > self._limits.text_characters:
            what = Message("文本字符数", "characters of text")
            limit = self._limits.text_characters
            raise Refused("too-complex", what=what, count=self._characters, limit=limit)

    def cells(self, count: int) -> None:
        """Count the cells of a table."""
        self._cells += count
        if self._cells > self._limits.cells:
            what = Message("表格单元格数", "cells in tables")
            raise Refused("too-complex", what=what, count=self._cells, limit=self._limits.cells)

    def judge(self, pages: int) -> None:
        """Refuse what holds nothing to read."""
        if not self._characters or self._scanned == pages:
            raise Refused("scan-without-text", pages=pages)
        if self._untold > _UNTOLD * self._characters:
            raise Refused("unmapped-fonts", share=round(100 * self._untold / self._characters))
