"""D: table 二, what was proactively disclosed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from shared.finding import Severity
from workers.validate import identities
from workers.validate.context import Context
from workers.validate.counted import counted
from workers.validate.publisher import Kind, Level
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, PASS_BLANK_AS_ZERO, UNCERTAIN, Check, Rule, fail, rule

_GOV_2021 = ("gov_2021",)
_GOV_2019 = ("gov_2019",)


@rule("D01", "stock-covers-issued", Severity.WARNING, _GOV_2021)
def stock_covers_issued(context: Context) -> Iterator[Check]:
    """What was issued this year is in force or has been repealed again.

    规章、行政规范性文件：现行有效件数 + 本年废止件数 ≥ 本年制发件数。

    依据: 现行有效 = 上年现行有效 + 制发 − 废止，而上年现行有效不小于 0。
    通过: 制发 5，废止 12，现行有效 8：8 + 12 ≥ 5。
    不通过: 制发 5，废止 0，现行有效 3。
    """
    return identities.check(context, "D01")


@rule("D02", "regulations-need-power", Severity.ERROR, GOV)
def regulations_need_power(context: Context) -> Iterator[Check]:
    """Only a body that may make 规章 reports any.

    不能制定规章的机关，表二“规章”各项应为 0：乡镇、街道和县级政府填了数字为错误，部门为提示。

    依据: 《立法法》第九十一条、第九十三条：规章由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定；
    2015 年起所有设区的市均有此权，其部门、所辖的县区和乡镇、地区行署没有。
    通过: 某县清溪镇：规章 0 / 0 / 0。
    不通过: 某县清溪镇：规章 1 / 1 / 1，应填入行政规范性文件。
    """
    keys = [key for key in context.report.cells if key.startswith("proactive.regulations.")]
    values = {key: value for key in keys if (value := context.value(key)) is not None}
    positive = {key: value for key, value in values.items() if value > 0}
    if not values:
        yield NOT_ASSESSABLE
    elif not positive or context.publisher.may_make_regulations:
        yield PASS
    elif context.publisher.may_make_regulations is None:
        yield UNCERTAIN
    else:
        publisher = context.publisher
        certain = publisher.kind is Kind.TOWNSHIP or (
            publisher.kind is Kind.GOVERNMENT and publisher.level is Level.COUNTY
        )
        figures = "、".join(str(value) for value in positive.values())
        name = context.report.publisher
        yield fail(
            f"“规章”填了 {figures}，但{name}无权制定规章；规范性文件应填在“规范性文件”行",
            f"规章 shows {figures}, but {name} has no power to make 规章; other documents belong under 规范性文件",
            severity=None if certain else Severity.WARNING,
            cells=keys,
            suspects=positive,
            expected=0,
            actual=max(positive.values()),
            where=context.where(*positive),
        )


_FEES = "proactive.fees.amount_wan_yuan"
_PLAUSIBLE = 10_000  # 万元


@rule("D03", "fees-plausible", Severity.WARNING, _GOV_2021)
def fees_plausible(context: Context) -> Iterator[Check]:
    """The fees of a township or a bureau stay below 100 million yuan; more is likely yuan entered as 万元.

    乡镇、部门的行政事业性收费超过 10000 万元，可能是把“元”填成了“万元”。

    依据: 表二“本年收费金额（单位：万元）”。
    通过: 12.5 万元。
    不通过: 某镇填 125000 万元。
    """
    amount = context.value(_FEES)
    if amount is None:
        yield NOT_ASSESSABLE
    elif context.publisher.kind not in {Kind.TOWNSHIP, Kind.DEPARTMENT, Kind.OFFICE} or context.publisher.level in {
        Level.CENTRAL,
        Level.PROVINCE,
    }:
        return
    elif amount <= _PLAUSIBLE:
        yield PASS
    else:
        yield fail(
            f"本年收费金额 {amount} 万元，超过 {_PLAUSIBLE} 万元：是否把“元”填成了“万元”",
            f"fees of {amount} 万元 exceed {_PLAUSIBLE} 万元: was the amount entered in yuan?",
            cells=(_FEES,),
            suspects=(_FEES,),
            expected=f"≤ {_PLAUSIBLE}",
            actual=amount,
            where=context.where(_FEES),
        )


_COLLECTED = re.compile(
    r"(?<!未)(?<!没有)(?:实际|共|共计|合计|累计)?(?:收取|收缴|征收|收到)[^。;,]{0,20}?费(?:用)?[^。;\d]{0,12}?(?P<amount>\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,6})?|\d{1,9}(?:\.\d{1,6})?)(?P<unit>万?元)"
)
_FEE_SENTENCE = re.compile(r"信息处理费|信息公开.{0,12}费|依申请公开.{0,12}费")


@rule("D04", "collected-fees-reported", Severity.WARNING, _GOV_2021)
def collected_fees_reported(context: Context) -> Iterator[Check]:
    """Information-processing fees that section 六 reports as collected are part of the fees in table 二.

    第六部分写明收取了信息处理费的，表二“行政事业性收费”金额不应小于该数（注意元与万元）。

    依据: 信息处理费属于行政事业性收费（国办函〔2020〕109号）。
    通过: 收取信息处理费 380 元，表二为 0.038 万元。
    不通过: 收取信息处理费 380 元，表二为 0。
    """
    amount = context.value(_FEES)
    for sentence in context.sentences:
        if sentence.section != "other_matters" or not _FEE_SENTENCE.search(sentence.text):
            continue
        for match in _COLLECTED.finditer(sentence.text):
            collected = Decimal(match["amount"].replace(",", "")) / (1 if match["unit"] == "万元" else 10_000)
            if amount is None:
                yield NOT_ASSESSABLE
            elif amount >= collected:
                yield PASS
            else:
                yield fail(
                    f"第六部分写明收取 {match['amount']} {match['unit']}，即 {collected:f} 万元，"
                    f"表二收费金额只有 {amount} 万元",
                    f"section 六 reports {match['amount']} {match['unit']} collected, that is {collected:f} 万元, "
                    f"but table 二 shows {amount} 万元",
                    cells=(_FEES,),
                    expected=f"≥ {collected:f}",
                    actual=amount,
                    quote=sentence.quote,
                    where=(sentence.where, *context.where(_FEES)),
                )


@rule("D11", "disclosed-total-covers-year", Severity.ERROR, _GOV_2019)
def disclosed_total_covers_year(context: Context) -> Iterator[Check]:
    """What was newly disclosed this year is part of all that is disclosed.

    规章、规范性文件：对外公开总数量 ≥ 本年新公开数量。

    依据: 2019 年格式表二：总数量包含本年新公开的数量。
    通过: 本年新公开 4，对外公开总数量 38。
    不通过: 本年新公开 4，对外公开总数量 3。
    """
    return identities.check(context, "D11")


@rule("D12", "items-not-negative", Severity.ERROR, _GOV_2019)
def items_not_negative(context: Context) -> Iterator[Check]:
    """Last year's items and this year's change never leave fewer than none.

    上一年项目数量 + 本年增/减 ≥ 0。

    依据: 2019 年格式表二：项目数量不为负。
    通过: 上一年 30，本年 -3。
    不通过: 上一年 2，本年 -3。
    """
    return identities.check(context, "D12")


@rule("D13", "created-but-not-disclosed", Severity.INFO, _GOV_2019)
def created_but_not_disclosed(context: Context) -> Iterator[Check]:
    """More documents were made this year than disclosed; the reverse is usual, old ones being opened.

    本年新制作数量多于本年新公开数量：有文件未公开，供参考；新公开多于新制作是正常的。

    依据: 《条例》第二十条第（一）项：规章和规范性文件应当主动公开。
    通过: 新制作 4，新公开 34。
    不通过: 新制作 34，新公开 4。
    """
    for row, zh in (("regulations", "规章"), ("normative_documents", "规范性文件")):
        keys = [f"proactive.{row}.{column}" for column in ("created", "disclosed")]
        created, disclosed = (context.value(key) for key in keys)
        if created is None or disclosed is None:
            yield NOT_ASSESSABLE
        elif created <= disclosed:
            yield PASS
        else:
            yield fail(
                f"{zh}：本年新制作 {created} 件，新公开 {disclosed} 件，有 {created - disclosed} 件未公开",
                f"{zh}: {created} made this year, {disclosed} disclosed, {created - disclosed} not disclosed",
                cells=keys,
                expected=f"≥ {created}",
                actual=disclosed,
                where=context.where(*keys),
            )


@rule("D14", "procurement-projects-and-amount", Severity.WARNING, _GOV_2019)
def procurement_projects_and_amount(context: Context) -> Iterator[Check]:
    """Procurement has both projects and an amount, or neither.

    政府集中采购：采购项目数量与采购总金额同时为 0 或同时不为 0。

    依据: 2019 年格式表二：总金额是各采购项目金额之和。
    通过: 3 个项目，251000 元。
    不通过: 0 个项目，251000 元。
    """
    keys = ("proactive.procurement.projects", "proactive.procurement.amount")
    cells = [context.report.cells[key] for key in keys]
    blank = [cell for cell in cells if cell.value is None and cell.state in identities.EMPTY]
    if any(cell.value is None for cell in cells):
        holds = len(blank) == len([cell for cell in cells if cell.value is None]) and not any(c.value for c in cells)
        yield PASS_BLANK_AS_ZERO if holds else NOT_ASSESSABLE
        return
    projects, amount = (cell.value for cell in cells)
    if bool(projects) == bool(amount):
        yield PASS
    else:
        yield fail(
            f"采购项目数量 {projects}，采购总金额 {amount}：一个为 0，另一个不为 0",
            f"{counted(projects, 'procurement project')} with an amount of {amount}: one is zero, the other is not",
            cells=keys,
            expected=0 if not projects else "> 0",
            actual=amount,
            where=context.where(*keys),
        )


RULES: tuple[Rule, ...] = (
    stock_covers_issued,
    regulations_need_power,
    fees_plausible,
    collected_fees_reported,
    disclosed_total_covers_year,
    items_not_negative,
    created_but_not_disclosed,
    procurement_projects_and_amount,
)
