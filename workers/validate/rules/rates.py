"""Q: percentages in the prose."""

import re
from collections.abc import Iterator
from decimal import Decimal

from shared.finding import Severity
from shared.number import Number
from workers.validate.context import Context
from workers.validate.increases import Difference, differences
from workers.validate.quantities import Quantity
from workers.validate.rates import Rate
from workers.validate.rule import NOT_ASSESSABLE, PASS, UNCERTAIN, Check, Rule, fail, rule

_ALL = Decimal(100)
_NOT_APPLICABLE = re.compile(r"%\)?不适用")
_CLOSED = re.compile(r"办|答复|回复")


@rule("Q01", "rates-from-their-numbers", Severity.ERROR)
def rates_from_their_numbers(context: Context) -> Iterator[Check]:
    """A percentage is its part divided by its whole, rounded; cut off instead of rounded is for information.

    句中给出分子、分母的百分比，应等于四舍五入的结果；直接截去尾数的供参考；“按期办结率”的分母可能只计到期的，为提示。增减数和增长率，句中写明本年、上年数时同样核算。

    依据: 同一句话里的算术。
    通过: 98 件中予以公开 42 件，占 42.86%；600 条，比上年增加 100 条，增长 20%。
    不通过: 80 条中的 1 条写作 1.1%（应为 1.3%）；1/223 写作 0.44%（截尾）。
    """
    for rate in context.rates:
        if rate.part is None or not rate.wholes or rate.percent == _ALL:
            continue
        agrees = {whole: rate.agrees(whole) for whole in rate.wholes if whole.low}
        if not agrees:  # a share of nothing
            yield NOT_ASSESSABLE
            continue
        truncated = [whole for whole, verdict in agrees.items() if verdict is None]
        if True in agrees.values():
            yield PASS
        elif truncated:
            yield _truncated(rate, rate.part, truncated[0])
        elif rate.certain or rate.likely:
            yield _wrong(rate, rate.part, next(iter(agrees)))
        else:
            yield UNCERTAIN
    for each in differences(context.sentences):
        right = each.now.low - each.before.low
        yield PASS if right == each.step else _wrong_step(each, right)


def _wrong_step(each: Difference, right: Number) -> Check:
    way = ("增加", "up by") if right > 0 else ("减少", "down by")
    return fail(
        f"{each.now.low} 比 {each.before.low} {way[0]} {abs(right)}，"
        f"文中为{'增加' if each.step > 0 else '减少'} {abs(each.step)}",
        f"from {each.before.low} to {each.now.low} is {way[1]} {abs(right)}, the text says "
        f"{'up' if each.step > 0 else 'down'} by {abs(each.step)}",
        expected=right,
        actual=each.step,
        quote=each.sentence.quote,
        where=(each.sentence.where,),
    )


def _truncated(rate: Rate, part: Quantity, whole: Quantity) -> Check:
    right = rate.rounded(whole)
    return fail(
        f"{part.low} ÷ {whole.low} 四舍五入为 {right}%，{rate.percent}% 是截去尾数",
        f"{part.low} / {whole.low} rounds to {right}%; {rate.percent}% was cut off",
        severity=Severity.INFO,
        expected=right,
        actual=rate.percent,
        quote=rate.sentence.quote,
        where=(rate.sentence.where,),
    )


def _wrong(rate: Rate, part: Quantity, whole: Quantity) -> Check:
    right = rate.rounded(whole)
    return fail(
        f"{part.low} ÷ {whole.low} = {right}%，文中为 {rate.percent}%",
        f"{part.low} / {whole.low} = {right}%, the text says {rate.percent}%",
        severity=None if rate.certain else Severity.WARNING,
        expected=right,
        actual=rate.percent,
        quote=rate.sentence.quote,
        where=(rate.sentence.where,),
    )


@rule("Q02", "shares-sum-to-whole", Severity.WARNING)
def shares_sum_to_whole(context: Context) -> Iterator[Check]:
    """The shares of all parts of one total add up to 100 %, but for rounding.

    同一合计的各部分占比之和应为 100%（允许四舍五入造成的误差：每项 0.05 个百分点，写成整数的每项 0.5 个）。

    依据: 各部分列全时，占比之和为 1。
    通过: 42.86% + 1.02% + 50% + 6.12% = 100%。
    不通过: 40% + 30% + 20% = 90%，而三部分已列全。
    """
    shares: dict[tuple[int, int], Rate] = {}
    for rate in context.rates:
        if rate.certain and rate.part and "占" in rate.name:
            shares.setdefault((id(rate.sentence), rate.part.start), rate)
    for breakdown in context.breakdowns:
        places = [(id(breakdown.sentence), part.quantity.start) for part in breakdown.parts]
        adds_up = sum(part.quantity.low for part in breakdown.parts) == breakdown.total.quantity.low
        if len(places) < 2 or not adds_up or any(place not in shares for place in places):  # noqa: PLR2004 - a sum
            continue
        found = [shares[place].percent for place in places]
        total = sum(found, start=Decimal(0))
        written = max(Decimal(1).scaleb(int(percent.as_tuple().exponent)) for percent in found)
        if abs(total - _ALL) <= max(Decimal("0.05"), written / 2) * len(found):
            yield PASS
        else:
            terms = " + ".join(f"{percent}%" for percent in found)
            yield fail(
                f"各部分占比 {terms} = {total}%，应为 100%",
                f"the shares {terms} add up to {total}%, not to 100%",
                expected=100,
                actual=total,
                quote=breakdown.sentence.quote,
                where=(breakdown.sentence.where,),
            )


@rule("Q03", "all-means-all", Severity.ERROR)
def all_means_all(context: Context) -> Iterator[Check]:
    """A rate of 100 % means that part and whole are equal.

    写 100% 的，分子应等于分母；“按时办结率”“到期办结率”不作判断。

    依据: 同一句话里的算术。
    通过: 收到 5 件，办结 5 件，办结率 100%。
    不通过: 收到 5 件，办结 4 件，办结率 100%。
    """
    for rate in context.rates:
        if rate.percent != _ALL or rate.part is None or not rate.wholes or not rate.wholes[0].low:
            continue
        if any(whole.low == rate.part.low for whole in rate.wholes):
            yield PASS
        elif rate.certain:
            part, whole = rate.part.low, rate.wholes[0].low
            yield fail(
                f"文中为 100%，而同一句中的两个数是 {part} 和 {whole}",
                f"the text says 100%, but its numbers are {part} and {whole}",
                expected=whole,
                actual=part,
                quote=rate.sentence.quote,
                where=(rate.sentence.where,),
            )
        else:
            yield UNCERTAIN


@rule("Q04", "rates-within-bounds", Severity.WARNING)
def rates_within_bounds(context: Context) -> Iterator[Check]:
    """Shares lie between 0 and 100 %, and nothing out of nothing is no 100 %.

    占比和“率”应在 0 到 100% 之间；分母为 0 时不应写 100%。增长率不在此列。

    依据: 占比的定义。
    通过: 办结率 98.5%。
    不通过: 收到申请 0 件，办结率 100%；公开率 120%。
    """
    for rate in context.rates:
        if (not rate.name.endswith("率") and "占" not in rate.name) or _NOT_APPLICABLE.search(rate.sentence.text):
            continue
        nothing = rate.part is not None and all(each.low == 0 for each in (rate.part, *rate.wholes))
        if rate.percent > _ALL or (rate.percent == _ALL and nothing and _CLOSED.search(rate.name)):
            yield fail(
                f"“{rate.name}”为 {rate.percent}%，" + ("而总数为 0" if nothing else "超过 100%"),
                f'"{rate.name}" is {rate.percent}%, ' + ("of nothing" if nothing else "more than 100%"),
                expected="≤ 100" if not nothing else None,
                actual=rate.percent,
                quote=rate.sentence.quote,
                where=(rate.sentence.where,),
            )
        else:
            yield PASS


RULES: tuple[Rule, ...] = (rates_from_their_numbers, shares_sum_to_whole, all_means_all, rates_within_bounds)
