"""Lines of a text in another order than on the page tell no order of columns, and give no figures away."""

import pytest

from shared.form import forms
from shared.job import Hints
from shared.limits import Limits
from shared.report import Value
from workers.normalize.mixed_lines import are_beside, are_parted
from workers.pipeline import check
from workers.validate import default_policy

TITLE = "某县水利局{}年政府信息公开工作年度报告\n"
TWO = TITLE.format(2023) + "二、主动公开政府信息情况\n"
ISSUED = "第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n"


def cells(text: str) -> dict[str, Value]:
    record = check(text.encode(), "a.txt", Hints(), Limits(), default_policy())
    assert record.report is not None
    return record.report.cells


def test_labels_without_figures_and_figures_too_many_leave_table_two_open() -> None:
    above = f"{TWO}规章\n行政规范性文件\n{ISSUED}0\n4\n0\n0\n0\n34\n行政许可\n信息内容\n行政处罚\n行政强制\n0\n"
    text = f"{above}第二十条第（六）项\n本年处理决定数量\n0\n129\n"
    assert cells(text)["proactive.coercive_measures.decisions"].value is None


def test_labels_without_figures_alone_leave_nothing_open() -> None:
    text = f"{TWO}{ISSUED}规章\n行政规范性文件\n4\n0\n34\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n7\n"
    found = cells(text)
    assert found["proactive.normative_documents.in_force"].value == 34
    assert found["proactive.licensing.decisions"].value == 7


@pytest.mark.parametrize(
    "heads",
    [
        "信息内容 上一年项目数量 处理决定数量\n本年增/减",
        "本年增/减\n信息内容 上一年项目数量 处理决定数量",
        "信息内容\n上一年项目数量 本年增/减 处理决定数量",
    ],
)
def test_headings_on_several_lines_are_no_order_of_columns(heads: str) -> None:
    text = f"{TITLE.format(2020)}二、主动公开政府信息情况\n第二十条第（五）项\n{heads}\n行政许可 16297 -6 21287\n"
    found = cells(text)
    told = [found[f"proactive.licensing.{name}"].value for name in ("items_prior_year", "items_change", "decisions")]
    assert told == [16297, -6, 21287]


def test_headings_on_one_line_are() -> None:
    heads = "信息内容 上一年项目数量 处理决定数量 本年增/减"
    text = f"{TITLE.format(2020)}二、主动公开政府信息情况\n第二十条第（五）项\n{heads}\n行政许可 16297 21287 -6\n"
    assert cells(text)["proactive.licensing.items_change"].value == -6


LEAVES = "结果维持 结果纠正 其他结果 尚未审结 总计"
FOUR = TITLE.format(2023) + "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n"


def test_a_blocks_title_on_the_line_of_another_blocks_columns_tells_no_order() -> None:
    heads = f"{LEAVES} {LEAVES} 结果维持 结果纠正 复议后起诉\n未经复议直接起诉\n其他结果 尚未审结 总计\n"
    found = cells(f"{FOUR}{heads}0 11 0 6 17 0 12 9 1 22 11 0 0 0 11\n")
    assert found["review_litigation.litigation_direct.corrected"].value == 12
    assert found["review_litigation.litigation_after_review.upheld"].value == 11


def test_of_many_more_figures_than_columns_without_rows_none_is_told() -> None:
    heads = f"未经复议直接起诉\n复议后起诉\n{LEAVES}\n{LEAVES}\n{LEAVES}\n"
    found = cells(f"{FOUR}{heads}" + "0\n" * 20 + "2\n0\n")
    assert {found[key].value for key in found if key.startswith("review_litigation")} == {None}


def test_figures_above_the_headings_of_their_columns_are_anothers() -> None:
    heads = f"行政复议\n{LEAVES}\n".replace(" ", "\n")
    found = cells(f"{FOUR}" + "0\n" * 15 + heads + "0\n1\n0\n0\n1\n")
    assert {found[key].value for key in found if key.startswith("review_litigation")} == {None}


def test_signs_and_figures_of_a_row_on_two_lines_have_no_order() -> None:
    rows = [row for row in forms()["gov_2021"].table("applications").rows if row.cells]
    lines = [f"{row.labels[-1]} 1 2 0 0 0 0 3" for row in rows]
    lines[4] = f"{rows[4].labels[-1]}\n无 无 无 无\n1 173 174"
    lines[6] = f"{rows[6].labels[-1]}\n5 0 0 0\n1 173 179"
    found = cells(f"{TITLE.format(2023)}三、收到和处理政府信息公开申请情况\n" + "\n".join(lines))
    assert {found[cell.key].value for cell in rows[4].cells} == {None}
    assert [found[cell.key].value for cell in rows[6].cells] == [5, 0, 0, 0, 1, 173, 179]


@pytest.mark.parametrize(
    ("lines", "parted"),
    [(["甲乙丙"], False), (["甲", "乙", "丙"], False), (["甲丙", "乙"], True), (["乙", "甲丙", "其他"], True)],
)
def test_headings_are_parted_where_lines_have_one_and_several(lines: list[str], *, parted: bool) -> None:
    assert are_parted(["甲", "乙", "丙"], lines) is parted


@pytest.mark.parametrize(("lines", "beside"), [(["题甲乙"], False), (["题", "甲乙"], False), (["题甲", "乙"], True)])
def test_a_title_stands_beside_names_where_others_are_on_further_lines(lines: list[str], *, beside: bool) -> None:
    assert are_beside(["题"], ["甲", "乙"], lines) is beside


def test_figures_on_a_line_between_two_labels_may_be_eithers_in_table_two() -> None:
    heads = "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n"
    found = cells(
        f"{TWO}{heads}规章\n28 1 32\n行政规范性文件\n第二十条第（五）项\n信息内容 本年处理决定数量\n行政许可 7\n"
    )
    assert {value.value for key, value in found.items() if key.startswith("proactive.regulations")} == {None}
    assert found["proactive.licensing.decisions"].value == 7


def test_the_rests_of_broken_figures_before_a_heading_leave_their_row_open() -> None:
    heads = f"未经复议直接起诉 复议后起诉\n{LEAVES} {LEAVES} {LEAVES}\n"
    figures = "0 12 0 62 19 0 64 0 0 64 0 0 14 11 25\n8 0 五、存在的主要问题及改进情况\n无。\n"
    found = cells(f"{FOUR}{heads}{figures}")
    assert found["review_litigation.review.corrected"].value is None
    assert found["review_litigation.review.total"].value is None
