"""Which pictures of a page of text are looked at, and where on the page their cells stand."""

import io

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from shared.document import Where
from shared.limits import Limits
from workers.extract import pdf_pictures
from workers.extract.pdf import read_pdf
from workers.extract.pdf_page import Box, Char, Page, Shown
from workers.extract.pdf_pdfium import pages
from workers.extract.pdf_pictures import Part, pictures

TABLE = (70.0, 100.0, 500.0, 300.0)


def page(*shown: Box, text: tuple[float, float] | None = None, recognized: bool = False) -> Page:
    x, y = text or (0.0, 0.0)
    chars = [Char("字", x + 12 * n, x + 12 * n + 12, y, 12.0) for n in range(20)] if text else []
    return Page(1, 595.0, 842.0, chars, [], 0.3, recognized, tuple(Shown(box, 900) for box in shown))


def printed() -> bytes:
    """Return a page with a sentence and a picture that is shown 400 points wide."""
    told = io.BytesIO()
    canvas = Canvas(told, pagesize=(595, 842))
    canvas.drawString(70, 700, "text " * 12)
    canvas.drawImage(ImageReader(Image.new("L", (800, 300), 200)), 70, 400, 400, 150)
    canvas.save()
    return told.getvalue()


@pytest.mark.parametrize(
    ("shown", "found"),
    [
        (page(TABLE), [TABLE]),
        (page((0, 0, 100, 100)), []),
        (page(TABLE, text=(100.0, 200.0)), []),
        (page(TABLE, text=(100.0, 600.0)), [TABLE]),
        (page(TABLE, recognized=True), []),
        (page((70, 100, 500, 200), (70, 200, 500, 300)), [TABLE]),
        (page((-70, 100, 700, 300)), [(0, 100, 595.0, 300)]),
    ],
)
def test_pictures_large_enough_that_nothing_is_printed_over_are_looked_at(shown: Page, found: list[Box]) -> None:
    assert [each.box for each in pictures(shown)] == found


def test_a_picture_knows_its_pixels() -> None:
    (shown,) = next(iter(pages(printed(), Limits()))).pictures
    assert shown.pixels == 800
    assert shown.box == pytest.approx((70, 292, 470, 442), abs=0.5)


def test_a_place_in_a_picture_that_was_read_larger_is_one_on_the_page() -> None:
    part = Part(1, TABLE, page(), 1.5)  # type: ignore[arg-type] # any page
    assert part.there((15.0, 30.0, 30.0, 60.0)) == (80.0, 120.0, 90.0, 140.0)
    assert part.here((80.0, 120.0, 90.0, 140.0)) == (15.0, 30.0, 30.0, 60.0)


def test_pictures_that_nobody_can_read_are_told_with_their_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pictures, "is_there", lambda: False)
    (told,) = read_pdf(printed(), Limits()).pictures
    assert told.unread == "no-recognizer"
    assert told.where == Where(page=1, picture=1, bbox=(70.0, 292.0, 470.0, 442.0))
