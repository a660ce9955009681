"""Figures at different heights are one row where they fill all of its columns together, and no label begins between."""

import pytest

from tests.unit.extract.test_pdf_lines import row
from workers.extract.pdf_figures import ending_in_figures, parted
from workers.extract.pdf_heights import at_heights
from workers.extract.pdf_lines import lines

COLUMNS = (200, 220, 240)
SPANS = [(x - 2.0, x + 8.0) for x in COLUMNS]
Printed = tuple[str, str, float]  # a label, the figures of each column parted by "|", a baseline


def told(*printed: Printed) -> list[str]:
    chars = [
        char
        for label, figures, y in printed
        for pieces in ([(label, 50)], [*zip(figures.split("|"), COLUMNS, strict=False)])
        for char in row(*((text, x) for text, x in pieces if text), y=y)
    ]
    return [parted(each).text for each, _ in at_heights(ending_in_figures(lines(chars)), [SPANS])]


@pytest.mark.parametrize(
    "printed",
    [
        [("（二）部分公开（区分", "1||3", 60), ("不计其他）", "|2|", 72)],
        [("（二）部分公开（区分", "1||", 60), ("处理的", "|2|", 72), ("不计其他）", "||3", 84)],
    ],
    ids=["two lines", "three lines"],
)
def test_lines_that_fill_all_columns_together_are_one_row(printed: list[Printed]) -> None:
    assert told(*printed) == ["（二）部分公开（区分 1 2 3"]


@pytest.mark.parametrize(
    "printed",
    [
        [("（二）部分公开（区分", "1|2|3", 60)],
        [("（二）部分公开（区分", "1||3", 60), ("不计其他）", "||2", 72)],
        [("（二）部分公开（区分", "1||3", 60), ("不计其他）", "|2|", 90)],
        [("（二）部分公开（区分", "1||3", 60), ("1.属于国家秘密", "|2|", 72)],
        [("（二）部分公开（区分", "1||", 60), ("不计其他）", "|2|", 72)],
        [("", "30||", 50), ("（二）部分公开（区分", "|2|3", 60), ("", "6||", 70)],
        [("（二）部分公开（区分", "1||3", 60), ("不计其他）", "|2|", 72), ("", "0||", 84)],
    ],
    ids=["complete already", "one column twice", "far away", "another label", "a blank", "broken", "broken below"],
)
def test_what_is_no_row_together_stays_apart(printed: list[Printed]) -> None:
    assert told(*printed) == []
