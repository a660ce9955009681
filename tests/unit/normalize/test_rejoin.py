"""Figures that a line break has parted from their row."""

from shared.document import Paragraph, Where
from shared.form import forms
from shared.report import State
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.fitted import Fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
TABLE = FORM.table("applications")
STRIP = FORM.table("review_litigation")
LABELS = ["".join(row.labels) for row in TABLE.rows]
FIGURES = {"new": "3 1 0 0 0 0 4", "results.granted": "2 1 0 0 0 0 3", "results.total": "2 1 0 0 0 0 3"}
LEFT = {"carried_forward": "1 0 0 0 0 0 1"}
ROWS = [{**FIGURES, **LEFT}.get(row.key.removeprefix("applications."), "0 0 0 0 0 0 0") for row in TABLE.rows]


def read(lines: list[str], table: str = "applications") -> Fit:
    blocks = [Paragraph(line, Where(line=number)) for number, line in enumerate(lines, 1)]
    return fit(FORM.table(table), entries(enumerate(blocks), known_rows()), FORM.identities)


def numbers(found: Fit, row: str) -> list[object]:
    return [cell.value for key, cell in found.cells.items() if key.startswith(f"applications.{row}.")]


def test_the_figures_of_a_row_go_on_in_the_next_line() -> None:
    lines = [f"{label} {row}" for label, row in zip(LABELS, ROWS, strict=True)]
    lines[0] = lines[0].removesuffix(" 0 4")
    assert numbers(read([lines[0], "0 4", *lines[1:]]), "new") == [3, 1, 0, 0, 0, 0, 4]


def test_labels_in_one_run_have_the_figures_of_the_next_in_order_as_the_sums_confirm() -> None:
    found = read([*LABELS, *ROWS])
    assert numbers(found, "new") == [3, 1, 0, 0, 0, 0, 4]
    assert numbers(found, "carried_forward") == [1, 0, 0, 0, 0, 0, 1]
    assert {cell.state for cell in found.cells.values()} == {State.INFERRED}


def test_figures_in_another_order_than_their_labels_are_nobodys() -> None:
    found = read([*LABELS, *ROWS[::-1]])
    assert numbers(found, "new") == [None] * 7


def test_fewer_figures_than_labels_are_unread_not_missing() -> None:
    found = read([*LABELS, *ROWS[:5]])
    assert {cell.value for cell in found.cells.values()} == {None}
    assert {cell.state for cell in found.cells.values()} == {State.TEXT}


def test_table_four_goes_on_in_the_next_line() -> None:
    head = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉"
    found = read([head, "7 2 1 0 10 2 0 0 1 3 3 0", "2 1 6"], "review_litigation")
    assert [cell.value for cell in found.cells.values()] == [7, 2, 1, 0, 10, 2, 0, 0, 1, 3, 3, 0, 2, 1, 6]


def test_a_part_of_table_four_tells_nothing_of_where_its_blanks_are() -> None:
    head = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉"
    found = read([head, "1 0 0 0 1 2 2"], "review_litigation")
    assert {cell.value for cell in found.cells.values()} == {None}
