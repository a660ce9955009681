"""Table 三 in fewer columns than the form's."""

import pytest

from shared.document import Cell, Table, Where
from shared.form import forms
from shared.report import State, Value
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
TABLE = FORM.table("applications")
TOTALS = {"new": 11, "carried_over": 2, "results.granted": 9, "results.total": 9, "carried_forward": 4}


def read(
    heads: list[list[str]], columns: int, *, aligned: bool, wrong: int = 0, totals: dict[str, int] = TOTALS
) -> dict[str, Value]:
    """The table with so many of its columns: the total, the applicants' two kinds before it; `wrong` added to one."""
    rows = list(heads)
    for row in TABLE.rows:
        total = totals.get(row.key.removeprefix("applications."), 0)
        extra = wrong if row.key.endswith(".granted") else 0
        figures = [total // 2, total - total // 2, total + extra]
        rows.append(["".join(row.labels), *map(str, figures[3 - columns :])])
    cells = tuple(tuple(Cell(text, column, Where()) for column, text in enumerate(row)) for row in rows)
    found = fit(TABLE, entries([(0, Table(cells, Where(), aligned))], known_rows()), FORM.identities)
    return {key.removeprefix("applications."): cell for key, cell in found.cells.items()}


@pytest.mark.parametrize("aligned", [True, False])
def test_totals_alone_are_the_total_column(*, aligned: bool) -> None:
    found = read([["项目", "数量（件）"]], 1, aligned=aligned)
    assert {key: found[f"{key}.total"].value for key in TOTALS} == TOTALS
    assert found["new.natural_person"].state is State.MISSING


@pytest.mark.parametrize("aligned", [True, False])
def test_persons_organizations_and_total_are_the_first_and_the_last_column(*, aligned: bool) -> None:
    found = read([["项目", "自然人", "法人或其他组织", "总计"]], 3, aligned=aligned)
    assert {key: found[f"{key}.total"].value for key in TOTALS} == TOTALS
    assert found["new.natural_person"].value == 5
    assert found["new.commercial_enterprise"].state is State.MISSING


def test_one_figure_a_row_is_no_total_without_a_heading_that_says_so() -> None:
    for heads in ([["项目", ""]], [["项目", "自然人"]], [["项目", "自然人", "商业企业", "总计"]]):
        assert {cell.value for cell in read(heads, 1, aligned=False).values()} == {None}


def test_figures_that_do_not_add_up_tell_nobody_what_their_columns_are() -> None:
    assert {cell.value for cell in read([["项目", "数量"]], 1, aligned=False, wrong=1).values()} == {None}
    heads = [["项目", "自然人", "法人或其他组织", "总计"]]
    assert {cell.value for cell in read(heads, 3, aligned=False, wrong=1).values()} == {None}


def test_zeros_alone_add_up_whatever_they_are() -> None:
    found = read([["项目", "数量"]], 1, aligned=False, totals={})
    assert {cell.value for cell in found.values()} == {None}


def test_three_figures_under_other_headings_are_none_of_them() -> None:
    found = read([["项目", "自然人", "商业企业", "科研机构"]], 3, aligned=False)
    assert {cell.value for cell in found.values()} == {None}
