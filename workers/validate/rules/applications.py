"""N, applications of the prose: how many were received, accepted, closed and carried on, as in table 三."""

import re
from collections.abc import Iterator

from shared.errors import Message
from shared.finding import Severity, Verdict
from shared.report import State
from workers.validate.anyone import is_of_the_public
from workers.validate.claims import Claim
from workers.validate.comparison import Target, agree, agreements, are_zero, denied
from workers.validate.context import Context
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, PASS_BLANK_AS_ZERO, UNCERTAIN, Check, Rule, fail, rule

_A = "applications."
_NEW, _OVER, _FORWARD = f"{_A}new.total", f"{_A}carried_over.total", f"{_A}carried_forward.total"
_CLOSED = f"{_A}results.total.total"
_RECEIVED = (
    Target((_NEW,), "本年新收总计", "the total of row 一 (new)"),
    Target((_NEW, _OVER), "本年新收与上年结转之和", "the sum of rows 一 and 二 (new and carried over)"),
)
_RESULTS_TOTAL = Target((_CLOSED,), "（七）总计", "the total of row 三（七） (results)")


@rule("N04", "no-applications", Severity.ERROR, GOV)
def no_applications(context: Context) -> Iterator[Check]:
    """Where the prose says that no application was received, row 一 of table 三 is zero.

    文中写明未收到政府信息公开申请的，表三“本年新收”总计应为 0；政府的报告若只说本级机关，则不作判断，未说明的为提示。

    依据: 《条例》第五十条第（二）项；文字与表格应一致。
    通过: 2023年未收到政府信息公开申请；表三“一”总计 0。
    不通过: 2023年未收到政府信息公开申请；表三“一”总计 3。
    """
    keys = [key for key in context.report.cells if key.startswith(f"{_A}new.")]
    cells = [context.report.cells[key] for key in keys]
    for said in context.statements:
        if said.topic != "none_received":
            continue
        key = f"{_A}new.natural_person" if is_of_the_public(said.words) else _NEW
        total = context.value(key)
        if total is None:
            blank = all(cell.state is State.BLANK or cell.value == 0 for cell in cells)
            yield PASS_BLANK_AS_ZERO if blank and cells else NOT_ASSESSABLE
        elif total == 0:
            yield PASS
        else:
            column = "总计" if key == _NEW else "自然人列"
            message = Message(
                f"文中说没有收到申请，表三“本年新收政府信息公开申请数量”{column}却为 {total}",
                f"the text says that no application was received, but row 一 of table 三 shows {total}",
            )
            yield denied(context, said, message, (key,), total)


@rule("N05", "received-as-in-table", Severity.ERROR, GOV)
def received_as_in_table(context: Context) -> Iterator[Check]:
    """Applications that the prose says were received are row 一 of table 三, or rows 一 and 二 together.

    文中“收到申请 N 件”应等于表三本年新收总计，或本年新收与上年结转之和。

    依据: 《条例》第五十条第（二）项；文字与表格应一致。
    通过: 收到申请 75 件；表三本年新收 74，上年结转 1。
    不通过: 收到申请 17 件；表三本年新收 15，上年结转 0。
    """
    return agreements(context, {"received": _RECEIVED, "received_and_carried_over": _RECEIVED[1:]})


@rule("N06", "accepted-as-in-table", Severity.WARNING, GOV)
def accepted_as_in_table(context: Context) -> Iterator[Check]:
    """Applications that the prose says were accepted are row 一 of table 三, or 一 and 二; handled: or 三（七）.

    文中“受理申请 N 件”应等于表三本年新收总计，或本年新收与上年结转之和；“办理申请 N 件”也可以是（七）总计。

    依据: 《条例》第五十条第（二）项；“受理”“办理”的口径不一，故为提示。
    通过: 受理申请 12 件；表三本年新收 12。
    不通过: 受理申请 12 件；表三本年新收 10，上年结转 0。
    """
    return agreements(context, {"accepted": _RECEIVED, "handled": (*_RECEIVED, _RESULTS_TOTAL)})


@rule("N07", "closed-and-carried-as-in-table", Severity.ERROR, GOV)
def closed_and_carried_as_in_table(context: Context) -> Iterator[Check]:
    """What the prose says was closed, carried over and carried forward are rows 三（七）, 二 and 四 of table 三.

    文中“办结 N 件”“上年结转 N 件”“结转下年 N 件”应分别等于表三（七）、二、四的总计；说没有结转下年的，“四”应为 0。

    依据: 《条例》第五十条第（二）项；文字与表格应一致。
    通过: 办结 98 件，上年结转 8 件，结转下年度 5 件，与表三相同。
    不通过: 办结 98 件；表三（七）总计 97。
    """
    targets = {
        "closed": (_RESULTS_TOTAL,),
        "carried_over": (Target((_OVER,), "上年结转总计", "the total of row 二 (carried over)"),),
        "carried_forward": (Target((_FORWARD,), "结转下年度总计", "the total of row 四 (carried forward)"),),
    }
    for claim in context.claims:
        if claim.topic in targets:
            check = agree(context, claim, targets[claim.topic])
            yield UNCERTAIN if check.verdict is Verdict.FAIL and _is_of_new_ones(context, claim) else check
    for said in context.statements:
        if said.topic == "none_carried_forward":
            yield are_zero(context, said, [_FORWARD])


_BOTH_YEARS = re.compile("结转[^,;。:()]{0,8}\\d")


def _is_of_new_ones(context: Context, claim: Claim) -> bool:
    """Whether those closed may be the new ones alone: 收到217件,答复212件,5件未到期, and 2 of the year before."""
    values = [context.value(key) for key in (_CLOSED, _OVER)]
    if claim.topic != "closed" or None in values or not values[1]:
        return False
    sentence, new = claim.sentence, context.value(_NEW)
    says_new = any(
        each.sentence is sentence and each.topic == "received" and each.quantity.low == new for each in context.claims
    )
    is_rest = claim.quantity.low == (values[0] or 0) - values[1]
    return is_rest and says_new and not _BOTH_YEARS.search(sentence.text)


@rule("N08", "all-closed-none-carried-forward", Severity.WARNING, GOV)
def all_closed_none_carried_forward(context: Context) -> Iterator[Check]:
    """Where the prose says that all applications have been closed, row 四 of table 三 is zero.

    文中说申请均已办结或办结率 100% 的，表三“结转下年度继续办理”总计应为 0；“到期办结率”不算。

    依据: 文字与表格应一致。
    通过: 收到申请 5 件，均已办结；结转 0。
    不通过: 收到申请 5 件，均已办结；结转 2。
    """
    value = context.value(_FORWARD)
    # said in two ways by one sentence it is said once
    for said in {
        id(each.sentence): each for each in reversed(context.statements) if each.topic == "all_closed"
    }.values():
        if value is None:
            yield NOT_ASSESSABLE
        elif value == 0:
            yield PASS
        elif not context.is_of_tables(said.sentence, said.end):
            yield UNCERTAIN
        else:
            yield fail(
                f"文中说“{said.words}”，表三却有 {value} 件结转下年度继续办理",
                f'the text says "{said.words}", but table 三 carries {value} forward',
                cells=(_FORWARD,),
                expected=value,
                actual=0,
                quote=said.sentence.quote,
                where=(said.sentence.where, *context.where(_FORWARD)),
            )


RULES: tuple[Rule, ...] = (
    no_applications,
    received_as_in_table,
    accepted_as_in_table,
    closed_and_carried_as_in_table,
    all_closed_none_carried_forward,
)
