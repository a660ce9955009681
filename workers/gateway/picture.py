"""Pictures of a PDF's pages, by PDFium. The document is hostile: this runs in a limited child.

Sizes are in points, as the boxes of a record are: from the top left of the page as a viewer shows it.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2

from shared.errors import Unreadable

_SCALE = 2.0  # pixels a point: 144 dpi
_PIXELS = 6_000_000  # of one picture; a page that would take more is drawn smaller


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Return width and height of every page in points; Unreadable("broken")."""
    with _opened(data) as document:
        return [_size(document, index) for index in range(len(document))]


def picture(data: bytes, number: int) -> bytes:
    """Return page `number`, counted from 1, as PNG; IndexError where the document has no such page."""
    with _opened(data) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        width, height = _size(document, number - 1)
        scale = min(_SCALE, (_PIXELS / max(1.0, width * height)) ** 0.5)
        drawn = document[number - 1].render(scale=scale).to_pil()
    told = io.BytesIO()
    drawn.save(told, "PNG")
    return told.getvalue()


def _size(document: pypdfium2.PdfDocument, index: int) -> tuple[float, float]:
    width, height = document[index].get_size()
    return float(width), float(height)


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable("broken", what="PDF", detail=str(error)) from error
    try:
        yield document
    finally:
        document.close()
