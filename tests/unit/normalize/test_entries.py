"""Rows become labels and values."""

import pytest

from shared.document import Block, Cell, Paragraph, Table, Where
from workers.normalize.entries import Entry, entries
from workers.normalize.tables import known_rows


def row(*texts: str, aligned: bool = False) -> Table:
    cells = tuple(Cell(text, column, Where()) for column, text in enumerate(texts))
    return Table((cells,), Where(), aligned)


def found(*blocks: Block) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(entry.labels, [cell.text for cell in entry.values]) for entry in entries(enumerate(blocks), known_rows())]


def test_labels_come_first_then_values() -> None:
    assert found(row("三、本年度办理结果", "（一）予以公开", "1", "", "2")) == [
        (("三、本年度办理结果", "（一）予以公开"), ["1", "", "2"])
    ]


def test_what_follows_a_label_of_the_form_is_a_value_even_in_words() -> None:
    assert found(row("行政许可", "见附件")) == [(("行政许可",), ["见附件"])]


def test_the_unit_column_is_neither_label_nor_value() -> None:
    assert found(row("（二）举办各类培训班数", "次", "3")) == [(("（二）举办各类培训班数",), ["3"])]


def test_a_text_behind_the_unit_is_the_value() -> None:
    assert found(row("4.其他方式公开政府信息数", "条", "公示栏9条")) == [(("4.其他方式公开政府信息数",), ["公示栏9条"])]


def test_one_long_line_is_cut_at_the_labels() -> None:
    assert found(row("规章", "0", "1", "2", "行政规范性文件", "3", "4", "5", "行政许可", "6")) == [
        (("规章",), ["0", "1", "2"]),
        (("行政规范性文件",), ["3", "4", "5"]),
        (("行政许可",), ["6"]),
    ]


def test_lines_of_one_cell_are_joined() -> None:
    lines = [Paragraph(text, Where()) for text in ("规章", "0", "1", "2", "行政许可", "7")]
    assert found(*lines) == [(("规章",), ["0", "1", "2"]), (("行政许可",), ["7"])]


def test_headings_and_prose_before_a_whole_label_are_no_part_of_it() -> None:
    lines = [Paragraph(text, Where()) for text in ("信息内容", "现行有效件数", "规章", "0", "行政规范性文件", "7")]
    assert found(*lines) == [(("信息内容", "现行有效件数"), []), (("规章",), ["0"]), (("行政规范性文件",), ["7"])]


@pytest.mark.parametrize(
    ("line", "label", "values"),
    [
        ("规章000", "规章", ["000"]),
        ("3.其他0 0 12", "3.其他", ["0", "0", "12"]),
        ("（七）总计2,480394 5", "（七）总计", ["2,480394", "5"]),
        ("（七）总计（不含补正）14件3001018件", "（七）总计（不含补正）", ["14件3001018件"]),
        ("三、本年度（一）予以公开858", "三、本年度（一）予以公开", ["858"]),
        ("7.属于行政执法案卷78/2", "7.属于行政执法案卷", ["78/2"]),
    ],
)
def test_a_label_grown_together_with_its_digits_is_parted(line: str, label: str, values: list[str]) -> None:
    assert found(Paragraph(line, Where())) == [((label,), values)]


def test_no_digit_of_a_number_goes_to_its_label() -> None:
    assert found(Paragraph("（一）收到申请数件4，083", Where())) == [(("（一）收到申请数件",), ["4，083"])]
    assert found(Paragraph("行政许可 17.\ufffd94", Where())) == [(("行政许可 17.\ufffd94",), [])]


def test_prose_is_no_entry() -> None:
    assert found(Paragraph("全县" + "公开政府信息，" * 20 + "共20条。", Where())) == []


def test_the_innermost_label_identifies_an_entry() -> None:
    (entry,) = entries(enumerate([row("（三）不予公开", "1.属于国家秘密", "0")]), known_rows())
    assert isinstance(entry, Entry)
    assert (entry.leaf, entry.label) == ("属于国家秘密", "三不予公开1属于国家秘密"[1:])


def test_the_number_of_a_row_is_no_value() -> None:
    assert found(row("3", "规章", "0", "1", "2", aligned=True)) == [(("3", "规章"), ["0", "1", "2"])]


def test_what_a_groups_label_has_left_on_a_line_is_no_part_of_the_rows() -> None:
    assert found(Paragraph("本年度办 处理 3.其他 4 2 0", Where())) == [(("本年度办 处理", "3.其他"), ["4", "2", "0"])]
    line = "（六）其他 不再处理其政府信息公开申请 3 0 0"
    assert found(Paragraph(line, Where())) == [(("不再处理其政府信息公开申请",), ["3", "0", "0"])]
    assert found(row("7", "行政许可", "41", aligned=True)) == [(("7", "行政许可"), ["41"])]


@pytest.mark.parametrize("line", ["4 2.重复申请", "4（三）不予公开", "4\u3000四、结转下年度继续办理"])
def test_the_last_figure_of_a_row_and_the_next_label_on_one_line_are_two(line: str) -> None:
    blocks = [Paragraph(text, Where()) for text in ("1.信访举报投诉类申请", "1", "3", line, "5")]
    assert [values for _, values in found(*blocks)] == [["1", "3", "4"], ["5"]]


def test_so_they_are_where_a_tab_parts_them() -> None:
    lines = [Paragraph(text, Where()) for text in ("1.信访举报投诉类申请", "1", "3")]
    blocks = [*lines, row("4", "2.重复申请"), Paragraph("5", Where())]
    assert [values for _, values in found(*blocks)] == [["1", "3", "4"], ["5"]]


def test_so_they_are_in_one_cell_of_a_row() -> None:
    cells = ("（七）总计", "3", "0", "0", "1", "0", "0", "4 四、结转下年度继续办理", "1", "0")
    assert found(row(*cells)) == [
        (("（七）总计",), ["3", "0", "0", "1", "0", "0", "4"]),
        (("四、结转下年度继续办理",), ["1", "0"]),
    ]


@pytest.mark.parametrize("line", ["42.重复申请", "4 月份的申请", "4 2.其余"])
def test_a_figure_before_another_text_is_no_rows_last(line: str) -> None:
    blocks = [Paragraph(text, Where()) for text in ("1.信访举报投诉类申请", "1", "3", line, "5")]
    assert ["1", "3", "4"] not in [values for _, values in found(*blocks)]


def test_a_pages_number_behind_a_row_is_none_of_its_cells() -> None:
    assert found(row("规章", "3", "1", "8", "第4页 共9页")) == [(("规章",), ["3", "1", "8"])]


def test_blanks_before_the_values_of_a_label_that_may_be_a_groups_are_remembered() -> None:
    """One cell a line: the blank may be the column of the group's rows, or the first value."""

    def led(*texts: str) -> list[bool]:
        lines = [Paragraph(text, Where()) for text in texts]
        return [entry.is_led_by_blanks for entry in entries(enumerate(lines), known_rows())]

    assert led("（六）其他处理", "", "0", "0") == [True]
    assert led("（六）其他处理", "0", "0") == [False]
    assert led("规章", "", "0", "0") == [False]


def test_a_second_unit_is_that_of_a_row_whose_label_is_lost() -> None:
    lines = [Paragraph(text, Where()) for text in ("1.当面申请数", "件", "", "件", "4")]
    assert found(*lines) == [(("1.当面申请数",), [""]), (("件",), ["4"])]


def test_a_number_before_a_rows_unit_and_another_behind_it_are_one_text() -> None:
    lines = [Paragraph(text, Where()) for text in ("1.当面申请数", "6", "件", "4")]
    assert found(*lines) == [(("1.当面申请数",), ["6 4"])]
    assert found(*lines[:3]) == [(("1.当面申请数",), ["6"])]


def test_the_numbers_of_a_page_and_of_all_end_what_stands_above_them() -> None:
    lines = [Paragraph(text, Where()) for text in ("规章", "3", "1", "4/9", "行政处罚", "8")]
    assert found(*lines) == [(("规章",), ["3", "1"]), (("行政处罚",), ["8"])]


@pytest.mark.parametrize("line", ["（七）总计 1, 234 50 1,284", "（七）总计 1，  234 50 1 ,284"])
def test_white_space_at_the_separators_of_thousands_parts_no_number(line: str) -> None:
    (entry,) = entries([(0, Paragraph(line, Where()))], known_rows())
    assert entry.figures == [1234, 50, 1284]


def test_a_comma_behind_every_figure_is_no_separator_of_thousands() -> None:
    (entry,) = entries([(0, Paragraph("（七）总计 1, 234, 235", Where()))], known_rows())
    assert 1234 not in entry.figures
