import io
from itertools import pairwise

import pypdfium2 as pdfium
import pytest
from PIL import ImageFont

from shared.limits import Limits
from tests.unit.extract.drawn import only, pdf
from workers.extract.pdf_fonts import font, without_machine_fonts
from workers.extract.pdf_pdfium import pages

SIZE = 100
PARTS = ("依", "申", "请", "１", "。", "7", ".", "龘")  # each a text of its own


def spread() -> bytes:
    """A page in a font that is not in the file."""
    return pdf(lambda paper: [paper.text(10, 20 + 110 * n, part, SIZE) for n, part in enumerate(PARTS)])


def extents(data: bytes) -> list[tuple[float, ...]]:
    """The boxes of the glyphs that PDFium measured a page with."""
    with pdfium.PdfDocument(data) as document:
        text = document[0].get_textpage()
        return [text.get_charbox(place) for place in range(text.count_chars())]


def test_text_is_measured_by_the_font_of_our_own() -> None:
    """A character's extent is that of the one glyph, whatever fonts the machine has."""
    with without_machine_fonts():
        found = extents(pdf(lambda paper: paper.text(0, 200, "依申请公开", SIZE)))
    assert [round(right - left, 1) for left, _, right, _ in found] == pytest.approx([10] * 5)


def test_nothing_is_left_out() -> None:
    """Characters that stand alone are read though no font of the machine has a glyph for them."""
    page = only(lambda paper: [paper.text(10, 100 * n, part, SIZE) for n, part in enumerate(PARTS, 1)])
    assert [char.text for char in page.chars] == list(PARTS)


def test_widths_are_those_of_the_file() -> None:
    """The glyph is narrower than every character: none reaches over the next one."""
    chars = only(lambda paper: paper.text(10, 100, "10.8万，i.1", SIZE)).chars
    assert all(left.x1 <= right.x0 + 0.01 for left, right in pairwise(chars))


def test_the_machine_has_its_fonts_again() -> None:
    """Pages that were read in between are drawn as before."""
    data = spread()
    before = extents(data)
    assert list(pages(data, Limits()))
    assert extents(data) == before


def test_an_error_gives_the_fonts_back() -> None:
    """So it is where loading a page fails."""
    data = spread()
    before = extents(data)
    with pytest.raises(ValueError, match="broken"), without_machine_fonts():
        raise ValueError("broken")
    assert extents(data) == before


@pytest.mark.parametrize("character", ["依", "0", "\U00020000"])
def test_the_font_has_a_narrow_glyph_for_every_character(character: str) -> None:
    """FreeType reads it; every character advances by an em."""
    read = ImageFont.truetype(io.BytesIO(font()), 1000)
    left, top, right, bottom = read.getmask(character).getbbox()
    assert (left, right, bottom - top) == (20, 120, 700)
    assert read.getlength(character) == 1000
