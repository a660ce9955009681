"""Markdown's marks go, and signs between cells become tabs, where the text shows that they are such."""

import pytest

from workers.extract.text_marks import (
    halved,
    one_a_line,
    visible,
    whole_rows,
    with_tabs,
    without_lone_pipes,
    without_markdown,
)


def lines(text: str) -> list[tuple[int, str]]:
    return list(enumerate(text.split("\n"), 1))


def test_a_markdown_title_is_bare() -> None:
    text = "# 云岭市年度报告\n**一、总体情况**\n> 见下表\n1\\. 其他"
    assert [line for _, line in without_markdown(lines(text))] == [
        "云岭市年度报告",
        "一、总体情况",
        "见下表",
        "1. 其他",
    ]


def test_a_bold_heading_that_has_grown_together_with_its_neighbours_is_a_line() -> None:
    text = "**云岭市2023年度报告****一、总体情况**本年无事。\n|采购||3|**三、收到和处理政府信息公开申请情况**（注）|"
    assert [line for _, line in without_markdown(lines(text))] == [
        "云岭市2023年度报告",
        "一、总体情况",
        "本年无事。",
        "|采购||3|",
        "三、收到和处理政府信息公开申请情况",
        "（注）|",
    ]


def test_a_bold_label_of_a_row_stays_in_its_row() -> None:
    text = "**云岭市2023年度报告**\n|**三、本年度办理结果**|**（七）总计**|3|\n见**《条例》**"
    assert [line for _, line in without_markdown(lines(text))][1:] == [
        "|三、本年度办理结果|（七）总计|3|",
        "见《条例》",
    ]


def test_figures_in_formulas_and_styles_are_bare() -> None:
    text = "# 云岭市年度报告\n公开$37$条，占$12.5\\%$\n| 规章 | <span class='n'>37</span> | 3<sup>2</sup> | 4 > 3 |"
    assert [line for _, line in without_markdown(lines(text))][1:] == [
        "公开37条，占12.5%",
        "| 规章 | 37 | 3<sup>2</sup> | 4 > 3 |",
    ]


def test_a_ruler_under_the_head_of_a_table_is_no_row() -> None:
    assert without_markdown(lines("规章 | 数量\n--- | ---\n规章 | 3")) == [(1, "规章 | 数量"), (3, "规章 | 3")]


@pytest.mark.parametrize("text", ["**一**", "**\n一、总体情况", "- 5 -\n__\n3 * 4 * 5"])
def test_text_that_is_no_markdown_keeps_its_signs(text: str) -> None:
    assert without_markdown(lines(text)) == lines(text)


@pytest.mark.parametrize("mark", [",", "，", ";", "；", "/", "／", "\u200b"])
def test_rows_parted_by_a_sign_are_rows(mark: str) -> None:
    text = "\n".join(
        mark.join(row.split()) for row in ("规章 0 1 2", "总计 3 4 5", "新收 6 7 8", "行政许可 9", "1 2 3 4 5")
    )
    assert [line.count("\t") for _, line in with_tabs(lines(text))] == [3, 3, 3, 1, 4]


@pytest.mark.parametrize(
    "text",
    [
        "规章,0,1,2",  # one row shows nothing
        "新收1,234件\n结转2,345件\n办结3,456件",  # thousands
        "办理了许可,处罚,强制\n公开了文件,会议,政策\n受理了咨询,投诉,建议",
        "规章\t0\t1\t2\n总计,3,4,5\n新收,6,7,8\n办结,6,7,8",  # its cells are parted already
    ],
)
def test_commas_of_prose_stay(text: str) -> None:
    assert with_tabs(lines(text)) == lines(text)


def test_bold_words_in_several_lines_are_markdown() -> None:
    text = "**一、**总体情况\n**（**一）主动公开\n**本**年度公开3条"
    assert [line for _, line in without_markdown(lines(text))] == ["一、总体情况", "（一）主动公开", "本年度公开3条"]


def test_a_page_in_one_line_with_pipes_has_each_piece_on_its_own() -> None:
    prose = "本年度共公开各类政府信息三百余条，其中网站公开二百余条，其余由公众号公开。"
    text = f"云岭市年度报告|{prose}|一、总体情况|" + "|".join(["规章", "0", "1", "2"] * 20)
    assert one_a_line(lines(text))[:4] == [(1, "云岭市年度报告"), (1, prose), (1, "一、总体情况"), (1, "规章")]


def test_a_page_in_one_line_with_tabs_keeps_the_pipes_of_its_rows() -> None:
    prose = "本年度共公开各类政府信息三百余条，其中网站公开二百余条，其余由公众号公开。"
    text = f"云岭市年度报告\t{prose}\t" + "\t".join(["规章 | 0 | 1 | 2"] * 60)
    assert one_a_line(lines(text))[:3] == [(1, "云岭市年度报告"), (1, prose), (1, "规章 | 0 | 1 | 2")]


def test_a_table_with_pipes_keeps_its_rows() -> None:
    text = "\n".join(["| 规章 | 0 | 1 | 2 |"] * 60)
    assert one_a_line(lines(text)) == lines(text)


CLOSED = [f"第{i}行 | 3 | 0 |" for i in range(12)]
FRAMED = [f"| {row}" for row in CLOSED]


def whole(rows: list[str], *more: str) -> list[str]:
    return [text for _, text in whole_rows(lines("\n".join([*rows, *more])))][len(rows) :]


def test_a_row_broken_between_two_cells_is_whole_again_where_pipes_close_the_rows() -> None:
    assert whole(CLOSED, "其他 | 3", " | 0 | 3 |") == ["其他 | 3| 0 | 3 |"]
    assert whole(FRAMED, "| 其他 | 3", "| 0 | 3 |") == ["| 其他 | 3| 0 | 3 |"]
    assert whole(FRAMED, "| 其他 | 3 |", "0 | 3 |") == ["| 其他 | 3 |0 | 3 |"]


@pytest.mark.parametrize(
    "rows",
    [
        ("其他 | 1", "5 | 0 |"),  # 1 and 5, or 15
        ("其他 | 3", "总计 | 0 |"),
        ("总计 | 结果 |", "0 | 3 |"),  # figures below their headings
        ("其他 | 3 |", "| 0 | 3 |"),
    ],
)
def test_rows_that_may_be_two_stay_two(rows: tuple[str, ...]) -> None:
    assert whole(CLOSED, *rows) == list(rows)


def test_rows_whose_pipes_close_nothing_stay_as_they_are() -> None:
    open_rows = [f"第{i}行 | 3 | 0" for i in range(12)]
    assert whole(open_rows, "其他 | 3", "| 0 | 3") == ["其他 | 3", "| 0 | 3"]


def lone(*cells: str) -> list[str]:
    text = "\n".join("\n".join(("第二十条", "|", *cells)) for _ in range(12))
    return [line for _, line in without_lone_pipes(lines(text))][-4:]


def test_lines_of_one_pipe_each_between_cells_are_none_where_a_rows_last_cell_has_none() -> None:
    assert lone("规章", "|", "0", "|", "1", "2") == ["规章", "0", "1", "2"]


@pytest.mark.parametrize("cells", [("规章", "|", "|", "2"), ("规章", "|", "1 |", "2")])
def test_pipes_that_tell_of_blank_cells_stay(cells: tuple[str, ...]) -> None:
    assert lone(*cells) == list(cells)


@pytest.mark.parametrize("mark", [",", "、", "；"])
def test_headings_of_columns_are_parted_as_their_rows_are(mark: str) -> None:
    rows = ["新收 1 2 3", "总计 4 5 6", "结转 7 8 9", "行政复议 行政复议 行政诉讼", "1 2 3 4 5 6"]
    found = with_tabs(lines("\n".join(mark.join(row.split()) for row in rows)))
    expected = [2, 5] if mark != "、" else [0, 0]  # which parts words of a sentence
    assert [line.count("\t") for _, line in found][3:] == expected


def test_three_words_of_a_sentence_are_no_headings_of_columns() -> None:
    sentence = "受理渠道为行政复议，行政诉讼，信访。"
    rows = "\n".join(["新收，1，2，3"] * 3)
    assert with_tabs(lines(f"{rows}\n{sentence}"))[-1][1] == sentence


def test_a_unit_and_one_figure_behind_a_label_are_a_row_too() -> None:
    rows = "（一）收到申请数,件,12\n1.当面申请数,件,3\n2.网络申请数,件,9\n公开了文件,会议,3"
    assert [line.count("\t") for _, line in with_tabs(lines(rows))] == [2, 2, 2, 2]


def test_units_in_sentences_part_nothing() -> None:
    text = "公开1,234件\n培训12人次,共3次\n制发文件,共12件"
    assert with_tabs(lines(text)) == lines(text)


def test_a_line_that_is_longer_than_any_row_is_not_made_longer() -> None:
    long = "其他 | " + "3 " * 300
    assert whole(CLOSED, long.strip(), "| 0 |") == [long.strip(), "| 0 |"]


_ROWS_OF_SIX = [[f"标签{row}", "3", "", "0", "2", "5"] for row in range(8)]


@pytest.mark.parametrize("mark", ["\t", "|"])
def test_where_every_two_cells_are_two_marks_apart_one_is_left(mark: str) -> None:
    doubled = lines("\n".join((mark * 2).join(row) for row in _ROWS_OF_SIX))
    assert halved(doubled) == lines("\n".join(mark.join(row) for row in _ROWS_OF_SIX))


@pytest.mark.parametrize("mark", ["\t", "|"])
def test_where_one_cell_in_some_is_blank_every_mark_is_left(mark: str) -> None:
    printed = lines("\n".join(mark.join(row) for row in _ROWS_OF_SIX))
    assert halved(printed) == printed


def test_pipes_that_close_and_open_cells_on_lines_of_their_own_are_halved() -> None:
    cells = [cell for row in _ROWS_OF_SIX for cell in row if cell]
    halves = [line for _, line in halved(lines("\n|\n|\n".join(cells)))]
    assert halves == "\n|\n".join(cells).split("\n")


def test_gaps_between_figures_tell_where_labels_are_broken() -> None:
    """A tool that leaves out blank cells and breaks labels at pipes of their own writes two between any two figures."""
    broken = "2.甲\n|\n乙\n|12||3||15|\n"
    halves = [line for _, line in halved(lines(broken * 20))]
    assert halves == ("2.甲\n|\n乙\n|12|3|15|\n" * 20).split("\n")


def test_a_few_rows_do_not_show_how_a_tool_writes() -> None:
    few = lines("甲\t\t1\t\t2\n乙\t\t3\t\t4")
    assert halved(few) == few


@pytest.mark.parametrize("unseen", ["\u200b", "\xad", "\u2060", "\ufeff"])
def test_what_nobody_sees_parts_neither_words_nor_figures(unseen: str) -> None:
    assert visible(lines(f"一、总{unseen}体情况\n公开1{unseen}2条")) == lines("一、总体情况\n公开12条")


def test_what_nobody_sees_stays_where_it_alone_parts_figures() -> None:
    rows = (["甲", "1", "2", "3"], ["乙", "4", "5", "6"], ["丙", "7", "8", "9"])
    printed = lines("\n".join("\u200b".join(row) for row in rows))
    assert visible(printed) == printed


def test_the_address_of_a_title_is_none_of_it() -> None:
    assert without_markdown(lines("# 云岭市年度报告 {#yunling .title}\n正文")) == [(1, "云岭市年度报告"), (2, "正文")]


def test_blanks_between_the_headings_of_a_page_in_one_line_are_its_line_ends_and_tabs_part_cells() -> None:
    rows = " ".join(["规章\t0\t1\t2"] * 20)
    text = f"云岭市年报 一、总体情况 无。 二、主动公开政府信息情况 {rows} 六、其他需要报告的事项 本年没有。"
    ((_, told),) = one_a_line(lines(text))
    assert told == text.replace("\t", " ")
