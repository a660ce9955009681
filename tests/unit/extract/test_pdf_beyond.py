"""Figures in cells that the page's edge cuts are no numbers; borders that lie outside alone cut nothing."""

import pytest

from tests.unit.extract.test_pdf_tables import chars, grid, texts
from workers.extract.pdf_beyond import cut_off, within
from workers.extract.pdf_page import UNKNOWN, Char, Page
from workers.extract.pdf_tables import frames

MARGINS = (20.0, 0.0, 80.0, 200.0)


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


@pytest.mark.parametrize(("x", "text"), [(50, "8"), (78, UNKNOWN), (15, UNKNOWN)], ids=["in", "right", "left"])
def test_a_digit_that_a_margin_cuts_is_unknown(x: float, text: str) -> None:
    (char,) = within(chars("8", x, 15), Page(1, 100, 200, chars("8", x, 15), [], area=MARGINS))
    assert char.text == text


def test_a_digit_at_a_margin_may_have_lost_others_where_its_cell_goes_on() -> None:
    rules = grid([15, 50, 70], [0, 20])
    found = frames(rules, 1)
    printed = [*chars("8", 21, 15), *chars("7", 58, 15)]
    found[0].take(printed)
    cut_off(found, Page(1, 100, 200, printed, rules, area=MARGINS))
    assert texts(found[0]) == ["8\ufffd", "7"]
