"""C: tables of one document that state the same thing agree."""

import re
from collections.abc import Iterator

from shared.errors import Message
from shared.finding import Severity
from shared.report import MISSING
from workers.validate.bodies import Likeness, compare
from workers.validate.context import Context
from workers.validate.identities import where
from workers.validate.labels import cell_name
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, UNCERTAIN, Check, Rule, fail, rule


@rule("C01", "copies-agree", Severity.ERROR, GOV)
def copies_agree(context: Context) -> Iterator[Check]:
    """A table that stands twice in one document says the same both times.

    同一份文件中重复出现的同一张表，逐格一致。

    依据: 同一事实只有一个数；《条例》第六条要求公开的信息准确。
    通过: 正文表二与所附统计表 2 的 22 个数字相同。
    不通过: 正文表二行政许可为 12，所附表为 21。
    """
    for copy in context.report.copies:
        for key, value in copy.cells.items():
            own = context.report.cells.get(key, MISSING)
            if own.value is None or value.value is None:
                yield NOT_ASSESSABLE
            elif own.value == value.value:
                yield PASS
            elif context.form:
                name = cell_name(context.form, key)
                yield fail(
                    f"“{name.zh}”在正文中为 {own.value}，在重复的表中为 {value.value}",
                    f'"{name.en}" is {own.value} in the report and {value.value} where the table is repeated',
                    cells=(key,),
                    expected=own.value,
                    actual=value.value,
                    where=tuple(dict.fromkeys((own.where, value.where))),
                )


def _attached(context: Context, statistic: str, name: Message, *keys: str) -> Iterator[Check]:
    """Compare an indicator of an appended 统计表 with the sum of cells of the report's own tables."""
    for attachment in context.report.attachments:
        if attachment.form != "stat_2014":
            continue
        stated = attachment.cells.get(statistic, MISSING)
        parts = [context.report.cells.get(key, MISSING).value for key in keys]
        if stated.value is None or None in parts:
            yield NOT_ASSESSABLE
            continue
        numbers = [part for part in parts if part is not None]
        total = sum(numbers)
        if stated.value == total:
            yield PASS
            continue
        shown = " + ".join(str(number) for number in numbers) + (f" = {total}" if len(numbers) > 1 else "")
        yield fail(
            f"{name.zh}：所附统计表为 {stated.value}，本报告表格为 {shown}",
            f"{name.en}: {stated.value} in the appended statistics (统计表), {shown} in the report's own tables",
            cells=(statistic, *keys),
            expected=total,
            actual=stated.value,
            where=(*where(attachment.cells, (statistic,)), *context.where(*keys)),
        )


@rule("C02", "received-agrees", Severity.ERROR, GOV)
def received_agrees(context: Context) -> Iterator[Check]:
    """Applications received are the same in an appended 统计表 and in table 三.

    所附统计表“收到申请数”等于表三“本年新收”总计。

    依据: 同一年度、同一机关的同一指标。
    通过: 均为 12。
    不通过: 统计表 12，表三 11。
    """
    return _attached(
        context, "stat.applications.received", Message("收到申请数", "applications received"), "applications.new.total"
    )


@rule("C03", "closed-agrees", Severity.WARNING, GOV)
def closed_agrees(context: Context) -> Iterator[Check]:
    """Applications closed are the same in an appended 统计表 and in table 三.

    所附统计表“申请办结数”等于表三（七）总计。

    依据: 同一年度、同一机关的同一指标；两表口径可能略有不同，故为提示。
    通过: 均为 12。
    不通过: 统计表 12，表三（七）11。
    """
    return _attached(
        context,
        "stat.applications.closed",
        Message("申请办结数", "applications closed"),
        "applications.results.total.total",
    )


@rule("C04", "review-and-litigation-agree", Severity.WARNING, GOV)
def review_and_litigation_agree(context: Context) -> Iterator[Check]:
    """Reviews and lawsuits are the same in an appended 统计表 and in table 四.

    所附统计表“行政复议数量”“行政诉讼数量”与表四总计一致（诉讼为两类之和）。

    依据: 同一年度、同一机关的同一指标；未审结的两表都计入。
    通过: 统计表诉讼 3，表四 2 + 1。
    不通过: 统计表复议 1，表四 0。
    """
    yield from _attached(
        context, "stat.review", Message("行政复议数量", "administrative reviews"), "review_litigation.review.total"
    )
    yield from _attached(
        context,
        "stat.litigation",
        Message("行政诉讼数量", "lawsuits"),
        "review_litigation.litigation_direct.total",
        "review_litigation.litigation_after_review.total",
    )


@rule("C05", "normative-documents-agree", Severity.WARNING, ("gov_2019",))
def normative_documents_agree(context: Context) -> Iterator[Check]:
    """Normative documents made are the same in an appended 统计表 and in table 二.

    所附统计表“制发规范性文件总数”等于表二规范性文件“本年新制作数量”。

    依据: 同一年度、同一机关的同一指标。
    通过: 均为 4。
    不通过: 统计表 4，表二 3。
    """
    return _attached(
        context,
        "stat.proactive.normative_documents_issued",
        Message("制发规范性文件总数", "normative documents issued"),
        "proactive.normative_documents.created",
    )


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ANOTHER = 0.5  # share of the numbers above zero that differ, from which on two files are not one report


@rule("C06", "files-agree", Severity.ERROR)
def files_agree(context: Context) -> Iterator[Check]:
    """Several files of one report, such as the web page and the attached PDF, have the same numbers.

    同一份报告的不同文件（网页、PDF、Word）逐格一致；相差太多、看来不是同一份报告的，不作判断。

    依据: 同一事实只有一个数；多平台发布的版本应一致。
    通过: 网页与所附 PDF 的表格相同。
    不通过: 网页中本年新收总计 12，PDF 中为 21。
    """
    report = context.report
    for file in context.neighbours.siblings:
        keys = [key for key in report.cells if key in file.report.cells]
        if report.form != file.report.form or not keys or context.form is None:
            yield NOT_ASSESSABLE
            continue
        pairs = [(key, report.cells[key].value, file.report.cells[key].value) for key in keys]
        known = [(key, own, other) for key, own, other in pairs if own is not None and other is not None]
        differing = [(key, own, other) for key, own, other in known if own != other]
        counted = sum(bool(own or other) for _, own, other in known)
        if len(differing) > 1 and len(differing) > _ANOTHER * counted:
            yield UNCERTAIN
            continue
        yield from [PASS] * (len(known) - len(differing)) + [NOT_ASSESSABLE] * (len(pairs) - len(known))
        for key, own, other in differing:
            name = cell_name(context.form, key)
            yield fail(
                f"“{name.zh}”在本文件中为 {own}，在同一报告的另一文件（{file.name}）中为 {other}",
                f'"{name.en}" is {own} here and {other} in another file of the same report ({file.name})',
                cells=(key,),
                expected=other,
                actual=own,
                where=context.where(key),
            )


@rule("C07", "submission-agrees", Severity.WARNING)
def submission_agrees(context: Context) -> Iterator[Check]:
    """Publisher, year and date of publication are those that whoever submitted the document gave with it.

    提交时（清单、爬虫）所附的发布机关、年度、公开日期，与报告本身一致；公开日期不一致为提示。报告本身的内容不因此改变。

    依据: 清单与文件对不上的，可能抓错了文件或挂错了单位。
    通过: 清单写“某县清溪镇”2023 年，报告为某县清溪镇人民政府 2023 年度。
    不通过: 清单写 2022 年，报告为 2023 年度。
    """
    told, report = context.neighbours.told, context.report
    if told.publisher:
        likeness = compare(told.publisher, report.publisher) if report.publisher else Likeness.UNSURE
        if likeness is Likeness.OTHER:
            yield _told_otherwise("发布机关", "publisher", told.publisher, report.publisher or "")
        else:
            yield PASS if likeness is Likeness.SAME else UNCERTAIN
    if told.year:
        if report.year is None:
            yield NOT_ASSESSABLE
        else:
            yield PASS if told.year == report.year else _told_otherwise("年度", "year", told.year, report.year)
    if day := _DAY.match(told.published or ""):
        if report.published is None:
            yield NOT_ASSESSABLE
        elif day[0] == report.published:
            yield PASS
        else:
            yield _told_otherwise("公开日期", "date of publication", day[0], report.published, Severity.INFO)


def _told_otherwise(zh: str, en: str, told: str | int, own: str | int, severity: Severity | None = None) -> Check:
    return fail(
        f"提交时所附的{zh}为 {told}，报告中为 {own}",
        f"the {en} given with the document is {told}, the report's own is {own}",
        severity=severity,
        expected=told,
        actual=own,
    )


RULES: tuple[Rule, ...] = (
    copies_agree,
    received_agrees,
    closed_agrees,
    review_and_litigation_agree,
    normative_documents_agree,
    files_agree,
    submission_agrees,
)
