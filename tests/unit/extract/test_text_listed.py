"""Rows that a program has printed as lists, or as fields in quotes."""

import pytest

from workers.extract.text_listed import unlisted

ROWS = [["一、本年新收政府信息公开申请数量", "", "3", "0"], ["（一）予以公开", "", "2", "0"], ["3.其他", "", "0", "0"]]


@pytest.mark.parametrize(
    "printed",
    [
        [str(row) for row in ROWS],
        [f"{row}," for row in ROWS],
        [str(tuple(row)) for row in ROWS],
        [str([each or None for each in row]) for row in ROWS],
        [",".join(f'"{each}"' for each in row) for row in ROWS],
        [str([row[0], row[1], int(row[2]), int(row[3])]) for row in ROWS],
    ],
)
def test_a_printed_row_is_a_row(printed: list[str]) -> None:
    lines = ["云岭市年度报告", *printed, "（一）正文。"]
    assert [text for _, text in unlisted(list(enumerate(lines, 1)))] == [
        lines[0],
        *("\t".join(row) for row in ROWS),
        lines[-1],
    ]


@pytest.mark.parametrize(
    "line",
    [
        "[2024] “3”号",
        "('" + "(" * 300,
        "[" * 900 + "''" + "]" * 900,
        '"他说"，"好"',
        "['a', ['b']]",
        "[]",
        "['甲\\d', '",
    ],
)
def test_other_lines_stay(line: str) -> None:
    lines = [(number, line) for number in range(1, 6)]
    assert unlisted(lines) == lines
