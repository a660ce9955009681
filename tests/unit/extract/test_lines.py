"""Broken lines are joined, and two numbers never become one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.extract.lines import joined, tidy


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["本年度办", "理结果"], "本年度办理结果"),
        (["12", "34"], "12 34"),
        (["2648", "-18538"], "2648 -18538"),
        (["1.", "属于国家秘密"], "1.属于国家秘密"),
        (["12", "件"], "12件"),
        (["3.", "5"], "3. 5"),
        (["３", "４"], "３ ４"),
        (["45%", "50%"], "45% 50%"),
        (["  甲 ", "", "\u3000乙"], "甲乙"),
        ([], ""),
    ],
)
def test_lines_are_joined(lines: list[str], whole: str) -> None:
    assert joined(lines) == whole


@given(st.lists(st.text("0123456789件，.-", max_size=4)))
def test_the_numbers_of_the_lines_are_the_numbers_of_the_whole(lines: list[str]) -> None:
    found = [number for line in lines for number in re.findall("[0-9]+", line)]
    assert re.findall("[0-9]+", joined(lines)) == found


def test_what_cannot_be_seen_is_no_text() -> None:
    assert tidy("\ufeff\u3000申\u200b请\xa0") == "申请"
