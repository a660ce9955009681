"""Numbers that the network read, against the marks of ink that they would be made of."""

import numpy as np
import pytest

from workers.extract.ocr_lines import Mark, Stretch
from workers.extract.ocr_model import Glyph
from workers.extract.ocr_number import doubted, is_upright, leans, solid
from workers.extract.pdf_page import UNKNOWN

SCALE = 2.0


def stretch(*marks: Mark) -> Stretch:
    return Stretch(
        min(mark.x0 for mark in marks),
        min(mark.top for mark in marks),
        max(mark.x1 for mark in marks),
        max(mark.bottom for mark in marks),
        tuple(sorted(marks)),
    )


def digits(count: int, gap: int = 2) -> list[Mark]:
    return [Mark(n * (8 + gap), 0, n * (8 + gap) + 8, 14) for n in range(count)]


def told(text: str, line: Stretch, sure: float = 1.0, *, in_cell: bool = True) -> str:
    glyphs = [Glyph(character, sure, 0.5) for character in text]
    return "".join(glyph.text for glyph in doubted(glyphs, line, SCALE, in_cell=in_cell))


@pytest.mark.parametrize("text", ["12", "10", "99"])
def test_as_many_digits_as_marks_are_a_number(text: str) -> None:
    assert told(text, stretch(*digits(2))) == text


@pytest.mark.parametrize("text", ["1", "11", "1111"])
def test_a_digit_more_or_less_than_marks_is_no_number(text: str) -> None:
    assert told(text, stretch(*digits(3))) == text + "\ufffd"


def test_white_space_between_digits_that_stand_evenly_or_close_is_none() -> None:
    assert told("2 7", stretch(*digits(2))) == "27"
    assert told("73 8", stretch(*digits(3, 10))) == "738"


def test_white_space_where_there_is_some_remains() -> None:
    assert told("2 7", stretch(*digits(2, 9))) == "2 7"
    first, second, third = digits(3)
    assert told("12 3", stretch(first, second, third._replace(x0=third.x0 + 6, x1=third.x1 + 6))) == "12 3"


def test_a_point_with_white_space_behind_it_is_in_doubt() -> None:
    first, second = digits(2, 9)
    assert told("0. 1", stretch(first, Mark(11, 11, 13, 14), second)) == "0. 1\ufffd"


def test_a_point_that_nothing_follows_is_dirt() -> None:
    speck = Mark(20, 12, 22, 14)
    assert told("12.", stretch(*digits(2), speck)) == "12"
    assert told(".", stretch(speck)) == ".\ufffd"


def test_a_plus_is_no_digit_however_high_it_is() -> None:
    plus = Mark(-12, 3, -2, 13)
    assert told("+12", stretch(plus, *digits(2))) == "+12"
    assert told("+12", stretch(plus._replace(top=0, bottom=14), *digits(2))) == "+12\ufffd"


def test_marks_that_touch_may_be_several_digits() -> None:
    assert told("83", stretch(Mark(0, 0, 17, 14))) == "83"


def test_a_digit_that_is_not_sure_is_no_number() -> None:
    assert told("8", stretch(*digits(1)), 0.8) == "8\ufffd"


def test_a_stroke_before_a_number_that_the_network_overlooked_is_a_doubt() -> None:
    minus = Mark(-8, 6, -2, 8)
    assert told("12", stretch(minus, *digits(2))) == "12\ufffd"
    assert told("-12", stretch(minus, *digits(2))) == "-12"


def test_a_point_between_digits_that_the_network_overlooked_is_a_doubt() -> None:
    first, second = digits(2, 8)
    point = Mark(11, 11, 13, 14)
    assert told("12", stretch(first, point, second)) == "12\ufffd"
    assert told("1.2", stretch(first, point, second)) == "1.2"


def test_a_point_that_may_be_a_comma_is_a_doubt() -> None:
    first, *rest = digits(4)
    assert told("1.234", stretch(first, *rest)) == "1.234\ufffd"


def test_numbers_that_stand_apart_are_no_number() -> None:
    assert told("12", stretch(Mark(0, 0, 8, 14), Mark(40, 0, 48, 14))) == "12\ufffd"


def test_letters_instead_of_digits_are_a_doubt() -> None:
    assert told("d2n", stretch(*digits(3))) == "d2n\ufffd"


def test_flat_marks_are_a_dash_whatever_the_network_says() -> None:
    assert told("一", stretch(Mark(0, 0, 20, 2))) == "—"


def test_joined_digits_are_no_dash() -> None:
    assert told("288332", stretch(Mark(0, 0, 50, 14))) == "288332"


def test_nothing_that_is_read_where_there_is_ink_is_no_blank() -> None:
    assert told("", stretch(*digits(1))) == "\ufffd"


def test_a_label_keeps_its_words_and_loses_digits_in_doubt() -> None:
    assert told("1.其他", stretch(*digits(4)), 0.5) == "\ufffd.其他"


def test_prose_has_the_punctuation_of_chinese() -> None:
    line = stretch(*digits(6))
    assert told("公开,12,345件;", line, in_cell=False) == "公开，12,345件；"


def test_two_readings_are_compared_in_one_width() -> None:
    assert solid("１ 2") == solid("12")


def test_a_stroke_leans_and_a_one_does_not() -> None:
    upright = np.zeros((12, 6), np.uint8)
    upright[:, 3] = 255
    upright[2, 1:3] = 255  # its flag
    leaning = np.zeros((12, 6), np.uint8)
    for row in range(12):
        leaning[row, 5 - row // 2] = 255
    assert not leans(upright)
    assert leans(leaning)
    assert not leans(np.zeros((12, 6), np.uint8))


def drawn(*rows: str) -> np.ndarray:
    return np.array([[255 if letter == "#" else 0 for letter in row] for row in rows], np.uint8)


@pytest.mark.parametrize("text", ["6口—", "口6", "12日日"])
def test_a_number_beside_a_sign_that_is_no_word_is_in_doubt(text: str) -> None:
    assert UNKNOWN in told(text, stretch(*digits(len(text))))


@pytest.mark.parametrize("text", ["9条", "公示栏9条", "3.其他", "共9条", "减2", "10万元"])
def test_a_number_in_words_is_told(text: str) -> None:
    assert told(text, stretch(*digits(len(text)))) == text


def test_a_one_may_have_a_flag_and_a_foot_that_reach_far() -> None:
    flag, foot = (
        ["..####...", "#######..", "#######..", ".######.."],
        [".#######.", "#########", "#########", ".#######."],
    )
    assert is_upright(drawn(*flag, *["..#####.."] * 7, *foot))


def test_what_is_left_of_a_broken_digit_or_a_line_is_no_one() -> None:
    assert is_upright(drawn("..##..", ".###..", *["..##.."] * 8, ".####."))
    assert not is_upright(drawn(*["..##.."] * 4, "......", *["..##.."] * 4, "######"))  # a gap
    assert not is_upright(drawn("######", "....##", "...##.", "...##.", "..##..", "..##..", ".##...", "##...."))  # 7
    assert not is_upright(drawn("...#..", "..##..", ".#.#..", "######", "######", "...#..", "...#.."))  # 4
    assert not is_upright(drawn(*["#"] * 19))  # of a border
    assert not is_upright(drawn("......"))
