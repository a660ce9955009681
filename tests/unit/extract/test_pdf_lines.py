"""Characters on one baseline are a line; what is visibly apart has a space between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.extract.pdf_lines import lines
from workers.extract.pdf_page import UNKNOWN, Char


def row(*pieces: tuple[str, float], y: float = 100, size: float = 10, turned: int = 0) -> list[Char]:
    """Print texts from their places on; digits and Latin letters are half as wide as ideographs."""
    found = []
    for text, start in pieces:
        x = start
        for char in text:
            width = size / 2 if char.isascii() else size
            found.append(Char(char, x, x + width, y, size, turned))
            x += width
    return found


def told(*chars: list[Char]) -> list[str]:
    return [line.text for line in lines([char for each in chars for char in each])]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("公开", 0), ("453", 20), ("条", 35)], "公开453条"),
        ([("公开", 0), ("453", 22), ("条", 39)], "公开453条"),  # a little air between scripts
        ([("12", 0), ("34", 10)], "1234"),
        ([("12", 0), ("34", 14)], "12 34"),
        ([("一", 0), ("、", 10), ("总", 27)], "一、总"),  # justified
        ([("规章", 0), ("0", 60), ("0", 120)], "规章 0 0"),
        ([("12 34", 0)], "12 34"),
        ([("条", 35), ("453", 20), ("公开", 0)], "公开453条"),
    ],
)
def test_gaps_part_words(pieces: list[tuple[str, float]], text: str) -> None:
    assert told(row(*pieces)) == [text]


def test_a_character_printed_twice_to_look_bold_is_one() -> None:
    assert told(row(("12", 0)), row(("12", 0.4)), row(("12", 0.8), y=100.3)) == ["12"]


def test_equal_digits_beside_each_other_are_two() -> None:
    assert told(row(("1111", 0))) == ["1111"]


def test_a_raised_figure_is_no_digit_of_the_number() -> None:
    assert told(row(("12", 0)), row(("3", 10), y=96, size=6)) == ["12 3"]
    assert told(row(("12", 0)), row(("3", 10), y=102, size=6)) == ["12 3"]


@pytest.mark.parametrize("size", [5.5, 8.3])
def test_a_raised_mark_stands_behind_its_number_however_large_it_is(size: float) -> None:
    assert told(row(("66", 0)), row(("[1]", 10.2), y=95.5, size=size)) == ["66[1]"]
    assert told(row(("66", 0)), row(("1", 10.2), y=95.5, size=size)) == ["66 1"]


def test_fonts_with_other_baselines_share_a_line_and_lines_below_do_not() -> None:
    assert told(row(("收到", 0)), row(("12", 20), y=101.5), row(("件", 30), y=99.5)) == ["收到12件"]
    assert told(row(("上", 0)), row(("下", 0), y=112)) == ["上", "下"]


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_turned_text_is_read_along_its_own_direction(turned: int) -> None:
    assert told(row(("办理结果", 0), turned=turned)) == ["办理结果"]


def test_spaces_alone_are_no_line() -> None:
    assert told(row(("   ", 0))) == []


@given(st.lists(st.text("0123456789", min_size=1, max_size=5), min_size=1, max_size=6), st.floats(4, 30))
def test_numbers_with_a_gap_between_are_never_glued(numbers: list[str], gap: float) -> None:
    pieces, x = [], 0.0
    for number in numbers:
        pieces.append((number, x))
        x += 5 * len(number) + gap
    assert told(row(*pieces)) == [" ".join(numbers)]


@pytest.mark.parametrize("shift", [0.0, 1.0, 2.5, 4.0])
@pytest.mark.parametrize(("old", "new"), [("12", "15"), ("12", "7"), ("100", "2"), ("1,204", "36"), ("80", "9")])
def test_a_number_printed_over_another_one_is_no_number(old: str, new: str, shift: float) -> None:
    (text,) = told(row((old, 100)), row((new, 100 + shift)))
    assert UNKNOWN in text


def test_figures_of_a_narrow_font_and_a_bold_print_are_read() -> None:
    narrow = [Char(text, 100 + 2.4 * place, 102.4 + 2.4 * place, 50, 10) for place, text in enumerate("1.114")]
    assert told(narrow) == ["1.114"]
    assert told(row(("12", 100)), row(("12", 100.4))) == ["12"]


def test_figures_whose_font_tells_too_great_a_width_are_read() -> None:
    wide = [Char(text, 100 + 5 * place, 110 + 5 * place, 50, 10) for place, text in enumerate("204")]
    assert told(wide) == ["204"]


def test_cells_beside_each_other_at_slightly_different_heights_are_one_line() -> None:
    low = row(("规章", 0), ("12", 60), y=100)
    assert told(low, row(("3", 100), ("4", 140), y=106)) == ["规章 12 3 4"]
    assert told(low, row(("3", 100), y=106), row(("5", 140), y=110)) == ["规章 12 3 5"]


def test_what_stands_below_something_or_a_whole_line_lower_is_a_line_of_its_own() -> None:
    low = row(("规章", 0), ("12", 60), y=100)
    assert told(low, row(("3", 62), y=106)) == ["规章 12", "3"]
    assert told(low, row(("3", 100), y=108)) == ["规章 12", "3"]


def test_a_large_title_is_no_line_with_the_small_ones_of_a_menu_beside_it() -> None:
    menu = [char for y in (92, 106) for char in row(("公开指南", 20), y=y, size=9)]
    title = row(("某县年度报告", 100), y=99, size=24)
    assert told(menu, title) == ["公开指南", "某县年度报告", "公开指南"]
    assert told(row(("本级", 20), y=100, size=12), row(("12", 45), y=96, size=6)) == ["本级12"]  # a note's mark
