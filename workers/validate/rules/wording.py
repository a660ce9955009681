"""S, whether the report is its publisher's and its year's own: basis, years, names, what is filed behind it."""

import re
from collections.abc import Iterator

from shared.errors import Message
from shared.finding import Severity
from shared.form import due, forms
from workers.validate.bodies import Likeness, compare, named
from workers.validate.context import Context
from workers.validate.counted import counted
from workers.validate.prose import Sentence, plain
from workers.validate.publisher import Kind, classify
from workers.validate.rule import NOT_ASSESSABLE, PASS, Check, Rule, fail, rule
from workers.validate.rules.structure import has_sections

_NUMBER = re.compile(r"国办(?:公开办函|发|函)[〔\[(【]?(20\d\d)[〕\])】]?(\d{1,3})号")
_TITLE_OF_2019 = re.compile(
    r"[《〈](?:国务院办公厅)?(?:政府信息(?:公开)?与政务公开办公室)?关于政府信息公开工作年度报告有关事项的通知[》〉]"
)
_OFFICE_MISNAMED = re.compile(r"(?:国务院办公厅|国办)政府信息公开与政务公开办公室|政务公开与政府信息办公室")
_OFFICE = "政府信息与政务公开办公室"


@rule("S08", "basis-of-the-year", Severity.WARNING)
def basis_of_the_year(context: Context) -> Iterator[Check]:
    """The instrument quoted as basis is the one in force for the report year, and is named correctly.

    引用的编制依据应与报告年度相符，发文机构名称应正确；没有引用的不作要求。

    依据: 国办公开办函〔2021〕30号（2021 年度起）、〔2019〕60号（2019、2020 年度）。
    通过: 2023 年报告引用国办公开办函〔2021〕30号。
    不通过: 2023 年报告引用《关于政府信息公开工作年度报告有关事项的通知》（2019 年）。
    """
    year = context.report.year
    form = due(year) if year else None
    if form is None or not has_sections(context):
        return
    instruments = {_key(each.instrument): each for each in forms().values()}
    quoting: list[tuple[Sentence, set[str]]] = []
    for sentence in context.sentences:
        if sentence.section in {"preamble", "overview"}:
            keys = {f"{match[1]}/{match[2]}" for match in _NUMBER.finditer(sentence.text)} & instruments.keys()
            if _TITLE_OF_2019.search(sentence.text):
                keys.add("2019/60")
            if keys or _OFFICE_MISNAMED.search(sentence.text):
                quoting.append((sentence, keys))
    is_quoted = any(_key(form.instrument) in keys for _, keys in quoting)
    for sentence, keys in quoting:
        wrong = sorted(keys - {_key(form.instrument)}) if not is_quoted else []
        told = [
            Message(
                f"{year} 年度的依据应为{form.instrument}，引用的是{instruments[key].instrument}的通知",
                f"the basis for {year} is {form.instrument}, quoted is the notice {instruments[key].instrument}",
            )
            for key in wrong
        ]
        misnamed = _OFFICE_MISNAMED.search(sentence.text)
        if misnamed:
            told.append(
                Message(f"机构名称应为“{_OFFICE}”", f'the office "{misnamed[0]}" is misnamed, it is "{_OFFICE}"')
            )
        if told:
            yield fail(
                "；".join(each.zh for each in told),
                "; ".join(each.en for each in told),
                expected=form.instrument if wrong else _OFFICE,
                actual=instruments[wrong[0]].instrument if wrong else misnamed[0] if misnamed else None,
                quote=sentence.quote,
                where=(sentence.where,),
            )
        else:
            yield PASS


def _key(instrument: str) -> str:
    """国办公开办函〔2021〕30号 → 2021/30."""
    match = _NUMBER.search(plain(instrument))
    return f"{match[1]}/{match[2]}" if match else instrument


_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
# What a clause says of a year, not whatever year it compares, reaches back to or names a document by.
_OPENS_WITH_YEAR = re.compile(
    r"(?:^|[,;:])(?:截[至止]|在)?(20\d\d)年(?!(?:度|底|年底)*(?:[以之]?前|以来|同期)|[^,;]{0,6}(?:[决预]算|评估|计划))"
)
_FORWARD = re.compile(r"下一步|今后|将(?!政|信|公)|计划|拟|明年|打算|目标|规划")
_FEES_OF = re.compile(
    r"(?:^|[,;])(20\d\d)年度?(?!\d),?[^,;。\d]{0,20}(?:未|没有|无|收取|产生|发出|减免)[^;。]{0,20}处理费"
)
_TITLE_QUOTED = re.compile(r"[《〈][^《》〈〉]*[》〉]")
_FEW, _ALONE = 3, 2  # mentions of a year that make a majority; where the report's own is never mentioned


@rule("S09", "one-year", Severity.ERROR)
def one_year(context: Context) -> Iterator[Check]:
    """Title, statistical period, opening and section 一 speak of the same year.

    标题、统计期限、正文所说的年度一致；标题与统计期限不一致为错误，其余为提示。展望下一年的句子不算。

    依据: 《条例》第四十九条“上一年度”；沿用旧稿常见的差错。
    通过: 标题 2023 年，统计期限 2023 年，正文提到“2024 年重点工作”。
    不通过: 标题 2023 年，统计期限为 2022 年 1 月 1 日至 12 月 31 日。
    """
    report, year = context.report, context.report.year
    if year is None:
        yield NOT_ASSESSABLE
        return
    if report.period:
        stated = {int(day[:4]) for day in report.period}
        yield (
            PASS
            if year in stated
            else fail(
                f"标题为 {year} 年，统计期限为 {report.period[0]} 至 {report.period[1]}",
                f"the title says {year}, the statistical period is {report.period[0]} to {report.period[1]}",
                expected=year,
                actual="/".join(report.period),
                quote=report.period_quote,
                where=(report.preamble.where,) if report.preamble else (),
            )
        )
    for sentence, _, other in _titles_in_prose(context):
        yield PASS if other == year else _another_year(year, other, sentence)
    yield from _majority(context, year)
    yield from _fees(context, year)


def _titles_in_prose(context: Context) -> Iterator[tuple[Sentence, str, int]]:
    """Where the opening quotes the report's own title: (sentence, body, year)."""
    own = plain(context.report.title or "")
    for sentence in context.sentences:
        if sentence.section == "preamble" and plain(sentence.text) != own:
            for match in _REPORT_NAMED.finditer(sentence.text):
                yield sentence, match["body"], int(match["year"])


_REPORT_NAMED = re.compile(
    r"(?:[《〈]|现(?:将|公布|发布|向社会公布|向社会发布|予以公布)|公布|发布|^(?=[^。]{4,60}报告(?:由|共分|分为|包括)))(?P<body>[^,。;:《》〈〉]{2,30}?)(?P<year>20\d\d)年度?"
    r"(?:的)?政府信息公开(?:工作)?(?:(?:情况)?(?:的)?(?:年度)?(?:工作)?报告(?:[》〉]|$|[,。;]|由|共分|分为|包括|(?:公布|公开|发布)?如下)|"
    r"(?:工作)?(?:有关)?情况(?:(?:报告|公布|公开|通报|汇报)?如下|$|[,。;]))"
)


def _another_year(year: int, other: int, sentence: Sentence, *, fees: bool = False) -> Check:
    zh, en = (
        (f"信息处理费说的却是 {other} 年", f"the fees are told of {other}")
        if fees
        else (f"文中称 {other} 年的报告", f"the text speaks of the report for {other}")
    )
    return fail(
        f"标题为 {year} 年，{zh}",
        f"the title says {year}, {en}",
        severity=Severity.WARNING,
        expected=year,
        actual=other,
        quote=sentence.quote,
        where=(sentence.where,),
    )


def _fees(context: Context, year: int) -> Iterator[Check]:
    """Compare the years that the sentences on fees begin with."""
    about = [each for each in context.sentences if each.section == "other_matters" and "处理费" in each.text]
    stated = {int(match[1]): each for each in about for match in _FEES_OF.finditer(each.text)}
    if stated and year not in stated and not any(f"{year}年" in each.text for each in about):
        other, sentence = next(iter(stated.items()))
        yield _another_year(year, other, sentence, fees=True)


def _majority(context: Context, year: int) -> Iterator[Check]:
    """Compare the year that section 一 speaks of most often, what it quotes and what it plans left out."""
    first: dict[int, Sentence] = {}
    counts: dict[int, int] = {}
    for sentence in context.sentences:
        if sentence.section == "overview" and not _FORWARD.search(sentence.text):
            for match in _OPENS_WITH_YEAR.finditer(_TITLE_QUOTED.sub("", sentence.text)):
                counts[int(match[1])] = counts.get(int(match[1]), 0) + 1
                first.setdefault(int(match[1]), sentence)
    if not counts:
        return
    other = max(counts, key=lambda each: (counts[each], each == year))
    named = any(f"{year}年" in sentence.text for sentence in context.sentences if sentence.section == "overview")
    enough = counts[other] >= (_FEW if named else _ALONE)
    if other == year or not enough or counts[other] <= 2 * counts.get(year, 0):
        yield PASS
    else:
        yield fail(
            f"第一部分 {counts[other]} 次说到 {other} 年，{counts.get(year, 0)} 次说到 {year} 年",
            f"section 一 speaks of {other} {counted(counts[other], 'time')}, "
            f"of {year} {counted(counts.get(year, 0), 'time')}",
            severity=Severity.WARNING,
            expected=year,
            actual=other,
            quote=first[other].quote,
            where=(first[other].where,),
        )


_FILED_BY = re.compile(r"(?:填报单位|填表单位|单位)\((?:盖章|公章|章)\):?(?P<body>[\u4e00-\u9fff]{2,30})")
_BODY = r"(?P<body>[\u4e00-\u9fff]{4,30}?)"
_WRITTEN_BY = re.compile(
    rf"本(?:年度)?报告(?:系)?由{_BODY}(?:负责)?(?:编制|编写|起草|(?:根据|按照|依据)[^。]{{0,80}}(?:编制|编写))"
)
# In the opening: 由X按照《条例》规定编写.
_BY = re.compile(rf"(?:^|[,;:])由{_BODY}(?:根据|按照|依据|依照)[^。我]{{0,160}}(?:编制|编写|撰写)")
# In the opening: X根据《条例》编制本报告, X编制了本报告.
_WRITES = re.compile(
    rf"(?:^|[,;:])(?![由局委厅镇乡办各]){_BODY}(?:(?:根据|按照|依据|依照)[^。我]{{0,160}})?(?:组织)?(?:编制|编写|起草|形成)(?:了|完成)?(?:《|本|20\d\d年)"
)
_WORK_OF = re.compile(
    r"结合(?P<body>[\u4e00-\u9fff]{4,30}?)(?:20\d\d年度?)?(?:的)?(?:政府信息公开|政务公开|信息公开)?(?:工作)?(?:的)?实际"
)
_SITE_FIELDS = ("发文机关", "公开机构", "发布机构", "发布单位", "填报单位")


@rule("S10", "one-publisher", Severity.ERROR)
def one_publisher(context: Context) -> Iterator[Check]:
    """The report names one publisher throughout: title, opening, filing line and site.

    标题、正文开头、填报单位和网站所列机关应为同一机关；地区前缀、“人民政府”“办事处”和简称的差别不算。

    依据: 《条例》第四十九条：由本机关提交和公布；照抄他人报告常见的差错。
    通过: 标题“清溪镇”，正文“某县清溪镇人民政府”。
    不通过: 标题“清溪镇”，正文“现公布某县民政局2023年政府信息公开工作年度报告”。
    """
    publisher = context.report.publisher
    if publisher is None:
        yield NOT_ASSESSABLE
        return
    for body, sentence, severity in _bodies_named(context):
        likeness = compare(publisher, body)
        if likeness is Likeness.SAME:
            yield PASS
        elif likeness is Likeness.OTHER and named(body):
            yield fail(
                f"标题中的机关是“{publisher}”，{'文中' if sentence else '网站'}写的是“{body}”",
                f'the title names "{publisher}", the {"text" if sentence else "site"} "{body}"',
                severity=severity,
                expected=publisher,
                actual=body,
                quote=sentence.quote if sentence else None,
                where=(sentence.where,) if sentence else (),
            )


def _bodies_named(context: Context) -> Iterator[tuple[str, Sentence | None, Severity | None]]:
    """Yield the bodies that opening, filing line and site name; a site may publish for another.

    What stands on the site of the government above is said to be published by it: that is no contradiction.
    """
    for opening, body, _ in _titles_in_prose(context):
        yield body, opening, None
    for sentence in context.sentences:
        written = _WRITTEN_BY.search(sentence.text)
        if sentence.section == "preamble":
            written = written or _WRITES.search(sentence.text) or _BY.search(sentence.text)
        if written and {context.publisher.kind, classify(written["body"]).kind} <= {Kind.DEPARTMENT, Kind.TOWNSHIP}:
            yield written["body"], sentence, None  # a government has one of its departments write
        of_whom = _WORK_OF.search(sentence.text) if sentence.section == "preamble" else None
        if of_whom and classify(of_whom["body"]).kind in {Kind.DEPARTMENT, Kind.TOWNSHIP}:
            yield of_whom["body"], sentence, Severity.WARNING
        if sentence.section == "appendix":
            for match in _FILED_BY.finditer(sentence.text):
                yield match["body"], sentence, None
    for field in _SITE_FIELDS:
        body = plain(context.report.metadata.get(field, ""))
        if body and classify(body).kind not in {Kind.GOVERNMENT, Kind.OFFICE}:
            yield body, None, Severity.WARNING


_REGULATIONS = ("政府信息公开条例", "中华人民共和国政府信息公开条例", "信息公开条例", "条例")
_REGULATION_LIKE = re.compile(
    r"[《〈]((?:中华人民共和国)?[政府务信息公开管理的工作保密]{4,14}条例|(?:中华人民共和国)?政府信息公开(?:条列|例|条|法))[》〉]"
)
_FEE_RULES = "政府信息公开信息处理费管理办法"
_FEE_RULES_LIKE = re.compile(r"[《〈]([^《》〈〉]{0,30}处理费[^《》〈〉]{0,12}办法)[》〉]")


@rule("S17", "regulation-named-correctly", Severity.WARNING)
def regulation_named_correctly(context: Context) -> Iterator[Check]:
    """The Regulation and the rules on fees are called by their names.

    《中华人民共和国政府信息公开条例》和《政府信息公开信息处理费管理办法》的名称应写对。

    依据: 国务院令第711号；国办函〔2020〕109号。
    通过: 《中华人民共和国政府信息公开条例》、《条例》。
    不通过: 《政府信息管理条例》。
    """
    for sentence in context.sentences:
        for match in _REGULATION_LIKE.finditer(sentence.text):
            if match[1] in _REGULATIONS:
                yield PASS
            elif "保密" not in match[1]:
                yield _misnamed(match[1], "中华人民共和国政府信息公开条例", sentence)
        for match in _FEE_RULES_LIKE.finditer(sentence.text):
            yield PASS if match[1].endswith(_FEE_RULES) else _misnamed(match[1], _FEE_RULES, sentence)


def _misnamed(name: str, official: str, sentence: Sentence) -> Check:
    return fail(
        f"《{name}》应为《{official}》",
        f"there is no 《{name}》; 《{official}》 must be meant",
        expected=official,
        actual=name,
        quote=sentence.quote,
        where=(sentence.where,),
    )


_DOUBLED = re.compile(
    r"(?P<name>[镇乡县局])(?P=name)(?=网站|门户|公众号|信息|公开|平台|官网)|(?<!目)的的(?![确士])|性性(?![格能质别])|"
    r"(?P<word>情况|开展|进行|内容|问题|要求|加强|推进|提高|完善|落实|建立)(?P=word)"
)


@rule("S18", "no-doubled-words", Severity.INFO)
def no_doubled_words(context: Context) -> Iterator[Check]:
    """No character or word of a name is doubled by mistake.

    名称和词语没有误写的重复。

    依据: 文字校对。
    通过: 清溪镇网站；村村通。
    不通过: 清溪镇镇网站。
    """
    seen: set[str] = set()
    for sentence in context.sentences:
        for match in _DOUBLED.finditer(sentence.text):
            if match[0] in seen:
                continue
            seen.add(match[0])
            around = sentence.text[max(0, match.start() - 6) : match.end() + 6]
            once = match[0][: len(match[0]) // 2]
            yield fail(
                f"“{around}”中“{once}”重复",
                f'"{once}" is doubled in "{around}"',
                expected=once,
                actual=match[0],
                quote=sentence.quote,
                where=(sentence.where,),
            )
    if not seen:
        yield PASS


_FURTHER = re.compile(r"(?!附).{0,40}(?:19|20)\d\d.{0,40}(?:年度报告|年报)")
_INTERNAL = re.compile(r"填报[人单日]|审核人|单位负责人|盖章|统计表|分析说明|报出日期|填表人")


@rule("S19", "nothing-internal-behind", Severity.INFO)
def nothing_internal_behind(context: Context) -> Iterator[Check]:
    """Behind section 六 stand a signature and attachments only, no internal filing.

    第六部分之后只应有落款和附件；填报用的统计表、分析说明、填报人和电话属于内部报送材料，不宜一并公布。

    依据: 国办公开办函〔2021〕30号、〔2019〕60号所附格式到第六部分为止。
    通过: 某县清溪镇人民政府 2024年1月15日。
    不通过: 附政府信息公开情况统计表，写有填报人和联系电话；或者附有另一份年度报告。
    """
    if not has_sections(context):
        return
    appendix = context.report.appendix
    marks = list(dict.fromkeys(_INTERNAL.findall(plain(appendix.text)))) if appendix else []
    if appendix and (further := _FURTHER.fullmatch(plain(appendix.text).replace("\n", ""))):
        yield fail(
            f"第六部分之后还有一份报告（{further[0]}），没有读取：请单独提交",
            f"a further report stands behind section six ({further[0]}) and was not read: submit it by itself",
            quote=further[0],
            where=(appendix.where,),
        )
        return
    if not marks and not context.report.attachments:
        yield PASS
        return
    shown = "、".join(marks[:4]) or "统计表"
    yield fail(
        f"第六部分之后附有内部报送材料（{shown}）",
        f"internal filing stands behind section 六 ({shown})",
        quote=appendix.text[:100] if appendix else None,
        where=(appendix.where,) if appendix else (),
    )


RULES: tuple[Rule, ...] = (
    basis_of_the_year,
    one_year,
    one_publisher,
    regulation_named_correctly,
    no_doubled_words,
    nothing_internal_behind,
)
