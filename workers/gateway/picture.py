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
_ONE_CHARACTER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 20 20]/Resources<</Font<</F 4 0 R>>>>/Contents 7 0 R>>endobj
4 0 obj<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>endobj
5 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/FontDescriptor 6 0 R
/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>endobj
6 0 obj<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -120 1000 880]/ItalicAngle 0
/Ascent 880/Descent -120/CapHeight 880/StemV 80>>endobj
7 0 obj<</Length 31>>stream
BT /F 18 Tf 1 3 Td <8868> Tj ET
endstream endobj
trailer<</Root 1 0 R>>
"""  # of a font that is not in the file, as most are that Word wrote


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


def draws_chinese() -> bool:
    """Whether this machine has a font for the Chinese text of PDFs that bring none: without one it is left out."""
    with _opened(_ONE_CHARACTER) as document:
        darkest, lightest = document[0].render().to_pil().convert("L").getextrema()
    return bool(darkest != lightest)


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
