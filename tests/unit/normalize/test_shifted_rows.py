"""Figures of nobody, labels on lines of their own, and a label without any: whose the figures between are is open."""

import pytest

from shared.form import forms
from shared.job import Hints
from shared.limits import Limits
from workers.pipeline import check
from workers.validate import default_policy

TABLE = forms()["gov_2021"].table("applications")
ROWS = [row for row in TABLE.rows if row.cells]
FIGURES = [f"{3 * n + 2} 0 0 0 0 0 {3 * n + 2}" for n in range(len(ROWS))]
HEAD = "某县水利局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n商业企业\n科研机构\n总计\n"
FIFTH = next(n for n, row in enumerate(ROWS) if row.key.endswith("internal_affairs"))


def totals(lines: list[str]) -> list[int | None]:
    record = check((HEAD + "\n".join(lines)).encode(), "a.txt", Hints(), Limits(), default_policy())
    assert record.report is not None
    return [record.report.cells[row.cells[-1].key].value for row in ROWS]  # type: ignore[misc] # counts


def lines(nobodys: str) -> list[str]:
    """Return the table's lines; the fifth row's label and figures stand apart, the sixth has lost its figures."""
    whole = [f"{row.labels[-1]} {figures}" for row, figures in zip(ROWS, FIGURES, strict=True)]
    between = [*([nobodys] if nobodys else []), ROWS[FIFTH].labels[-1], FIGURES[FIFTH], ROWS[FIFTH + 1].labels[-1]]
    return [*whole[:FIFTH], *between, *whole[FIFTH + 2 :]]


@pytest.mark.parametrize("nobodys", ["9 0 1 0 0 0 10", "予公开 9 0 1 0 0 0 10"])
def test_between_figures_of_nobody_and_a_label_without_any_a_row_is_unread(nobodys: str) -> None:
    told = totals(lines(nobodys))
    assert told[FIFTH : FIFTH + 2] == [None, None]
    assert told[:FIFTH] + told[FIFTH + 2 :] == [3 * n + 2 for n in range(len(ROWS)) if n not in {FIFTH, FIFTH + 1}]


def test_without_figures_of_nobody_it_is_read() -> None:
    assert totals(lines(""))[FIFTH] == 3 * FIFTH + 2


def test_at_the_end_of_the_table_too() -> None:
    whole = [f"{row.labels[-1]} {figures}" for row, figures in zip(ROWS, FIGURES, strict=True)]
    turned = [line for row, figures in zip(ROWS, FIGURES, strict=True) for line in (figures, row.labels[-1])]
    told = totals([*whole[:FIFTH], *turned[2 * FIFTH :]])
    assert told == [3 * n + 2 if n < FIFTH else None for n in range(len(ROWS))]


def test_two_lines_of_nobody_around_a_label_are_one_too_many() -> None:
    whole = [f"{row.labels[-1]} {figures}" for row, figures in zip(ROWS, FIGURES, strict=True)]
    between = ["9 0 1 0 0 0 10", ROWS[FIFTH].labels[-1], "8 0 1 0 0 0 9"]
    turned = [line for n in (FIFTH + 1, FIFTH + 2) for line in (ROWS[n].labels[-1], FIGURES[n])]
    told = totals([*whole[:FIFTH], *between, *turned, ROWS[FIFTH + 3].labels[-1], *whole[FIFTH + 4 :]])
    assert told[FIFTH + 1 : FIFTH + 4] == [None] * 3
