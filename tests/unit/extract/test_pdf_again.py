"""A second reading confirms what is printed, and nothing that a person would read otherwise."""

from collections.abc import Callable

import msgspec
import pytest

from shared.document import Table
from shared.limits import Limits
from shared.report import SecondReading, State, Value
from tests.unit.extract.drawn import HEIGHT, WIDTH, Draw, Paper, pdf
from workers.extract import read_again
from workers.extract.pdf import read_pdf


def first(data: bytes) -> dict[str, Value]:
    """Return the cells of the only table as the first reading has them, named by their text and place."""
    (table,) = (block for block in read_pdf(data, Limits()).blocks if isinstance(block, Table))
    return {
        f"{cell.where.row}.{cell.where.column}": Value(None, State.TEXT, cell.text, cell.where)
        for row in table.rows
        for cell in row
    }


def again(*pages: Draw) -> SecondReading:
    data = pdf(*pages)
    return read_again(data, first(data))


def with_cell(add: Callable[[Paper], None]) -> Draw:
    """Draw a table of two rows; `add` prints in its last cell, at 172–272 by 140–160."""

    def page(paper: Paper) -> None:
        paper.table(72, 120, [["规章", "12"], ["许可", ""]])
        add(paper)

    return page


def why(add: Callable[[Paper], None]) -> str | None:
    found = again(with_cell(add))
    assert {"1.1", "1.2", "2.1"} <= set(found.confirmed)
    return found.differs["2.2"].why if "2.2" in found.differs else None


def test_what_is_printed_is_confirmed() -> None:
    found = again(lambda paper: paper.table(72, 120, [["规章", "12"], ["", "-3"], ["（一）予以公开", "１，２３４"]]))
    assert found == SecondReading(("1.1", "1.2", "2.1", "2.2", "3.1", "3.2"), {})


def test_an_open_table_is_confirmed_by_the_words_at_the_place() -> None:
    def page(paper: Paper) -> None:
        for y in (120, 140, 160):
            paper.rule(72, y, 272, y)
        paper.rule(172, 120, 172, 160)
        for y, number in ((134, "12"), (154, "3")):
            paper.text(76, y, "规章", 10)
            paper.text(176, y, number, 10)

    assert len(again(page).confirmed) == 4


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_turned_pages_are_confirmed(rotation: int) -> None:
    def page(paper: Paper) -> None:
        paper.canvas.setPageRotation(rotation)
        paper.canvas.translate(*{0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}[rotation])
        paper.canvas.rotate(rotation)
        paper.table(72, 120, [["规章", "12"], ["许可", "345"]])

    assert len(again(page).confirmed) == 4


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_pages_that_lie_on_their_side_are_confirmed(degrees: int) -> None:
    def page(paper: Paper) -> None:
        paper.canvas.translate(WIDTH / 2, HEIGHT / 2)
        paper.canvas.rotate(degrees)
        paper.canvas.translate(-WIDTH / 2, -HEIGHT / 2)
        paper.table(172, 320, [["规章", "12"], ["许可", "345"]])

    assert len(again(page).confirmed) == 4


def test_cropped_pages_are_confirmed() -> None:
    def page(paper: Paper) -> None:
        paper.canvas.setCropBox((50, 40, 550, 800))
        paper.table(72, 120, [["规章", "12"], ["许可", "345"]])

    assert len(again(page).confirmed) == 4


def test_a_plain_number_is_confirmed() -> None:
    assert why(lambda paper: paper.text(180, 154, "345", 10)) is None


def test_a_number_printed_twice_to_look_bold_is_confirmed() -> None:
    def add(paper: Paper) -> None:
        paper.text(180, 154, "345", 10)
        paper.text(180.3, 154, "345", 10)

    assert why(add) is None


def test_neither_reading_holds_white_digits() -> None:
    def add(paper: Paper) -> None:
        paper.text(180, 154, "3", 10)
        paper.canvas.setFillColorRGB(1, 1, 1)
        paper.text(185, 154, "4", 10)

    assert first(pdf(with_cell(add)))["2.2"].raw == "3"
    assert why(add) is None


def test_neither_reading_holds_struck_digits() -> None:
    def add(paper: Paper) -> None:
        paper.text(180, 154, "34", 10)
        paper.rule(180, 151, 185, 151)

    assert first(pdf(with_cell(add)))["2.2"].raw == "4"
    assert why(add) is None


def test_white_digits_that_the_first_reading_held_are_not_visible() -> None:
    def page(paper: Paper) -> None:
        paper.table(72, 120, [["规章", "12"]])
        paper.canvas.setFillColorRGB(1, 1, 1)
        paper.text(190, 134, "3", 10)

    data = pdf(page)
    cells = first(data)
    found = read_again(data, cells | {"1.2": msgspec.structs.replace(cells["1.2"], raw="12 3")})
    assert found.differs["1.2"].why == "not-visible"


def test_digits_cut_off_by_a_clip_are_not_confirmed() -> None:
    def add(paper: Paper) -> None:
        path = paper.canvas.beginPath()
        path.rect(300, 300, 50, 50)
        paper.canvas.clipPath(path, stroke=0, fill=0)
        paper.text(180, 154, "34", 10)

    assert why(add) == "not-visible"


def fill(paper: Paper, *, alpha: float = 1) -> None:
    paper.canvas.saveState()
    paper.canvas.setFillColorRGB(1, 1, 1, alpha)
    paper.canvas.rect(175, HEIGHT - 157, 60, 14, stroke=0, fill=1)
    paper.canvas.restoreState()


def test_neither_reading_holds_digits_that_are_painted_over() -> None:
    """The new number may begin with the old one's digit."""

    def add(paper: Paper) -> None:
        paper.text(180, 154, "34", 10)
        fill(paper)
        paper.canvas.setFillGray(0)
        paper.text(180, 154, "35", 10)

    assert first(pdf(with_cell(add)))["2.2"].raw == "35"
    assert why(add) is None


def test_digits_on_an_area_and_below_a_transparent_one_are_confirmed() -> None:
    def add(paper: Paper) -> None:
        fill(paper)
        paper.text(180, 154, "34", 10)
        fill(paper, alpha=0.3)

    assert why(add) is None


def test_digits_over_each_other_are_not_confirmed() -> None:
    def add(paper: Paper) -> None:
        paper.text(180, 154, "17", 10)
        paper.text(180.5, 154, "4", 10)

    assert why(add) in {"overlapping", "reads-differently"}


def test_a_number_through_which_a_border_runs_is_not_confirmed() -> None:
    assert why(lambda paper: paper.text(267, 154, "123", 10)) == "crosses-a-line"


def test_what_cannot_be_parsed_again_confirms_nothing() -> None:
    data = pdf(with_cell(lambda _: None))
    cells = first(data)
    found = read_again(b"%PDF-1.7\n%%EOF", cells)
    assert found.confirmed == ()
    assert {each.why for each in found.differs.values()} == {"unreadable"}


def test_cells_without_a_place_are_left_out() -> None:
    data = pdf(with_cell(lambda _: None))
    assert read_again(data, {"x": Value(1, State.NUMBER, "1")}) == SecondReading((), {})


@pytest.mark.parametrize("out", [0.2, 0.8, 1.6])
def test_a_number_with_a_shadow_is_confirmed(out: float) -> None:
    def shadowed(paper: Paper) -> None:
        for grey, by in ((0.8, out), (0, 0)):
            paper.canvas.setFillGray(grey)
            paper.text(176 + by, 154 + by, "205", 12)

    assert why(shadowed) is None


def test_a_watermark_over_a_number_does_not_keep_it_from_being_confirmed() -> None:
    def marked(paper: Paper) -> None:
        paper.text(176, 154, "205", 12)
        paper.turned(170, 160, "样本2024", 30, 20)

    assert why(marked) is None
