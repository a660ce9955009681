"""Growth rates whose figures all stand in the sentence: 600条,比上年的500条增长20%; 比上年增加100条,增长20%.

The change divided by the figure of the year before: a percentage made from its numbers like any other (`Rate`).
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

import msgspec

from shared.number import Number
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity
from workers.validate.rates import Rate

_COMPARED = r"[,;(]?(?:同比|(?:相?较|相?比|与|同|对比)于?(?:上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?(?:的|相比|,)*)"
_UP, _DOWN = r"增[长加幅多]|多|上升|提[高升]", r"减少|少|下降|降[低幅]"
_SAID = rf"(?:同比)?(?P<way>{_UP}|{_DOWN})(?:率|幅度|幅)?(?:约?为|达到?|了)?(?P<percent>\d{{1,4}}(?:\.\d{{1,4}})?)%"
_BASE = re.compile(
    _COMPARED + "[(]?(?:为|是)?$|[,(](?:上年度?|去年)(?:同期)?(?:为|是)$"
)  # before the figure of the year before
_CHANGE = re.compile(rf"{_COMPARED}(?P<way>{_UP}|{_DOWN})了?$")  # before the change
_RATE = re.compile(rf"[)]?(?:相比)?[,、]?{_SAID}")
_CHANGED = re.compile(rf"(?:{_UP}|{_DOWN})了?$")  # before what is a change itself: 减少2件,较2021年的11件增加1件
_BETWEEN = re.compile(_COMPARED + r"[(]?")
_STEP = re.compile(rf"[)]?(?:相比)?,?(?:同比)?(?P<way>{_UP}|{_DOWN})了?")
_FROM = re.compile(r"[由从](?:上年度?|上一年度?|去年|20\d\d年度?)?(?:的)?$")  # 由150条增加到180条
_TO = re.compile(rf"(?P<way>{_UP}|{_DOWN})(?:[到至为])(?:今年|本年|20\d\d年度?)?(?:的)?")
_RATE_BEFORE = re.compile(_SAID + r"[,(]?$")
_OF_PART = re.compile(r"其中|分别|平均|[月日周人]均")


def increases(sentences: Iterable[Sentence]) -> Iterator[Rate]:
    """Yield every growth rate that follows on this year's figure and last year's, or on the change between them."""
    for sentence in sentences:
        if "%" not in sentence.text:
            continue
        found = sentence.quantities
        for now, other in pairwise(found):
            yield from _from_to(sentence, now, other)
            match = _RATE.match(sentence.text, other.end)
            if match and now.is_exact and other.is_exact and now.unit == other.unit:
                yield from _increase(sentence, now, other, match)


def _from_to(sentence: Sentence, before: Quantity, now: Quantity) -> Iterator[Rate]:
    """Yield the growth rate beside two figures of which one became the other: 增长20%,由150条增加到180条."""
    text = sentence.text
    start, way = _FROM.search(text, 0, before.start), _TO.fullmatch(text, before.end, now.start)
    if not start or not way or not before.is_exact or not now.is_exact or before.unit != now.unit or not before.low:
        return
    rate = _RATE.match(text, now.end) or _RATE_BEFORE.search(text, 0, start.start())
    step = now.low - before.low
    if rate and bool(re.fullmatch(_UP, rate["way"])) == (step > 0):
        change = step if step > 0 else -step
        part = Quantity(change, change, now.unit, before.start, now.end)
        whole = Quantity(before.low, before.low, now.unit, before.start, now.end)
        yield Rate(
            Decimal(rate["percent"]), rate["way"], part, (whole,), not _OF_PART.search(text, 0, now.end), sentence
        )


class Difference(msgspec.Struct, frozen=True):
    """This year's figure, last year's and by how much the one is said to be above the other (below: `step` < 0)."""

    now: Quantity
    before: Quantity
    step: Number
    sentence: Sentence


def differences(sentences: Iterable[Sentence]) -> Iterator[Difference]:
    """Yield every change that stands behind the two figures it lies between: 228件,较上年的241件减少13件."""
    for sentence in sentences:
        text, found = sentence.text, sentence.quantities
        for now, before, step in zip(found, found[1:], found[2:], strict=False):
            change = _STEP.fullmatch(text, before.end, step.start)
            exact = now.is_exact and before.is_exact and step.is_exact and now.unit == before.unit == step.unit
            told = exact and not _CHANGED.search(text, 0, now.start)
            if change and told and _BETWEEN.fullmatch(text, now.end, before.start):
                rises = bool(re.fullmatch(_UP, change["way"]))
                yield Difference(now, before, step.low if rises else -step.low, sentence)


def _increase(sentence: Sentence, now: Quantity, other: Quantity, rate: re.Match[str]) -> Iterator[Rate]:
    text, rises = sentence.text, bool(re.fullmatch(_UP, rate["way"]))
    between = text[now.end : other.start]
    change = _CHANGE.fullmatch(between)
    if change and bool(re.fullmatch(_UP, change["way"])) == rises:
        before = now.low - other.low if rises else now.low + other.low
        step = other.low
    elif re.fullmatch(rf"(?:{_UP if rises else _DOWN})了?", between) and _BASE.search(text, 0, now.start):
        before, step = now.low, other.low  # 较上年的72件减少25件
    elif _BASE.fullmatch(between) and not _CHANGED.search(text, 0, now.start):
        before, step = other.low, now.low - other.low if rises else other.low - now.low
    else:
        return
    if before > 0 and step >= 0:
        part, whole = (Quantity(value, value, other.unit, other.start, other.end) for value in (step, before))
        certain = not _OF_PART.search(text, 0, other.end)
        yield Rate(Decimal(rate["percent"]), rate["way"], part, (whole,), certain, sentence)
