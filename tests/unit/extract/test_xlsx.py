"""Of a workbook is read what it shows, and no number that it shows otherwise than it holds."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from shared.document import Document, Paragraph, Table
from shared.errors import Refused, Stop, Unreadable
from shared.limits import Limits
from workers.extract.xlsx import read_xlsx

LIMITS = Limits()


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened() -> tuple[Workbook, Worksheet]:
    book = Workbook()
    return book, book.worksheets[0]


def told(document: Document) -> list[str | list[list[str]]]:
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in document.blocks
    ]


def shown(value: object, number_format: str = "General") -> str:
    book, sheet = opened()
    sheet.append(["规章", value])
    sheet["B1"].number_format = number_format
    (table,) = read_xlsx(saved(book), LIMITS).blocks
    assert isinstance(table, Table)
    return table.rows[0][1].text


def test_prose_headings_and_tables_come_in_order() -> None:
    book, sheet = opened()
    sheet["A1"] = "南浦镇2023年政府信息公开工作年度报告"
    sheet.merge_cells("A1:C1")
    sheet["A2"] = "二、主动公开政府信息情况"
    sheet.append(["信息内容", "本年制发件数", "现行有效件数"])
    sheet.append(["规章", 0, 12])
    sheet.append(["三、收到和处理政府信息公开申请情况"])
    sheet.append(["本年新收", 3, None])
    assert told(read_xlsx(saved(book), LIMITS)) == [
        "南浦镇2023年政府信息公开工作年度报告",
        "二、主动公开政府信息情况",
        [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "12"]],
        "三、收到和处理政府信息公开申请情况",
        [["本年新收", "3", ""]],
    ]


def test_a_merged_cell_stands_once_with_its_spans() -> None:
    book, sheet = opened()
    sheet.append(["行政复议", None, "总计"])
    sheet.append(["维持", "纠正", None])
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("C1:C2")
    (table,) = read_xlsx(saved(book), LIMITS).blocks
    assert isinstance(table, Table)
    places = [(cell.text, cell.column, cell.row_span, cell.column_span) for row in table.rows for cell in row]
    assert places == [("行政复议", 0, 1, 2), ("总计", 2, 2, 1), ("维持", 0, 1, 1), ("纠正", 1, 1, 1)]


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (12, "General", "12"),
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (1234, "#,##0", "1234"),
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (12.3, "0.00_ ", "12.30"),
        ("１２", "@", "１２"),
        (12, "G/通用格式", "12"),
        (12, '0"件"', "12件"),
        (1234, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "1234"),
        (12.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "12.50"),
        (0, '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "-"),
    ],
)
def test_a_number_reads_as_it_is_shown(value: object, number_format: str, expected: str) -> None:
    assert shown(value, number_format) == expected


@pytest.mark.parametrize(
    ("value", "number_format"),
    [
        (0.5, "0%"),
        (0.5, "# ?/?"),
        (1200, '0,"千"'),
        (5, '[>9]0"多";0'),
        (-5, '0"件"'),
        (5, '0"到"0'),
        (12345, '0!.0,"万"'),
        (45292, "yyyy-mm-dd"),
        (date(2024, 1, 1), "yyyy-mm-dd"),
        (True, "General"),
    ],
)
def test_what_a_format_shows_otherwise_reads_as_no_number(value: object, number_format: str) -> None:
    assert shown(value, number_format).startswith("\ufffd")


def test_hidden_sheets_are_not_read() -> None:
    book, sheet = opened()
    sheet.append(["规章", 1])
    other = book.create_sheet("旧")
    other.append(["规章", 2])
    other.sheet_state = "hidden"
    assert told(read_xlsx(saved(book), LIMITS)) == [[["规章", "1"]]]


def test_hidden_rows_and_columns_are_not_read() -> None:
    book, sheet = opened()
    sheet.append([1, "规章", 3, 9, 5])
    sheet.append([2, "规章", 4, 9, 5])
    sheet.append([3, "文件", 6, 9, 7])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["A"].hidden = sheet.column_dimensions["D"].hidden = True
    assert told(read_xlsx(saved(book), LIMITS)) == [[["规章", "3", "5"], ["文件", "6", "7"]]]


def test_a_label_that_begins_in_a_hidden_row_is_shown() -> None:
    book, sheet = opened()
    sheet.append(["行政许可", 1])
    sheet.append([None, 2])
    sheet.append([None, 3])
    sheet.append([None, 4])
    sheet.merge_cells("A1:A4")
    sheet.row_dimensions[1].hidden = sheet.row_dimensions[3].hidden = True
    (table,) = read_xlsx(saved(book), LIMITS).blocks
    assert isinstance(table, Table)
    places = [(cell.text, cell.column, cell.row_span) for row in table.rows for cell in row]
    assert places == [("行政许可", 0, 2), ("2", 1, 1), ("4", 1, 1)]


def test_what_is_struck_out_is_not_there_and_a_raised_figure_stands_apart() -> None:
    raised = CellRichText("12", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    struck = CellRichText(TextBlock(InlineFont(strike=True), "8"), TextBlock(InlineFont(), "12"))
    book, sheet = opened()
    sheet.append(["规章", raised, struck, 12])
    sheet["D1"].font = Font(strike=True)
    assert told(read_xlsx(saved(book), LIMITS)) == [[["规章", "12 1", "12", ""]]]


def test_a_formula_without_its_result_is_no_blank_cell() -> None:
    book, sheet = opened()
    sheet.append(["规章", 1, "=SUM(B1:B1)"])
    assert told(read_xlsx(saved(book), LIMITS)) == [[["规章", "1", "\ufffd"]]]


def test_a_sheet_as_wide_as_excel_can_be_is_refused_and_not_filled() -> None:
    book, sheet = opened()
    sheet["A1"] = "=1+1"
    sheet["XFD1048576"] = 1
    with pytest.raises(Refused) as refused:
        read_xlsx(saved(book), LIMITS)
    assert refused.value.reason.code == "too-complex"


def test_more_cells_than_the_limit_are_refused_before_they_are_read() -> None:
    book, sheet = opened()
    for _ in range(10):
        sheet.append([1, 2, 3])
    with pytest.raises(Refused) as refused:
        read_xlsx(saved(book), Limits(cells=29))
    assert refused.value.reason.code == "too-complex"


@pytest.mark.parametrize("area", ["A1:XFD1048576", "$a$1:$xfd$1048576", "A:C"])
def test_a_merged_cell_of_a_whole_sheet_is_refused_before_it_is_read(area: str) -> None:
    book, sheet = opened()
    sheet["A1"] = 1
    merged = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    name = "xl/worksheets/sheet1.xml"
    data = saved(book)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read(name).replace(b"</sheetData>", merged)
    with pytest.raises(Refused) as refused:
        read_xlsx(changed(data, name, content), LIMITS)
    assert refused.value.reason.code == "too-complex"


def changed(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            new.writestr(each, content if each == name else old.read(each))
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet>&a;</worksheet>", b"", b"<worksheet><row r='x'><c r='?'/>"],
)
def test_a_damaged_sheet_is_broken(content: bytes) -> None:
    book, sheet = opened()
    sheet.append([1])
    with pytest.raises(Unreadable):
        read_xlsx(changed(saved(book), "xl/worksheets/sheet1.xml", content), LIMITS)


def small() -> bytes:
    book, sheet = opened()
    sheet.append(["规章", 12])
    return saved(book)


WHOLE = small()  # once: a workbook holds the time of its writing


@given(st.data())
def test_a_damaged_file_is_read_or_stopped_with_a_reason(data: st.DataObject) -> None:
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_xlsx(bytes(whole), LIMITS)
    except Stop as stop:
        assert stop.reason.message.zh  # noqa: PT017 - either ending will do
