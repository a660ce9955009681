"""Numbers with a measure word in a plain sentence: 453条, 三件, 500余条, 0.038万元; some without, apart.

What only looks like one is left out: 12345热线, 〔2023〕39号, dates, telephone numbers, 第3批, 一件事.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from shared.number import Number


class Quantity(msgspec.Struct, frozen=True):
    """A number at `text[start:end]`, measure word included. An exact one has `low == high`."""

    low: Number
    high: Number
    unit: str
    start: int
    end: int

    @property
    def is_exact(self) -> bool:
        """Whether the text states one number, not 260余 or 约300."""
        return self.low == self.high


# fmt: off
_UNIT = (
    r"(?:人次|件次|条次|件(?!事|套)|条(?!例|款|线|龙)|宗(?!旨|教|地)|份(?!子|额|内)|次(?!性|年|日|月|序|要|第|会议)|篇(?!章|幅)"
    r"|起(?![来到草步始诉点源至])|例(?![如会行])|则(?!是|为)|场(?!所|地)|期(?![间限])|项(?!目)|个(?!工作日|月|小时|百分点|人)"
    r"|人(?![员民次才均])|名(?![录单称])|家|部(?!门|分|署)|批(?!复|准|示)|万元|元)"
)
# fmt: on
_ARABIC = re.compile(
    r"(?P<about>约|近|将近|大约)?(?<![\d.A-Za-z第〔\[*-])(?<!\d,)(?<!\d\s)"
    r"(?P<whole>\d{1,3}(?:,\d{3}){1,4}(?!\d)|\d{1,12})(?P<fraction>\.\d{1,6})?(?P<odd>[余多])?(?P<scale>万(?!元)|亿(?!元))?"
    r"(?P<more>[余多])?(?P<unit>" + _UNIT + r")(?P<left_or_right>左右|以上)?"
)
_CHINESE = re.compile(
    r"(?<![第每逐同统某进任各单这那几数零一二两三四五六七八九十百千万唯])(?P<whole>[零一二两三四五六七八九十百千]{1,7})"
    r"(?P<unit>人次|件(?!事|套)|条(?![例款线龙])|宗(?![旨教])|份(?![子额])|次(?![性年日月序要第]|会议)|篇(?![章幅])|例(?![如会行]))"
)
_DIGITS = {**{character: value for value, character in enumerate("零一二三四五六七八九")}, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a plain sentence in order of place."""
    return sorted([*_arabic(text), *_chinese(text)], key=lambda quantity: quantity.start)


def _arabic(text: str) -> Iterator[Quantity]:
    for match in _ARABIC.finditer(text):
        low, high = _interval(_number(match), match)
        yield Quantity(low, high, match["unit"], match.start(), match.end())


def _number(match: re.Match[str]) -> Number:
    whole = match["whole"].replace(",", "")
    if not match["fraction"] and not match["scale"]:
        return int(whole)
    number = Decimal(whole + (match["fraction"] or "")) * {"万": 10_000, "亿": 100_000_000}.get(match["scale"] or "", 1)
    return int(number) if number == int(number) else number


def _interval(number: Number, match: re.Match[str]) -> tuple[Number, Number]:
    """260余 is 260 to 269, 207余 at most 216, 近500 above 450 and up to 500, 约 and 左右 ten per cent either way."""
    if match["odd"] or match["more"]:
        digits = str(int(number))
        return number, number + 10 ** max(1, len(digits) - len(digits.rstrip("0"))) - 1
    if match["about"] in {"近", "将近"}:
        return number * 9 // 10 + 1, number
    if match["about"] or match["left_or_right"] == "左右":
        return -(-number * 9 // 10), number * 11 // 10
    if match["left_or_right"]:  # 以上
        return number, number * 2
    return number, number


def _chinese(text: str) -> Iterator[Quantity]:
    for match in _CHINESE.finditer(text):
        number = chinese_number(match["whole"])
        if number is not None:
            yield Quantity(number, number, match["unit"], match.start(), match.end())


def chinese_number(text: str) -> int | None:
    """Return 三十二 as 32; None for what is no well-formed number below ten thousand, such as 三四."""
    total, digit, last = 0, None, 10_000
    for character in text:
        if character in _TENS:
            ten = _TENS[character]
            if ten >= last or (digit is None and ten != 10):  # noqa: PLR2004 - 十 alone may begin a number
                return None
            total += (1 if digit is None else digit) * ten
            digit, last = None, ten
        elif digit is None or digit == 0:
            digit = _DIGITS[character]
        else:
            return None
    if digit is None:
        return total
    return total + digit if last == 10 or total == 0 or "零" in text else None  # noqa: PLR2004 - 一百五 is 150 or 105


# 收到政府信息公开申请3,办结3: in lists of what was received and handled some leave the measure word out.
_BARE = re.compile(
    r"(?:申请|公开|受理|收到|新收|办结|结转|结转下一?年度?|复议|诉讼|数|数量)(?:为|:|共|共计)?"
    r"(?P<whole>(?!(?:19|20)\d\d(?!\d))\d{1,6})(?=,(?!\d)|[;。)]|、(?:上年|办结|答复|结转|行政诉讼))"
)
_HANDLED = re.compile("收到|受理|新收|办结|复议|诉讼")
# 主动公开5,依申请公开3 are the body's own papers; others are marks or notes.
_NO_COUNT = re.compile(
    r"主动公开|不予公开|属性|[公发]文(?!化)|文件|分值|[得满扣评]分|指标|考核|附[件表图录]|[见如]表|序号|栏目"
)


def bare_counts(text: str) -> list[Quantity]:
    """Return the numbers without a measure word behind what is received, handled or disputed, as 件."""
    if not _HANDLED.search(text) or _NO_COUNT.search(text):
        return []
    found = [(int(match["whole"]), match) for match in _BARE.finditer(text)]
    return [Quantity(count, count, "件", match.start("whole"), match.end()) for count, match in found]
