"""N, what the prose says in figures: totals and their parts, quantities said twice."""

import re
from collections import Counter
from collections.abc import Iterator

from shared.finding import Severity
from shared.number import Number
from workers.validate.breakdowns import Breakdown
from workers.validate.context import Context
from workers.validate.counted import interval
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity
from workers.validate.rule import PASS, UNCERTAIN, Check, Rule, fail, rule


def _sum(breakdown: Breakdown) -> tuple[Number, Number]:
    """Least and greatest sum of the parts; the same where all are exact."""
    low: Number = sum(part.quantity.low for part in breakdown.parts)
    high: Number = sum(part.quantity.high for part in breakdown.parts)
    return low, high


def _shown(breakdown: Breakdown) -> str:
    """Write the parts out with their sum: `7 + 31 = 38`; one part is its own sum."""
    parts = " + ".join(interval(part.quantity.low, part.quantity.high) for part in breakdown.parts)
    return parts if len(breakdown.parts) == 1 else f"{parts} = {interval(*_sum(breakdown))}"


@rule("N01", "parts-equal-total", Severity.ERROR)
def parts_equal_total(context: Context) -> Iterator[Check]:
    """A total equals its parts where the text lists them all.

    文中列全了各部分的合计，应等于各部分之和：紧跟在括号里的、以“其他”“等其他形式”收尾的、“共”之后逐一列出各渠道的。

    依据: 同一句话里的算术；《条例》第六条要求公开的信息准确。
    通过: 共公开信息 277 条，网站 8 条，微信公众号 269 条。
    不通过: 公开信息 386 条，其中网站 7 条、短信平台 31 条、微博等其他形式 204 条：7 + 31 + 204 = 242 ≠ 386。
    """
    for breakdown in context.breakdowns:
        if not breakdown.exhaustive:
            continue
        total, (low, high) = breakdown.total.quantity, _sum(breakdown)
        if low <= total.high and total.low <= high:
            yield PASS
        elif breakdown.doubtful:
            yield UNCERTAIN
        else:
            stated = f"{interval(total.low, total.high)} {total.unit}"
            difference = f"，相差 {abs(low - total.low)}" if low == high and total.is_exact else ""
            yield fail(
                f"合计 {stated}，而各部分 {_shown(breakdown)}{difference}",
                f"a total of {stated}, but its parts are {_shown(breakdown)}",
                severity=Severity.WARNING if breakdown.implied else None,
                expected=low if low == high else interval(low, high),
                actual=total.low if total.is_exact else interval(total.low, total.high),
                quote=breakdown.sentence.quote,
                where=(breakdown.sentence.where,),
            )


_RESULT = re.compile(r"予以公开|部分公开|不予公开|无法提供|不予处理|其[他它]处理")


def _are_the_results(context: Context, breakdown: Breakdown) -> bool:
    """Whether the parts are the results of table 三, whatever figure was named before them."""
    total = sum(part.quantity.low for part in breakdown.parts)
    return total == context.value("applications.results.total.total") and all(
        _RESULT.search(part.label) for part in breakdown.parts
    )


@rule("N02", "parts-within-total", Severity.ERROR)
def parts_within_total(context: Context) -> Iterator[Check]:
    """What 其中 lists does not exceed its total, and names nothing twice.

    “其中”各项之和不大于合计；各项是渠道或形式的，一条信息可能计入几项，超过的为提示；同一项列了两次的供参考。

    依据: “其中”所列是合计的一部分，不一定列全。
    通过: 公开信息 255 条，其中 46 + 38 + 65 = 149 条。
    不通过: 公开信息 382 条，包括 35 + 80 + 2443 = 2558 条。
    """
    for breakdown in context.breakdowns:
        if breakdown.exhaustive:
            continue
        total, low = breakdown.total.quantity, _sum(breakdown)[0]
        names = Counter(part.label for part in breakdown.parts)
        twice = [name for name, times in names.items() if name and times > 1]
        on_one = breakdown.may_overlap and any(part.quantity.low == total.low for part in breakdown.parts)  # all of it
        if low > total.high and (breakdown.doubtful or on_one or _are_the_results(context, breakdown)):
            yield UNCERTAIN
        elif low > total.high:
            stated = f"{interval(total.low, total.high)} {total.unit}"
            yield fail(
                f"合计 {stated}，而所列各项 {_shown(breakdown)}，超过合计",
                f"a total of {stated}, but what is listed under it, {_shown(breakdown)}, exceeds it",
                severity=Severity.WARNING if breakdown.may_overlap else None,
                expected=f"≤ {total.high}",
                actual=low,
                quote=breakdown.sentence.quote,
                where=(breakdown.sentence.where,),
            )
        elif twice and low != total.low:
            yield fail(
                f"“{twice[0]}”在同一列举中出现了 {names[twice[0]]} 次，各项之和 {low}，合计 {total.low}",
                f'"{twice[0]}" is listed {names[twice[0]]} times; the parts add up to {low} of {total.low}',
                severity=Severity.INFO,
                expected=1,
                actual=names[twice[0]],
                quote=breakdown.sentence.quote,
                where=(breakdown.sentence.where,),
            )
        else:
            yield PASS


_DISCLOSED = re.compile(
    r"(?:(?P<year>20\d\d)年(?:度|以来)?|全年|本年度?|年内|今年(?:以来)?)?(?:[\u4e00-\u9fff]{0,14}(?:[省市县区乡镇局委办厅]|街道))?(?:全年)?"
    r"(?:共计?|累计|总计|合计)?(?:主动)?公开(?:各类)?(?:政府|政务)?信息(?:数量?|总数)?(?:共计?|总计|累计|合计)?[为:]?"
)
_MANY = 100  # numbers in one sentence: no prose
_CHANNEL_BEFORE = re.compile(
    r"结合|围绕|关于|针对|通过|网站|公众号|微信|微博|专栏|公开栏|平台|新媒体|其中|类信息|部分|[上下]半年|季度"
)


@rule("N03", "said-twice-alike", Severity.WARNING)
def said_twice_alike(context: Context) -> Iterator[Check]:
    """The number of items disclosed in the year is the same wherever it is stated.

    全年主动公开信息的条数在文中几处出现的，应当一致。

    依据: 同一事实只有一个数。
    通过: 主动公开政府信息 386 条……全年公开信息 386 条。
    不通过: 公开信息 20 条……公开信息 16 条。
    """
    parts = {(id(each.sentence), part.quantity.start) for each in context.breakdowns for part in each.parts}
    first: tuple[Quantity, Sentence] | None = None
    whose: bool | None = None
    for sentence in context.sentences:
        if sentence.section == "appendix":
            continue
        for quantity in _disclosed(sentence, context.report.year):
            scope = context.is_of_tables(sentence, quantity.start)
            if (id(sentence), quantity.start) in parts or scope is False:
                continue
            if first is None:
                first, whose = (quantity, sentence), scope
            elif whose is not scope:  # one of them may be the office's own, the other the whole county's
                yield UNCERTAIN
            elif first[0].low <= quantity.high and quantity.low <= first[0].high:
                yield PASS
            else:
                yield fail(
                    f"一处说公开信息 {interval(first[0].low, first[0].high)} 条，另一处说 "
                    f"{interval(quantity.low, quantity.high)} 条",
                    f"one sentence gives {interval(first[0].low, first[0].high)} as the number of items disclosed, "
                    f"another {interval(quantity.low, quantity.high)}",
                    expected=interval(first[0].low, first[0].high),
                    actual=interval(quantity.low, quantity.high),
                    quote=sentence.quote,
                    where=(first[1].where, sentence.where),
                )


def _disclosed(sentence: Sentence, year: int | None) -> Iterator[Quantity]:
    """Yield the numbers that stand for all items disclosed in the report year, on whatever channel."""
    for quantity in sentence.quantities if len(sentence.quantities) <= _MANY else ():
        if quantity.unit != "条":
            continue
        before = sentence.text[: quantity.start]
        match = _DISCLOSED.fullmatch(re.split(r"[,;。:()]", before)[-1])
        if match and not _CHANNEL_BEFORE.search(before) and (not match["year"] or int(match["year"]) == year):
            yield quantity


RULES: tuple[Rule, ...] = (parts_equal_total, parts_within_total, said_twice_alike)
