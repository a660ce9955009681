"""Columns in another order than the form's."""

import pytest

from shared.document import Cell, Paragraph, Table, Where
from shared.form import forms
from shared.report import State, Value
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.fitted import Fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
TABLE = FORM.table("applications")
LEAVES = [cell.labels[-1] for cell in TABLE.rows[0].cells]


def read(order: list[int], figures: dict[str, list[int]], heads: list[str] | None = None) -> dict[str, Value]:
    rows = [["", *(heads or [LEAVES[i] for i in order])]]
    for row in TABLE.rows:
        numbers = figures.get(row.key.removeprefix("applications."), [0] * 7)
        rows.append(["".join(row.labels), *(str(numbers[i]) for i in order)])
    cells = tuple(tuple(Cell(text, column, Where()) for column, text in enumerate(row)) for row in rows)
    found = fit(TABLE, entries([(0, Table(cells, Where(), aligned=True))], known_rows()), FORM.identities)
    return {key.removeprefix("applications."): cell for key, cell in found.cells.items()}


FIGURES = {
    "new": [5, 2, 0, 1, 0, 0, 8],
    "results.granted": [5, 2, 0, 1, 0, 0, 8],
    "results.total": [5, 2, 0, 1, 0, 0, 8],
}


@pytest.mark.parametrize("order", [[0, 1, 2, 3, 4, 5, 6], [6, 0, 1, 2, 3, 4, 5], [0, 2, 1, 5, 4, 3, 6]])
def test_figures_belong_to_the_headings_that_they_stand_under(order: list[int]) -> None:
    found = read(order, FIGURES)
    assert [found[f"new.{cell.key.rsplit('.', 1)[1]}"].value for cell in TABLE.rows[0].cells] == FIGURES["new"]


def test_headings_that_say_otherwise_than_the_sums_change_nothing() -> None:
    found = read([0, 1, 2, 3, 4, 5, 6], FIGURES, ["", LEAVES[6], *LEAVES[:6]])  # a spare column: whose is which?
    assert found["new.natural_person"].value == 5


def test_headings_moved_to_other_columns_are_disproved_by_a_row_that_adds_up() -> None:
    found = read([0, 1, 2, 3, 4, 5, 6], FIGURES, [LEAVES[6], *LEAVES[:6]])
    assert found["new.natural_person"].value == 5


def test_headings_that_no_figures_stand_under_tell_no_order() -> None:
    """Merged headings printed once stand a column beside; persons and totals alone add up either way."""
    heads = ["", "", LEAVES[6], *LEAVES[:6]]
    rows = [heads, *(["".join(row.labels), "3", "", "", "", "", "", "3"] for row in TABLE.rows)]
    cells = tuple(tuple(Cell(text, column, Where()) for column, text in enumerate(row)) for row in rows)
    found = fit(TABLE, entries([(0, Table(cells, Where(), aligned=False))], known_rows()), FORM.identities)
    assert {found.cells[row.cells[5].key].value for row in TABLE.rows} == {None}


def test_a_total_that_is_left_out_is_missing_and_the_others_are_read() -> None:
    found = read([0, 1, 2, 3, 4, 5], FIGURES)
    assert found["new.commercial_enterprise"].value == 2
    assert found["new.total"].state is State.MISSING


def test_a_heading_that_is_a_rows_label_too_may_stand_first() -> None:
    order = [5, 0, 1, 2, 3, 4, 6]
    found = read(order, FIGURES)
    assert [found[f"new.{cell.key.rsplit('.', 1)[1]}"].value for cell in TABLE.rows[0].cells] == FIGURES["new"]


def read_text(figures: dict[str, list[int]], shown: int) -> dict[str, Value]:
    """The table as a text without borders, with so many figures a row; （七） has all of its own."""
    paragraphs = []
    for row in TABLE.rows:
        key = row.key.removeprefix("applications.")
        numbers = figures.get(key, [0] * 7)[: 7 if key == "results.total" else shown]
        paragraphs.append(Paragraph(" ".join(["".join(row.labels), *map(str, numbers)]), Where()))
    found = fit(TABLE, entries(enumerate(paragraphs), known_rows()), FORM.identities)
    return {key.removeprefix("applications."): cell for key, cell in found.cells.items()}


def test_a_total_left_blank_in_a_text_leaves_the_six_figures_in_their_columns() -> None:
    found = read_text(FIGURES, 6)
    assert [found[f"new.{cell.key.rsplit('.', 1)[1]}"].value for cell in TABLE.rows[0].cells] == [
        5,
        2,
        0,
        1,
        0,
        0,
        None,
    ]
    assert found["new.total"].state is State.BLANK
    assert found["results.total.total"].value == 8


def test_six_figures_whose_last_is_the_sum_lack_another_column_than_the_total() -> None:
    figures = {key: [*row[:5], row[6]] for key, row in FIGURES.items() if key != "results.total"}
    found = read_text(figures | {"results.total": FIGURES["results.total"]}, 6)
    assert found["new.other_organization"].value is None


def lines(*texts: str) -> Fit:
    """Fit lines of a text, their cells parted by bars."""
    tables = [
        Table(
            (tuple(Cell(cell, column, Where()) for column, cell in enumerate(text.split("|"))),), Where(), aligned=False
        )
        for text in texts
    ]
    key = (
        "review_litigation"
        if "结果维持" in "".join(texts)
        else "proactive"
        if "规章" in "".join(texts)
        else "applications"
    )
    return fit(FORM.table(key), entries(enumerate(tables), known_rows()), FORM.identities)


def values(found: Fit, row: str) -> list[object]:
    return [cell.value for key, cell in found.cells.items() if f".{row}." in key]


LEGAL = "商业企业|科研机构|社会公益组织|法律服务机构|其他"


def test_a_total_that_stands_first_in_a_text_is_known_by_its_sums() -> None:
    found = lines(
        f"总计|自然人|{LEGAL}",
        "一、本年新收政府信息公开申请数量|12|7|2|0|0|2|1",
        "（一）予以公开|9|6|2|0|0|1|0",
        "（七）总计|11|7|2|0|0|1|1",
    )
    assert values(found, "new") == [7, 2, 0, 0, 2, 1, 12]


def test_a_column_of_subtotals_is_none_of_the_forms() -> None:
    rows = [
        "一、本年新收政府信息公开申请数量|7|2|0|0|2|1|5|12",
        "（一）予以公开|6|2|0|0|1|0|3|9",
        "（七）总计|7|2|0|0|1|1|4|11",
    ]
    assert values(lines(f"自然人|{LEGAL}|小计|总计", *rows), "new") == [7, 2, 0, 0, 2, 1, 12]
    assert values(lines(f"自然人|{LEGAL}|总计", *rows), "new") == [None] * 7


def test_a_column_that_the_headings_leave_out_is_missing() -> None:
    found = lines(
        "自然人|商业企业|科研机构|社会公益组织|其他|总计",
        "一、本年新收政府信息公开申请数量|7|2|0|0|1|10",
        "（一）予以公开|6|2|0|1|0|9",
        "（七）总计|7|2|0|1|1|11",
    )
    assert values(found, "new") == [7, 2, 0, 0, None, 1, 10]


def test_columns_without_totals_stand_as_their_headings_say() -> None:
    found = lines("信息内容|现行有效件数|本年制发件数|本年废止件数", "规章|12|3|1", "行政规范性文件|30|4|2")
    assert {key.rpartition(".")[2]: cell.value for key, cell in found.cells.items() if ".regulations." in key} == {
        "issued": 3, "repealed": 1, "in_force": 12,
    }  # fmt: skip


INNER = "结果维持|结果纠正|其他结果|尚未审结|总计"


@pytest.mark.parametrize(
    ("titles", "inner", "figures"),
    [
        ("行政诉讼|行政复议", INNER, "4|0|0|1|5|2|0|0|0|2|3|1|0|0|4"),
        ("行政复议|行政诉讼", "总计|结果维持|结果纠正|其他结果|尚未审结", "4|3|1|0|0|5|4|0|0|1|2|2|0|0|0"),
    ],
)
def test_the_blocks_of_table_four_stand_as_their_headings_say(titles: str, inner: str, figures: str) -> None:
    found = lines(titles, "未经复议直接起诉|复议后起诉", "|".join([inner] * 3), figures)
    assert values(found, "review") == [3, 1, 0, 0, 4]
    assert values(found, "litigation_direct") == [4, 0, 0, 1, 5]


PROACTIVE = FORM.table("proactive")


def read_decisions(heading: list[str], *, aligned: bool) -> list[object]:
    rows = [["信息内容", *heading], ["行政处罚", "41", "38"], ["行政强制", "5", "6"]]
    printed = tuple(tuple(Cell(text, column, Where()) for column, text in enumerate(row)) for row in rows)
    found = fit(PROACTIVE, entries([(0, Table(printed, Where(), aligned=aligned))], known_rows()), FORM.identities)
    return [found.cells[f"proactive.{key}.decisions"].value for key in ("penalties", "coercive_measures")]


@pytest.mark.parametrize("aligned", [True, False])
def test_last_years_figure_beside_the_years_is_none_of_the_forms(*, aligned: bool) -> None:
    assert read_decisions(["本年处理决定数量", "上年数"], aligned=aligned) == [41, 5]
    assert read_decisions(["上年处理决定数量", "本年处理决定数量"], aligned=aligned) == [38, 6]


@pytest.mark.parametrize("heading", [["本年处理决定数量", "增减"], ["本年处理决定数量"], ["上年数", "同比"]])
def test_two_figures_of_which_nobody_says_which_is_last_years_stay_unread(heading: list[str]) -> None:
    assert read_decisions(heading, aligned=True) == [None, None]
