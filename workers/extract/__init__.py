"""Extraction: one reader a format, each giving blocks and grids with their places."""

from collections.abc import Callable

from shared.document import Document
from shared.limits import Limits
from workers.extract.doc import office, read_doc
from workers.extract.docx import read_docx
from workers.extract.html import read_html
from workers.extract.mhtml import read_mhtml
from workers.extract.ocr_model import is_there as recognizes
from workers.extract.ofd import read_ofd
from workers.extract.ofd_drawn import drawn
from workers.extract.pdf import read_pdf
from workers.extract.pdf_again import read_again
from workers.extract.scan import read_scan
from workers.extract.scan_again import recognize_again
from workers.extract.text import read_text
from workers.extract.xlsx import read_xlsx

__all__ = ["READERS", "drawn", "office", "read", "read_again", "recognize_again", "recognizes"]

READERS: dict[str, Callable[[bytes, Limits], Document]] = {
    "pdf": read_pdf,
    "docx": read_docx,
    "html": read_html,
    "text": read_text,
    "mhtml": read_mhtml,
    "doc": read_doc,
    "xlsx": read_xlsx,
    "ofd": read_ofd,
    "scan": read_scan,
}


def read(format_: str, data: bytes, limits: Limits) -> Document:
    """Read bytes of a detected format (a key of `READERS`). Refused or Unreadable say why not."""
    return READERS[format_](data, limits)
