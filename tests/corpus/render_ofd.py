"""Renders a sheet as OFD (GB/T 33190-2016): the pages of the PDF, as programs of office suites write them."""

import io
import random
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from tests.corpus.case import Case
from tests.corpus.render_pdf import FONT, Press, Print

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_WIDTH, _HEIGHT = A4
_MM = 25.4 / 72  # in a point
_WATERMARK = (  # leans by 30 degrees
    '<ofd:TextObject ID="9001" CTM="0.866 -0.5 0.5 0.866 0 0" Boundary="60 160 120 60" Font="2" Size="12" Alpha="60">'
    '<ofd:TextCode X="0" Y="12" DeltaX="g 7 12">内部资料2020</ofd:TextCode></ofd:TextObject>'
)
_DATE = (2024, 1, 15, 8, 0, 0)


def render_ofd(case: Case, rng: random.Random) -> bytes:
    """Return the file's bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    canvas = _Canvas()
    press = Press(canvas, rng, Print())
    press.sheet(case.sheet)
    pages = canvas.pages
    parts = {"OFD.xml": _root(), "Doc_0/Document.xml": _document(len(pages))}
    parts["Doc_0/Tpls/Tpl_0/Content.xml"] = _content(_WATERMARK)
    for number, page in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = _content(page, '<ofd:Template TemplateID="1"/>')
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, part in parts.items():
            archive.writestr(zipfile.ZipInfo(path, _DATE), part)
    return written.getvalue()


class _Canvas:
    """Takes what a PDF's canvas is told, in points from the bottom left, and writes objects of an OFD page."""

    def __init__(self) -> None:
        self.pages: list[str] = []
        self._objects: list[str] = []
        self._size = 12.0

    def setFont(self, _: str, size: float) -> None:  # noqa: N802 - the names of reportlab
        self._size = size

    def setLineWidth(self, width: float) -> None:  # noqa: N802 - as above
        """All lines are as wide."""

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        left, top, right, bottom = min(x0, x1), _HEIGHT - max(y0, y1), max(x0, x1), _HEIGHT - min(y0, y1)
        box = _mm(left, top, max(right - left, 0.5), max(bottom - top, 0.5))
        ends = f"M 0 0 L {_mm(right - left, bottom - top)}"
        self._objects.append(
            f'<ofd:PathObject ID="{self._id()}" Boundary="{box}" LineWidth="0.18">'
            f'<ofd:StrokeColor Value="0 0 0"/><ofd:AbbreviatedData>{ends}</ofd:AbbreviatedData></ofd:PathObject>'
        )

    def drawString(self, x: float, y: float, text: str) -> None:  # noqa: N802 - as above
        if not text:
            return
        widths = [pdfmetrics.stringWidth(letter, FONT, self._size) for letter in text]
        box = _mm(x, _HEIGHT - y - self._size, sum(widths), 1.3 * self._size)
        self._objects.append(
            f'<ofd:TextObject ID="{self._id()}" Boundary="{box}" Font="2" Size="{_mm(self._size)}">'
            f'<ofd:FillColor Value="0 0 0"/><ofd:TextCode X="0" Y="{_mm(self._size)}"{_steps(widths[:-1])}>'
            f"{escape(text)}</ofd:TextCode></ofd:TextObject>"
        )

    def drawCentredString(self, x: float, y: float, text: str) -> None:  # noqa: N802 - as above
        self.drawString(x - pdfmetrics.stringWidth(text, FONT, self._size) / 2, y, text)

    def drawRightString(self, x: float, y: float, text: str) -> None:  # noqa: N802 - as above
        self.drawString(x - pdfmetrics.stringWidth(text, FONT, self._size), y, text)

    def showPage(self) -> None:  # noqa: N802 - as above
        self.pages.append("".join(self._objects))
        self._objects = []

    def _id(self) -> int:
        return 100 + len(self._objects)


def _mm(*points: float) -> str:
    return " ".join(f"{each * _MM:.4f}".rstrip("0").rstrip(".") for each in points)


def _steps(widths: Sequence[float]) -> str:
    if not widths:
        return ""
    if len(set(widths)) == 1:
        return f' DeltaX="g {len(widths)} {_mm(widths[0])}"'
    return f' DeltaX="{_mm(*widths)}"'


def _root() -> str:
    return (
        f'{_DECLARATION}<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        "<ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


def _document(pages: int) -> str:
    listed = "".join(f'<ofd:Page ID="{10 + page}" BaseLoc="Pages/Page_{page}/Content.xml"/>' for page in range(pages))
    return (
        f"{_DECLARATION}<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {_mm(_WIDTH, _HEIGHT)}</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:TemplatePage ID="1" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
    )


def _content(objects: str, before: str = "") -> str:
    layer = f'<ofd:Content><ofd:Layer ID="5">{objects}</ofd:Layer></ofd:Content>'
    return f"{_DECLARATION}<ofd:Page {_NAMESPACE}>{before}{layer}</ofd:Page>"
