"""Pages as PDFium shows them: characters with their baselines, ruling lines out of paths, pictures.

PDFium reads what viewers read, repairs what they repair, and takes a tenth of the time of a parser in Python.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as api

from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits
from workers.extract.pdf_chars import characters
from workers.extract.pdf_fonts import without_machine_fonts
from workers.extract.pdf_ink import guessed, without
from workers.extract.pdf_moved import placed
from workers.extract.pdf_page import COVERED, Char, Page
from workers.extract.pdf_paths import Drawings, drawings
from workers.extract.pdf_typed import opened
from workers.extract.pdf_view import View
from workers.extract.pdf_visible import lost, take_away, visible

_CHARACTERS = 200_000  # of one page: a page in small print has 5,000, a whole report on one long page 50,000
_WHAT = Message("PDF 文件", "PDF file")


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """Yield the pages, each closed before the next one is opened.

    Refused: encrypted, too many pages or characters. Unreadable: broken.
    """
    try:
        with pdfium.PdfDocument(data) as document:
            count = len(document)
            if count > limits.pages:
                raise Refused("too-complex", what=Message("页数", "pages"), count=count, limit=limits.pages)
            if count == 0:
                raise Unreadable("broken", what=_WHAT, detail=Message("没有页面", "no page"))
            if document.get_formtype() != api.FORMTYPE_NONE:
                with without_machine_fonts():
                    document.init_forms()  # so that fields without an appearance of their own get one
            for index in range(count):
                yield _page(document, index, limits)
    except pdfium.PdfiumError as error:
        told = getattr(error, "err_code", None)  # which PDFium may have kept from a file before
        if told in {api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY} and b"/Encrypt" in data:
            raise Refused("encrypted", what=_WHAT) from error
        raise Unreadable("broken", what=_WHAT, detail=str(error)) from error


@without_machine_fonts()
def _page(document: Any, index: int, limits: Limits) -> Page:  # noqa: ANN401 - pypdfium2 ships no types
    try:
        page = opened(document, index)
    except pdfium.PdfiumError as error:
        raise Unreadable("broken", what=_WHAT, detail=f"page {index + 1}: {error}") from error
    try:
        view = View(page)
        text = page.get_textpage()
        try:
            _bound(text.count_chars(), index + 1, limits)
            drawn = drawings(page, view, index + 1)
            told = _told(text, drawn, view)
            chars = visible(told, page, view, text, drawn)
            unseen = lost(told, chars, text)
        finally:
            text.close()
        if unseen:
            chars = _again(page, view, drawn, unseen)
        pictured, pictures = min(1.0, drawn.pictured), tuple(drawn.pictures)
        return Page(
            index + 1, view.width, view.height, chars, drawn.rules, pictured, pictures=pictures, area=drawn.area
        )
    finally:
        page.close()


def _bound(count: int, page: int, limits: Limits) -> None:
    limit = min(_CHARACTERS, limits.text_characters)
    if count > limit:
        what = Message(f"第 {page} 页的字符数", f"characters on page {page}")
        raise Refused("too-complex", what=what, count=count, limit=limit)


def _told(text: Any, drawn: Drawings, view: View) -> Sequence[Char | None]:  # noqa: ANN401 - pypdfium2 ships no types
    """Return the characters of a page's text where they are printed, without what was guessed of a picture."""
    told: Sequence[Char | None] = placed(characters(text, view), text, drawn.moved, view)
    if drawn.pictured >= COVERED and (layer := guessed(drawn.texts)):
        told = without(told, text, layer)
    return told


def _again(page: Any, view: View, drawn: Drawings, unseen: frozenset[int | None]) -> list[Char]:  # noqa: ANN401 - as above
    """Return the characters of a page once texts that nobody sees are gone: they hid others from PDFium."""
    take_away(page, unseen)
    drawn = drawn._replace(texts=[own for own in drawn.texts if own.value not in unseen])
    text = page.get_textpage()
    try:
        return visible(_told(text, drawn, view), page, view, text, drawn)
    finally:
        text.close()
