"""Documents whose text is text and whose tables are pictures, as people insert them, out of a printed report."""

import base64
import io
from collections.abc import Sequence

import pypdfium2
from docx import Document
from docx.shared import Pt
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from shared.document import Paragraph
from shared.limits import Limits
from tests.corpus.render_docx import same_bytes
from workers.extract import read

DPI = 150
_EDGE = 4.0  # points around a table
_WIDTH = 430.0  # points of a page's content
_FONT, _LINE, _LEADING = "STSong-Light", 35, 20.0  # characters of a line, points between two
_LEFT, _TOP = 70.0, 770.0  # points from the left and the bottom of a page

Item = str | Image.Image


def screenshots(pdf: bytes, dpi: int = DPI) -> list[Item]:
    """Return the paragraphs of a report, and pictures of its tables, in reading order."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[Item] = []
    try:
        for block in read("pdf", pdf, Limits()).blocks:
            if isinstance(block, Paragraph):
                found.append(block.text)
            elif block.where.page and block.where.bbox:
                x0, top, x1, bottom = block.where.bbox
                box = (x0 - _EDGE, top - _EDGE, x1 + _EDGE, bottom + _EDGE)
                page = document[block.where.page - 1].render(scale=dpi / 72).to_pil()
                found.append(page.crop(tuple(round(side * dpi / 72) for side in box)).convert("L"))
    finally:
        document.close()
    return found


def word(items: Sequence[Item]) -> bytes:
    """Return a DOCX."""
    document = Document()
    for item in items:
        if isinstance(item, str):
            document.add_paragraph(item)
        else:
            document.add_picture(io.BytesIO(png(item)), width=Pt(_WIDTH))
    told = io.BytesIO()
    document.save(told)
    return same_bytes(told.getvalue())


def web(items: Sequence[Item], sources: Sequence[str] | None = None) -> bytes:
    """Return a page with its pictures inside, or at these addresses."""
    addresses = iter(sources or [f"data:image/png;base64,{base64.b64encode(png(i)).decode()}" for i in pictures(items)])
    body = "".join(
        f"<p>{item}</p>" if isinstance(item, str) else f'<p><img src="{next(addresses)}" width="600"></p>'
        for item in items
    )
    return f"<html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()


def saved(items: Sequence[Item]) -> bytes:
    """Return a page in one file with its pictures."""
    shown = pictures(items)
    page = web(items, [f"images/{number}.png" for number in range(len(shown))])
    parts = [("Content-Type: text/html\r\nContent-Location: https://example.org/a/b.html", page)]
    parts += [
        (f"Content-Type: image/png\r\nContent-Location: https://example.org/a/images/{number}.png", png(each))
        for number, each in enumerate(shown)
    ]
    told = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\n'
    for head, content in parts:
        told += f"--x\r\n{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n".encode() + base64.encodebytes(content)
    return told + b"--x--\r\n"


def printed(items: Sequence[Item]) -> bytes:
    """Return a PDF."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    told = io.BytesIO()
    canvas = Canvas(told, pagesize=A4, invariant=1)
    y = _TOP
    for item in items:
        lines = [item[at : at + _LINE] for at in range(0, len(item), _LINE)] if isinstance(item, str) else []
        height = len(lines) * _LEADING if isinstance(item, str) else _WIDTH * item.height / item.width + _LEADING
        if y - height < A4[1] - _TOP:
            canvas.showPage()
            y = _TOP
        canvas.setFont(_FONT, 12)
        for line in lines:
            y -= _LEADING
            canvas.drawString(_LEFT, y, line)
        if not isinstance(item, str):
            y -= height
            canvas.drawImage(ImageReader(item), _LEFT, y, _WIDTH, height - _LEADING)
    canvas.save()
    return told.getvalue()


def pictures(items: Sequence[Item]) -> list[Image.Image]:
    """Return the pictures among some items."""
    return [item for item in items if not isinstance(item, str)]


def png(picture: Image.Image) -> bytes:
    """Return a picture's file."""
    told = io.BytesIO()
    picture.save(told, "PNG")
    return told.getvalue()
