"""A figure that its cell has broken over lines for want of room is one; figures of several rows are not."""

from itertools import pairwise

import pytest

from workers.extract.pdf_broken import broken
from workers.extract.pdf_page import Char
from workers.extract.pdf_tables import Frame

WIDTH = 20.0  # of a column: there is room for three digits


def told(label: str, *cells: str) -> list[str | None]:
    """Return what is told of the cells behind the label in a row; lines in a cell are parted by a slash."""
    sides = [0.0, 100.0, *(100.0 + WIDTH * (place + 1) for place in range(len(cells)))]
    frame = Frame([(x0, 0.0, x1, 60.0) for x0, x1 in pairwise(sides)])
    chars = [Char(text, 2.0 + 8 * at, 10.0 + 8 * at, 20, 8) for at, text in enumerate(label)]
    for place, cell in enumerate(cells):
        for line, figure in enumerate(cell.split("/")):
            begin = sides[place + 1] + 2
            chars += [
                Char(text, begin + 5 * at, begin + 5 * at + 5, 20.0 + 12 * line, 10) for at, text in enumerate(figure)
            ]
    assert not frame.take(chars)
    found = broken(frame)
    return [found.get(id(slot)) for slot in frame.slots[1:]]


def test_a_figure_is_one_where_its_lines_are_full() -> None:
    assert told("总计", "369/2", "12", "1,2/05") == ["3692", None, "1,205"]
    assert told("总计", "369/208/1", "12") == ["3692081", None]


@pytest.mark.parametrize(
    ("label", "cells"),
    [
        ("总计", ["36/2", "12"]),  # a third digit had room
        ("总计", ["369/2", "12/1"]),
        ("总计", ["369/208", "121/207"]),  # of two rows, perhaps
        ("1.重复2.出版", ["369/208", "5"]),
        ("总计", ["369/x2", "12"]),
    ],
)
def test_what_may_be_several_is_not_told_as_one(label: str, cells: list[str]) -> None:
    assert told(label, *cells) == [None] * len(cells)
