"""Plain text: the layouts in which crawlers leave tables."""

import pytest

from shared.document import Paragraph, Table
from shared.limits import Limits
from workers.extract.text import read_text


def blocks(text: str) -> list[Paragraph | Table]:
    return list(read_text(text.encode(), Limits()).blocks)


def texts(table: Paragraph | Table) -> list[list[str]]:
    assert isinstance(table, Table)
    return [[cell.text for cell in row] for row in table.rows]


def test_tabs_make_rows_and_an_empty_line_ends_no_table() -> None:
    (table,) = blocks("规章\t0\t0\t0\n\n行政许可\t5\t\t\n")
    assert texts(table) == [["规章", "0", "0", "0"], ["行政许可", "5", "", ""]]


def test_pipes_make_rows() -> None:
    (table,) = blocks("规章 | 0 | 1 | |\n行政许可｜5｜")
    assert texts(table) == [["规章", "0", "1", "", ""], ["行政许可", "5", ""]]


def test_no_cell_stands_before_the_pipe_that_every_row_begins_with() -> None:
    (table,) = blocks("| 规章 | 0 | 1 |\n|  | 5 | 2 |")
    assert texts(table) == [["规章", "0", "1", ""], ["", "5", "2", ""]]
    (table,) = blocks("规章|0|1\n|5|2")
    assert texts(table) == [["规章", "0", "1"], ["", "5", "2"]]


def test_one_cell_a_line_is_a_row_until_an_empty_line() -> None:
    (table,) = blocks("\t规章\n\t\u3000 0\n\t1\n\n\t行政许可\n\t5\n")
    assert texts(table) == [["规章", "0", "1"], ["行政许可", "5"]]


def test_a_line_without_a_tab_goes_on_with_the_cell_above() -> None:
    (table,) = blocks("\t信息内容\n\t本年新\n制作数量\n\t对外公开总数量\n")
    assert texts(table) == [["信息内容", "本年新制作数量", "对外公开总数量"]]


def test_figures_on_two_lines_of_a_cell_are_not_grown_together() -> None:
    """The second may be the page's number."""
    (table,) = blocks("\t行政处罚\n\t294\n12\n\t行政强制\n\t7\n")
    assert texts(table) == [["行政处罚", "294 12", "行政强制", "7"]]


def test_text_and_headings_right_above_the_first_cell_are_no_cells() -> None:
    text = (
        "一、总体情况\n全年工作有序开展。\n二、主动公开政府信息情况\n\t第二十条第（一）项\n\n\t信息内容\n\t本年制发件数"
    )
    document = read_text(text.encode(), Limits())
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == text.split("\n")[:3]


def test_a_label_without_its_tab_stands_above_its_cells() -> None:
    (table,) = read_text("二、上年结转政府信息公开申请数量\n\t0\n\t3".encode(), Limits()).blocks
    assert isinstance(table, Table)
    assert [cell.text for cell in table.rows[0]] == ["二、上年结转政府信息公开申请数量", "0", "3"]


def test_pipes_on_lines_of_their_own_part_the_cells_of_one_long_row() -> None:
    (table,) = blocks("规章\n|\n0\n|\n|\n3\n|\n")
    assert texts(table) == [["规章", "0", "", "3"]]


@pytest.mark.parametrize("mark", [" |", "\t", " ｜ "])
def test_a_paragraph_that_a_mark_ends_is_no_cell(mark: str) -> None:
    text = "六、其他需要报告的事项 " + "本年度没有收取信息处理费，收到的申请均在期限内答复。" * 3
    assert paragraphs(f"信息内容 | 件数 |\n规章 | 0 |\n{text}{mark}")[-1] == text


@pytest.mark.parametrize("word", ["None", "nan", "NaN", "null"])
def test_a_programs_word_for_nothing_is_an_empty_cell(word: str) -> None:
    (table,) = blocks(f"规章 | {word} | 1 | {word} |")
    assert texts(table) == [["规章", "", "1", "", ""]]


def test_every_line_of_prose_is_a_paragraph_with_its_number() -> None:
    found = blocks("标题\n\n\u3000\u3000第一段。\r\n第二段。")
    assert [(b.text, b.where.line) for b in found if isinstance(b, Paragraph)] == [
        ("标题", 1),
        ("第一段。", 3),
        ("第二段。", 4),
    ]


def test_a_cell_knows_table_row_column_and_line() -> None:
    found = blocks("段落\n规章\t0\n行政许可\t7\n")
    table = found[1]
    assert isinstance(table, Table)
    where = table.rows[1][1].where
    assert (where.table, where.row, where.column, where.line) == (1, 2, 2, 3)


def paragraphs(text: str) -> list[str]:
    return [block.text for block in blocks(text) if isinstance(block, Paragraph)]


def test_a_sentence_that_a_page_break_cut_is_whole_again() -> None:
    text = "（二）依申请公开。全镇本年度没有收到要求公开政府信\n\n息的申请，也没有结转。\n"
    assert paragraphs(text) == ["（二）依申请公开。全镇本年度没有收到要求公开政府信息的申请，也没有结转。"]


def test_a_sentence_that_a_fixed_width_cut_at_a_figure_is_whole_again() -> None:
    one = "本报告所列数据，除另有说明外，统计期限为2022年1月1日至2"
    assert [block.text for block in blocks(f"{one}\n022年12月31日。") if isinstance(block, Paragraph)] == [
        f"{one}022年12月31日。"
    ]
    two = "本报告所列数据，除另有说明外，统计期限为2022年1月1日"
    assert len(blocks(f"{two}\n—2022年12月31日。")) == 1
    assert len(blocks(f"{two}\n2.依申请公开情况")) == 2


def test_a_heading_between_pipes_on_lines_of_their_own_is_no_cell() -> None:
    above, heading, below = blocks(
        "规章\n|\n|\n0\n|\n四、政府信息公开行政复议、行政诉讼情况\n|\n|\n总计\n|\n|\n3\n|\n|"
    )
    assert isinstance(heading, Paragraph)
    assert heading.text == "四、政府信息公开行政复议、行政诉讼情况"
    assert "0" in texts(above)[0]
    assert "3" in texts(below)[0]


def test_a_heading_with_blanks_between_its_characters_is_no_cell() -> None:
    heading, table = blocks("三 、收 到 和 处 理 政 府 信 息 公 开 申 请 情 况\n\t总 计\n\t3\n")
    assert isinstance(heading, Paragraph)
    assert texts(table) == [["总 计", "3"]]


def test_a_lone_number_is_not_joined_to_the_sentence_that_it_interrupts() -> None:
    assert paragraphs("今年以来，共收到依申请公开件\n6\n190件，已办结。\n")[:2] == ["今年以来，共收到依申请公开件", "6"]


def test_headings_items_and_dates_begin_lines_of_their_own() -> None:
    lines = [
        "全镇坚持应公开尽公开，主动公开各类信息二十条，内容涉及民生",
        "三、收到和处理政府信息公开申请情况",
        "云溪县青石镇",
        "2024年1月9日",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_a_title_takes_no_line_from_below() -> None:
    lines = ["云溪县青石镇2023年政府信息公开工作年度报告", "现将有关情况报告如下。"]
    assert paragraphs("\n".join(lines)) == lines


def test_a_bracket_on_a_line_of_its_own_opens_the_next_line() -> None:
    assert paragraphs("甲市年报\n（\n一）主动公开\n") == ["甲市年报", "（一）主动公开"]


def test_a_line_of_a_blank_cell_and_another_is_a_row() -> None:
    (table,) = blocks("规章\t0\t1\t2\n \t3\n")
    assert texts(table) == [["规章", "0", "1", "2"], ["", "3"]]


def test_a_heading_directly_below_the_last_cell_is_none_of_it() -> None:
    table, heading, *_ = blocks("\t0\n\t3\n\t0\n五、存在的主要问题及改进情况\n\n本局无。")
    assert texts(table) == [["0", "3", "0"]]
    assert isinstance(heading, Paragraph)
    assert heading.text == "五、存在的主要问题及改进情况"
