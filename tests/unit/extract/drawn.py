"""PDF files drawn point by point, so that a test knows where everything stands."""

import io
from collections.abc import Callable

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shared.limits import Limits
from workers.extract.pdf_page import Page
from workers.extract.pdf_pdfium import pages

FONT = "STSong-Light"
WIDTH, HEIGHT = 595.0, 842.0
Draw = Callable[["Paper"], None]


class Paper:
    """A canvas that counts from the top left."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(self, x: float, y: float, text: str, size: float = 12) -> None:
        """Print text with its baseline at `y`."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, HEIGHT - y, text)

    def turned(self, x: float, y: float, text: str, degrees: float, size: float = 12) -> None:
        """Print text that is turned counter-clockwise around its beginning."""
        self.canvas.saveState()
        self.canvas.translate(x, HEIGHT - y)
        self.canvas.rotate(degrees)
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def lines(self, xs: list[float], ys: list[float]) -> None:
        """Draw lines across at each `ys` and down at each `xs`."""
        for y in ys:
            self.canvas.line(xs[0], HEIGHT - y, xs[-1], HEIGHT - y)
        for x in xs:
            self.canvas.line(x, HEIGHT - ys[0], x, HEIGHT - ys[-1])

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw one line."""
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def table(self, x: float, y: float, rows: list[list[str]], width: float = 100, height: float = 20) -> None:
        """Draw a table with a text in every cell, from its top left corner."""
        columns = max(map(len, rows))
        self.lines([x + width * n for n in range(columns + 1)], [y + height * n for n in range(len(rows) + 1)])
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self.text(x + width * column + 4, y + height * row + 14, text, 10)


def pdf(*pages: Draw, **options: object) -> bytes:
    """Return a PDF file with a page a function."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=True, **options)
    for draw in pages:
        draw(Paper(canvas))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def only(draw: Draw) -> Page:
    """Return a page as PDFium tells it."""
    (page,) = pages(pdf(draw), Limits())
    return page


def assembled(objects: list[bytes]) -> bytes:
    """Write PDF objects with their cross-reference table; the first one is the catalog."""
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, entries)
    return data + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(data))


def composed(codes: bytes, told: dict[bytes, bytes]) -> bytes:
    """Write a PDF file that shows glyphs by their codes (four hexadecimal digits each); a font may tell what they are.

    What is told are the digits of UTF-16 by the code.
    """
    content = b"BT /F 12 Tf 72 700 Td <%s> Tj ET" % codes
    entries = b"".join(b"<%s> <%s>\n" % entry for entry in told.items())
    space = b"1 begincodespacerange <0000> <FFFF> endcodespacerange"
    told_by = b"begincmap %s %d beginbfchar %s endbfchar endcmap" % (space, len(told), entries)
    system = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    descriptor = b"/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80"
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo%s/DW 1000/FontDescriptor 7 0 R>>" % system,
            b"<</Type/FontDescriptor/FontName/A%s>>" % descriptor,
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(told_by), told_by),
        ]
    )
