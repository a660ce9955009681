"""N: what the prose says in figures adds up, and agrees with the tables."""

from collections import Counter
from collections.abc import Iterator

from shared.finding import Severity
from shared.number import Number
from shared.report import State
from workers.validate.breakdowns import Breakdown
from workers.validate.context import Context
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, PASS_BLANK_AS_ZERO, UNCERTAIN, Check, Rule, fail, rule
from workers.validate.scope import is_of_tables
from workers.validate.statements import none_received


def _sum(breakdown: Breakdown) -> tuple[Number, Number]:
    """Least and greatest sum of the parts; the same where all are exact."""
    low: Number = sum(part.quantity.low for part in breakdown.parts)
    high: Number = sum(part.quantity.high for part in breakdown.parts)
    return low, high


def _shown(breakdown: Breakdown) -> str:
    return " + ".join(_interval(part.quantity.low, part.quantity.high) for part in breakdown.parts)


def _interval(low: Number, high: Number) -> str:
    return str(low) if low == high else f"[{low}, {high}]"


@rule("N01", "parts-equal-total", Severity.ERROR)
def parts_equal_total(context: Context) -> Iterator[Check]:
    """A total equals its parts where the text lists them all.

    文中列全了各部分的合计，应等于各部分之和：紧跟在括号里的、以“其他”“等其他形式”收尾的、“共”之后逐一列出各渠道的。

    依据: 同一句话里的算术；《条例》第六条要求公开的信息准确。
    通过: 共公开信息 277 条，网站 8 条，微信公众号 269 条。
    不通过: 公开信息 453 条，其中网站 5 条、小程序 42 条、公众号等其他形式 182 条：5 + 42 + 182 = 229 ≠ 453。
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
            stated = f"{_interval(total.low, total.high)} {total.unit}"
            difference = f"，相差 {abs(low - total.low)}" if low == high and total.is_exact else ""
            yield fail(
                f"合计 {stated}，而各部分 {_shown(breakdown)} = {_interval(low, high)}{difference}",
                f"a total of {stated}, but its parts are {_shown(breakdown)} = {_interval(low, high)}",
                expected=low if low == high else _interval(low, high),
                actual=total.low if total.is_exact else _interval(total.low, total.high),
                quote=breakdown.sentence.quote,
                where=(breakdown.sentence.where,),
            )


@rule("N02", "parts-within-total", Severity.ERROR)
def parts_within_total(context: Context) -> Iterator[Check]:
    """What 其中 lists does not exceed its total, and names nothing twice.

    “其中”各项之和不大于合计；各项是渠道的，一条信息可能在几处发布，超过的为提示；同一项列了两次的供参考。

    依据: “其中”所列是合计的一部分，不一定列全。
    通过: 公开信息 255 条，其中 46 + 38 + 65 = 149 条。
    不通过: 公开信息 382 条，包括 35 + 80 + 2443 = 2558 条。
    """
    for breakdown in context.breakdowns:
        if breakdown.exhaustive:
            continue
        total, (low, high) = breakdown.total.quantity, _sum(breakdown)
        names = Counter(part.label for part in breakdown.parts)
        twice = [name for name, times in names.items() if name and times > 1]
        if low > total.high and breakdown.doubtful:
            yield UNCERTAIN
        elif low > total.high:
            stated = f"{_interval(total.low, total.high)} {total.unit}"
            yield fail(
                f"合计 {stated}，而所列各项 {_shown(breakdown)} = {_interval(low, high)}，超过合计",
                f"a total of {stated}, but what is listed under it, {_shown(breakdown)} = "
                f"{_interval(low, high)}, exceeds it",
                severity=Severity.WARNING if breakdown.is_by_channel else None,
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


_NEW = "applications.new."


@rule("N04", "no-applications", Severity.ERROR, GOV)
def no_applications(context: Context) -> Iterator[Check]:
    """Where the prose says that no application was received, row 一 of table 三 is zero.

    文中写明未收到政府信息公开申请的，表三“本年新收”总计应为 0；政府的报告若只说本级机关，则不作判断。

    依据: 《条例》第五十条第（二）项；文字与表格应一致。
    通过: 2023年未收到政府信息公开申请；表三“一”总计 0。
    不通过: 2023年未收到政府信息公开申请；表三“一”总计 3。
    """
    keys = [key for key in context.report.cells if key.startswith(_NEW)]
    cells = [context.report.cells[key] for key in keys]
    total = context.value(_NEW + "total")
    for sentence in context.sentences:
        for _ in none_received(sentence, context.report.year):
            if total is None:
                blank = all(cell.state is State.BLANK or cell.value == 0 for cell in cells)
                yield PASS_BLANK_AS_ZERO if blank and cells else NOT_ASSESSABLE
            elif total == 0:
                yield PASS
            elif not is_of_tables(sentence, context.publisher):
                yield UNCERTAIN
            else:
                yield fail(
                    f"文中说没有收到申请，表三“本年新收政府信息公开申请数量”总计却为 {total}",
                    f"the text says that no application was received, but row 一 of table 三 shows {total}",
                    cells=(_NEW + "total",),
                    expected=total,
                    actual=0,
                    quote=sentence.quote,
                    where=(sentence.where, *context.where(_NEW + "total")),
                )


RULES: tuple[Rule, ...] = (parts_equal_total, parts_within_total, no_applications)
