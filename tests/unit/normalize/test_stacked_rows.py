"""Rows of a form that a table has in one row of its own are as many, where labels and figures are."""

import pytest

from shared.document import Cell, Where
from workers.normalize.stacked_rows import without_stacked


def parted(row: str, *, aligned: bool = True) -> list[str]:
    cells = tuple(Cell(text, at, Where()) for at, text in enumerate(row.split("|")))
    return ["|".join(cell.text for cell in found) for _, found, _ in without_stacked([(0, cells, aligned)])]


def test_rows_that_are_numbered_one_after_the_other_are_parted() -> None:
    assert parted("（四）无法提供|1.本机关不掌握相关政府信息2.没有现成信息需要另行制作|4 0|10 2||14 2") == [
        "（四）无法提供|1.本机关不掌握相关政府信息|4|10||14",
        "（四）无法提供|2.没有现成信息需要另行制作|0|2||2",
    ]
    assert parted("三、办理结果|（一）予以公开（二）部分公开（区分处理的）|4 0|- 2") == [
        "三、办理结果|（一）予以公开|4|-",
        "三、办理结果|（二）部分公开（区分处理的）|0|2",
    ]


@pytest.mark.parametrize(
    "row",
    [
        "1.重复申请2.公开出版物|4 0|2",  # who has the 2?
        "1.重复申请2.公开出版物|4 0 1|2 0 0",
        "1.重复申请3.公开出版物|4 0|2 0",
        "1.重复申请|1 234|2 345",  # thousands
        "重复申请公开出版物|4 0|2 0",
        "|4 0|2 0",
    ],
)
def test_what_may_be_one_row_remains_one(row: str) -> None:
    assert parted(row) == [row]


def test_a_text_without_columns_is_left_alone() -> None:
    row = "1.重复申请2.公开出版物|4 0|2 0"
    assert parted(row, aligned=False) == [row]


def test_a_figure_beside_two_labels_is_nobodys() -> None:
    assert parted("8.属于行政查询事项1.本机关不掌握相关政府信息|0|2|") == [
        "8.属于行政查询事项1.本机关不掌握相关政府信息|0 \ufffd|2 \ufffd|"
    ]
    for row in ("（四）无法提供|1.本机关不掌握相关政府信息|0|2", "1.专职人员数（不包括2.5级）|3"):
        assert parted(row) == [row]
