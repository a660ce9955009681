"""Rows of a text under headings in as many cells."""

import pytest

from shared.document import Cell, Table, Where
from shared.form import forms
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
PROACTIVE = FORM.table("proactive")
REVIEW = FORM.table("review_litigation")
HEADING = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
LEAVES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
HEADINGS = [
    ["行政复议", "", "", "", "", "行政诉讼", *[""] * 9],
    [*LEAVES, "未经复议直接起诉", "", "", "", "", "复议后起诉", "", "", "", ""],
    ["", "", "", "", "", *LEAVES, *LEAVES],
]


def read(key: str, *rows: list[str], aligned: bool = False) -> list[object]:
    printed = tuple(tuple(Cell(text, column, Where()) for column, text in enumerate(row)) for row in rows)
    table = FORM.table(key)
    found = fit(table, entries([(0, Table(printed, Where(), aligned=aligned))], known_rows()), FORM.identities)
    return [found.cells[cell.key].value for cell in table.cells]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["", "3", ""], [None, 3, None]),
        (["4", "", "9"], [4, None, 9]),
        (["3", ""], [None] * 3),  # a cell is lost, and nobody knows which
    ],
)
def test_a_blank_without_any_sum_is_where_headings_in_as_many_cells_show_it(
    cells: list[str], told: list[object]
) -> None:
    rows = ["规章", *cells], ["行政规范性文件", "5", "", "7"]
    assert read("proactive", HEADING, *rows)[:6] == [*told, 5, None, 7]


def test_blanks_at_the_ends_of_all_rows_may_have_stood_before_figures() -> None:
    rows = ["规章", "3", "", ""], ["行政规范性文件", "5", "7", ""]
    assert read("proactive", HEADING, *rows)[:6] == [None] * 6


def test_a_row_with_the_next_blocks_heading_behind_it_stands_under_no_headings() -> None:
    heading = ["第二十条第（一）项", *HEADING]
    rows = ["规章", "", "3", "9", "第二十条第（五）项"], ["行政规范性文件", "5", "", "7", ""]
    assert read("proactive", heading, *rows)[:3] == [None] * 3


def test_a_row_that_a_page_has_shifted_does_not_stand_under_its_headings() -> None:
    spare = [["", *HEADING], ["", "规章", "1", "2", "3"], ["行政规范性文件", "5", "", "7", ""]]
    assert read("proactive", *spare)[:6] == [1, 2, 3, None, None, None]


@pytest.mark.parametrize(
    ("figures", "is_read"),
    [
        (["0", "", "0", "", "", "", "1", "", "", "1", "0", "", "", "", "0"], True),
        (["0", "", "0", "", "", "1", "", "", "1", "0", "", "", "", "0"], False),  # one cell less
        (["0", "", "0", "", "", "1", "", "", "1", "0", "", "", "", "0", ""], False),  # and one behind the last
    ],
)
def test_blanks_of_table_four_stand_under_headings_in_as_many_cells_where_all_sums_hold(
    figures: list[str], *, is_read: bool
) -> None:
    told = [int(text) if text else None for text in figures]
    assert (read("review_litigation", *HEADINGS, figures) == told) is is_read


def test_a_grid_with_a_column_too_few_is_left_to_its_columns() -> None:
    rows = [each[:14] for each in (*HEADINGS, ["0"] * 15)]
    assert read("review_litigation", *rows, aligned=True) == [None] * 15


def test_an_empty_column_before_a_grid_shifts_nothing() -> None:
    figures = ["", "2", "1", "", "3", *["", "4", "", "", "4"], *[""] * 5]
    rows = [["", *each] for each in (*HEADINGS, figures)]
    assert read("review_litigation", *rows, aligned=True) == [int(text) if text else None for text in figures]


def test_headings_of_which_one_stands_twice_where_the_rows_label_does_not_tell_nothing() -> None:
    assert read("proactive", ["信息内容", *HEADING], ["规章", "", "4", "9", ""])[:3] == [None] * 3
