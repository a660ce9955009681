"""What somebody typed onto a page is read where it stands; what lies beside the content else is left alone."""

import pytest

from shared.document import Table
from shared.errors import Refused
from shared.limits import Limits
from tests.unit.extract.drawn import HEIGHT, WIDTH, Paper, assembled, only, pdf
from workers.extract import pdf_typed
from workers.extract.pdf import read_pdf


def form(paper: Paper) -> None:
    """A table whose second cell is a field of a form that holds 175."""
    paper.table(50, 100, [["本年新收", ""]])
    paper.canvas.acroForm.textfield(
        name="new", value="175", x=155, y=HEIGHT - 118, width=90, height=16, fontSize=9, borderWidth=0
    )


def cells(data: bytes) -> list[str]:
    (table,) = (block for block in read_pdf(data, Limits()).blocks if isinstance(block, Table))
    return [cell.text for row in table.rows for cell in row]


def test_a_field_of_a_form_stands_in_its_cell() -> None:
    assert cells(pdf(form)) == ["本年新收", "175"]


def test_a_field_without_an_appearance_gets_one() -> None:
    data = pdf(form).replace(b"/AP ", b"/AQ ").replace(b"/NeedAppearances false", b"/NeedAppearances true ")
    assert cells(data) == ["本年新收", "175"]


def laid(kind: bytes, more: bytes = b"") -> bytes:
    """A page with one annotation that prints 12."""
    fonts, shown = b"<</Font<</F 7 0 R>>>>", b"BT /F 12 Tf 5 5 Td (12) Tj ET   \n"
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[5 0 R]/Resources %b>>" % fonts,
            b"<</Length 33>>stream\nBT /F 12 Tf 50 700 Td (A) Tj ET  \nendstream",
            b"<</Type/Annot/Subtype/%b/Rect[100 700 160 720]/F 4/AP<</N 6 0 R>>%b>>" % (kind, more),
            b"<</Type/XObject/Subtype/Form/BBox[0 0 60 20]/Resources %b/Length 32>>stream\n%bendstream"
            % (fonts, shown),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ]
    )


@pytest.mark.parametrize(
    ("kind", "more", "text"),
    [
        (b"FreeText", b"", "A 12"),
        (b"Widget", b"/FT/Tx/T(a)", "A 12"),
        (b"Widget", b"/FT/Sig/T(a)", "A"),
        (b"Stamp", b"", "A"),
    ],
)
def test_typed_text_is_read_and_seals_are_not(kind: bytes, more: bytes, text: str) -> None:
    (block,) = read_pdf(laid(kind, more), Limits()).blocks
    assert not isinstance(block, Table)
    assert block.text == text


def test_without_anything_typed_a_page_is_as_it_was() -> None:
    def draw(paper: Paper) -> None:
        paper.text(50, 50, "政府")
        paper.canvas.linkURL("https://example.cn", (0, 0, 9, 9))

    linked = only(draw)
    assert linked.printed == "政府"
    assert (linked.width, linked.height) == (WIDTH, HEIGHT)


def test_more_than_anybody_types_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_typed, "_ANNOTATIONS", 0)
    with pytest.raises(Refused, match="too-complex"):
        read_pdf(pdf(form), Limits())
