"""T: the day of publication. The days themselves are policy."""

import re
from collections.abc import Iterator
from datetime import date

import msgspec

from shared.document import Where
from shared.finding import Severity
from shared.report import MISSING, Report
from workers.validate.context import Context
from workers.validate.counted import counted
from workers.validate.labels import cell_name
from workers.validate.prose import plain
from workers.validate.publisher import Kind
from workers.validate.rule import NOT_ASSESSABLE, PASS, Check, Rule, fail, rule

_REGULATION_FROM = 2019  # first report year under the Regulation as revised in 2019
_A_YEAR = 366  # days; so late, the day is rather that of a site that was moved
_FILED = re.compile(r"(?:填报|报出|填表|报送)日期:?(20\d\d)年(\d{1,2})月(\d{1,2})日")


class _Day(msgspec.Struct, frozen=True):
    """The day of publication; `is_filed`: only the filing is dated, so that publication was not earlier."""

    day: date
    is_filed: bool
    quote: str | None = None
    where: tuple[Where, ...] = ()


def _day(context: Context) -> _Day | None:
    if context.report.published:
        return _Day(date.fromisoformat(context.report.published), is_filed=False)
    for sentence in context.sentences:
        if sentence.section == "appendix" and (match := _FILED.search(sentence.text)):
            try:
                day = date(int(match[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
            return _Day(day, is_filed=True, quote=sentence.quote, where=(sentence.where,))
    return None


def _by(context: Context, publisher: str) -> Iterator[Check]:
    """Check the day against the policy's for a class of publishers."""
    year, found = context.report.year, _day(context)
    if year is None or found is None or publisher not in context.deadlines:
        yield NOT_ASSESSABLE
        return
    month, day = (int(part) for part in context.deadlines[publisher].split("-"))
    deadline = date(year + 1, month, day)
    if found.day > deadline:
        late = (found.day - deadline).days
        moved = late > _A_YEAR
        yield fail(
            f"{'填报' if found.is_filed else '公布'}日期为 {found.day}，晚于期限 {deadline}，迟 {late} 天"
            + ("；也可能是网站迁移后重新发布的日期" if moved else ""),
            f"{'filed' if found.is_filed else 'published'} on {found.day}, {counted(late, 'day')} after the deadline, "
            f"{deadline}" + ("; it may be the day on which the site was moved" if moved else ""),
            severity=Severity.WARNING if moved else None,
            expected=f"≤ {deadline}",
            actual=found.day.isoformat(),
            quote=found.quote,
            where=found.where,
        )
    else:
        yield NOT_ASSESSABLE if found.is_filed else PASS


def _is_due_under(context: Context, kind: Kind) -> bool:
    return (context.report.year or 0) >= _REGULATION_FROM and context.publisher.kind is kind


_NO_DEPARTMENT = re.compile(  # bodies that art. 49 does not name
    r"(?:公司|集团|医院|学校|大学|学院|中学|小学|幼儿园)$|(?:开发区|新区|园区|示范区|度假区|保税区).{0,4}(?:管理)?委员?会$"
)


@rule("T01", "department-deadline", Severity.ERROR)
def department_deadline(context: Context) -> Iterator[Check]:
    """A department of a county or above publishes by 31 January.

    县级以上人民政府部门应在次年 1 月 31 日前公布（期限可在策略中设定）。
    政府办公室（厅）可能以其名义公布本级政府的报告，企事业单位、开发区不是政府部门，故只是提示。

    依据: 《条例》第四十九条第一款。
    通过: 2023 年报告于 2024-01-31 公布。
    不通过: 2023 年报告于 2024-02-05 公布。
    """
    is_named = not _NO_DEPARTMENT.search(plain(context.report.publisher or ""))
    if _is_due_under(context, Kind.DEPARTMENT) and is_named:
        yield from _by(context, "department")
    elif _is_due_under(context, Kind.OFFICE) or _is_due_under(context, Kind.DEPARTMENT):
        for check in _by(context, "department"):
            yield msgspec.structs.replace(check, severity=Severity.WARNING)


@rule("T02", "government-deadline", Severity.ERROR)
def government_deadline(context: Context) -> Iterator[Check]:
    """The government of a county or above publishes by 31 March.

    县级以上地方人民政府应在次年 3 月 31 日前公布本级政府的报告（期限可在策略中设定）。

    依据: 《条例》第四十九条第二款。
    通过: 2023 年报告于 2024-03-29 公布。
    不通过: 2023 年报告于 2024-04-02 公布。
    """
    if _is_due_under(context, Kind.GOVERNMENT):
        yield from _by(context, "government")


@rule("T03", "township-deadline", Severity.WARNING)
def township_deadline(context: Context) -> Iterator[Check]:
    """A township publishes by the day of the local notice, 31 January unless the policy says otherwise.

    乡镇、街道按当地通知的期限公布，默认为次年 1 月 31 日（期限可在策略中设定）。

    依据: 《条例》第四十九条没有规定乡镇的期限，由当地通知确定，故为提示。
    通过: 2023 年报告于 2024-01-20 公布。
    不通过: 2020 年报告填报日期为 2021-02-03。
    """
    if _is_due_under(context, Kind.TOWNSHIP):
        yield from _by(context, "township")


@rule("T04", "not-before-the-year-ends", Severity.WARNING)
def not_before_the_year_ends(context: Context) -> Iterator[Check]:
    """A report dated before the year has ended cannot cover all of it.

    公布日期早于次年 1 月 1 日的，不可能涵盖全年。

    依据: 《条例》第四十九条“上一年度”。
    通过: 2023 年报告于 2024-01-04 公布。
    不通过: 2023 年报告于 2023-12-20 公布。
    """
    year, found = context.report.year, _day(context)
    if year is None or found is None:
        yield NOT_ASSESSABLE
    elif found.day >= date(year + 1, 1, 1):
        yield PASS
    else:
        yield fail(
            f"日期为 {found.day}，{year} 年尚未结束",
            f"dated {found.day}, before the year {year} had ended",
            expected=f"≥ {date(year + 1, 1, 1)}",
            actual=found.day.isoformat(),
            quote=found.quote,
            where=found.where,
        )


@rule("T05", "old-deadline", Severity.ERROR)
def old_deadline(context: Context) -> Iterator[Check]:
    """Reports up to 2018 were due by 31 March from everyone.

    2018 年度及以前的报告，均应在次年 3 月 31 日前公布。

    依据: 原《条例》（2007 年）第三十一条。
    通过: 2017 年报告于 2018-03-20 公布。
    不通过: 2017 年报告于 2018-04-10 公布。
    """
    if context.report.year is not None and context.report.year < _REGULATION_FROM:
        yield from _by(context, "before_2019")


_NAMED = 5  # cells of a changed text that are named


@rule("T06", "not-changed-after-publication", Severity.INFO)
def not_changed_after_publication(context: Context) -> Iterator[Check]:
    """What is published stays as it is: the same address has not held other words or numbers before.

    公布之后内容没有变动：同一网址先后抓取的标题、正文和表格相同（只是页面或文件变了的不算）。

    依据: 第三方评估列出的问题“发布后有变动”；更正本身合法，供参考。
    通过: 两次抓取的内容相同。
    不通过: 第一次抓取时本年新收总计 12，第二次为 13。
    """
    file = context.neighbours.earlier
    if file is None:
        return
    own, before = context.report, file.report
    parts = [key for key in {**before.sections, **own.sections} if _text(own, key) != _text(before, key)]
    cells = [
        key
        for key in own.cells
        if own.cells[key].value != before.cells.get(key, MISSING).value
        or own.cells[key].state != before.cells.get(key, MISSING).state
    ]
    if not parts and not cells and own.title == before.title:
        yield PASS
        return
    zh = [f"{len(cells)} 个数字" if cells else "", f"{len(parts)} 个部分的文字" if parts else ""]
    en = [
        counted(len(cells), "cell") if cells else "",
        f"the text of {counted(len(parts), 'section')}" if parts else "",
    ]
    named = [cell_name(context.form, key) for key in cells[:_NAMED]] if context.form else []
    shown = "、".join(f"“{name.zh}”" for name in named), ", ".join(f'"{name.en}"' for name in named)
    yield fail(
        f"与此前抓取的（{file.name}）不同：{'、'.join(filter(None, zh)) or '标题'}"
        + (f"，如{shown[0]}" if named else ""),
        f"not what the address held before ({file.name}): {' and '.join(filter(None, en)) or 'the title'} changed"
        + (f", such as {shown[1]}" if named else ""),
        cells=cells[:_NAMED],
        actual=f"{len(cells)} + {len(parts)}",
        where=context.where(*cells[:_NAMED]),
    )


def _text(report: Report, key: str) -> str:
    section = report.sections.get(key)
    return "".join(section.text.split()) if section else ""


RULES: tuple[Rule, ...] = (
    department_deadline,
    government_deadline,
    township_deadline,
    not_before_the_year_ends,
    old_deadline,
    not_changed_after_publication,
)
