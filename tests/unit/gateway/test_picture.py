import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from shared.errors import Unreadable
from workers.extract import pdf_fonts
from workers.extract.pdf_fonts import _ours
from workers.gateway.picture import draws_chinese, picture, sizes


def drawn(width: float, height: float) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, (width, height))
    canvas.rect(10, height - 30, 40, 20, fill=1)  # at the top left
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_a_pixel_stands_twice_as_far_from_the_top_left_as_its_point() -> None:
    page = Image.open(io.BytesIO(picture(drawn(200, 100), 1))).convert("L")
    assert page.size == (400, 200)
    assert page.getpixel((60, 40)) == 0
    assert page.getpixel((300, 150)) == 255


def test_a_turned_page_is_shown_as_a_viewer_shows_it() -> None:
    document, file = pypdfium2.PdfDocument(drawn(200, 100)), io.BytesIO()
    document[0].set_rotation(90)
    document.save(file)
    document.close()
    data = file.getvalue()
    assert sizes(data) == [(100.0, 200.0)]
    assert Image.open(io.BytesIO(picture(data, 1))).size == (200, 400)


def test_a_huge_page_is_drawn_smaller() -> None:
    width, height = Image.open(io.BytesIO(picture(drawn(10_000, 10_000), 1))).size
    assert width * height < 6_100_000


def test_a_page_that_is_not_there_and_a_file_that_is_no_pdf() -> None:
    for number in (0, 2):
        with pytest.raises(IndexError):
            picture(drawn(100, 100), number)
    with pytest.raises(Unreadable):
        sizes(Path(__file__).read_bytes())


def test_a_font_for_chinese_text_is_missed_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with pdf_fonts.without_machine_fonts():
        assert draws_chinese()  # by the one that is put in the place of the machine's
    monkeypatch.setattr(pdf_fonts, "_CHINESE", frozenset())
    none = _ours.__wrapped__()
    monkeypatch.setattr(pdf_fonts, "_ours", lambda: none)
    with pdf_fonts.without_machine_fonts():
        assert not draws_chinese()
