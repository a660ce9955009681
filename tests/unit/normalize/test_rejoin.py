"""Figures that a line break has parted from their row."""

import pytest
from msgspec import structs

from shared.document import Cell, Paragraph, Table, Where
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


def test_the_empty_cell_behind_the_last_pipe_of_a_line_is_none_of_the_rows() -> None:
    rows = [[label, *row.split(), ""] for label, row in zip(LABELS, ROWS, strict=True)]
    broken = [[*rows[0][:4], ""], rows[0][4:], *rows[1:]]
    cells = tuple(
        tuple(Cell(text, column, Where(line=line)) for column, text in enumerate(row))
        for line, row in enumerate(broken)
    )
    found = fit(TABLE, entries([(0, Table(cells, Where(), aligned=False))], known_rows()), FORM.identities)
    assert numbers(found, "new") == [3, 1, 0, 0, 0, 0, 4]


@pytest.mark.parametrize(("top", "numbers_read"), [(106, [None] * 7), (110, [1, 0, 0, 3, 0, 0, 4])])
def test_figures_beside_those_of_a_row_at_nearly_their_height_are_in_no_order(
    top: float, numbers_read: list[int | None]
) -> None:
    above = Where(page=1, bbox=(50, 100, 300, 110))
    lines = [
        Paragraph(f"{LABELS[0]} 1 0 0 3", above),
        Paragraph("0 0 4", Where(page=1, bbox=(120, top, 320, top + 10))),
        *(Paragraph(f"{label} {row}", above) for label, row in zip(LABELS[1:], ROWS[1:], strict=True)),
    ]
    assert numbers(fit(TABLE, entries(enumerate(lines), known_rows()), FORM.identities), "new") == numbers_read


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


def test_one_cell_a_line_labels_that_change_places_with_figures_leave_nothing_believed() -> None:
    """A label behind its figures has none, the next row's label has two rows' figures or the wrong ones."""
    cells = [[label, *row.split()] for label, row in zip(LABELS, ROWS, strict=True)]
    assert numbers(read([cell for row in cells for cell in row]), "results.granted") == [2, 1, 0, 0, 0, 0, 3]
    moved = [*cells[2][1:], cells[2][0], cells[3][0], *cells[3][1:]]
    found = read([cell for row in (*cells[:2], moved, *cells[4:]) for cell in row])
    assert {cell.value for cell in found.cells.values()} == {None}
    assert State.BLANK not in {cell.state for cell in found.cells.values()}


def test_table_four_one_cell_a_line_is_known_by_headings_that_are_broken_over_lines() -> None:
    block = ["结果", "维持", "结果", "纠正", "其他", "结果", "尚未", "审结", "总", "计"]
    lines = ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", "行政诉讼", *block]
    lines += ["未经复议直接起诉", "复议后起诉", *block, *block, *"721010200133006"]
    assert [cell.value for cell in read(lines, "review_litigation").cells.values()] == [*map(int, "721010200133006")]


def test_table_four_goes_on_in_the_next_line() -> None:
    head = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉"
    found = read([head, "7 2 1 0 10 2 0 0 1 3 3 0", "2 1 6"], "review_litigation")
    assert [cell.value for cell in found.cells.values()] == [7, 2, 1, 0, 10, 2, 0, 0, 1, 3, 3, 0, 2, 1, 6]


def test_a_part_of_table_four_tells_nothing_of_where_its_blanks_are() -> None:
    head = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉"
    found = read([head, "1 0 0 0 1 2 2"], "review_litigation")
    assert {cell.value for cell in found.cells.values()} == {None}


def test_figures_below_a_whole_row_may_be_the_ends_of_its_numbers_unless_it_adds_up() -> None:
    lines = [f"{label} {row}" for label, row in zip(LABELS, ROWS, strict=True)]
    assert numbers(read([lines[0], "0 4", *lines[1:]]), "new") == [3, 1, 0, 0, 0, 0, 4]
    cut = lines[0].removesuffix("4") + "1"  # 14, broken after its first digit
    assert numbers(read([cut, "4", *lines[1:]]), "new") == [None] * 7
    assert numbers(read([cut, *lines[1:]]), "new") == [3, 1, 0, 0, 0, 0, 1]


HEAD = ["行政复议 行政诉讼", "结果维持 结果纠正 其他结果 尚未审结 总计"]


def test_so_it_is_in_table_four() -> None:
    strip = "1 0 0 0 1 2 0 0 0 2 0 0 0 0 0"
    whole = read([*HEAD, strip, "7"], "review_litigation")
    assert [cell.value for cell in whole.cells.values()] == [int(number) for number in strip.split()]
    cut = read([*HEAD, strip.replace("1", "11", 1), "8"], "review_litigation")
    assert {cell.value for cell in cut.cells.values()} == {None}
    publishers = read([*HEAD, strip.replace("1", "11", 1)], "review_litigation")
    assert publishers.cells["review_litigation.review.upheld"].value == 11


def test_figures_that_stand_before_their_labels_are_not_given_to_those_before_them() -> None:
    lines = ["第二十条第（六）项", "信息内容", "本年处理决定数量", "1", "行政处罚", "0", "行政强制"]
    found = read(lines, "proactive").cells
    assert [found[f"proactive.{row}.decisions"].value for row in ("penalties", "coercive_measures")] == [None, None]
    found = read([*lines[:3], "行政处罚", "1", "行政强制", "0"], "proactive").cells
    assert [found[f"proactive.{row}.decisions"].value for row in ("penalties", "coercive_measures")] == [1, 0]


def test_of_two_rows_cut_short_neither_takes_figures_that_add_up_with_either() -> None:
    lines = [f"{label} {row}" for label, row in zip(LABELS, ROWS, strict=True)]
    at = next(place for place, row in enumerate(TABLE.rows) if row.key.endswith("still_unclear"))
    cut = [*lines[: at - 1], f"{LABELS[at - 1]} 2 0 0", f"{LABELS[at]} 1 1 0", "0 1 0 3", "0 0 0 2", *lines[at + 1 :]]
    assert numbers(read(cut), "results.unable.still_unclear") == [None] * 7
    cut[at + 1] = "0 5 0 8"  # which adds up with neither
    assert numbers(read(cut), "results.unable.still_unclear") != [1, 1, 0, 0, 1, 0, 3]


def test_figures_below_two_labels_are_dealt_in_order_or_to_nobody() -> None:
    lines = [f"{label} {row}" for label, row in zip(LABELS, ROWS, strict=True)]
    pieces = ["1", "0 0 0 0 0 1", "2 1 0", "0 0 0 3"]
    new = f"{LABELS[0]} 2 1 0 0 0 0 3"
    found = read([new, LABELS[1], LABELS[2], *pieces, *lines[3:]])
    assert numbers(found, "carried_over") in ([1, 0, 0, 0, 0, 0, 1], [None] * 7)
    assert numbers(found, "results.granted") in ([2, 1, 0, 0, 0, 0, 3], [None] * 7)
    found = read([new, LABELS[1], LABELS[2], *pieces[:-1], *lines[3:]])
    assert numbers(found, "carried_over") == numbers(found, "results.granted") == [None] * 7


def test_more_figures_below_a_row_than_it_lacks_are_nobodys() -> None:
    lines = [f"{label} {row}" for label, row in zip(LABELS, ROWS, strict=True)]
    found = read([*lines[:5], f"{LABELS[5]} 4 0 0 0", "0 0", "0 0", "2", "4", "2 0 6", *lines[6:]])
    key = TABLE.rows[5].key.removeprefix("applications.")
    assert numbers(found, key) == [None] * 7


def test_a_label_with_its_figures_in_pieces_below_has_them_where_none_is_too_many() -> None:
    lines = [f"{label} {row}" for label, row in zip(LABELS, ROWS, strict=True)]
    found = read([LABELS[0], "3 1 0", "0", "0 0 4", *lines[1:]])
    assert numbers(found, "new") == [3, 1, 0, 0, 0, 0, 4]


def test_what_a_groups_label_has_left_before_a_rows_is_no_part_of_it_where_its_figures_stand_below() -> None:
    lines = [f"{row.labels[-1]} {figures}" for row, figures in zip(TABLE.rows, ROWS, strict=True)]
    place = next(i for i, row in enumerate(TABLE.rows) if row.key.endswith("requires_creation"))
    lines[place : place + 1] = [f"（四）无法 {TABLE.rows[place].labels[-1]}", "0 0 0 0 0 0 0", "提供"]
    assert numbers(read(lines), "results.unable.requires_creation") == [0] * 7


def test_two_such_rows_have_the_figures_below_in_their_order() -> None:
    figures = {**FIGURES, **LEFT, "results.granted": "0 0 0 0 0 0 0", "results.unable.not_held": "2 1 0 0 0 0 3"}
    rows = [figures.get(row.key.removeprefix("applications."), "0 0 0 0 0 0 0") for row in TABLE.rows]
    lines = [f"{row.labels[-1]} {own}" for row, own in zip(TABLE.rows, rows, strict=True)]
    place = next(i for i, row in enumerate(TABLE.rows) if row.key.endswith("not_held"))
    labels = [row.labels[-1] for row in TABLE.rows[place : place + 2]]
    lines[place : place + 2] = [f"（四）无法 {labels[0]}", labels[1], *rows[place : place + 2]]
    found = read(lines)
    assert numbers(found, "results.unable.not_held") == [2, 1, 0, 0, 0, 0, 3]
    assert numbers(found, "results.unable.requires_creation") == [0] * 7
    lines[place + 2 : place + 4] = rows[place + 1 : place - 1 : -1]  # in another order than their labels
    assert numbers(read(lines), "results.unable.not_held") != [2, 1, 0, 0, 0, 0, 3]


def test_a_row_whose_figures_stand_elsewhere_and_that_prints_blanks_is_unread() -> None:
    lines = [f"{label} {row}" for label, row in zip(LABELS, ROWS, strict=True)]
    blocks = [Paragraph(line, Where(line=number)) for number, line in enumerate(lines, 1)]
    found = entries(enumerate(blocks), known_rows())
    at = next(i for i, entry in enumerate(found) if "重复申请" in entry.label)
    found[at] = structs.replace(found[at], values=(Cell("", 1, Where()),) * 6, apart=True)
    read = fit(TABLE, found, FORM.identities)
    assert {read.cells[cell.key].state for cell in TABLE.rows[LABELS.index(lines[at].split()[0])].cells} == {State.TEXT}
