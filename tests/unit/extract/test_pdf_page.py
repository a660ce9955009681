"""Geometry of pages, and characters as text has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.extract.pdf_page import Char, Page, Rule, character, page_to_upright, straight, thin, upright_to_page

points = st.floats(-1000, 1000)
turns = st.sampled_from([0, 90, 180, 270])


@given(points, points, turns)
def test_turning_there_and_back_is_nothing(x: float, y: float, turned: int) -> None:
    assert page_to_upright(*upright_to_page(x, y, turned), turned) == (x, y)


@given(st.integers(10, 300), st.integers(10, 300), turns.filter(bool))
def test_an_upright_page_is_the_page_turned(x: int, y: int, turned: int) -> None:
    begin = page_to_upright(x, y, turned)
    char = Char("甲", begin[0], begin[0] + 10, begin[1], 10, turned)
    page = Page(1, 400, 500, [char], [Rule(x, y, x + 50, y)])
    upright = page.upright()
    assert upright.turned == 0
    assert {upright.width, upright.height} == {400, 500}
    (there,) = upright.chars
    assert 0 <= there.y <= upright.height
    assert page.back(there.box) == pytest.approx(char.box)
    (rule,) = upright.rules
    assert page.back(rule) == pytest.approx((x, y, x + 50, y))


def test_a_page_whose_text_is_upright_stays_as_it_is() -> None:
    page = Page(1, 400, 500, [Char("甲", 0, 10, 20, 10), Char("乙", 0, 10, 20, 10, 90), Char("丙", 0, 10, 40, 10)], [])
    assert page.upright() is page


@pytest.mark.parametrize(
    ("box", "rule"),
    [
        ((0, 10, 100, 11), Rule(0, 10.5, 100, 10.5)),
        ((10, 0, 11, 100), Rule(10.5, 0, 10.5, 100)),
        ((0, 0, 100, 20), None),
        ((0, 0, 2, 2), None),
    ],
)
def test_a_rectangle_as_thin_as_a_line_is_one(box: tuple[float, float, float, float], rule: Rule | None) -> None:
    assert thin(box) == rule


def test_lines_that_lean_rule_nothing() -> None:
    assert straight(0, 10, 100, 10.2) == Rule(0, 10.1, 100, 10.1)
    assert straight(10, 0, 10, 100) == Rule(10, 0, 10, 100)
    assert straight(0, 0, 100, 50) is None
    assert straight(5, 5, 5, 5) is None


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (ord("甲"), "甲"),
        (0x2F8F, "行"),  # a Kangxi radical
        (0x2ED3, "长"),  # a radical that NFKC leaves alone
        (0x2, "-"),
        (0xFFFE, "-"),
        (0xE012, "\ufffd"),
        (0xD800, "\ufffd"),
        (0x0, "\ufffd"),
        (0x2B210, "\U0002b210"),
    ],
)
def test_a_code_is_the_character_that_text_has(code: int, shown: str) -> None:
    assert character(code) == shown
