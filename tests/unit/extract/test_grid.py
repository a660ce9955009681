"""Cells find their columns, and tables that only arrange prose are told in reading order."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from shared.document import Paragraph, Table
from shared.limits import Limits
from workers.extract.grid import Grid, Slot, Writer, place

PROSE = "本年度主动公开政府信息。" * 20
spans = st.tuples(st.integers(0, 4), st.integers(-1, 4))


def written(*contents: str | Grid) -> list[str | list[list[str]]]:
    writer = Writer(Limits())
    writer.write(contents)
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows]
        for block in writer.items
    ]


def slots(*texts: str) -> list[Slot]:
    return [Slot([text] if text else [], column) for column, text in enumerate(texts)]


def test_a_cell_moves_behind_those_that_reach_in_from_above() -> None:
    rows = [[Slot(["a"], row_span=2), Slot(["b"], column_span=2)], [Slot(["c"]), Slot(["d"])]]
    place(rows)
    assert [[slot.column for slot in row] for row in rows] == [[0, 1], [1, 2]]


def test_a_row_span_of_zero_reaches_to_the_end_and_none_reaches_beyond() -> None:
    rows = [[Slot([], row_span=0), Slot([], row_span=9)], [Slot([])], [Slot([])]]
    place(rows)
    assert [slot.row_span for slot in rows[0]] == [3, 3]
    assert [row[0].column for row in rows[1:]] == [2, 2]


@given(st.lists(st.lists(spans, max_size=5), max_size=6))
def test_no_two_cells_begin_in_one_place_and_columns_ascend(rows: list[list[tuple[int, int]]]) -> None:
    grid = [[Slot([], row_span=down, column_span=across) for down, across in row] for row in rows]
    place(grid)
    for row in grid:
        columns = [slot.column for slot in row]
        assert columns == sorted(set(columns))
        assert all(left.column + left.column_span <= right.column for left, right in itertools.pairwise(row))


def test_a_frame_around_text_is_no_table() -> None:
    assert written(Grid([slots("一、总体情况"), slots("正文")])) == ["一、总体情况", "正文"]


def test_prose_beside_a_sidebar_is_told_in_order() -> None:
    assert written(Grid([slots("栏目", PROSE)])) == ["栏目", PROSE]


def test_a_long_label_with_its_values_remains_a_row() -> None:
    grid = Grid([slots("甲", "1", "2"), slots(PROSE, "3", "4")])
    assert written(grid) == [[["甲", "1", "2"], [PROSE, "3", "4"]]]


def test_a_table_inside_a_table_stands_alone() -> None:
    inner = Grid([slots("规章", "0"), slots("行政许可", "1")])
    outer = Grid([[Slot(["其前", inner, "其后"]), Slot(["旁"])]])
    assert written(outer) == ["其前", [["规章", "0"], ["行政许可", "1"]], "其后", "旁"]


def test_a_frame_around_one_number_remains_in_its_cell() -> None:
    framed = Slot([Grid([slots("7")])], 1)
    assert written(Grid([[*slots("规章"), framed]])) == [[["规章", "7"]]]


def test_tables_are_numbered_in_order_and_rows_within_them() -> None:
    writer = Writer(Limits())
    writer.write([Grid([slots("甲", "1"), slots("乙", "2")]), "文", Grid([slots("丙", "3")])])
    tables = [block for block in writer.items if isinstance(block, Table)]
    last = tables[0].rows[1][1].where
    assert (last.table, last.row, last.column) == (1, 2, 2)
    assert tables[1].where.table == 2
