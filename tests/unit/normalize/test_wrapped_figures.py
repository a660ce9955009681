"""Figures that go on in the next line."""

import pytest

from shared.document import Cell, Paragraph, Table, Where
from shared.form import forms
from shared.limits import Limits
from workers.extract import read
from workers.normalize import normalize
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

_AROUND = (
    "某县2023年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（五）项\n信息内容\t本年处理决定数量\n"
    "行政许可\t120\n第二十条第（六）项\n信息内容\t本年处理决定数量\n{}\n第二十条第（八）项\n"
    "信息内容\t本年收费金额（单位：万元）\n行政事业性收费\t7\n三、收到和处理政府信息公开申请情况\n"
)


def values(rows: str) -> list[float | None]:
    """Return the decisions on licences, penalties and coercive measures of a text with these rows."""
    cells = normalize(read("text", _AROUND.format(rows).encode(), Limits())).cells
    keys = ("licensing.decisions", "penalties.decisions", "coercive_measures.decisions")
    return [cells[f"proactive.{key}"].value for key in keys]


def test_a_figure_alone_on_its_line_is_its_rows() -> None:
    assert values("行政处罚\t646\n行政强制\t264") == [120, 646, 264]
    assert values("行政处罚\n646\n行政强制\n264") == [120, 646, 264]


@pytest.mark.parametrize("rows", ["行政处罚\t646\n6\t行政强制\t264", "行政处罚\t64\n6\n行政强制\t264"])
def test_a_figure_that_may_go_on_in_the_next_line_is_none(rows: str) -> None:
    assert values(rows) == [120, None, 264]


def test_a_page_number_between_lines_is_no_rest_of_a_figure() -> None:
    assert values("行政处罚\t646\n- 6 -\n行政强制\t264") == [120, 646, 264]


@pytest.mark.parametrize("row", ["行政事业性收费\t17\n.7", "行政事业性收费 5109.\n63"])
def test_an_amount_that_its_point_parts_over_two_lines_is_none(row: str) -> None:
    text = _AROUND.format("行政处罚\t646").replace("行政事业性收费\t7", row)
    assert normalize(read("text", text.encode(), Limits())).cells["proactive.fees.amount_wan_yuan"].value is None


def test_two_digits_with_a_blank_between_may_be_one_number() -> None:
    assert values("行政处罚 646\n行政强制 1 1") == [120, 646, None]
    assert values("行政处罚 646\n行政强制 15 15") == [120, 646, 15]


def test_two_rows_on_a_line_are_two() -> None:
    assert values("行政处罚 646行政强制 264") == [120, 646, 264]
    assert values("行政处罚646行政强制\n264") == [120, 646, 264]


def received(printed: str) -> list[float | None]:
    """Return how many applications were received, and how many in person, of statistics that print the first so."""
    form = forms()["stat_2014"]
    lines = f"（一）收到申请数\t件\t{printed}\n1.当面申请数\t件\t3\n2.传真申请数\t件\t1\n3.网络申请数\t件\t4"
    found = entries(enumerate(read("text", lines.encode(), Limits()).blocks), known_rows())
    cells = fit(form.tables[0], found, form.identities).cells
    return [cells[f"stat.applications.received{key}"].value for key in ("", ".in_person")]


def test_so_it_is_in_the_statistics_that_were_made_until_2018() -> None:
    assert received("10") == [10, 3]
    assert received("1\n0") == [None, 3]


def test_a_figure_alone_below_a_row_that_prints_a_blank_cell_is_not_the_rows() -> None:
    assert received("\n12") == [None, 3]


def test_figures_below_blank_cells_are_their_rows_where_a_text_prints_several_so() -> None:
    assert values("行政处罚\t\n646\n行政强制\t264") == [120, None, 264]
    text = _AROUND.replace("行政许可\t120", "行政许可\t\n120")
    cells = normalize(read("text", text.format("行政处罚\t\n646\n行政强制\t\n264").encode(), Limits())).cells
    keys = ("licensing.decisions", "penalties.decisions", "coercive_measures.decisions")
    assert [cells[f"proactive.{key}"].value for key in keys] == [120, 646, 264]


@pytest.mark.parametrize(("step", "are_read"), [(1, True), (5, False)])
def test_numbers_that_count_the_rows_are_no_rests_of_figures(step: int, *, are_read: bool) -> None:
    rows = [row for row in forms()["stat_2014"].tables[0].rows if row.cells]
    lines = [text for at, row in enumerate(rows, 1) for text in ([str(at * step)], [row.labels[-1], "件", "7"])]
    cells = tuple(tuple(Cell(text, at, Where()) for at, text in enumerate(line)) for line in [*lines, [str(step * 99)]])
    found = entries([(0, Table(cells, Where(), aligned=False))], known_rows())
    values = fit(forms()["stat_2014"].tables[0], found, ()).cells
    told = [values[row.cells[0].key].value for row in rows]
    assert (told.count(7) > len(rows) // 2) is are_read


@pytest.mark.parametrize(("in_lines", "told"), [(True, None), (False, 7)])
def test_a_figure_alone_below_its_label_may_be_a_pages_where_all_others_stand_behind_theirs(
    told: int | None, *, in_lines: bool
) -> None:
    rows = [row for row in forms()["stat_2014"].tables[0].rows if row.cells]
    lines = [(f"{row.labels[-1]} 件", "7") for row in rows]
    texts = [
        f"{label} {figure}" if in_lines and at else f"{label}\n{figure}" for at, (label, figure) in enumerate(lines)
    ]
    blocks = [Paragraph(text, Where(line=at)) for at, text in enumerate("\n".join(texts).split("\n"))]
    cells = fit(forms()["stat_2014"].tables[0], entries(enumerate(blocks), known_rows()), ()).cells
    assert cells[rows[0].cells[0].key].value == told
    assert cells[rows[-1].cells[0].key].value == 7


@pytest.mark.parametrize(
    ("printed", "below", "told"),
    [
        ("1369 97 0 0 0 0 1487", "量 9 2", None),  # 13699 and 14872 in narrow cells
        ("1369 97 0 0 0 0 1487", "9 2", None),
        ("1369 97 0 0 0 0 1466", "量 9 2", 1466),  # it adds up as it is
        ("1369 97 0 0 0 0 1487", "- 12 -", 1487),  # a page's number: the mistake is the report's
    ],
)
def test_a_row_that_does_not_add_up_may_go_on_in_the_figures_below_it(
    printed: str, below: str, told: int | None
) -> None:
    rows = [f"一、本年新收政府信息公开申请数量 {printed}", below, "二、上年结转政府信息公开申请数量 2 0 0 0 0 0 2"]
    text = _AROUND.format("行政处罚\t646") + "\n".join([*rows, "四、结转下年度继续办理 3 0 0 0 0 0 3"])
    cells = normalize(read("text", text.encode(), Limits())).cells
    assert cells["applications.new.total"].value == told
    assert cells["applications.carried_over.total"].value == 2
