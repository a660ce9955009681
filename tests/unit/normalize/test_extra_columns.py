"""Columns of a table that are none of the form's."""

from shared.document import Cell, Table, Where
from workers.normalize.extra_columns import without_added


def table(*rows: str) -> Table:
    cells = (tuple(Cell(text, at, Where()) for at, text in enumerate(row.split("|"))) for row in rows)
    return Table(tuple(cells), Where(), aligned=True)


def texts(*rows: str) -> list[str]:
    return ["|".join(cell.text for cell in row) for row in without_added(table(*rows)).rows]


def test_an_empty_cell_behind_each_other_one_is_no_column() -> None:
    assert texts("信息内容||制发件数||废止件数|", "规章||4||0|", "许可||7|") == [
        "信息内容|制发件数|废止件数",
        "规章|4|0",
        "许可|7",
    ]


def test_columns_that_a_body_left_blank_remain_where_headings_stand_over_them() -> None:
    rows = ("信息内容|制发|废止|有效", "规章||4|", "规范性文件||5|")
    assert texts(*rows) == list(rows)
    assert texts(*rows[1:], "许可||5|") == [*rows[1:], "许可||5|"]


def test_a_column_of_remarks_at_the_end_is_none_of_the_forms() -> None:
    assert texts("信息内容|处理决定数量|备注", "行政许可|15|含委托", "行政处罚|3|") == [
        "信息内容|处理决定数量", "行政许可|15", "行政处罚|3",
    ]  # fmt: skip


def test_remarks_in_a_row_are_no_column() -> None:
    rows = ("规章|4|0|1", "备注|不含|下属|说明", "许可|3|5|6")
    assert texts(*rows) == list(rows)


def test_an_empty_column_between_figures_that_have_headings_is_no_column() -> None:
    rows = ("信息内容|制发||废止|有效", "规章|4||0|7", "规范性文件|||1|")
    assert texts(*rows) == ["信息内容|制发|废止|有效", "规章|4|0|7", "规范性文件||1|"]


def test_a_blank_one_remains_where_headings_may_stand_beside_their_figures() -> None:
    rows = ("信息内容|制发||废止|有效|", "规章||4||0|7")  # each one column before its figures
    assert texts(*rows) == list(rows)
    rows = ("信息内容|制发||废止|有效", "规章|4||0|")  # one more behind
    assert texts(*rows) == list(rows)


def piece(x: float, *rows: str) -> Table:
    """Return a table on a page: its first column begins at `x`, each is 40 wide."""
    cells = (
        tuple(
            Cell(text, at, Where(bbox=(x + 40 * at, 0.0, x + 40 * at + 40, 9.0)))
            for at, text in enumerate(row.split("|"))
        )
        for row in rows
    )
    return Table(tuple(cells), Where(), aligned=True)


def below(second: Table) -> list[str]:
    first = without_added(piece(100, "信息内容|制发||废止|有效", "规章|4||0|7"))
    return ["|".join(cell.text for cell in row) for row in without_added(second, first.empty).rows]


def test_an_empty_column_goes_on_where_its_table_does() -> None:
    assert below(piece(100, "许可|5||1|3", "处罚|6||2|4")) == ["许可|5|1|3", "处罚|6|2|4"]
    assert below(piece(60, "三|许可|5||1|3")) == ["三|许可|5|1|3"]  # a label of two columns


def test_a_blank_one_remains_at_another_place_and_in_use() -> None:
    for rows in (["许可|5|1||3"], ["许可|5||1|3", "处罚|6|2||4"]):
        assert below(piece(100, *rows)) == rows
