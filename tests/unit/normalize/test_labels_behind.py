"""A text whose labels stand behind their figures gives no row the figures of the next."""

from shared.form import forms
from shared.job import Hints
from shared.limits import Limits
from workers.pipeline import check
from workers.validate import default_policy

TABLE = forms()["gov_2021"].table("applications")
ROWS = [row for row in TABLE.rows if row.cells]
FIGURES = [[str(3 * n + 2), *"00000", str(3 * n + 2)] for n in range(len(ROWS))]
HEAD = "某县水利局2023年政府信息公开工作年度报告\n三、收到和处理政府信息公开申请情况\n商业企业\n科研机构\n总计\n"


def totals(lines: list[str]) -> list[int | None]:
    record = check((HEAD + "\n".join(lines)).encode(), "a.txt", Hints(), Limits(), default_policy())
    assert record.report is not None
    return [record.report.cells[row.cells[-1].key].value for row in ROWS]  # type: ignore[misc] # counts


def test_figures_before_the_first_label_leave_open_whose_all_are() -> None:
    behind = [line for row, figures in zip(ROWS, FIGURES, strict=True) for line in (*figures, row.labels[-1])]
    assert set(totals(behind)) == {None}


def test_figures_before_the_first_label_may_stand_on_several_lines() -> None:
    behind = [
        line
        for row, figures in zip(ROWS, FIGURES, strict=True)
        for line in (*figures[:5], " ".join(figures[5:]), row.labels[-1])
    ]
    assert set(totals(behind)) == {None}


def test_a_last_label_alone_and_sums_that_fail_leave_open_whose_all_are() -> None:
    behind = [f"总计{''.join(FIGURES[0])}", ROWS[0].labels[-1]]
    behind += [text for row, figures in zip(ROWS[1:], FIGURES[1:], strict=True) for text in (*figures, row.labels[-1])]
    assert set(totals(behind)) == {None}


def test_a_last_row_left_blank_is_blank_where_sums_hold() -> None:
    figures = {"new": "2", "results.granted": "2", "results.total": "2"}
    told = [figures.get(row.key.removeprefix("applications."), "0") for row in ROWS]
    before = [f"{row.labels[-1]} {count} 0 0 0 0 0 {count}" for row, count in zip(ROWS, told, strict=True)]
    assert totals([*before[:-1], ROWS[-1].labels[-1]])[:-1] == [int(count) for count in told[:-1]]


def test_figures_behind_their_labels_are_theirs() -> None:
    before = [line for row, figures in zip(ROWS, FIGURES, strict=True) for line in (row.labels[-1], *figures)]
    assert totals(before) == [3 * n + 2 for n in range(len(ROWS))]


def test_the_numbers_of_the_columns_are_nobodys_figures() -> None:
    before = [line for row, figures in zip(ROWS, FIGURES, strict=True) for line in (row.labels[-1], *figures)]
    assert totals([*"1234567", *before]) == [3 * n + 2 for n in range(len(ROWS))]
