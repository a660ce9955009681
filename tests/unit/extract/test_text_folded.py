from hypothesis import given
from hypothesis import strategies as st

from workers.extract.text_folded import folded

_TABLE = ["第二十条第（一）项 | |||", "信息内容 |", "制发 |", "废止 |", "有效 |", "规章 |", "3 |", "|", "0 |"]
_FURTHER = ["第二十条第（五）项 | |||", "行政许可 |", "| ||", "行政处罚 |", "7 | ||"]


def rows(*lines: str) -> list[list[str]]:
    found = folded(list(enumerate(lines, 1)))
    return [[text for _, text in row] for _, table in sorted(found.values()) for row in table]


def test_a_row_ends_where_pipes_fill_it_up_or_where_it_is_full() -> None:
    assert rows(*_TABLE, *_FURTHER) == [
        ["第二十条第（一）项"],
        ["信息内容", "制发", "废止", "有效"],
        ["规章", "3", "", "0"],
        ["第二十条第（五）项"],
        ["行政许可", ""],
        ["行政处罚", "7"],
    ]


def test_the_last_row_of_a_table_is_not_filled_up() -> None:
    assert rows(*_TABLE, *_FURTHER[:3], "行政处罚 |", "7 |")[-1] == ["行政处罚", "7"]


def test_a_cell_keeps_the_number_of_its_line() -> None:
    (begin,) = found = folded(list(enumerate(["某镇的报告", *_TABLE, *_FURTHER], 10)))
    assert begin == 1
    assert found[begin][0] == 15
    assert found[begin][1][2] == [(16, "规章"), (17, "3"), (18, ""), (19, "0")]


def test_tables_of_two_widths_stand_side_by_side_where_the_second_begins_as_the_form_does() -> None:
    second = ["行政复议 |", "行政诉讼 | |||||", "维持 | ||||||", "1 | ||||||"]
    assert rows(*_TABLE, *_FURTHER, "收费 |", "0 |", *second)[-4:] == [
        ["收费", "0"],
        ["行政复议", "行政诉讼"],
        ["维持"],
        ["1"],
    ]


def test_where_a_cell_is_lost_no_row_is_known() -> None:
    lines = [*_TABLE, *_FURTHER]
    assert rows(*lines)
    for at in range(len(lines)):
        assert not rows(*lines[:at], *lines[at + 1 :]) or lines[at].endswith("||")


def test_rows_on_lines_of_their_own_are_left_alone() -> None:
    assert not rows("规章 | 1 | 0 | 3 |", "行政许可 | 5 | ||", "行政处罚 | 6 | ||", "行政强制 | 7 | ||")
    assert not rows("甲 | |||", "乙 | |||", "丙 | |||")


@given(st.lists(st.lists(st.sampled_from(["0", "", "12", "一、某"]), min_size=1, max_size=6), min_size=4, max_size=9))
def test_every_table_that_is_written_so_comes_back(table: list[list[str]]) -> None:
    width = max(7, *(len(row) for row in table))
    lines = [
        f"{cell} {'|' * (1 if at < len(row) - 1 else width - len(row) + 1)}"
        for row in table
        for at, cell in enumerate(row)
    ]
    assert rows(*lines) == (table if any(len(row) > 1 for row in table) else [])
