"""S, the skeleton: title, the six sections, the statistical period, the edition of the form, blanks."""

import re
from collections.abc import Iterator, Sequence

from shared.document import Where
from shared.errors import Message
from shared.finding import Severity
from shared.form import due, forms
from shared.report import Heading, State
from workers.validate.context import Context
from workers.validate.counted import counted
from workers.validate.labels import cell_name
from workers.validate.lost_headings import lost_headings
from workers.validate.pictured import are_pictures, picture_of, unread_pictures
from workers.validate.prose import plain
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, UNCERTAIN, Check, Rule, fail, rule

SECTIONS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other_matters": "六、其他需要报告的事项",
}
FIRST_YEAR = 2019  # of the unified format; reports before it are free-form


def has_sections(context: Context) -> bool:
    """Whether the unified format, with its six sections, is due for the report."""
    return context.report.form != "stat_2014" and (context.report.year or FIRST_YEAR) >= FIRST_YEAR


_DATED = re.compile(r"20\d\d|二[〇○零O0][〇○零一二三四五六七八九]{2}")


@rule("S01", "title-names-publisher-and-year", Severity.ERROR)
def title_names_publisher_and_year(context: Context) -> Iterator[Check]:
    """The title names the publisher and the report year.

    标题写明机关名称和报告年度；没有年度为错误，没有机关名称为提示；统计期限写明年度而没有读到标题的，标题可能在抓取时丢失，为提示。

    依据: 国办公开办函〔2021〕30号所附格式；《条例》第四十九条“上一年度”。
    通过: 某县清溪镇2023年政府信息公开工作年度报告。
    不通过: 某县清溪镇政府信息公开工作年度报告。
    """
    report = context.report
    where = (report.preamble.where,) if report.preamble else ()
    if report.title is None and report.year is not None:
        yield fail(
            "没有读到标题：可能在抓取时丢失，也可能没有写",
            "no title was read: lost on the way, or never written",
            severity=Severity.WARNING,
            where=where,
        )
    elif report.year is None or not _DATED.search(plain(report.title or "")):
        yield fail(
            f"标题“{report.title}”没有写明年度" if report.title else "没有找到写明年度的标题",
            f'the title "{report.title}" names no year' if report.title else "no title with a year was found",
            quote=report.title,
            where=where,
        )
    elif report.publisher is None:
        yield fail(
            f"标题“{report.title or ''}”没有写明机关名称",
            f'the title "{report.title or ""}" names no publisher',
            severity=Severity.WARNING,
            quote=report.title,
            where=where,
        )
    else:
        yield PASS


@rule("S02", "six-sections", Severity.ERROR)
def six_sections(context: Context) -> Iterator[Check]:
    """All six sections of the unified format are there.

    六个部分齐全。文本中表格和文字都在、只是没有标题的，标题可能在抓取时丢失，为提示。

    依据: 《条例》第五十条；国办公开办函〔2021〕30号、〔2019〕60号所附格式。
    通过: 一、总体情况 …… 六、其他需要报告的事项。
    不通过: 没有“一、总体情况”，从“一、主动公开政府信息情况”写起。
    """
    if not has_sections(context):
        return
    missing = [title for key, title in SECTIONS.items() if key not in context.report.sections]
    if len(missing) == len(SECTIONS) and not _has_sentences(context):
        yield fail(
            "只读到表格，没有读到任何一个部分的标题和文字：可能在抓取时丢失，也可能没有写",
            "only tables were read, no section's heading or text: lost on the way, or never written",
            severity=Severity.WARNING,
            expected=len(SECTIONS),
            actual=0,
        )
        return
    lost = lost_headings(context)
    if len(missing) == len(SECTIONS):
        yield fail(
            "没有找到任何一个规定的部分标题（一至六）",
            "none of the six prescribed sections was found",
            severity=Severity.WARNING if lost else None,
            expected=len(SECTIONS),
            actual=0,
        )
        return
    for key, title in SECTIONS.items():
        if key in context.report.sections:
            yield PASS
        elif _has_grown_together(context, title):
            yield UNCERTAIN
        elif key in lost:
            yield fail(
                f"没有读到“{title}”这一标题，表格或文字却在：标题可能在抓取时丢失，也可能没有写",
                f'the heading "{title}" was not read, though table or text is there: lost on the way, or never written',
                severity=Severity.WARNING,
                expected=title,
            )
        else:
            yield fail(f"缺少“{title}”部分", f'the section "{title}" is missing', expected=title)


def _has_sentences(context: Context) -> bool:
    report = context.report
    return any(part and "。" in part.text for part in (report.preamble, *report.sections.values(), report.appendix))


_BLANK = 1  # line between a line and its copy
_BESIDE = 40  # characters of a stamp or a running head on the line of a heading


def _has_grown_together(context: Context, title: str) -> bool:
    """Whether a heading that was not found stands beside a stamp or a running head on a line of another section."""
    lines = (plain(line) for section in context.report.sections.values() for line in section.text.split("\n"))
    return any(
        len(line) <= len(title) + _BESIDE and line.startswith(title) | line.endswith(title) and "。" not in line
        for line in lines
    )


@rule("S03", "sections-in-order", Severity.ERROR)
def sections_in_order(context: Context) -> Iterator[Check]:
    """The sections stand in their order, each once; appendices behind section 六 do not count.

    六个部分依次排列，各出现一次；第六部分之后的附件不计。

    依据: 国办公开办函〔2021〕30号、〔2019〕60号所附格式。
    通过: 一、二、三、四、五、六。
    不通过: “五”排在“四”之前；“二”出现两次。
    """
    if not has_sections(context):
        return
    headings = _of_the_report(context.report.headings)
    if not headings:
        yield NOT_ASSESSABLE
        return
    order = list(SECTIONS)
    highest, seen = -1, set()
    for above, heading in zip([None, *headings], headings, strict=False):
        if above and heading.section == above.section and heading.where.table and not above.where.table:
            continue  # a table's first row names its section once more
        if above and heading.text == above.text and _is_next_line(above.where, heading.where):
            continue  # a text has the line twice
        if above and heading.text == above.text and _is_header_again(above.where, heading.where):
            continue  # a table that goes on on the next page
        rank = order.index(heading.section) if heading.section in order else highest
        if heading.section in seen:
            problem = (f"“{heading.text}”重复出现", f'"{heading.text}" stands twice')
        elif rank < highest:
            before = SECTIONS[order[highest]]
            problem = (f"“{heading.text}”排在“{before}”之后", f'"{heading.text}" comes after "{before}"')
        else:
            problem = None
        seen.add(heading.section)
        highest = max(highest, rank)
        if problem:
            yield fail(*problem, quote=heading.text, where=(heading.where,))
        else:
            yield PASS


def _is_next_line(above: Where, below: Where) -> bool:
    return above.line is not None and below.line is not None and 0 < below.line - above.line <= _BLANK + 1


def _is_header_again(above: Where, below: Where) -> bool:
    """Whether a row of a table stands first on the page behind another table row's, as a repeated header does."""
    are_rows = above.table is not None and below.table is not None and below.row == 1
    return are_rows and (below.page or 0) == (above.page or 0) + 1


_ORDINAL = re.compile(r"^(?:[一二三四五六七八九][、.,，]?|\d[、.])")


@rule("S04", "official-headings", Severity.INFO)
def official_headings(context: Context) -> Iterator[Check]:
    """The headings of the sections are worded as in the unified format.

    各部分标题与规定格式的文字一致；不一致的供参考。

    依据: 国办公开办函〔2021〕30号、〔2019〕60号所附格式。
    通过: 五、存在的主要问题及改进情况。
    不通过: 五、政府信息公开工作存在的主要问题及改进举措。
    """
    if not has_sections(context):
        return
    for key, section in context.report.sections.items():
        if key not in SECTIONS:
            continue
        official = _wording(SECTIONS[key])
        if _wording(section.heading) == official:
            yield PASS
        else:
            yield fail(
                f"标题“{section.heading}”与规定的“{SECTIONS[key]}”不一致",
                f'the heading "{section.heading}" is not worded as prescribed: "{SECTIONS[key]}"',
                expected=SECTIONS[key],
                actual=section.heading,
                quote=section.heading,
                where=(section.where,),
            )


def _wording(heading: str) -> str:
    """A heading without its number, its punctuation and its white space."""
    return "".join(letter for letter in _ORDINAL.sub("", plain(heading)) if letter.isalnum())


def _of_the_report(headings: Sequence[Heading]) -> Sequence[Heading]:
    """Leave out what follows section 六, unless a section stands only there."""
    last = next((index for index, heading in enumerate(headings) if heading.section == "other_matters"), None)
    if last is None:
        return headings
    before = {heading.section for heading in headings[:last]}
    return headings[: last + 1] if all(heading.section in before for heading in headings[last + 1 :]) else headings


@rule("S06", "period-is-the-year", Severity.WARNING)
def period_is_the_year(context: Context) -> Iterator[Check]:
    """The statistical period is stated and is the whole report year.

    写明统计期限，且为报告年度 1 月 1 日至 12 月 31 日；没有写明为提示，写错为错误。

    依据: 《条例》第四十九条“上一年度”；各地统一做法。
    通过: 本报告的数据自2023年1月1日起，至12月31日止。
    不通过: 统计期限为2023年1月1日至202023年12月31日。
    """
    report = context.report
    where = (report.preamble.where,) if report.preamble else ()
    if report.year is None:
        yield NOT_ASSESSABLE
        return
    expected = (f"{report.year}-01-01", f"{report.year}-12-31")
    if report.period == expected:
        yield PASS
    elif report.period is None and report.period_quote is None:
        yield fail(
            f"没有写明统计期限（{report.year}年1月1日至12月31日）",
            f"the statistical period ({expected[0]} to {expected[1]}) is not stated",
            expected="/".join(expected),
            where=where,
        )
    else:
        stated = report.period
        yield fail(
            f"统计期限{f'为 {stated[0]} 至 {stated[1]}' if stated else '的日期有误'}，"
            f"应为 {expected[0]} 至 {expected[1]}",
            f"the statistical period is {f'{stated[0]} to {stated[1]}' if stated else 'no period of dates'}, "
            f"expected {expected[0]} to {expected[1]}",
            severity=Severity.ERROR,
            expected="/".join(expected),
            actual="/".join(stated) if stated else None,
            quote=report.period_quote,
            where=where,
        )


@rule("S07", "form-of-the-year", Severity.ERROR)
def form_of_the_year(context: Context) -> Iterator[Check]:
    """The tables are those of the edition due for the report year, and of one edition only.

    表格版式与报告年度相符：2021 年起用〔2021〕30号格式，2019、2020 年用〔2019〕60号格式；不得混用。

    依据: 国办公开办函〔2021〕30号、〔2019〕60号，国办发〔2014〕32号。
    通过: 2023 年报告使用“本年制发件数、本年废止件数、现行有效件数”。
    不通过: 2023 年报告使用“本年新制作数量、本年新公开数量”。
    """
    report = context.report
    where = (report.sections["proactive"].where,) if "proactive" in report.sections else ()
    if len(report.forms_seen) > 1:
        names = "、".join(_instrument(key) for key in report.forms_seen)
        yield fail(
            f"表格混用了两种版式：{names}",
            f"the tables mix two editions of the form: {names}",
            expected=1,
            actual=len(report.forms_seen),
            where=where,
        )
        return
    form = due(report.year) if report.year else None
    if form is None or report.form is None:
        yield NOT_ASSESSABLE
    elif form.key == report.form:
        yield PASS
    else:
        yield fail(
            f"{report.year} 年报告应使用{form.instrument}的格式，实际为{_instrument(report.form)}的格式",
            f"a report for {report.year} uses the form of {form.instrument}, this one that of "
            f"{_instrument(report.form)}",
            expected=form.key,
            actual=report.form,
            where=where,
        )


def _instrument(key: str) -> str:
    return forms()[key].instrument if key in forms() else key


@rule("S14", "tables-are-text", Severity.WARNING)
def tables_are_text(context: Context) -> Iterator[Check]:
    """Tables 二, 三 and 四 can be read as text; pictures of tables can be read by nobody's program.

    表二、表三、表四应为文字表格，不应只是图片；没有读到表格的，其勾稽关系无法核对。

    依据: 《条例》第二十三条、第二十四条：便于公众查询、检索和复制；无障碍要求。
    通过: 表格可以复制为文字。
    不通过: 第三部分只有一张图片。
    """
    if pages := context.report.recognized:
        yield fail(
            f"第 {'、'.join(map(str, pages))} 页是图像（扫描件），其中文字和表格不能检索、复制",
            f"page {', '.join(map(str, pages))}: a picture (a scan), whose text and tables nobody can search or copy",
            actual=len(pages),
            where=tuple(Where(page=page) for page in pages),
        )
        return
    if not has_sections(context):
        return
    form = context.form
    unread, places = unread_pictures(context.report.pictures)
    if form is None:
        yield fail(
            f"没有读到表二、表三、表四：{unread.zh}",
            f"tables 二, 三 and 四 were not found as text: {unread.en}",
            expected=3,
            actual=0,
            where=places,
        )
        return
    for number, table in zip("二三四", form.tables, strict=True):
        cells = [context.report.cells[cell.key] for cell in table.cells]
        if any(cell.state is not State.MISSING for cell in cells):
            shown = dict.fromkeys(picture_of(cell.where) for cell in cells if cell.where.picture)
            yield are_pictures(number, tuple(shown)) if shown else PASS
            continue
        section = context.report.sections.get(table.key)
        yield fail(
            f"没有读到表{number}：{unread.zh}",
            f"table {number} was not found as text: {unread.en}",
            expected=table.title,
            where=places or ((section.where,) if section else ()),
        )


_NUMBERS = frozenset({State.NUMBER, State.ZERO, State.INFERRED, State.MISSING})
_FEW = 6  # cells that a message names


@rule("S15", "no-blank-cells", Severity.WARNING, GOV)
def no_blank_cells(context: Context) -> Iterator[Check]:
    """Every cell of tables 二, 三 and 四 holds a number; where there is nothing to count it holds 0.

    表二、表三、表四的单元格都填数字；没有的填 0，不留空，不填“/”“无”或文字。

    依据: 填报惯例和审核要求；空格无法与漏填区分。
    通过: 0。
    不通过: 行政复议五格空着；规章填“/”。
    """
    if context.form is None:
        return
    for number, table in zip("二三四", context.form.tables, strict=True):
        values = {cell.key: context.report.cells[cell.key] for cell in table.cells}
        if all(value.state is State.MISSING or value.is_unread for value in values.values()):
            yield NOT_ASSESSABLE
            continue
        kinds = {cell.key: cell.kind for cell in table.cells}
        wrong = [
            key
            for key, value in values.items()
            if value.state not in _NUMBERS
            and not (kinds[key] == "amount" and value.state is State.TEXT_NUMBER)
            and not value.is_unread
        ]
        if not wrong:
            yield PASS
            continue
        blank = sum(values[key].state is State.BLANK for key in wrong)
        names = [cell_name(context.form, key) for key in wrong[:_FEW]]
        held = _instead(blank, len(wrong) - blank)
        more_zh, more_en = (" 等", ", …") if len(wrong) > _FEW else ("", "")
        yield fail(
            f"表{number}有 {len(wrong)} 个单元格没有填数字（{held.zh}）："
            f"{'、'.join(name.zh for name in names)}{more_zh}；没有发生的应填 0",
            f"{counted(len(wrong), 'cell')} of table {number} without a number ({held.en}): "
            f"{', '.join(name.en for name in names)}{more_en}; where there is nothing to count, write 0",
            cells=wrong,
            suspects=wrong,
            expected=0,
            where=context.where(*wrong),
        )


def _instead(blank: int, words: int) -> Message:
    """Say what cells hold that have no number."""
    if not words:
        return Message("空白", "blank")
    if not blank:
        return Message("填了文字或符号", "words or signs")
    return Message(f"空白 {blank} 个，填了文字或符号 {words} 个", f"{blank} blank, {words} with words or signs")


RULES: tuple[Rule, ...] = (
    title_names_publisher_and_year,
    six_sections,
    sections_in_order,
    official_headings,
    period_is_the_year,
    form_of_the_year,
    tables_are_text,
    no_blank_cells,
)
