"""A frame around a part of a table only is no table; what stands beside a whole one leaves it as it is."""

from workers.extract.pdf_lines import lines
from workers.extract.pdf_page import Char
from workers.extract.pdf_partial import whole
from workers.extract.pdf_tables import Frame


def written(text: str, x: float, y: float) -> list[Char]:
    """Characters of 5 points, from a place on the page."""
    return [Char(char, x + 5 * i, x + 5 * i + 5, y, 5) for i, char in enumerate(text)]


def framed(*rows: tuple[str, str]) -> Frame:
    """Two cells a row, 20 points high and 100 wide."""
    frame = Frame([(x, 20.0 * row, x + 100, 20.0 * row + 20) for row in range(len(rows)) for x in (0.0, 100.0)])
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            assert not frame.take(written(text, 100.0 * column + 10, 20.0 * row + 12))
    return frame


LABELS = (("不予公开", "国家秘密"), ("无法提供", "重复申请"))


def test_labels_with_borders_stand_in_lines_with_the_figures_beside_them() -> None:
    found, kept = whole(lines([*written("12", 210, 12), *written("34", 210, 32)]), [framed(*LABELS)])
    assert not kept
    assert [line.text for line in found] == ["不予公开 国家秘密 12", "无法提供 重复申请 34"]


def test_a_table_with_nothing_beside_it_stays_one() -> None:
    table, loose = framed(*LABELS), lines(written("一、总体情况", 10, 70))
    assert whole(loose, [table]) == (loose, [table])


def test_a_text_down_the_margin_has_no_part_in_the_rows() -> None:
    table, loose = framed(*LABELS), lines([*written("装", 210, 12), *written("订", 210, 32)])
    assert whole(loose, [table]) == (loose, [table])


def test_sentences_beside_a_table_are_of_another_column() -> None:
    table, loose = framed(*LABELS), lines([*written("工作有序推进", 210, 12), *written("成效明显。", 210, 32)])
    assert whole(loose, [table]) == (loose, [table])


def test_turned_text_beside_a_table_stays_as_it_is() -> None:
    down = [Char(char, 5.0 * i, 5.0 * i + 5, -250.0, 5, 270) for i, char in enumerate("内部资料")]
    table, loose = framed(*LABELS), lines(down)
    assert whole(loose, [table]) == (loose, [table])


def test_one_row_of_figures_beside_it_tells_that_a_frame_is_a_part() -> None:
    table = framed(*LABELS, *LABELS)
    found, kept = whole(lines(written("1 0 0 2.5", 210, 72)), [table])
    assert not kept
    assert found[-1].text == "无法提供 重复申请 1 0 0 2.5"


def test_a_number_that_reaches_over_its_cell_is_no_row() -> None:
    table, loose = framed(*LABELS), lines([*written("12", 201, 12), *written("34", 201, 32)])
    assert whole(loose, [table]) == (loose, [table])
