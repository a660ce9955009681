"""A page is read as a viewer shows it: turned and cropped, in points from the top left."""

import pytest

from shared.document import Document, Paragraph, Table
from shared.limits import Limits
from tests.unit.extract.drawn import HEIGHT, WIDTH, Paper, pdf
from workers.extract.pdf import read_pdf

LIMITS = Limits()
TOLD = ["二、情况", [["规章", "12"], ["许可", "3"]]]


def table(paper: Paper) -> None:
    paper.text(72, 90, "二、情况")
    paper.table(72, 120, [["规章", "12"], ["许可", "3"]])


def told(found: Document) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in found.blocks
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
