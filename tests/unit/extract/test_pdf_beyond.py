"""Figures in cells that the page's edge cuts are no numbers; borders that lie outside alone cut nothing."""

import pytest

from tests.unit.extract.test_pdf_tables import chars, grid, texts
from workers.extract.pdf_beyond import cut_off
from workers.extract.pdf_page import Char, Page
from workers.extract.pdf_tables import frames


def told(right: float, *further: Char) -> list[str]:
    """Two cells, the second one from 50 to `right`, on a page that is 100 wide."""
    rules = grid([0, 50, right], [0, 20])
    printed = [*chars("12", 10, 15), *chars("87", 60, 15)]
    found = frames(rules, 1)
    found[0].take(printed)
    cut_off(found, Page(1, 100, 200, [*printed, *further], rules))
    return texts(found[0])


@pytest.mark.parametrize(
    ("right", "cells"), [(95, ["12", "87"]), (105, ["12", "87"]), (130, ["12", "87\ufffd"])], ids=["in", "near", "out"]
)
def test_a_cell_that_ends_outside_of_the_page_may_hold_more_digits(right: float, cells: list[str]) -> None:
    assert told(right) == cells


def test_where_characters_stand_out_there_none_were_left_out() -> None:
    assert told(130, *chars("9", 110, 15)) == ["12", "87"]
