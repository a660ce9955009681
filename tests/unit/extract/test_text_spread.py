"""A browser's copy of cells that hold paragraphs has its rows again."""

import pytest

from workers.extract.text_spread import gathered

ROWS = [
    ["一、本年新收政府信息公开申请数量", "", "", "3", "0", "0", "0", "0", "0", "3"],
    ["", "（一）予以公开", "", "2", "", "0", "0", "0", "", ""],
    ["", "", "1.属于国家秘密", "0", "0", "0", "0", "0", "0", "0"],
]


def copied(rows: list[list[str]]) -> str:
    return "\n\n\n\n".join("\n\n\t\n\n".join(row) for row in rows)


def rows_of(text: str) -> list[list[str]]:
    lines = gathered(list(enumerate(text.split("\n"), 1)))
    return [line.split("\t") for _, line in lines if line]


def test_each_row_is_a_line_with_its_blank_cells() -> None:
    assert rows_of(copied(ROWS)) == ROWS


def test_text_around_the_table_is_none_of_it() -> None:
    before, behind = "三、收到和处理政府信息公开申请情况", "五、存在的主要问题及改进情况"
    for gap in ("\n\n", "\n\n\n\n"):
        assert rows_of(f"{before}\n\n\n\n{copied(ROWS[:1] * 3)}{gap}{behind}") == [[before], *(ROWS[:1] * 3), [behind]]


def test_a_cell_of_two_paragraphs_is_one() -> None:
    text = copied([["结转下年度", *"000000", "继续\n\n办理"]] * 4)
    assert rows_of(text) == [["结转下年度", *"000000", "继续办理"]] * 4


def test_a_sections_heading_is_no_cell() -> None:
    text = copied([*(ROWS[:1] * 3), [*ROWS[0][:-1], ""]]).rstrip("\n") + "\n\n五、存在的主要问题及改进情况"
    assert rows_of(text)[-1] == ["五、存在的主要问题及改进情况"]


@pytest.mark.parametrize("text", ["规章\t0\t0\n\n\t\n\n1", "0\n\t\n0\n\t\n0\n" * 20])
def test_other_texts_stay_as_they_are(text: str) -> None:
    lines = list(enumerate(text.split("\n"), 1))
    assert gathered(lines) == lines
