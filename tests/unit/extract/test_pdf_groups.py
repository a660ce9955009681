"""Words of groups beside rows' labels are told apart, before the table; labels that reach over both columns stay."""

import pytest

from tests.unit.extract.test_pdf_lines import row
from workers.extract.pdf_groups import ungrouped
from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_tables import Frame

FIGURES = [(str(place), 200.0 + 20 * place) for place in range(5)]
ROWS = " 0 1 2 3 4"


def line(y: float, *words: tuple[str, float], figures: bool = True) -> Line:
    return lines(row(*words, *(FIGURES if figures else []), y=y))[0]


def told(*found: Line | Frame) -> list[str]:
    return [item.text if isinstance(item, Line) else "表" for item in ungrouped(found)]


def test_words_left_of_the_rows_numbers_are_told_before_the_table() -> None:
    assert told(
        line(40, ("申请情况", 60), figures=False),
        line(60, ("1.甲类事项", 100)),
        line(80, ("（三）", 60), ("2.乙类事", 100), figures=False),
        line(90, ("不予", 60)),
        line(100, ("公开", 60), ("项", 100), figures=False),
        line(120, ("3.丙类事项", 100)),
    ) == ["申请情况", "（三）不予公开", "1.甲类事项" + ROWS, "2.乙类事", "0 1 2 3 4", "项", "3.丙类事项" + ROWS]


def test_columns_that_touch_are_parted_where_the_numbers_stand() -> None:
    assert told(
        line(60, ("（四）", 69), ("1.甲类事项", 100)),
        line(80, ("无法提", 69.2), ("2.乙类事项", 100)),
        line(100, ("供", 69), ("3.丙类事项", 100)),
    ) == ["（四）无法提供", "1.甲类事项" + ROWS, "2.乙类事项" + ROWS, "3.丙类事项" + ROWS]


@pytest.mark.parametrize(
    "wide",
    [
        [("（七）", 60), ("总计", 90)],
        [("（二）部分公开", 60)],
        [("（", 60), ("二", 73), ("）", 86), ("部", 100), ("分", 113)],
        [("一、新收申请", 60)],
        [("（七）", 60)],
        [("㈦总计", 60)],
    ],
    ids=["two words", "over both", "spaced", "over all", "short", "one sign"],
)
def test_labels_over_both_columns_stay(wide: list[tuple[str, float]]) -> None:
    rows = [line(60, ("1.甲类事项", 100)), line(80, ("2.乙类事项", 100)), line(100, *wide)]
    assert told(*rows) == [each.text for each in rows]


def test_below_the_first_line_of_the_first_row_nothing_comes_between() -> None:
    assert told(
        line(50, ("（三）", 60), ("1.甲类", 100), figures=False),
        line(60, ("不予", 60), ("事项", 100)),
        line(80, ("2.乙类事项", 100)),
        line(100, ("3.丙类事项", 100)),
    ) == ["（三）不予", "1.甲类", "事项" + ROWS, "2.乙类事项" + ROWS, "3.丙类事项" + ROWS]


def test_without_a_table_of_rows_nothing_is_parted() -> None:
    frame = Frame([(60, 10, 70, 20), (70, 10, 80, 20)])
    prose = [line(y, ("存在", 60), ("1.问题", 100), figures=False) for y in (60, 80, 100)]
    strip = line(40)
    assert told(frame, strip, *prose) == ["表", "0 1 2 3 4", *(each.text for each in prose)]
