"""X: reports of one body over the years. A disagreement is told with the later report; the earlier one may be right."""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import msgspec

from shared.errors import Message
from shared.finding import Severity, Verdict
from shared.number import Number
from shared.report import MISSING, Report
from workers.validate.context import Context
from workers.validate.growth import DISCLOSED, Growth, growths, tells_growth
from workers.validate.labels import cell_name, places
from workers.validate.prose import plain
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, UNCERTAIN, Check, Rule, fail, rule

_BLOCKS = {
    "review": "行政复议",
    "litigation_direct": "未经复议直接起诉",
    "litigation_after_review": "复议后起诉",
}
_ITEMS = {
    "licensing": "行政许可",
    "other_services": "其他对外管理服务事项",
    "penalties": "行政处罚",
    "coercive_measures": "行政强制",
    "fees": "行政事业性收费",
}
_COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_welfare_organization",
    "legal_service_organization",
    "other_organization",
    "total",
)


class _Last(msgspec.Struct, frozen=True):
    """A number of the year before. `doubtful`: its files do not agree on it."""

    value: Number | None
    doubtful: bool = False


def _last(context: Context, key: str) -> _Last:
    """Return what the reports of the year before say; nothing across a change of the body itself."""
    if context.neighbours.reorganized:
        return _Last(None)
    found = {
        file.report.cells.get(key, MISSING).value
        for file in context.neighbours.previous
        if file.report.second_reading is None or key not in file.report.second_reading.differs
    } - {None}
    return _Last(next(iter(found)) if len(found) == 1 else None, len(found) > 1)


def _figures(
    context: Context, own: Sequence[str], before: Sequence[str]
) -> tuple[Sequence[Number], Sequence[Number]] | Check:
    """Return the numbers of cells of this year and of the year before; the verdict where they cannot be compared."""
    last = [_last(context, key) for key in before]
    if any(each.doubtful for each in last):
        return UNCERTAIN
    mine = [number for key in own if (number := context.value(key)) is not None]
    its = [each.value for each in last if each.value is not None]
    return NOT_ASSESSABLE if len(mine) < len(own) or len(its) < len(before) else (mine, its)


def _differ(
    context: Context, own: Sequence[str], expected: Number | str, message: Message, severity: Severity | None = None
) -> Check:
    """Return the failed check about cells of this year, the first of which says something else than expected."""
    return fail(
        message.zh,
        message.en,
        severity=severity,
        cells=own,
        expected=expected,
        actual=context.value(own[0]),
        where=context.where(*own),
    )


def _years(context: Context) -> tuple[int, int]:
    year = context.report.year or 0
    return year - 1, year


def _has(context: Context, form: str) -> bool:
    """Whether this report and those of the year before are of an edition."""
    previous = context.neighbours.previous
    return context.report.form == form and bool(previous) and all(file.report.form == form for file in previous)


@rule("X01", "carried-over-as-carried-forward", Severity.ERROR, GOV)
def carried_over_as_carried_forward(context: Context) -> Iterator[Check]:
    """What was carried over from the year before is what the report of that year carried forward.

    表三“上年结转”各列等于上一年度报告的“结转下年度继续办理”；总计不符为错误，仅某一列不符（申请人类型可能重新归类）为提示。

    依据: 《年度报告格式》表三第二项、第四项：同一批申请，在两年的报告中是同一个数。
    通过: 2022 年结转下年度 3 件；2023 年上年结转 3 件。
    不通过: 2022 年结转下年度 3 件；2023 年上年结转 2 件。
    """
    before, year = _years(context)
    for column in _COLUMNS if context.neighbours.previous else ():
        key = f"applications.carried_over.{column}"
        figures = _figures(context, (key,), (f"applications.carried_forward.{column}",))
        if isinstance(figures, Check):
            yield figures
            continue
        (mine,), (its,) = figures
        if mine == its:
            yield PASS
            continue
        name = places(context.form)[key].cell.labels[-1] if context.form else column
        message = Message(
            f"“{name}”列：{before}年报告结转下年度 {its} 件，{year}年报告上年结转 {mine} 件",
            f'column "{column.replace("_", " ")}": the report of {before} carries {its} forward, '
            f"that of {year} has {mine} carried over",
        )
        yield _differ(context, (key,), its, message, None if column == "total" else Severity.WARNING)


@rule("X02", "in-force-follows-from-last-year", Severity.WARNING, ("gov_2021",))
def in_force_follows_from_last_year(context: Context) -> Iterator[Check]:
    """Documents in force are those of the year before, plus those issued, less those repealed.

    现行有效件数等于上一年度现行有效件数加本年制发、减本年废止；清理、合并或口径调整也会造成差异，故为提示。

    依据: 《年度报告格式》表二：制发、废止、现行有效三列的关系。
    通过: 上年现行有效 12，制发 3，废止 1，现行有效 14。
    不通过: 上年现行有效 12，制发 3，废止 1，现行有效 12。
    """
    if not _has(context, "gov_2021"):
        return
    for row, name in (("regulations", "规章"), ("normative_documents", "行政规范性文件")):
        keys = tuple(f"proactive.{row}.{column}" for column in ("in_force", "issued", "repealed"))
        figures = _figures(context, keys, keys[:1])
        if isinstance(figures, Check):
            yield figures
            continue
        (mine, issued, repealed), (its,) = figures
        right = its + issued - repealed
        sum_zh = f"{name}：上年现行有效 {its} + 制发 {issued} - 废止 {repealed} = {right} ≠ 现行有效 {mine}"
        sum_en = f"{name}: in force last year {its} + issued {issued} - repealed {repealed} = {right} ≠ in force {mine}"
        yield PASS if mine == right else _differ(context, keys, right, Message(sum_zh, sum_en))


@rule("X03", "items-of-the-year-before", Severity.WARNING, ("gov_2019",))
def items_of_the_year_before(context: Context) -> Iterator[Check]:
    """The items that a report of 2020 gives for the year before follow from the report of 2019.

    “上一年项目数量”等于上一年度报告的“上一年项目数量”加“本年增/减”。

    依据: 《年度报告格式（试行）》表二各列的含义。
    通过: 2019 年上一年项目数量 100，增 5；2020 年上一年项目数量 105。
    不通过: 2019 年上一年项目数量 100，增 5；2020 年上一年项目数量 100。
    """
    if not _has(context, "gov_2019"):
        return
    for row, name in _ITEMS.items():
        key = f"proactive.{row}.items_prior_year"
        figures = _figures(context, (key,), (key, f"proactive.{row}.items_change"))
        if isinstance(figures, Check):
            yield figures
            continue
        (mine,), (its, change) = figures
        right = its + change
        message = Message(
            f"{name}：上年报告 {its}，增减 {change:+}，应为 {right}；本报告“上一年项目数量”为 {mine}",
            f"{name}: last year's report has {its} and a change of {change:+}, which makes {right}; "
            f"this one gives {mine} for the year before",
        )
        yield PASS if mine == right else _differ(context, (key,), right, message)


@rule("X04", "disclosed-total-grows-by-disclosed", Severity.WARNING, ("gov_2019",))
def disclosed_total_grows_by_disclosed(context: Context) -> Iterator[Check]:
    """Documents disclosed in all are those of the year before and those newly disclosed.

    “对外公开总数量”等于上一年度的“对外公开总数量”加“本年新公开数量”；清理废止会造成差异，故为提示。

    依据: 《年度报告格式（试行）》表二各列的含义。
    通过: 2019 年对外公开总数量 40；2020 年新公开 4，总数量 44。
    不通过: 2019 年对外公开总数量 40；2020 年新公开 4，总数量 40。
    """
    if not _has(context, "gov_2019"):
        return
    for row, name in (("regulations", "规章"), ("normative_documents", "规范性文件")):
        keys = tuple(f"proactive.{row}.{column}" for column in ("disclosed_total", "disclosed"))
        figures = _figures(context, keys, keys[:1])
        if isinstance(figures, Check):
            yield figures
            continue
        (mine, newly), (its,) = figures
        right = its + newly
        message = Message(
            f"{name}：上年对外公开总数量 {its} + 本年新公开 {newly} = {right} ≠ 对外公开总数量 {mine}",
            f"{name}: disclosed in all last year {its} + newly {newly} = {right} ≠ disclosed in all {mine}",
        )
        yield PASS if mine == right else _differ(context, keys, right, message)


@rule("X05", "pending-cases-come-again", Severity.INFO, GOV)
def pending_cases_come_again(context: Context) -> Iterator[Check]:
    """Cases that were pending at the end of the year before are among the cases of this year.

    上一年度尚未审结的复议、诉讼，通常计入本年度，故不多于本年度总计。

    依据: 表四的含义；统计口径不一，供参考。
    通过: 2022 年尚未审结 2 件；2023 年总计 3 件。
    不通过: 2022 年尚未审结 2 件；2023 年总计 0 件。
    """
    before, year = _years(context)
    for block, name in _BLOCKS.items() if context.neighbours.previous else ():
        key = f"review_litigation.{block}.total"
        figures = _figures(context, (key,), (f"review_litigation.{block}.pending",))
        if isinstance(figures, Check):
            yield figures
            continue
        (mine,), (its,) = figures
        message = Message(
            f"{name}：{before}年尚未审结 {its} 件，{year}年总计只有 {mine} 件",
            f"{block.replace('_', ' ')}: {its} pending at the end of {before}, only {mine} in all in {year}",
        )
        yield PASS if its <= mine else _differ(context, (key,), f"≥ {its}", message)


_SWING, _LEAST = 5, 10


def _watched(report: Report) -> list[str]:
    """Cells whose swings mean something: table 二, and the totals of tables 三 and 四."""
    every = (key for key in report.cells if key.startswith("proactive.") or key.endswith(".total"))
    return [key for key in every if not key.endswith(".items_change")]  # a change of changes means nothing


@rule("X06", "no-sudden-swing", Severity.INFO, GOV)
def no_sudden_swing(context: Context) -> Iterator[Check]:
    """A figure that is more than five times, or less than a fifth, of the year before's deserves a second look.

    与上一年度相比增至 5 倍以上或降至五分之一以下的数（其中较大者不小于 10），请核对。

    依据: 异常波动多为漏填、错位或单位有误；供参考。
    通过: 行政处罚 120，上年 90。
    不通过: 行政处罚 1200，上年 90。
    """
    before, year = _years(context)
    previous = context.neighbours.previous
    for key in _watched(context.report) if previous and context.form else ():
        if not any(key in file.report.cells for file in previous):
            continue
        figures = _figures(context, (key,), (key,))
        if isinstance(figures, Check):
            yield figures
            continue
        (mine,), (its,) = figures
        low, high = sorted((mine, its))
        if high < _LEAST or high <= _SWING * low:
            yield PASS
        elif context.form:
            name = cell_name(context.form, key)
            message = Message(
                f"“{name.zh}”：{before}年 {its}，{year}年 {mine}，变动超过 {_SWING} 倍",
                f'"{name.en}": {its} in {before}, {mine} in {year}: more than {_SWING}-fold',
            )
            yield _differ(context, (key,), its, message)


@rule("X07", "growth-as-claimed", Severity.WARNING)
def growth_as_claimed(context: Context) -> Iterator[Check]:
    """A growth rate in the prose is the one that the reports of both years give.

    文中“较上年增长（下降）p%”，应与两年的数算出的结果一致。

    依据: 两年报告中的同一指标。
    通过: 公开信息 9 条，较上年增长 50%；上年报告为 6 条。
    不通过: 公开信息 9 条，较上年增长 50%；上年报告为 8 条。
    """
    if not context.neighbours.previous or context.neighbours.reorganized:
        return
    if not any(tells_growth(section.text) for section in context.report.sections.values()):  # spares cutting it up
        return
    for growth in growths(context.sentences, context.claims, context.report.publisher):
        before = {value for file in context.neighbours.previous if (value := growth.before(file.report)) is not None}
        if len(before) > 1:
            yield UNCERTAIN
        elif not before or not next(iter(before)):
            yield NOT_ASSESSABLE
        else:
            check = _grown(growth, next(iter(before)))
            certain = growth.topic == DISCLOSED or context.is_of_tables(growth.sentence)
            yield check if check.verdict is Verdict.PASS or certain else UNCERTAIN


def _grown(growth: Growth, before: Number) -> Check:
    exact = (Decimal(growth.now) / Decimal(before) - 1) * 100
    unit = Decimal(1).scaleb(int(growth.percent.as_tuple().exponent))
    right = exact.quantize(unit, ROUND_HALF_UP)
    if growth.percent in {right, exact.quantize(unit, ROUND_DOWN)}:
        return PASS
    return fail(
        f"{growth.now} 较上年的 {before} {'增长' if exact >= 0 else '下降'} {abs(right)}%，文中为{growth.words}",
        f"from {before} last year to {growth.now} is {right:+}%, the text says {growth.percent:+}%",
        expected=right,
        actual=growth.percent,
        quote=growth.sentence.quote,
        where=(growth.sentence.where,),
    )


_SHINGLE, _LONG_ENOUGH, _ALIKE = 6, 80, Decimal("0.9")


def _shingles(report: Report) -> frozenset[str]:
    section = report.sections.get("problems")
    text = re.sub(r"[\W\d_]", "", plain(section.text)) if section else ""
    if len(text) < _LONG_ENOUGH:
        return frozenset()
    return frozenset(text[at : at + _SHINGLE] for at in range(len(text) - _SHINGLE + 1))


@rule("X08", "problems-not-copied", Severity.WARNING)
def problems_not_copied(context: Context) -> Iterator[Check]:
    """Section 五 is not the text of the year before again.

    第五部分（存在的问题及改进情况）不是上一年度的原文照搬：相同的文字不到九成。

    依据: 《条例》第四十七条；内容雷同、敷衍应付属于通报的情形。
    通过: 两年的问题和措施不同。
    不通过: 两年的第五部分只差年份。
    """
    own = _shingles(context.report)
    for file in context.neighbours.previous[:1]:
        before = _shingles(file.report)
        if not own or not before:
            yield NOT_ASSESSABLE
            continue
        share = Decimal(len(own & before)) / len(own)
        section = context.report.sections["problems"]
        yield (
            PASS
            if share < _ALIKE
            else fail(
                f"第五部分与{_years(context)[0]}年报告的相同文字占 {share:.0%}",
                f"{share:.0%} of section 五 is the text of the report of {_years(context)[0]}",
                expected="< 90%",
                actual=f"{share:.0%}",
                where=(section.where,),
            )
        )


@rule("X09", "the-same-body-as-last-year", Severity.INFO)
def the_same_body_as_last_year(context: Context) -> Iterator[Check]:
    """The body is the one of the year before; where the table of bodies says it changed, years are not compared.

    与上一年度是同一机关；别名表中写明自本年度起机构调整的，不作 X01–X05、X06、X07 的跨年比较。

    依据: 机构改革后，前后两年的数不是同一机关的。
    通过: 上年同名，或别名表写明只是更名。
    不通过: 别名表写明自 2023 年度起合并重组。
    """
    neighbours = context.neighbours
    if not neighbours.previous:
        return
    own, before = context.report.publisher or "", neighbours.previous[0].report.publisher or ""
    if not neighbours.reorganized:
        yield PASS
        return
    also = "" if own == before else f"（{before} → {own}）"
    yield fail(
        f"自{context.report.year}年度起机构调整{also}，不与上一年度比较",
        f"the body became another one with the report of {context.report.year}: years are not compared",
        expected=before,
        actual=own,
    )


RULES: tuple[Rule, ...] = (
    carried_over_as_carried_forward,
    in_force_follows_from_last_year,
    items_of_the_year_before,
    disclosed_total_grows_by_disclosed,
    pending_cases_come_again,
    no_sudden_swing,
    growth_as_claimed,
    problems_not_copied,
    the_same_body_as_last_year,
)
