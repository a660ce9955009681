from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.report import Section
from workers.validate.breakdowns import breakdowns
from workers.validate.prose import sentences
from workers.validate.rates import Rate, rates


def read(text: str) -> list[Rate]:
    found = list(sentences("overview", Section("", text)))
    return list(rates(found, list(breakdowns(found))))


@pytest.mark.parametrize(
    ("text", "percent", "part", "wholes", "certain"),
    [
        ("热线223件，超期办结1件，逾期率0.44%。", "0.44", 1, [223], True),
        ("公开98件，其中甲42件，占42.86%。", "42.86", 42, [98], True),
        ("甲89件，占总数95件的93.68%。", "93.68", 89, [95], True),
        ("公开98件（甲42件，占42.86%；乙56件，占57.14%）。", "42.86", 42, [98], True),
        ("发放问卷200份，收回180份，满意率98%。", "98", 180, [200], False),
        ("收到408件，办结391件，到期办结率100%。", "100", 391, [408], False),
        ("不予公开4件、无法提供3件，二者占办结总数的14%。", "14", None, [], False),
        ("不予公开4件、无法提供3件，两项合计占办结总数50件的14%。", "14", 7, [50], True),
        ("甲1件、乙2件、丙3件，三类占总数20件的30%。", "30", 6, [20], True),
        ("甲1件、乙2件，合计占总数20件的15%。", "15", None, [], False),
        ("收到60条，办结57条，办结率95%。", "95", 57, [60], True),
        ("解读文件5件，图解3件，图解比例60%。", "60", 3, [5], True),
        ("解读文件7件，其中图解3件，解读比例达100%。", "100", 3, [7], False),
        ("解读文件7件，其中负责人解读2件，图解3件，解读比例达100%。", "100", 3, [7], False),
        ("发布信息207条，回复留言9条，答复率100%。", "100", 9, [207], False),
        ("制发公文63件，主动公开35件，属性标注率100%。", "100", 35, [63], False),
        ("发现问题64个，通报单位9个，整改率100%。", "100", 9, [64], False),
        ("公开率98%。", "98", None, [], False),
        ("投入60元，办结57条，办结率95%。", "95", 57, [], False),
        ("收到约60条，办结57条，办结率95%。", "95", 57, [], False),
        ("全文电子化达百分之百。", "100", None, [], False),
    ],
)
def test_a_percentage_knows_the_numbers_it_may_be_made_from(
    text: str,
    percent: str,
    part: int | None,
    wholes: list[int],
    certain: bool,  # noqa: FBT001 - a column of the table
) -> None:
    rate = read(text)[0]
    assert rate.percent == Decimal(percent)
    assert (rate.part.low if rate.part else None) == part
    assert [whole.low for whole in rate.wholes] == wholes
    assert rate.certain is certain


@pytest.mark.parametrize(
    "text",
    ["较上年增长20%。", "公开120条，同比上升20%。", "公开率约98%。", "办结率99%以上。", "下降5%左右。", "1%" * 300],
)
def test_growth_and_approximations_are_left_out(text: str) -> None:
    assert read(text) == []


@given(st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 3))
def test_a_share_rounded_by_the_book_agrees_and_one_cut_off_is_told_apart(part: int, rest: int, places: int) -> None:
    whole = part + rest
    exact = 100 * part * 10**places
    rounded, cut = (2 * exact + whole) // (2 * whole), exact // whole
    for figure, agrees in ((rounded, True), (cut, None if cut != rounded else True), (rounded + 1, False)):
        percent = Decimal(figure).scaleb(-places)
        (rate,) = read(f"公开{whole}条，其中甲{part}条，占{percent:f}%。")
        assert rate.agrees(rate.wholes[0]) is agrees
