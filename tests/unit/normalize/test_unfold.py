"""Flattened texts are cut back into lines, and prose is left alone."""

import pytest

from shared.document import Cell, Paragraph, Table, Where
from workers.normalize.unfold import unfolded

PLACE = Where(line=7)
ROWS = (
    "一、本年新收政府信息公开申请数量 3 0 0 0 0 0 3",
    "二、上年结转政府信息公开申请数量 1 0 0 0 0 0 1",
    "三、本年度办理结果 （一）予以公开 2 0 0 0 0 0 2",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形） 1 0 0 0 0 0 1",
    "（三）不予公开 1.属于国家秘密 0 0 0 0 0 0 0",
    "2.其他法律行政法规禁止公开 0 0 0 0 0 0 0",
    "（七）总计 3 0 0 0 0 0 3",
    "四、结转下年度继续办理 1 0 0 0 0 0 1",
)


def texts(text: str) -> list[str]:
    pieces = unfolded([Paragraph(text, PLACE)])
    assert {piece.where for piece in pieces} == {PLACE}
    return [piece.text for piece in pieces if isinstance(piece, Paragraph)]


def test_rows_on_one_line_are_cut_at_their_labels() -> None:
    assert texts(" ".join(ROWS)) == list(ROWS)


def test_rows_without_any_space_are_cut_at_their_labels_and_ordinals() -> None:
    bare = ["".join(row.split()) for row in ROWS]
    assert texts("".join(bare)) == bare


def test_headings_of_columns_are_parted_from_the_figures_below() -> None:
    heads = "行政复议 行政诉讼 结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉"
    assert texts(f"{heads} 1 0 0 0 1 0 0") == [heads, "1 0 0 0 1 0 0"]


def test_a_whole_report_on_one_line_has_its_title_headings_and_prose_again() -> None:
    title = "云岭市水务局2024年政府信息公开工作年度报告"
    prose = "本局全年公开信息三百条。"
    found = texts(
        f"{title}一、总体情况{prose}三、收到和处理政府信息公开申请情况{''.join(ROWS)}六、其他需要报告的事项无。"
    )
    assert found[:4] == [title, "一、总体情况", prose, "三、收到和处理政府信息公开申请情况"]
    assert found[-2:] == ["六、其他需要报告的事项", "无。"]
    assert len(found) == 4 + len(ROWS) + 2


def test_a_heading_that_has_grown_together_with_a_row_of_figures_stands_alone_again() -> None:
    row = "结果审结0 0 0 1 1 0 0"
    assert texts(f"{row}五、存在的主要问题及改进情况") == [row, "五、存在的主要问题及改进情况"]


@pytest.mark.parametrize(
    "text",
    [
        "本报告由一、总体情况，二、主动公开政府信息情况，三、收到和处理政府信息公开申请情况等六个部分组成，欢迎查阅。",
        "全年作出行政许可12件，行政处罚3件，行政强制0件；新制定行政规范性文件2件，废止1件，按时公布。",
        "其中予以公开5件，部分公开2件，不予公开1件（属于国家秘密1件），均在法定期限内答复申请人。",
        "规章",
    ],
)
def test_prose_stays_whole(text: str) -> None:
    assert texts(text) == [text]


def test_tables_are_left_as_they_are() -> None:
    table = Table(((Cell(" ".join(ROWS), 0, PLACE),),), PLACE, aligned=True)
    assert unfolded([table]) == (table,)


def test_a_heading_inside_a_table_stands_before_it() -> None:
    rows = (("三、收到和处理政府信息公开申请情况", ""), ("（七）总计", "3"))
    table = Table(tuple(tuple(Cell(text, i, PLACE) for i, text in enumerate(row)) for row in rows), PLACE, aligned=True)
    heading, rest = unfolded([table])
    assert isinstance(heading, Paragraph)
    assert heading.text == "三、收到和处理政府信息公开申请情况"
    assert isinstance(rest, Table)
    assert [cell.text for cell in rest.rows[0]] == ["（七）总计", "3"]


def test_a_heading_that_a_tables_columns_have_cut_is_one() -> None:
    cut = tuple(Cell(text, at, Where(line=1)) for at, text in enumerate(("三、收到和处理政府", "信息公开申请情况", "")))
    row = tuple(Cell(text, at, Where(line=2)) for at, text in enumerate(("总计", "3", "4")))
    heading, rest = unfolded([Table((cut, row), Where(), aligned=False)])
    assert isinstance(heading, Paragraph)
    assert heading.text == "三、收到和处理政府信息公开申请情况"
    assert isinstance(rest, Table)
    assert [cell.text for cell in rest.rows[0]] == ["总计", "3", "4"]


def test_an_official_heading_between_two_sentences_is_one() -> None:
    text = "联系我局办公室。一、总体情况2023年，公开信息30条。"
    assert texts(text) == ["联系我局办公室。", "一、总体情况", "2023年，公开信息30条。"]
    assert texts("报告由一、总体情况2部分组成，共30条。") == ["报告由一、总体情况2部分组成，共30条。"]


def test_contents_in_one_paragraph_are_no_headings() -> None:
    text = "目录一、总体情况………2二、主动公开政府信息情况………3六、其他需要报告的事项………7"
    assert texts(text) == [text]


def test_a_title_with_the_text_behind_it_on_its_line_ends_there() -> None:
    title, text = "云溪县2022年政府信息公开工作年度报告", "本报告依据有关规定编制。"
    assert texts(f"{title} {text}") == [title, text]
    assert len(texts(f"{title}的通知 {text}")) == 1


@pytest.mark.parametrize(
    "preamble",
    ["按照有关规定编制。", "本报告由本局编制。", "2023年，本局公开信息8条。", "根据《某某办法》的要求（〔20"],
)
def test_a_title_ends_where_its_preamble_begins_without_a_blank(preamble: str) -> None:
    title = "某县水利局2023年政府信息公开工作年度报告"
    assert texts(title + preamble) == [title, preamble]


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("首页 政务公开 当前位置：首页>年报>云溪县", " 本报告依据有关规定编制。"),
        ("文 号： 有 效 性： 有效", " 本年度公开8条。"),
        ("点击数： 【打印】【关闭】", "_云溪县人民政府 首页"),
    ],
)
def test_a_whole_title_among_what_a_site_prints_is_a_line(before: str, behind: str) -> None:
    title = "云溪县财政局2023年政府信息公开工作年度报告"
    assert texts(f"{before} {title}{behind}") == [before, title, behind.strip()]


@pytest.mark.parametrize(
    "text",
    [
        "本年报已公布。 云溪县财政局2023年政府信息公开工作年度报告 见网站。",
        "现公布云溪县财政局2023年政府信息公开工作年度报告，如有疑问请联系。",
        "按照有关规定， 云溪县财政局2023年政府信息公开工作年度报告。本报告由六部分组成。",
        "关于印发《云溪县财政局2023年政府信息公开工作年度报告》 的通知",
    ],
)
def test_a_title_in_a_sentence_is_no_line(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize("behind", ["编制工作已完成，现予公布。", "》公布后，收到意见2条。", "公布如下。"])
def test_a_report_that_a_sentence_speaks_of_is_no_title(behind: str) -> None:
    text = f"某县水利局2023年政府信息公开工作年度报告{behind}"
    assert texts(text) == [text]


def test_lines_that_a_tab_has_joined_are_lines_again() -> None:
    row = ("7.属于行政执法案卷 1 0 0 0 0 0 1", "8.属于行政查询事项 2 0 0 0 0 0 2")
    cells = tuple(Cell(text, column, Where(line=9)) for column, text in enumerate(row))
    plain = tuple(Cell(text, column, Where(line=8)) for column, text in enumerate(("规章", "3", "0", "22")))
    table = Table((plain, cells, plain), Where(), aligned=False)
    assert unfolded([table]) == (
        Table((plain,), Where(), aligned=False),
        *(Paragraph(text, Where(line=9)) for text in row),
        Table((plain,), Where(), aligned=False),
    )


@pytest.mark.parametrize(
    "row",
    [
        ("1.属于国家秘密 2 1", "0", "0", "0", "0", "3"),  # one row, parted in two ways
        ("信息内容", "本年处理决定数量"),
        ("发布日期 2024", "来源 办公室 12"),
    ],
)
def test_other_rows_of_a_text_are_left_as_they_are(row: tuple[str, ...]) -> None:
    table = Table((tuple(Cell(text, column, Where()) for column, text in enumerate(row)),), Where(), aligned=False)
    assert unfolded([table]) == (table,)


@pytest.mark.parametrize("between", [" ", ""])
def test_a_row_of_a_flattened_table_ends_before_a_numbered_label_that_no_form_has(between: str) -> None:
    rows = ["1.政府公报公开政府信息数", "条", "31", "2.政府网站公开政府信息数", "条", "26", "3.政务头条公开政府信息数"]
    found = texts("（二）通过不同渠道和方式公开政府信息的情况" + between + between.join(rows) + between + "条 5")
    assert next(line for line in found if "网站" in line).endswith("条" + between + "26")
    assert next(line for line in found if "头条" in line).startswith("3.政务头条")


@pytest.mark.parametrize(
    "heading",
    [
        "一、基本情况",
        "二、主动公开情况",
        "三、依申请公开政府信息办理情况",
        "四、因信息公开被申请行政复议、提起诉讼的情况",
        "五、工作中存在的不足及整改措施",
        "六、需要说明的其他事项",
    ],
)
def test_a_heading_in_words_in_use_stands_alone_behind_a_sentence_or_a_row_of_figures(heading: str) -> None:
    rows = "".join("".join(row.split()) for row in ROWS)
    found = texts(f"本局全年按季核对目录。{heading}全年公开信息三百条。二、主动公开政府信息情况{rows}{heading}本局无。")
    assert found.count(heading) == 2


def test_a_list_of_sections_in_words_in_use_is_a_sentence() -> None:
    text = "本报告包括一、基本情况，二、主动公开情况，三、依申请公开情况，共三个部分，欢迎查阅。本局无其他说明。"
    assert texts(text) == [text]


@pytest.mark.parametrize(
    "title",
    [
        "云岭市水务局政府信息公开工作年度报告（2024年度）",
        "云岭市水务局关于2024年度政府信息公开工作情况的报告",
        "云岭市水务局2024年度政府信息公开工作年度总结报告",
    ],
)
def test_a_title_in_a_whole_report_on_one_line_ends_behind_its_year_or_last_word(title: str) -> None:
    found = texts(f"{title}根据《条例》编制。一、总体情况本局无。三、收到和处理政府信息公开申请情况{''.join(ROWS)}")
    assert found[0] == title


def test_contents_with_pages_in_cells_of_their_own_are_no_headings() -> None:
    rows = [("一、总体情况", "1"), ("五、存在的主要问题及改进情况", "9"), ("六、其他需要报告的事项", "11")]
    cells = tuple(tuple(Cell(text, at, PLACE) for at, text in enumerate(row)) for row in rows)
    table = Table(cells, PLACE, aligned=False)
    assert unfolded([table]) == (table,)


@pytest.mark.parametrize("begin", ["针对2022年报告提出的问题，本局逐项核对。", "目前目录更新不够及时。"])
def test_a_heading_in_words_in_use_with_its_text_on_the_same_line_stands_alone(begin: str) -> None:
    heading = "五、政府信息公开工作存在的主要问题及改进情况"
    assert texts(f"{heading}{begin}") == [heading, begin]
