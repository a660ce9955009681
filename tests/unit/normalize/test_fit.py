"""Tables in every layout against the form: exact or unknown, never wrong."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.document import Block, Cell, Paragraph, Table, Where
from shared.form import FormTable, forms
from shared.report import State
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.fitted import Fit
from workers.normalize.tables import known_rows

Rows = list[list[str]]


def table_of(rows: Rows, *, aligned: bool = False) -> Table:
    """Return rows of texts as a table; an aligned one has a cell in every column."""
    cells = tuple(
        tuple(Cell(text, column, Where(table=1, row=row, column=column + 1)) for column, text in enumerate(texts))
        for row, texts in enumerate(rows, 1)
    )
    return Table(cells, Where(table=1), aligned)


def fitted(table: FormTable, *blocks: Block) -> Fit:
    form = next(form for form in forms().values() if table in form.tables)
    return fit(table, entries(enumerate(blocks), known_rows()), form.identities)


def printed(table: FormTable, values: dict[str, str]) -> Rows:
    """Return the table as printed: group labels on their first row only."""
    rows, above = [], ()
    for row in table.rows:
        labels = [label if above[: i + 1] != row.labels[: i + 1] else "" for i, label in enumerate(row.labels)]
        rows.append([*labels, *(values[cell.key] for cell in row.cells)])
        above = row.labels
    return rows


def truth(table: FormTable, seed: int, blanks: float = 0.0) -> dict[str, str]:
    rng = random.Random(seed)
    return {
        cell.key: "" if rng.random() < blanks else str(rng.choice([0, 0, 0, rng.randint(0, 9), rng.randint(0, 9999)]))
        for cell in table.cells
    }


def wrong(fit: Fit, values: dict[str, str]) -> list[str]:
    """Return the cells that were given a number which is not printed there."""
    return [
        key
        for key, cell in fit.cells.items()
        if cell.value is not None and (values[key] == "" or cell.value != int(values[key]))
    ]


def missed(fit: Fit, values: dict[str, str]) -> list[str]:
    return [key for key, cell in fit.cells.items() if cell.value is None and values[key] != ""]


TABLES = [
    (form, table.key)
    for form in ("gov_2021", "gov_2019", "stat_2014")
    for table in forms()[form].tables
    if table.key != "review_litigation"
]


@pytest.mark.parametrize(("form", "key"), TABLES)
@given(seed=st.integers(0, 10**6), pad=st.integers(0, 3), aligned=st.booleans())
@settings(max_examples=15, deadline=None)
def test_a_table_as_printed_is_read_exactly(form: str, key: str, seed: int, pad: int, *, aligned: bool) -> None:
    table = forms()[form].table(key)
    values = truth(table, seed)
    rows = [[*row, *[""] * pad] for row in printed(table, values)]
    read = fitted(table, table_of(rows, aligned=aligned))
    assert wrong(read, values) == []
    assert missed(read, values) == []


@given(seed=st.integers(0, 10**6), blanks=st.floats(0, 1))
@settings(max_examples=30, deadline=None)
def test_blanks_are_blank_and_move_nothing(seed: int, blanks: float) -> None:
    table = forms()["gov_2021"].table("applications")
    values = truth(table, seed, blanks)
    read = fitted(table, table_of(printed(table, values), aligned=True))
    assert wrong(read, values) == []
    assert missed(read, values) == []
    assert {key for key, cell in read.cells.items() if cell.state is State.BLANK} == {
        k for k, v in values.items() if not v
    }


@given(seed=st.integers(0, 10**6), data=st.data())
@settings(max_examples=60, deadline=None)
def test_damaged_rows_never_yield_a_wrong_number(seed: int, data: st.DataObject) -> None:
    """Rows shifted, cells vanished, labels gone, rows repeated or lost, spare cells on either side."""
    table = forms()["gov_2021"].table("applications")
    values = truth(table, seed, data.draw(st.sampled_from([0.0, 0.3])))
    rows = printed(table, values)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(rows) - 1))
        row = rows[at]
        match data.draw(st.sampled_from(["shift", "pad", "vanish", "unlabel", "lose", "split"])):
            case "shift":
                rows[at] = [cell for i, cell in enumerate(row) if cell or i >= 3]
            case "pad":
                rows[at] = ["", *row, ""]
            case "vanish":
                rows[at] = [cell for cell in row if cell]
            case "unlabel":
                rows[at] = ["" if i < len(row) - 7 else cell for i, cell in enumerate(row)]
            case "lose":
                rows[at] = []
            case "split" if len(row) > 7 and len(row[-8]) > 6:
                label = row[-8]
                rows[at] = [*row[:-8], label[: len(label) // 2], *row[-7:]]
                rows.insert(at + 1, [label[len(label) // 2 :]])
            case _:
                pass
    read = fitted(table, table_of([row for row in rows if row]))
    assert wrong(read, values) == []


def test_a_row_whose_label_is_split_by_a_page_break_is_whole_again() -> None:
    table = forms()["gov_2021"].table("applications")
    values = truth(table, 7)
    rows = printed(table, values)
    fee = next(i for i, row in enumerate(rows) if "按收费通知" in "".join(row))
    head, tail = rows[fee][-8][:14], rows[fee][-8][14:]
    rows[fee : fee + 1] = [["", "", head, *[""] * 7], ["", "", tail, *rows[fee][-7:]]]
    read = fitted(
        table, table_of(rows[: fee + 1], aligned=True), Paragraph("— 5 —", Where()), table_of(rows[fee + 1 :])
    )
    assert wrong(read, values) == []
    assert missed(read, values) == []


def test_headings_repeated_on_the_next_page_are_no_row() -> None:
    table = forms()["gov_2021"].table("applications")
    values = truth(table, 8)
    rows = printed(table, values)
    head = ["", "自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    read = fitted(table, table_of([head, *rows[:22], head, *rows[22:]]))
    assert wrong(read, values) == []
    assert missed(read, values) == []


@pytest.mark.parametrize("layout", ["one line", "one cell a line", "label and values by spaces"])
def test_layouts_without_rows_are_read_exactly(layout: str) -> None:
    table = forms()["gov_2021"].table("applications")
    values = truth(table, 9)
    rows = [[cell for cell in row if cell] for row in printed(table, values)]
    cells = [cell for row in rows for cell in row]
    blocks: list[Block] = {
        "one line": [table_of([cells])],
        "one cell a line": [Paragraph(cell, Where(line=i)) for i, cell in enumerate(cells, 1)],
        "label and values by spaces": [Paragraph(" ".join(row), Where(line=i)) for i, row in enumerate(rows, 1)],
    }[layout]
    read = fitted(table, *blocks)
    assert wrong(read, values) == []
    assert missed(read, values) == []
    assert read.blocks == set(range(len(blocks)))


STRIP = forms()["gov_2021"].table("review_litigation")
STRIP_HEAD = [
    ["行政复议", "", "", "", "", "行政诉讼"],
    ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "未经复议直接起诉", "", "", "", "", "复议后起诉"],
    [*[""] * 5, *["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 2],
]


@given(seed=st.integers(0, 10**6), pad=st.integers(0, 2))
@settings(max_examples=20, deadline=None)
def test_table_four_is_read_by_position(seed: int, pad: int) -> None:
    values = truth(STRIP, seed)
    read = fitted(STRIP, table_of([*STRIP_HEAD, [*values.values(), *[""] * pad]]))
    assert wrong(read, values) == []
    assert missed(read, values) == []


def test_a_sixteenth_cell_leaves_unknown_what_it_may_have_moved() -> None:
    read = fitted(STRIP, table_of([*STRIP_HEAD, [*[""] * 5, *["0"] * 11]]))
    review = [cell.value for key, cell in read.cells.items() if ".review." in key]
    assert review == [None] * 5
    assert [cell.value for key, cell in read.cells.items() if ".review." not in key] == [0] * 10
    assert len(read.extra) == 1


def test_figures_that_lines_broke_into_more_than_table_four_has_are_nobodys() -> None:
    lines = [["13", "40", "22", "21", "0", "0", "0", "86", "11", "151"], ["1", "20", "3", "1", "1", "40", "14"]]
    read = fitted(STRIP, table_of([*STRIP_HEAD, *lines]))
    assert {cell.value for cell in read.cells.values()} == {None}


def test_table_four_in_three_parts_is_one_row() -> None:
    values = truth(STRIP, 3)
    texts = list(values.values())
    parts = [table_of([["行政复议"], STRIP_HEAD[1][:5], texts[i : i + 5]]) for i in (0, 5, 10)]
    read = fitted(STRIP, *parts)
    assert wrong(read, values) == []
    assert missed(read, values) == []


def test_table_four_with_a_row_a_block_is_one_row_in_a_text_too() -> None:
    values = truth(STRIP, 11)
    texts = list(values.values())
    rows = [["类别", *STRIP_HEAD[1][:5]]]
    labels = (["行政复议", ""], ["行政诉讼", "未经复议直接起诉"], ["复议后起诉"])
    rows += [[*label, *texts[5 * i : 5 * i + 5]] for i, label in enumerate(labels)]
    read = fitted(STRIP, table_of(rows))
    assert wrong(read, values) == []
    assert missed(read, values) == []


FIVES = [["1", "2", "0", "1", "4"], ["0", "0", "3", "0", "3"], ["0", "0", "0", "0", "0"]]
FIFTEEN = [figure for block in FIVES for figure in block]


@pytest.mark.parametrize(
    "rows",
    [
        [["件数", *FIFTEEN]],
        [["本级", *FIFTEEN], ["下级", *["0"] * 15], ["合计", *FIFTEEN]],
    ],
)
@pytest.mark.parametrize("aligned", [True, False])
def test_table_four_may_have_a_label_before_its_figures(rows: Rows, *, aligned: bool) -> None:
    heads = [["类别", *STRIP_HEAD[0]], *(["", *row] for row in STRIP_HEAD[1:])]
    read = fitted(STRIP, table_of([*heads, *rows], aligned=aligned))
    assert [cell.value for cell in read.cells.values()] == list(map(int, FIFTEEN))


@pytest.mark.parametrize(
    "rows",
    [
        [["上年", *FIFTEEN]],
        [["2.申请人逾期未按收费通知要求缴纳费用", *FIFTEEN]],  # a column of table 三, one cell a line
        [["（七）总计", *FIFTEEN]],
        [["本级", *FIFTEEN], ["下级", *["0"] * 15]],  # nobody has added them up
        [["本级", *FIFTEEN], ["下级", *FIFTEEN], ["合计", *FIFTEEN]],  # not rightly
        [["件数", *FIFTEEN[:4], "5", *FIFTEEN[5:]]],  # whose columns are these?
    ],
)
def test_a_labelled_row_that_is_not_this_years_whole_is_not_table_four(rows: Rows) -> None:
    heads = [["类别", *STRIP_HEAD[0]], *(["", *row] for row in STRIP_HEAD[1:])]
    assert {cell.value for cell in fitted(STRIP, table_of([*heads, *rows])).cells.values()} == {None}


def test_a_note_under_table_four_is_no_value() -> None:
    values = truth(STRIP, 4)
    read = fitted(STRIP, table_of([*STRIP_HEAD, list(values.values()), ["注：行政复议1件系上年结转"]]))
    assert wrong(read, values) == []
    assert missed(read, values) == []


@pytest.mark.parametrize("aligned", [True, False])
def test_a_row_that_lost_a_cell_is_not_placed_by_its_blanks_though_its_sum_holds(*, aligned: bool) -> None:
    """Two cells stand between label and figures in every row: the second is not the first column of this one."""
    table = forms()["gov_2021"].table("applications")
    rows = [[row.labels[-1], "", "", *["3", "1", "0", "0", "0", "2", "6"]] for row in table.rows if row.cells]
    rows[1] = [rows[1][0], "", "", "4", "3", "1", "0", "0", "8"]
    read = fitted(table, table_of(rows, aligned=aligned))
    told = [read.cells[cell.key].value for cell in table.rows[1].cells]
    assert told == ([None, 4, 3, 1, 0, 0, 8] if aligned else [None] * 7)


def test_an_unknown_row_between_rows_of_the_form_is_reported() -> None:
    table = forms()["gov_2021"].table("applications")
    values = truth(table, 5)
    rows = printed(table, values)
    rows.insert(4, ["", "", "9.本地增设的情形", *["1"] * 7])
    read = fitted(table, table_of(rows))
    assert read.unmapped_rows == ("9.本地增设的情形",)
    assert wrong(read, values) == []


def test_a_label_without_any_value_between_rows_is_a_blank_row() -> None:
    table = forms()["gov_2021"].table("applications")
    values = truth(table, 6)
    rows = printed(table, values)
    rows[12] = [cell for cell in rows[12][:-7] if cell]
    read = fitted(table, table_of(rows))
    assert [read.cells[cell.key].state for cell in table.rows[12].cells] == [State.BLANK] * 7
    assert wrong(read, values) == []


def test_figures_of_a_row_without_its_label_are_not_read_with_blanks_of_the_row_above() -> None:
    table = forms()["gov_2021"].table("applications")
    values = truth(table, 0)
    rows = printed(table, values)
    rows[2] = [*rows[2][:2], "", "", "0", "", "", "", "3042"]
    rows[3] = ["0"] * 7
    read = fitted(table, table_of(rows))
    granted = [cell.value for key, cell in read.cells.items() if key.startswith("applications.results.granted.")]
    assert granted == [None] * 7


def test_a_label_without_figures_is_not_blank_where_other_figures_are_nobodys() -> None:
    table = forms()["gov_2021"].table("applications")
    values = truth(table, 6)
    rows = printed(table, values)
    rows[12] = [cell for cell in rows[12][:-7] if cell]
    rows.insert(13, ["7"] * 6)
    read = fitted(table, table_of(rows))
    assert [read.cells[cell.key].state for cell in table.rows[12].cells] == [State.TEXT] * 7
    assert wrong(read, values) == []


def _without_a_label(label: str, *further: str) -> tuple[Fit, list[str]]:
    """Fit a table of nothing, in which a row's label is another one, and further rows follow it."""
    table = forms()["gov_2019"].table("applications")
    rows = printed(table, dict.fromkeys((cell.key for cell in table.cells), "0"))
    row = next(row for row in table.rows if row.labels[-1].endswith("重复申请"))
    at = table.rows.index(row)
    width = len(rows[at]) - len(row.cells)
    rows[at][:width] = ["", *[""] * (width - 2), label] if width > 1 else [label]
    rows[at + 1 : at + 1] = [[*[""] * (width - 1), each, *["0"] * len(row.cells)] for each in further]
    return fitted(table, table_of(rows, aligned=True)), [cell.key for cell in row.cells]


@pytest.mark.parametrize("label", ["2\ufffd 宣\ufffd", "2.重夏串请"])
def test_a_row_whose_label_nobody_can_read_is_known_by_its_neighbours_and_all_sums(label: str) -> None:
    read, keys = _without_a_label(label)
    assert {read.cells[key].state for key in keys} == {State.INFERRED}


def test_a_row_with_another_label_is_not_the_forms() -> None:
    read, keys = _without_a_label("其它原因所致不办理")
    assert {read.cells[key].value for key in keys} == {None}


def test_of_two_rows_without_a_label_where_the_form_has_one_nobody_knows() -> None:
    read, keys = _without_a_label("2\ufffd 宣\ufffd", "\ufffd")
    assert {read.cells[key].value for key in keys} == {None}


def test_zeros_and_blanks_of_a_text_stand_where_nothing_says() -> None:
    """A row longer than the complete ones has its spare cell at either end, and zeros add up anywhere."""
    table = forms()["gov_2021"].table("applications")
    values = {cell.key: "1" for cell in table.cells} | {
        cell.key: "6" for row in table.rows for cell in row.cells if cell.key.endswith(".total")
    }
    rows = [[*row, ""] for row in printed(table, values)]
    granted = next(i for i, row in enumerate(table.rows) if row.key == "applications.results.granted")
    label = [text for text in rows[granted] if text][1]
    rows[granted] = ["", label, "", "0", "0", "", "0", "0", "0", "", ""]
    found = fitted(table, table_of(rows))
    assert [found.cells[cell.key].value for cell in table.rows[granted].cells][2:3] == [None]
    assert found.cells["applications.results.granted.total"].value is None


def test_zeros_of_a_row_that_is_longer_than_complete_ones_stand_nowhere_for_sure() -> None:
    table = forms()["gov_2021"].table("applications")
    values = {cell.key: "6" if cell.key.endswith(".total") else "1" for cell in table.cells}
    rows = [[*row[: len(row) - 7], *[""] * (10 - len(row)), *row[-7:]] for row in printed(table, values)]
    rows[3] = [*rows[3][:3], "", "0", "", "0", "0", "", "0", "0"]
    found = fitted(table, table_of(rows))
    assert [found.cells[cell.key].value for cell in table.rows[3].cells] == [None] * 7


def test_more_zeros_than_columns_are_several_rows() -> None:
    table = forms()["gov_2021"].table("applications")
    values = {cell.key: "0" for cell in table.cells}
    lines = [cell for row in printed(table, values) for cell in row if cell]
    at = lines.index("2.重复申请")
    lines[at + 8 : at + 8] = ["0"] * 3
    blocks = [Paragraph(line, Where(line=i)) for i, line in enumerate(lines, 1)]
    found = fitted(table, *blocks)
    assert found.cells["applications.results.not_processed.duplicate.total"].value is None
    assert found.cells["applications.results.granted.total"].value == 0


def test_a_row_of_a_grid_in_a_text_that_has_lost_a_cell_is_unread() -> None:
    """Its figures add up a column further on as well."""
    table = forms()["gov_2021"].table("applications")
    values = {cell.key: "10" for cell in table.cells} | {
        cell.key: "60" for row in table.rows for cell in row.cells if cell.key.endswith(".total")
    }
    rows = [[*row[: len(row) - 7], *[""] * (10 - len(row)), *row[-7:]] for row in printed(table, values)]
    granted = next(i for i, row in enumerate(table.rows) if row.key == "applications.results.partially_granted")
    rows[granted] = [table.rows[granted].labels[-1], "", "31", "4", "0", "0", "0", "35"]
    found = fitted(table, table_of(rows))
    assert [found.cells[cell.key].value for cell in table.rows[granted].cells] == [None] * 7
    assert missed(found, values) == [cell.key for cell in table.rows[granted].cells]
