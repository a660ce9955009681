"""Columns are read one after the other; a table without borders is none."""

import pytest

from workers.extract.pdf_columns import columns
from workers.extract.pdf_page import Char
from workers.extract.pdf_tables import Frame

HEIGHT = 600.0
PROSE = "本机关认真落实政府信息公开条例各项要求"  # 19 characters


def written(*texts: str, x: float, y: float = 100) -> list[Char]:
    """Lines under each other, 12 points apart, of characters 10 points wide."""
    return [
        Char(char, x + 10 * i, x + 10 * i + 10, y + 12 * row, 10)
        for row, text in enumerate(texts)
        for i, char in enumerate(text)
        if char != " "
    ]


def read(chars: list[Char], *tables: Frame) -> list[list[str]]:
    parts = columns(chars, tables, HEIGHT)
    assert sum(len(found) for _, found in parts) == len(tables)
    return [[line.text for line in own] + ["表"] * len(found) for own, found in parts]


def table(x: float) -> Frame:
    return Frame([(x, 200, x + 50, 220), (x + 50, 200, x + 100, 220)])


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    left, right = [f"{mark}{PROSE}" for mark in "甲乙丙"], [f"{mark}{PROSE}" for mark in "丁戊己"]
    assert read(written(*left, x=10) + written(*right, x=260)) == [left, right]


def test_a_menu_beside_the_article_is_no_part_of_its_lines() -> None:
    menu, article = ["首页", "政务公开", "互动交流"], [f"{mark}{PROSE}" for mark in "丁戊己"]
    assert read(written(*menu, x=10) + written(*article, x=100, y=103)) == [menu, article]


def test_what_stands_over_both_columns_is_read_by_itself() -> None:
    left, right = [f"{mark}{PROSE}" for mark in "甲乙丙"], [f"{mark}{PROSE}" for mark in "丁戊己"]
    banner, foot = "某县人民政府门户网站" * 4, "版权所有某县人民政府办公室" * 3
    chars = [
        *written(banner, x=10, y=40),
        *written(*left, x=10),
        *written(*right, x=260),
        *written(foot, x=10, y=590),
    ]
    assert read(chars) == [[banner], left, right, [foot]]


def test_tables_beside_each_other_are_columns_with_their_headings() -> None:
    chars = written("二、主动公开", x=10, y=180) + written("三、申请", x=260, y=180)
    assert read(chars, table(10), table(260)) == [["二、主动公开", "表"], ["三、申请", "表"]]


@pytest.mark.parametrize(
    "right",
    [["0  0  0  2", "0  0  0  3", "1  0  0  4"], ["自然人", "商业企业", "总计"], [PROSE, PROSE]],
    ids=["figures", "headings", "few lines"],
)
def test_the_columns_of_a_table_without_borders_belong_together(right: list[str]) -> None:
    labels = ["本年新收申请数量", "上年结转申请数量", "结转下年度继续办理"]
    assert len(read(written(*labels, x=10) + written(*right, x=200))) == 1


def test_a_page_of_full_lines_has_one_column() -> None:
    assert read(written(PROSE, PROSE, "落款", x=10)) == [[PROSE, PROSE, "落款"]]
    assert columns([], [], HEIGHT) == [([], [])]
