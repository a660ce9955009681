from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.validate.quantities import bare_counts, chinese_number, quantities


def read(text: str) -> list[tuple[object, object, str]]:
    return [(quantity.low, quantity.high, quantity.unit) for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("公开信息453条", 453, "条"),
        ("受理1,234件", 1234, "件"),
        ("受理12,345,678件", 12345678, "件"),
        ("收取0.038万元", Decimal("0.038"), "万元"),
        ("阅读1.2万次", 12000, "次"),
        ("培训53人次", 53, "人次"),
        ("受理三件", 3, "件"),
        ("公开三十二条", 32, "条"),
        ("公开一百零五条", 105, "条"),
        ("35条,80条"[:3], 35, "条"),
        ("办理12345热线223件", 223, "件"),
    ],
)
def test_a_number_with_its_measure_word_is_read(text: str, value: object, unit: str) -> None:
    assert read(text) == [(value, value, unit)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("260余条", 260, 269),
        ("200多条", 200, 299),
        ("500余条", 500, 599),
        ("207余条", 207, 216),
        ("近500条", 451, 500),
        ("约300条", 270, 330),
        ("300条左右", 270, 330),
        ("300条以上", 300, 600),
    ],
)
def test_a_fuzzy_number_is_an_interval(text: str, low: int, high: int) -> None:
    assert [(quantity.low, quantity.high) for quantity in quantities(text)] == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "12345热线",
        "〔2023〕39号",
        "2023年1月1日起",
        "第3批",
        "第二十条第(一)项",
        "某条例第12条",
        "一件事一条龙",
        "一次性告知",
        "一起来",
        "电话0398-7133149",
        "3个月、5个工作日、2个百分点",
        "139****5678件",
        "B12件",
        "1" + ",123" * 2_000 + "件",
    ],
)
def test_what_only_looks_like_a_count_is_left_out(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize("text", ["三四", "十百", "百", "一百五", "五一"])
def test_a_malformed_chinese_number_is_no_number(text: str) -> None:
    assert chinese_number(text) is None


@given(st.integers(0, 9999))
def test_chinese_numbers_are_read_as_written(number: int) -> None:
    digits, written, zero = "零一二三四五六七八九", "", False
    for ten, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // ten % 10
        if digit:
            written += ("零" if zero else "") + digits[digit] + sign
            zero = False
        else:
            zero = bool(written)
    assert chinese_number(written or "零") == number


@given(st.integers(0, 10**9), st.sampled_from(["件", "条", "次", "人次", "篇"]))
def test_any_count_is_read_back_with_and_without_thousands_separators(number: int, unit: str) -> None:
    assert read(f"共{number}{unit},") == read(f"共{number:,}{unit},") == [(number, number, unit)]


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("受理依申请公开3,办结2。", [3, 2]),
        ("依申请公开:新收3,上年结转1,办结2,结转下年2。", [3, 1, 2, 2]),
        ("信息公开行政复议0,行政诉讼0。", [0, 0]),
        ("收到政府信息公开申请12件,办结9。", [9]),
        ("收到政府信息公开申请1", []),  # the next line may go on with it
        ("收到政府信息公开申请2023年,", []),
        ("主动公开100,依申请公开30,办结2。", []),
        ("依申请公开指标分值为15,办结5。", []),
        ("收到政府信息公开申请1.网上2.信函。", []),
        ("依申请公开3、办公平台4。", []),
    ],
)
def test_counts_without_a_measure_word(text: str, counts: list[int]) -> None:
    assert [(each.low, each.unit) for each in bare_counts(text)] == [(count, "件") for count in counts]
