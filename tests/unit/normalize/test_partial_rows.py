"""Rows that split a row of the form into parts."""

import pytest

from shared.document import Cell, Table, Where
from shared.form import forms
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

KEY = "proactive.normative_documents."


def read(*rows: tuple[str, ...]) -> list[float | None]:
    """Return what is issued, repealed and in force by the documents of rows between two others of table 二."""
    form = forms()["gov_2021"]
    printed = [("规章", "0", "0", "0"), *rows, ("行政许可", "8")]
    cells = tuple(tuple(Cell(text, i, Where()) for i, text in enumerate(row)) for row in printed)
    found = entries(enumerate([Table(cells, Where(), aligned=True)]), known_rows())
    table = next(table for table in form.tables if table.key == "proactive")
    values = fit(table, found, form.identities).cells
    return [values[KEY + leaf].value for leaf in ("issued", "repealed", "in_force")]


def test_the_total_of_parts_is_the_row() -> None:
    parts = (("政府行政规范性文件", "2", "0", "78"), ("部门行政规范性文件", "32", "31", "45"))
    assert read(*parts, ("行政规范性文件合计", "34", "31", "123")) == [34, 31, 123]
    assert read(("行政规范性文件小计", "34", "31", "123"), *parts) == [34, 31, 123]
    assert read(("行政规范性文件", "34", "31", "123"), *parts) == [34, 31, 123]


@pytest.mark.parametrize(
    "labels",
    [
        ("政府行政规范性文件", "部门行政规范性文件"),
        ("行政规范性文件（政府）", "行政规范性文件（部门）"),
        ("市政府行政规范性文件", "部门规范性文件"),
    ],
)
def test_parts_alone_are_not_the_row(labels: tuple[str, str]) -> None:
    assert read((labels[0], "2", "0", "78"), (labels[1], "32", "31", "45")) == [None, None, None]


def test_a_row_with_more_in_its_label_and_no_other_part_beside_it_is_the_row() -> None:
    assert read(("本级行政规范性文件", "2", "0", "78")) == [2, 0, 78]


def test_rows_whose_labels_end_alike_are_no_parts_of_one_another() -> None:
    form = forms()["gov_2021"]
    table = next(table for table in form.tables if table.key == "applications")
    rows = [
        ("本年新收", "政府信息公开申请数量", "2", "0", "0", "0", "0", "0", "2"),
        ("上年", "结转政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "1"),
    ]
    cells = tuple(tuple(Cell(text, i, Where()) for i, text in enumerate(row)) for row in rows)
    found = entries(enumerate([Table(cells, Where(), aligned=True)]), known_rows())
    values = fit(table, found, form.identities).cells
    assert [values[f"applications.{row}.total"].value for row in ("new", "carried_over")] == [2, 1]
