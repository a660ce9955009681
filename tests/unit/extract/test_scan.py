"""What of a PDF is a picture of its text; how a page lies; what a scanner's program laid over it."""

import io

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from shared.errors import Refused
from shared.limits import Limits
from workers.extract import scan
from workers.extract.pdf import read_pdf
from workers.extract.pdf_page import UNKNOWN, Char, Page
from workers.extract.pdf_pdfium import pages

INVISIBLE = 3


def page(text: str, pictured: float) -> Page:
    chars = [Char(letter, 10.0 * n, 10.0 * n + 9, 50.0, 10.0) for n, letter in enumerate(text)]
    return Page(1, 595.0, 842.0, chars, [], pictured)


def covered(text: str, mode: int) -> bytes:
    """Return a page under a picture with text over it."""
    told = io.BytesIO()
    canvas = Canvas(told, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)
    line = canvas.beginText(50, 500)
    line.setTextRenderMode(mode)
    line.setFont("Helvetica", 10)
    line.textOut(text)
    canvas.drawText(line)
    canvas.save()
    return told.getvalue()


@pytest.mark.parametrize(
    ("text", "pictured", "told"), [("", 0.9, True), ("3", 0.9, True), ("a" * 50, 0.9, False), ("", 0.2, False)]
)
def test_a_scan_is_a_picture_with_hardly_any_text(text: str, pictured: float, told: bool) -> None:  # noqa: FBT001 - a case
    assert scan.is_scan(page(text, pictured)) is told


def test_a_page_of_characters_that_no_font_tells_is_a_picture_of_its_text() -> None:
    assert scan.is_picture(page(UNKNOWN * 40, 0.0))


def test_invisible_text_over_a_picture_is_not_read() -> None:
    (shown,) = pages(covered("1234567890" * 5, INVISIBLE), Limits())
    assert not shown.chars
    assert scan.is_scan(shown)


def test_text_that_is_printed_over_a_picture_is_read() -> None:
    (shown,) = pages(covered("1234567890" * 5, 0), Limits())
    assert "".join(char.text for char in shown.chars) == "1234567890" * 5


def test_a_searchable_scan_is_refused_as_a_scan_where_nothing_recognizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_there", lambda: False)
    with pytest.raises(Refused) as refused:
        read_pdf(covered("1234567890" * 5, INVISIBLE), Limits())
    assert refused.value.reason.code == "scan-without-text"


def test_more_scanned_pages_than_the_limit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_there", lambda: True)
    with pytest.raises(Refused) as refused:
        read_pdf(covered("", INVISIBLE), Limits(scanned_pages=0))
    assert refused.value.reason.code == "too-complex"


def test_red_ink_is_paper_and_black_ink_shows_through_it() -> None:
    paper, black, red, both = (240, 240, 240), (40, 40, 40), (210, 60, 70), (50, 20, 20)
    picture = np.array([[paper] * 8, [black, red, both, *[paper] * 5]], np.uint8)
    assert scan.without_seals(picture)[1, :4].tolist() == [40, 240, 50, 240]
