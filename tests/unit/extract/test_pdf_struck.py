"""A character through whose middle a line of its own runs was taken back."""

from shared.document import Paragraph, Table
from shared.limits import Limits
from tests.unit.extract.drawn import Draw, Paper, pdf
from workers.extract.pdf import read_pdf
from workers.extract.pdf_lattice import Stroke
from workers.extract.pdf_page import Char
from workers.extract.pdf_struck import unstruck

CHARS = [Char("1", 100, 105, 50, 10), Char("2", 105, 110, 50, 10)]


def texts(draw: Draw) -> list[str]:
    found: list[str] = []
    for block in read_pdf(pdf(draw), Limits()).blocks:
        found += [block.text] if isinstance(block, Paragraph) else [cell.text for row in block.rows for cell in row]
    return found


def test_what_a_line_runs_through_is_out_and_its_neighbour_stays() -> None:
    assert unstruck(CHARS, [Stroke(47, 100, 105)]) == CHARS[1:]


def test_lines_above_below_and_beside_strike_nothing() -> None:
    strokes = [Stroke(51.5, 90, 120), Stroke(44, 90, 120), Stroke(47, 90, 99), Stroke(47, 111, 150)]
    assert unstruck(CHARS, strokes) == CHARS


def test_turned_characters_are_left_alone() -> None:
    turned = [Char("1", 100, 105, 50, 10, 90)]
    assert unstruck(turned, [Stroke(47, 0, 200)]) == turned


def test_a_struck_digit_in_a_cell_is_no_part_of_its_number_however_short_the_line_is() -> None:
    def page(paper: Paper) -> None:
        paper.table(72, 120, [["规章", ""], ["许可", ""]])
        paper.text(190, 134, "612", 8)
        paper.rule(190, 131.6, 194, 131.6)
        paper.text(190, 154, "345", 10)
        paper.rule(190, 151, 205, 151)

    assert texts(page) == ["规章", "12", "许可", ""]


def test_a_struck_digit_beside_an_underlined_one_is_no_part_of_its_number() -> None:
    def page(paper: Paper) -> None:
        paper.table(72, 120, [["规章", ""], ["许可", ""]])
        paper.text(190, 134, "94", 8)
        for y, x in ((131.5, 190), (132.6, 190), (134.5, 194.5), (135.6, 194.5)):
            paper.rule(x, y, x + 4.4, y)

    assert texts(page) == ["规章", "4", "许可", ""]


def test_a_digit_that_is_struck_near_a_border_is_no_part_of_its_number() -> None:
    def page(paper: Paper) -> None:
        paper.table(72, 120, [["规章", ""], ["许可", ""]])
        paper.text(190, 138, "94", 8)
        for y, x in ((135.8, 190), (136.9, 190), (138.5, 194.5)):
            paper.rule(x, y, x + 4.4, y)

    assert texts(page) == ["规章", "4", "许可", ""]


def test_an_underlined_sentence_and_a_table_with_rules_across_only_keep_their_text() -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 100, "公开件数", 12)
        paper.rule(72, 102, 120, 102)
        for y, text in ((140, "规章"), (160, "许可")):
            paper.text(72, y, f"{text} 12", 10)
            paper.rule(60, y + 6, 500, y + 6)

    assert texts(page) == ["公开件数", "规章 12", "许可 12"]


def test_lines_of_a_grid_strike_nothing() -> None:
    def page(paper: Paper) -> None:
        paper.table(72, 120, [["规章", "1"], ["许可", "2"]])
        paper.text(90, 163, "3", 10)

    assert isinstance(read_pdf(pdf(page), Limits()).blocks[0], Table)
    assert "3" in "".join(texts(page))
