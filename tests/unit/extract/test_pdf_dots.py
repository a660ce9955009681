"""Dots that follow each other are a line; single ones, and lines far apart, are none."""

from tests.unit.extract.drawn import HEIGHT, Paper, only
from workers.extract.pdf_dots import dotted
from workers.extract.pdf_page import Box, Rule


def across(count: int, *, apart: float, y: float = 50) -> list[Box]:
    return [(apart * n, y, apart * n + 1, y + 1) for n in range(count)]


def test_dots_across_and_down_are_lines() -> None:
    dots = across(10, apart=2)
    assert dotted(dots) == [Rule(0, 50.5, 19, 50.5)]
    assert dotted((top, x0, bottom, x1) for x0, top, x1, bottom in dots) == [Rule(50.5, 0, 50.5, 19)]


def test_dots_with_a_gap_are_two_lines() -> None:
    far = [(x0 + 100, top, x1 + 100, bottom) for x0, top, x1, bottom in across(5, apart=2)]
    assert dotted([*across(5, apart=2), *far]) == [Rule(0, 50.5, 9, 50.5), Rule(100, 50.5, 109, 50.5)]


def test_single_dots_are_no_line() -> None:
    assert dotted([*across(3, apart=2), *across(10, apart=20, y=60)]) == []


def test_a_dotted_border_is_a_rule_of_its_page() -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 90, "本年新收")
        for n in range(50):
            paper.canvas.rect(72 + 2 * n, HEIGHT - 101, 1, 1, stroke=0, fill=1)

    (rule,) = only(page).rules
    assert [round(side) for side in rule] == [72, 100, 171, 100] or rule.top == rule.bottom
