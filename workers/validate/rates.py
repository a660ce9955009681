"""Percentages in the prose with the numbers they are made from, where the sentence says which.

Growth rates compare with another year: `increases`, `growth`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from itertools import pairwise

import msgspec

from workers.validate.anyone import are_all_applicants
from workers.validate.breakdowns import Breakdown
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity


class Rate(msgspec.Struct, frozen=True):
    """A percentage, `percent` with its decimals as written.

    `part` and `wholes` are the numbers it may be made from. `certain`: the sentence leaves one whole; `likely`: it may
    also mean those alone that were due (按期办结率).
    """

    percent: Decimal
    name: str  # the words before it
    part: Quantity | None
    wholes: tuple[Quantity, ...]
    certain: bool
    sentence: Sentence
    likely: bool = False

    def agrees(self, whole: Quantity) -> bool | None:
        """Whether the percentage is the part's share of a whole, or the share of the rest; None: truncated."""
        truncated = False
        for share in self._shares(whole):
            if share.quantize(self._unit, ROUND_HALF_UP) == self.percent:
                return True
            truncated = truncated or share.quantize(self._unit, ROUND_DOWN) == self.percent
        return None if truncated else False

    def rounded(self, whole: Quantity) -> Decimal:
        """What the percentage should be."""
        return next(iter(self._shares(whole))).quantize(self._unit, ROUND_HALF_UP)

    @property
    def _unit(self) -> Decimal:
        return Decimal(1).scaleb(int(self.percent.as_tuple().exponent))

    def _shares(self, whole: Quantity) -> Iterator[Decimal]:
        part = self.part.low if self.part else 0
        if whole.low:
            yield Decimal(100) * part / whole.low
            if self.name.endswith("率"):
                yield Decimal(100) * (whole.low - part) / whole.low


_PERCENT = re.compile(r"(?<![\d.])(?<!\d\s)(?P<number>\d{1,4}(?:\.\d{1,4})?)%|百分之百")
_ABOUT = re.compile(r"(?:约|近|超过?|逾|不[低少]于|大于|高于|≥|>)$")
_AROUND = re.compile(r"以上|左右|以内|以下|的目标")
_CHANGE = re.compile(r"增[长加幅速]|上升|下降|减少|提[高升]|同比|环比|较|(?<!占)比(?!例|重)|降[低幅]|涨|翻|超额")
_OPINION = re.compile(r"好评|满意|知晓|支持")  # rates of those asked, not of what was held
_IN_TIME = re.compile(r"按[时期]|及时")
_DUE = re.compile(r"到期|限|应")
_FURTHER = re.compile(r"(?<=[占例重])[^,:%]{0,8}[);、]")  # a share without its figure: 13件(占)、…、7.22%
_SHARE = re.compile(r"占|比例|比重")
_OF_AN_ACT = re.compile(r"(?P<act>[^占所其]{2,})比例$")  # 解读比例 is 解读率
_IS_SHARE = re.compile(
    r"[,(]?(?:约|占)[^,;。%]{0,20}%|[(]\d{1,3}(?:\.\d{1,4})?%"
)  # a number of which the share is told is no whole of the next one
# A share of several numbers together; how many they are, the first character says.
_TOGETHER = re.compile(
    r"(?P<many>[二两三四五])(?:者|项|类|种|部分)|合计|共计?占|合占|总共|共同|之和|相加|一并|上述|以上[^\d]{0,4}占"
)
_HOW_MANY = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_NAMED = re.compile(r"占(?P<whole>[^占]{2,16}?)(?:的|比例|比重|比)*$")  # 占办结总数的
_MATTERS = {"received": re.compile("收到|新收|接收|受理|申请"), "closed": re.compile("办结|办理|办复|答复|处理")}
_TOTAL = re.compile("总[数量]")  # a whole by this name is no number without a name
_DIGITS = re.compile(r"\d")
_NOUN = 2  # letters of the shortest name of a thing
_SEVERAL = 3  # shares from which their sum is their whole
_IDLE = frozenset("的为达到率数共件条是了占比例全部已均达")
_SAME_ACTS = str.maketrans({"超": "逾", "回": "答"})  # 超期 is 逾期, 回复 is 答复
# What says of the whole that it was done, and how, and names no other thing.
_HOW_DONE = re.compile(
    r"已|均|全部?|共计?|累计|总计|其中|实际|依法|主动|按[时期]|按规定|及时|当[年场]|完成|办[结理复]|答复|[,的了数为是]"
)
_UNITS = frozenset({"件", "条", "宗", "份", "次", "篇", "人次", "起", "例", "则", "人", "名", "个", "项"})
_DELIMITER = re.compile(r"[,;。:、()]")
_NEAR = 60  # characters before a percentage that say of what it is
_MANY = 100  # numbers in one sentence: no prose


def rates(sentences: Iterable[Sentence], breakdowns: Sequence[Breakdown]) -> Iterator[Rate]:
    """Yield every percentage that is no growth rate."""
    totals = {
        (id(each.sentence), part.quantity.start): (each.total.quantity, len(each.parts) == 1)
        for each in breakdowns
        if not each.doubtful
        for part in each.parts
    }
    for sentence in sentences:
        text = sentence.text
        if not 0 < text.count("%") + text.count("百分之百") <= _MANY:
            continue
        found = [q for q in sentence.quantities if q.unit in _UNITS and q.is_exact]
        if len(found) > _MANY:
            continue
        said = ""  # the whole that was named last: 占办结总数的25%;部分公开3件,占16%
        of_sentence: list[Rate] = []
        for match in _PERCENT.finditer(text):
            before = [quantity for quantity in found if quantity.end <= match.start()]
            rate = _rate(sentence, match, before, totals)
            if rate:
                named = _NAMED.search(rate.name)
                said = named["whole"] if named else said
                rate = _of_named(rate, said) if _SHARE.search(rate.name) else rate
                is_second = any(rate.part and rate.part == each.part for each in of_sentence)
                of_sentence.append(msgspec.structs.replace(rate, certain=False) if is_second else rate)
        yield from _of_their_sum(of_sentence)


def _of_named(rate: Rate, name: str) -> Rate:
    """Return a share without the wholes that are another matter than the one it names: 收到 is not 办结.

    A total is one that is named so: 办结总数 is no 无法提供的3件.
    """
    matters, is_total = _matters(name), bool(_TOTAL.search(name))
    if not matters:
        return rate
    labels = {whole: _matters(_label(rate.sentence, whole)) for whole in rate.wholes}
    wholes = tuple(whole for whole, its in labels.items() if matters & its or not (its or is_total))
    return rate if wholes == rate.wholes else msgspec.structs.replace(rate, wholes=wholes, certain=False)


def _label(sentence: Sentence, quantity: Quantity) -> str:
    before = sentence.text[max(0, quantity.start - _NEAR) : quantity.start]
    return _DELIMITER.split(_DIGITS.split(before)[-1])[-1]


def _matters(name: str) -> set[str]:
    return {matter for matter, words in _MATTERS.items() if words.search(name)}


def _of_their_sum(found: Sequence[Rate]) -> Sequence[Rate]:
    """Return the shares of one sentence with their sum for their whole, where all of them, or all but one, are its."""
    shares = [rate for rate in found if rate.part and (not rate.name or _SHARE.search(rate.name))]
    parts = {rate.part.start: rate.part for rate in shares if rate.part}
    are_all = are_all_applicants([_label(found[0].sentence, part) for part in parts.values()]) if found else False
    if len(parts) < _SEVERAL - are_all or len(parts) < len(shares) or len({each.unit for each in parts.values()}) > 1:
        return found
    total = sum(part.low for part in parts.values())
    whole = Quantity(total, total, next(iter(parts.values())).unit, min(parts), max(p.end for p in parts.values()))
    others = sum(rate.agrees(whole) is False for rate in shares)
    one_may_be_wrong = are_all or len(shares) > _SEVERAL
    if others > one_may_be_wrong:
        return found
    return [msgspec.structs.replace(rate, wholes=(whole,), certain=True) if rate in shares else rate for rate in found]


def _rate(
    sentence: Sentence,
    match: re.Match[str],
    before: Sequence[Quantity],
    totals: dict[tuple[int, int], tuple[Quantity, bool]],
) -> Rate | None:
    text = sentence.text
    begin = before[-1].end if before else 0
    between = text[max(begin, match.start() - _NEAR) : match.start()]
    if _CHANGE.search(between) or _ABOUT.search(between) or _AROUND.match(text, match.end()):
        return None
    name = re.sub(r"(?:为|达到?|是|到|约|均|保持)+$", "", _DELIMITER.split(between)[-1])
    percent = Decimal(match["number"] or 100)
    has_whole = len(before) > 1 and between.startswith("的")
    parts = before[:-1] if has_whole else before
    named = text[parts[-1].end : before[-1].start] if parts and has_whole else between
    together = _TOGETHER.search(named)
    if together and parts:  # 不予处理1件,二者占总数98件的5.1%: their sum, of a whole that is said
        several = _sum(parts, _HOW_MANY.get(together["many"], 0)) if has_whole else None
        return Rate(
            percent, name, several, tuple(before[-1:]) if several else (), certain=bool(several), sentence=sentence
        )
    if has_whole:  # 89件,占总数95件的93.68%
        return Rate(percent, name, before[-2], (before[-1],), certain=True, sentence=sentence)
    part = before[-1] if before else None
    if part is None:
        return Rate(percent, name, None, (), certain=False, sentence=sentence)
    total, is_only = totals.get((id(sentence), part.start), (None, True))
    is_near = begin >= match.start() - 20  # 超期办结1件,逾期率0.44%
    told = _FURTHER.split(between)[-1]
    is_share = is_near and (between == "(" or (bool(_SHARE.search(told)) and not _OF_AN_ACT.search(name)))
    is_share = is_share and not _names_another(name, sentence, part)
    if total is not None and is_share:
        rate = Rate(percent, name, part, (total,), certain=True, sentence=sentence)
        return msgspec.structs.replace(rate, certain=not _is_of_several(rate, before, totals))
    wholes = tuple(
        q for q in before[:-1] if q.unit == part.unit and q.low >= part.low and not _IS_SHARE.match(text, q.end)
    )
    known = is_near and is_only and not _OPINION.search(name)
    # 发放300份,回收率95%,有效280份,有效率98.25% is of those that came back
    known = known and (is_share or not wholes or "%" not in text[wholes[0].end : part.start])
    leaves_one = len(wholes) == 1 and known and (is_share or _is_rate_of(name, sentence, part, wholes[0]))
    in_time = leaves_one and not is_share and bool(_IN_TIME.search(name))
    return Rate(percent, name, part, wholes, leaves_one and not in_time, sentence, likely=in_time)


def _is_of_several(
    rate: Rate, before: Sequence[Quantity], totals: dict[tuple[int, int], tuple[Quantity, bool]]
) -> bool:
    """Whether a share is that of the last parts together: 概况10条、职能5条,占3.31%."""
    whole, added = rate.wholes[0], 0
    for part in reversed(before):
        if totals.get((id(rate.sentence), part.start), (None, True))[0] != whole:
            break
        added += int(part.low)
        several = Quantity(added, added, part.unit, part.start, before[-1].end)
        if part is not rate.part and msgspec.structs.replace(rate, part=several).agrees(whole):
            return True
    return False


def _sum(parts: Sequence[Quantity], many: int) -> Quantity | None:
    """Return the last numbers together; None where it is not said how many, or they are not of one kind."""
    last = parts[-many:]
    if not many or len(last) < many or len({part.unit for part in last}) > 1:
        return None
    total = sum(part.low for part in last)
    return Quantity(total, total, last[0].unit, last[0].start, last[-1].end)


def _is_rate_of(name: str, sentence: Sentence, part: Quantity, whole: Quantity) -> bool:
    """Whether a rate is named after what was done, the part says it was done to so many, the whole to how many more.

    收到申请5件,办结4件,办结率80%, but not 发布信息207条,回复留言9条,答复率100%, which counts two things.
    """
    act = _OF_AN_ACT.search(name)
    name = (act["act"] if act else name.removesuffix("率") if name.endswith("率") else "").translate(_SAME_ACTS)
    done, all_ = (_label(sentence, each).translate(_SAME_ACTS) for each in (part, whole))
    all_ = all_.replace(f"应{name}", "")  # 应公开20件,已公开19件
    rest = set(_HOW_DONE.sub("", done)) - set(name) - set(all_) - _IDLE
    acts = _pairs(name) | _pairs(name[::-1])  # 收回 is 回收
    says_so = bool((acts & _pairs(done)) - _pairs(all_))
    return says_so and not _DUE.search(name) and len(rest) < _NOUN


def _names_another(name: str, sentence: Sentence, part: Quantity) -> bool:
    """Whether a share says by its name that it is of something else: 个人9件、法人3件,个人占75%."""
    named = _SHARE.split(name)[0].removeprefix("其中").rstrip("所约的")
    return len(named) >= _NOUN and named not in _label(sentence, part)


def _pairs(text: str) -> set[str]:
    return {"".join(pair) for pair in pairwise(text)}
