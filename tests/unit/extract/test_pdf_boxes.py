"""A drawn box that holds text is no cell, and what is drawn within one is no column of it."""

from workers.extract.pdf_boxes import opened, ordered
from workers.extract.pdf_lines import Line
from workers.extract.pdf_page import Char
from workers.extract.pdf_tables import Frame

LONG = "文" * 100


def written(text: str, x: float, y: float) -> list[Char]:
    """Characters in lines of 30, from a place on the page."""
    return [Char(char, x + i % 30 * 5, x + i % 30 * 5 + 5, y + i // 30 * 8, 5) for i, char in enumerate(text)]


def filled(cells: list[tuple[float, float, float, float]], *texts: list[Char]) -> Frame:
    frame = Frame(cells)
    assert not frame.take([char for text in texts for char in text])
    return frame


def said(frames: list[Frame]) -> list[list[str]]:
    return [["".join(char.text for char in slot.chars) for slot in frame.slots] for frame in frames]


def test_a_table_is_left_as_it_is() -> None:
    table = filled([(0, 0, 200, 50), (200, 0, 300, 50)], written(LONG, 1, 10), written("5", 210, 10))
    assert opened([table]) == ([table], [])


def test_the_columns_of_a_layout_are_boxes() -> None:
    layout = filled(
        [(0, 0, 100, 300), (100, 0, 300, 20), (100, 20, 300, 300)],
        written("首页", 1, 10),
        written("标题", 110, 10),
        written(LONG, 110, 30),
    )
    inner, boxes = opened([layout])
    assert inner == []
    assert sorted("".join(char.text for char in slot.chars)[:2] for slot in boxes) == ["文文", "标题", "首页"]


def test_a_box_around_an_article_leaves_the_tables_in_it_as_they_are() -> None:
    cells = [(0.0, 0.0, 300.0, 300.0), *((float(x), y, x + 100.0, y + 20.0) for y in (0.0, 200.0) for x in (0, 100))]
    page = filled(cells, *(written(str(i), x, y) for i, (x, y) in enumerate([(50, 10), (150, 10), (50, 210)])))
    page.slots[0].chars += written("三、正文", 10, 100)
    inner, boxes = opened([page])
    assert said(inner) == [["0", "1"], ["2", ""]]
    assert ["".join(char.text for char in slot.chars) for slot in boxes] == ["三、正文"]


def test_a_label_beside_the_rows_it_is_drawn_around_is_no_text() -> None:
    cells = [(0.0, 0.0, 300.0, 100.0), *((x, y, x + 100, y + 20) for y in (0.0, 20.0) for x in (100.0, 200.0))]
    table = filled(cells, written("三、", 10, 10), written("1", 110, 10), written("2", 210, 30))
    assert opened([table]) == ([table], [])


def test_a_cell_that_holds_a_table_is_a_box() -> None:
    outer = filled([(0, 0, 300, 20), (0, 20, 100, 200), (100, 20, 300, 200)], written("四、", 110, 30))
    table = filled([(120, 50, 150, 70), (150, 50, 180, 70)], written("1", 130, 60), written("2", 160, 60))
    inner, boxes = opened([table, outer])
    assert inner == [table]
    assert len(boxes) == 3


def test_what_is_in_one_box_stands_together() -> None:
    boxes = Frame([(0, 0, 100, 100), (100, 0, 300, 100)]).slots
    boxes[0].chars = written("甲", 10, 20) + written("乙", 10, 60)
    boxes[1].chars = written("丙", 110, 30)
    table = Frame([(110, 40, 130, 60), (130, 40, 150, 60)])
    items = ordered([Line("丁", (0, 110, 10, 120), 5)], [table], boxes)
    assert [item.text if isinstance(item, Line) else "表" for item in items] == ["甲", "乙", "丙", "表", "丁"]


def test_the_last_sections_in_the_box_of_a_layout_are_text() -> None:
    cells = [(0.0, 0.0, 100.0, 20.0), (100.0, 0.0, 200.0, 20.0), (0.0, 20.0, 200.0, 80.0)]
    told = [*written("五、改进情况", 10, 30), *written("仍需努力，持续改进。", 10, 40)]
    page = filled(cells, written("12", 50, 10), written("3", 150, 10), told)
    inner, boxes = opened([page])
    assert said(inner) == [["12", "3"]]
    assert ["".join(char.text for char in slot.chars) for slot in boxes] == ["五、改进情况仍需努力，持续改进。"]


def test_the_last_sections_beside_an_empty_column_of_a_layout_are_text() -> None:
    cells = [(0, 0, 60, 150), (60, 0, 180, 40), (180, 0, 300, 40), (60, 40, 300, 150)]
    sections = [*written("五、问题", 70, 60), *written("公开得不够。", 70, 80), *written("将予改进。", 70, 90)]
    page = filled(cells, written("规章", 70, 20), written("5", 200, 20), sections)
    inner, boxes = opened([page])
    assert said(inner) == [["规章", "5"]]
    assert "".join(char.text for box in boxes for char in box.chars) == "五、问题公开得不够。将予改进。"
    row = filled(
        [(0, 0, 100, 40), (100, 0, 200, 40)], written("四、结转下年度", 5, 10), written("继续办理本机关", 5, 20)
    )
    assert opened([row]) == ([row], [])


def test_a_label_of_several_lines_over_a_row_is_no_text() -> None:
    cells = [(0.0, 0.0, 100.0, 20.0), (100.0, 0.0, 200.0, 20.0), (0.0, 20.0, 200.0, 40.0)]
    table = filled(cells, written("12", 50, 10), written("3", 150, 10), written("第二十条第（一）项", 10, 30))
    assert opened([table]) == ([table], [])
