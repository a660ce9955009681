"""Characters in a form stand where the page has it, those too that a program has told in plain text."""

import pytest

from shared.limits import Limits
from workers.extract.pdf_page import Char
from workers.extract.pdf_pdfium import pages

TEXT = "BT /F 12 Tf 72 700 Td (A) Tj /Span <</ActualText <FEFF0042>>> BDC 7.2 0 Td (x) Tj EMC 7.2 0 Td (C) Tj ET"


def shown(page: str) -> dict[str, Char]:
    """Return what a page shows that may use the form X and the font F. PDFium finds the objects by itself."""
    data = f"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 1190 842]/Contents 4 0 R
  /Resources<</XObject<</X 5 0 R>>/Font<</F 6 0 R>>>>>> endobj
4 0 obj <</Length {len(page)}>> stream
{page}
endstream endobj
5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 6 0 R>>>>/Length {len(TEXT)}>> stream
{TEXT}
endstream endobj
6 0 obj <</Type/Font/Subtype/Type1/BaseFont/Courier>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
    return {char.text: char for each in pages(data.encode(), Limits()) for char in each.chars}


@pytest.mark.parametrize(
    "matrix", ["1 0 0 1 0 0", "1 0 0 1 595 0", "1 0 0 1 0 -300", "0.5 0 0 0.5 100 400", "0 1 -1 0 900 0"]
)
def test_what_is_told_in_plain_text_in_a_form_stands_among_its_neighbours(matrix: str) -> None:
    found = shown(f"q {matrix} cm /X Do Q")
    first, told, last = (found[each] for each in "ABC")
    assert told.x0 == pytest.approx((first.x0 + last.x0) / 2, abs=0.1)
    assert told.y == pytest.approx(first.y, abs=0.1)


def test_on_the_page_itself_it_stays_where_it_is() -> None:
    found = shown(TEXT)
    assert [round(found[each].x0) for each in "ABC"] == [72, 79, 86]
