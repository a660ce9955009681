"""What PDFium tells of a page is what a viewer shows, in points from the top left; and it agrees with pdfplumber."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.document import Document, Paragraph, Table
from shared.errors import Refused, Unreadable
from shared.limits import Limits
from tests.unit.extract import plumber
from tests.unit.extract.drawn import HEIGHT, WIDTH, Paper, assembled, pdf
from workers.extract.pdf import document, read_pdf
from workers.extract.pdf_page import Page, Rule
from workers.extract.pdf_pdfium import pages

LIMITS = Limits()
SAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "samples").glob("*gov_*.pdf"))


def only(draw: object) -> Page:
    (page,) = pages(pdf(draw), LIMITS)  # type: ignore[arg-type] # a function that draws
    return page


def text(page: Page) -> str:
    return "".join(char.text for char in page.chars)


def rounded(rule: Rule) -> tuple[int, ...]:
    return tuple(round(value) for value in rule)


def table(paper: Paper) -> None:
    paper.text(72, 90, "二、情况")
    paper.table(72, 120, [["规章", "12"], ["许可", "3"]])


def told(found: Document) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in found.blocks
    ]


TOLD = ["二、情况", [["规章", "12"], ["许可", "3"]]]


def test_characters_stand_on_their_baselines() -> None:
    page = only(lambda paper: paper.text(72, 90, "申12", 10))
    assert [(char.text, round(char.x0), round(char.x1), round(char.y), char.size) for char in page.chars] == [
        ("申", 72, 82, 90, 10),
        ("1", 82, 87, 90, 10),
        ("2", 87, 91, 90, 10),
    ]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_it_is_shown(rotation: int) -> None:
    def page(paper: Paper) -> None:
        paper.canvas.setPageRotation(rotation)
        # Drawn so that the viewer's turn makes it upright; reportlab swaps the sides of a page on its side.
        paper.canvas.translate(*{0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[rotation])
        paper.canvas.rotate(rotation)
        table(paper)

    found = read_pdf(pdf(page), LIMITS)
    assert told(found) == TOLD
    heading, grid = found.blocks
    assert heading.where.bbox == (72.0, 79.7, 120.0, 91.7)
    assert grid.where.bbox == (72.0, 120.0, 272.0, 160.0)


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_lies_on_its_side_is_read_and_places_are_those_shown(degrees: int) -> None:
    def page(paper: Paper) -> None:
        canvas = paper.canvas
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(degrees)
        canvas.translate(-WIDTH / 2, -HEIGHT / 2)
        table(paper)

    found = read_pdf(pdf(page), LIMITS)
    assert told(found) == TOLD
    grid = found.blocks[1]
    assert isinstance(grid, Table)
    x, y = 72 - WIDTH / 2, HEIGHT / 2 - 120  # the table's corner from the middle of the page, upwards
    for _ in range(degrees // 90):
        x, y = -y, x
    corner = (x + WIDTH / 2, HEIGHT / 2 - y)
    box = grid.where.bbox
    assert box
    assert min(abs(box[0] - corner[0]), abs(box[2] - corner[0])) < 0.1
    assert min(abs(box[1] - corner[1]), abs(box[3] - corner[1])) < 0.1


def test_a_cropped_page_counts_from_what_is_shown() -> None:
    def page(paper: Paper) -> None:
        paper.canvas.setCropBox((50, 40, 550, 800))
        table(paper)

    grid = read_pdf(pdf(page), LIMITS).blocks[1]
    assert grid.where.bbox == (22.0, 78.0, 222.0, 118.0)


def test_forms_inside_forms_are_drawn_where_they_are_placed() -> None:
    def page(paper: Paper) -> None:
        canvas = paper.canvas
        canvas.beginForm("inner")
        canvas.rect(0, 0, 1, 30, stroke=0, fill=1)
        canvas.endForm()
        canvas.beginForm("outer")
        canvas.translate(10, 20)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.translate(100, 500)
        canvas.scale(2, 2)
        canvas.doForm("outer")

    assert [rounded(rule) for rule in only(page).rules] == [(121, 242, 121, 302)]


def test_lines_are_strokes_thin_fills_and_thin_pictures_but_no_areas_or_slants() -> None:
    def page(paper: Paper) -> None:
        canvas = paper.canvas
        canvas.line(10, 800, 110, 800)
        canvas.rect(10, 700, 50, 20, stroke=1, fill=0)
        canvas.rect(10, 650, 80, 0.5, stroke=0, fill=1)
        canvas.rect(10, 500, 80, 40, stroke=0, fill=1)
        canvas.line(10, 400, 110, 450)

    assert sorted(rounded(rule) for rule in only(page).rules) == sorted(
        [
            (10, 42, 110, 42),
            (10, 142, 60, 142),
            (10, 122, 60, 122),
            (10, 122, 10, 142),
            (60, 122, 60, 142),
            (10, 192, 90, 192),
        ]
    )


def test_watermarks_that_lean_are_no_text() -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 90, "申请")
        paper.turned(200, 400, "内部资料", 45, 40)

    assert text(only(page)) == "申请"


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen() -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 90, "ab-")
        paper.text(72, 105, "cd")

    assert text(only(page)) == "ab-cd"


def test_text_beyond_the_first_plane_is_told() -> None:
    assert text(only(lambda paper: paper.text(72, 90, "甲𬒈乙"))).startswith("甲")


def test_glyphs_without_a_character_are_unknown_and_not_the_character_of_their_number() -> None:
    content = b"BT /F 12 Tf 72 700 Td <003100320033> Tj ET"  # glyphs 49, 50, 51: where ASCII has 1, 2, 3
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    system = b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
    descriptor = b"/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80"
    data = assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            page,
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content),
            b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]>>",
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo%s/DW 1000/FontDescriptor 7 0 R>>" % system,
            b"<</Type/FontDescriptor/FontName/A%s>>" % descriptor,
        ]
    )
    (found,) = pages(data, LIMITS)
    assert text(found) == "\ufffd" * 3


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no pdf at all"])
def test_no_pdf_is_broken(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(pages(data, LIMITS))


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    found = pages(pdf(*[table] * 3), Limits(pages=2))
    with pytest.raises(Refused):
        next(found)


def grids(found: Document) -> Iterator[list[list[tuple[str, int, int, int]]]]:
    for block in found.blocks:
        if isinstance(block, Table):
            yield [
                [(_solid(cell.text), cell.column, cell.row_span, cell.column_span) for cell in r] for r in block.rows
            ]


def _solid(text: str) -> str:
    """Drop spaces that part no numbers: at the end of a line PDFium drops them too."""
    return re.sub("(?<![0-9]) | (?![0-9])", "", text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_pdfplumber_reads_the_same_cells_from_real_producers_files(path: Path) -> None:
    data = path.read_bytes()
    found = list(grids(read_pdf(data, LIMITS)))
    assert found == list(grids(document(plumber.pages(data), LIMITS)))
    assert found
