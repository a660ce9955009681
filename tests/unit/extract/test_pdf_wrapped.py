"""Figures that a narrow column has broken over lines are one cell each; rows beside them stay what they are."""

import pytest

from tests.unit.extract.test_pdf_lines import row
from workers.extract.pdf_lines import Line, lines, texts
from workers.extract.pdf_wrapped import rewrapped

COLUMNS = (200, 220, 240, 260, 280)
Printed = tuple[str, str, float]  # a label, the figures of each column parted by "|", a baseline


def told(*printed: Printed) -> list[str | list[str]]:
    chars = [
        char
        for label, figures, y in printed
        for pieces in ([(label, 50)], [*zip(figures.split("|"), COLUMNS, strict=False)])
        for char in row(*((text, x) for text, x in pieces if text), y=y)
    ]
    return [
        item.text if isinstance(item, Line) else [" ".join(texts(slot.chars)) for slot in item.slots]
        for item in rewrapped(lines(chars))
    ]


PLAIN: tuple[Printed, ...] = (("1.甲类事项", "12|0|0|0|12", 60), ("2.乙类事项", "34|0|0|0|34", 80))


@pytest.mark.parametrize(
    ("pieces", "cells"),
    [
        ([("3.丙类事项", "12|1|0|0|14", 120), ("", "9||||3", 132)], ["3.丙类事项", "12 9", "1", "0", "0", "14 3"]),
        ([("", "12||||14", 108), ("3.丙类事项", "9|1|0|0|3", 120)], ["3.丙类事项", "12 9", "1", "0", "0", "14 3"]),
        (
            [("", "12||||", 96), ("", "34||||", 108), ("3.丙类事项", "5|1|0|0|6", 120)],
            ["3.丙类事项", "12 34 5", "1", "0", "0", "6"],
        ),
    ],
    ids=["below", "above", "two lines above"],
)
def test_pieces_above_or_below_a_row_are_parts_of_its_figures(pieces: list[Printed], cells: list[str]) -> None:
    assert told(*PLAIN, *pieces) == ["1.甲类事项 12 0 0 0 12", "2.乙类事项 34 0 0 0 34", cells]


def test_a_label_s_other_line_stays_a_line_of_its_own() -> None:
    assert told(*PLAIN, ("（三）某类公开（区分情形，", "12||||", 108), ("另计）", "9|1|0|0|3", 120))[2:] == [
        "（三）某类公开（区分情形， 12",  # which may be a row with blanks
        ["另计）", "12 9", "1", "0", "0", "3"],
    ]
    assert told(*PLAIN, ("3.丙类", "12|1|0|0|14", 120), ("事项", "9||||3", 132))[2:] == [
        ["3.丙类", "12 9", "1", "0", "0", "14 3"],
        "事项",
    ]


def test_between_two_rows_that_are_as_near_nobody_knows() -> None:
    assert told(*PLAIN, ("", "12||||12", 92), ("3.丙类事项", "12|1|0|0|14", 104))[1:] == [
        ["2.乙类事项", "34 12", "0", "0", "0", "34 12"],
        ["3.丙类事项", "12 12", "1", "0", "0", "12 14"],
    ]


def test_pieces_between_two_rows_stand_on_the_side_where_others_have_theirs() -> None:
    below = [("1.甲类的事项", "12|0|0|0|12", 60), ("", "3||||3", 72), ("2.乙类的事项", "34|0|0|0|34", 110)]
    assert told(*below, ("", "5||||5", 122), ("3.丙类的事项", "12|1|0|0|13", 134)) == [
        ["1.甲类的事项", "12 3", "0", "0", "0", "12 3"],
        ["2.乙类的事项", "34 5", "0", "0", "0", "34 5"],
        "3.丙类的事项 12 1 0 0 13",
    ]


def test_pieces_beside_the_first_line_of_a_label_are_of_the_row_that_its_last_line_has() -> None:
    assert told(*PLAIN, ("3.丙类的事项", "12||||12", 92), ("续", "3|0|0|0|3", 104))[1:] == [
        "2.乙类事项 34 0 0 0 34",
        "3.丙类的事项 12 12",
        ["续", "12 3", "0", "0", "0", "12 3"],
    ]


@pytest.mark.parametrize(
    "other",
    [
        ("3.丙类事项", "5||||5", 92),
        ("", "5||||5", 92),
        ("", "12||||12", 120),
        ("共12页", "", 92),
        ("类事项", "120||||120", 48),
    ],
    ids=["a row of its own with blanks", "room for another digit", "far below", "a sentence", "the row before"],
)
def test_other_figures_are_no_pieces(other: Printed) -> None:
    rows = ("1.甲类的事项", "120|0|0|0|120", 60), ("2.乙类的事项", "3|0|0|0|3", 80)
    found = told(*rows, other)
    assert {"1.甲类的事项 120 0 0 0 120", "2.乙类的事项 3 0 0 0 3"} < {str(item) for item in found}


def test_without_rows_of_figures_there_are_no_columns() -> None:
    assert told(("规章", "1|2|3", 60), ("其他", "4||", 72)) == ["规章 1 2 3", "其他 4"]


def test_a_row_s_first_figure_is_apart_from_a_label_that_it_touches() -> None:
    touching = [
        row((f"{n}.乙类事项共十三个字的", 90), *zip("12345", COLUMNS, strict=True), y=60 + 20 * n) for n in (1, 2)
    ]
    found = rewrapped(lines([char for each in touching for char in each]))
    assert [item.text for item in found if isinstance(item, Line)] == [
        f"{n}.乙类事项共十三个字的 1 2 3 4 5" for n in (1, 2)
    ]


def test_pieces_beyond_the_beginning_of_another_row_s_label_are_not_the_row_s() -> None:
    rows = [("1.甲类的事项", "120|0|0|0|120", 60), ("续", "34|0|0|0|34", 120)]
    assert told(rows[0], ("", "120||||120", 100), ("2.乙类的事项", "", 110), rows[1])[1:] == [
        "120 120",
        "2.乙类的事项",
        "续 34 0 0 0 34",
    ]


def test_a_line_of_nothing_but_pieces_is_no_row() -> None:
    found = told(*PLAIN, ("3.丙类的事项", "34|45|56|67|89", 120), ("", "1|2|3|4|5", 132))
    assert found[2:] == [["3.丙类的事项", "34 1", "45 2", "56 3", "67 4", "89 5"]]


def test_what_may_go_on_from_the_page_before_stays_a_line_too() -> None:
    assert told(("", "34||||34", 48), *PLAIN)[0] == "34 34"


def test_lines_without_labels_are_one_row_where_one_of_them_has_more_figures() -> None:
    six = [*COLUMNS, 300]
    upper, lower = (
        row(*zip(text, places, strict=True), y=y) for text, places, y in (("12341", COLUMNS, 60), ("567899", six, 72))
    )
    found = rewrapped(lines([*upper, *lower]))
    assert [[" ".join(texts(slot.chars)) for slot in item.slots] for item in found if not isinstance(item, Line)] == [
        ["1 5", "2 6", "3 7", "4 8", "1 9", "9"]
    ]
