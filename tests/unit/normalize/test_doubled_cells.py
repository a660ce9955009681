"""Figures of merged cells that a tool has printed once a column."""

import pytest

from shared.limits import Limits
from workers.extract import read
from workers.normalize import normalize

_TEXT = (
    "某县2019年政府信息公开工作年度报告\n二、主动公开政府信息情况\n第二十条第（八）项{0}第二十条第（八）项\n"
    "信息内容{0}上一年项目数量{0}{1}\n行政事业性收费{0}{2}\n第二十条第（九）项{0}第二十条第（九）项\n"
    "信息内容{0}采购项目数量{0}采购总金额{0}采购总金额\n政府集中采购{0}{3}\n三、收到和处理政府信息公开申请情况\n"
)


def values(mark: str, headings: str, fees: list[str], procurement: list[str]) -> list[float | None]:
    """Return both figures on fees and both on procurement of a text with this mark between its cells."""
    text = _TEXT.format(mark, headings.replace(" ", mark), mark.join(fees), mark.join(procurement))
    cells = normalize(read("text", text.encode(), Limits())).cells
    keys = ("fees.items_prior_year", "fees.items_change", "procurement.projects", "procurement.amount")
    found = [cells[f"proactive.{key}"].value for key in keys]
    return [None if number is None else float(number) for number in found]


@pytest.mark.parametrize("mark", ["\t", "|", "   "])
def test_under_a_doubled_heading_two_equal_figures_are_one(mark: str) -> None:
    assert values(mark, "本年增/减 本年增/减", ["4", "3", "3"], ["6", "12.5", "12.5"]) == [4, 3, 6, 12.5]


@pytest.mark.parametrize("mark", ["\t", "|"])
def test_a_blank_before_two_equal_figures_is_no_place_for_the_first(mark: str) -> None:
    found = values(mark, "本年增/减 本年增/减", ["", "3", "3"], ["", "12.5", "12.5"])
    assert (found[0], found[2]) == (None, None)
    assert {found[1], found[3]} <= {None, 3, 12.5}


def test_where_no_heading_is_doubled_equal_figures_are_two() -> None:
    assert values("\t", "本年增/减", ["3", "3"], ["6", "8", "8"])[:2] == [3, 3]


def test_under_a_doubled_heading_other_figures_are_left_as_they_are() -> None:
    assert values("\t", "本年增/减 本年增/减", ["4", "3"], ["6", "12.5", "12.5"])[:2] == [4, 3]
