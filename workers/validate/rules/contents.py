"""S, what the sections must say."""

import re
from collections.abc import Iterator

import msgspec

from shared.finding import Severity
from workers.validate.context import Context
from workers.validate.prose import plain
from workers.validate.publisher import Kind
from workers.validate.rule import NOT_ASSESSABLE, PASS, Check, Rule, fail, rule
from workers.validate.rules.structure import has_sections

_FORMAT_FROM = 2021  # the format that names the five topics
_TOPICS = {
    "主动公开": re.compile(r"主动公开|公开(?:各类)?(?:政府|政务)?信息\d"),
    "依申请公开": re.compile(r"依?申请公开|公开申请|收到.{0,20}申请"),
    "政府信息管理": re.compile(
        r"信息管理|信息.{0,12}(?:审核|审查|发布|清理|动态调整)|保密审查|规范性文件.{0,12}(?:管理|清理)"
    ),
    "平台建设": re.compile(r"平台|网站|新媒体|公众号|公开栏|公报|专区|查阅"),
    "监督保障": re.compile(r"监督|考核|评议|追究|问责|培训|保障"),
}


@rule("S05", "overview-topics", Severity.WARNING)
def overview_topics(context: Context) -> Iterator[Check]:
    """Section 一 covers the five topics of the format.

    第一部分应写到五个方面：主动公开、依申请公开、政府信息管理、平台建设、监督保障；2021 年以前的报告仅供参考。

    依据: 国办公开办函〔2021〕30号所附格式“总体情况”；2019 年格式没有列明。
    通过: 五个小标题；或虽无小标题，各方面都有叙述。
    不通过: 没有写依申请公开。
    """
    section = context.report.sections.get("overview")
    if not has_sections(context):
        return
    if section is None or not section.text.strip():
        yield NOT_ASSESSABLE
        return
    text = plain(section.text)
    missing = [topic for topic, words in _TOPICS.items() if not words.search(text)]
    if not missing:
        yield PASS
        return
    yield fail(
        f"第一部分没有写到{'、'.join(missing)}",
        f"section 一 says nothing on {', '.join(missing)}",
        severity=Severity.INFO if (context.report.year or _FORMAT_FROM) < _FORMAT_FROM else None,
        expected=len(_TOPICS),
        actual=len(_TOPICS) - len(missing),
        where=(section.where,),
    )


class _Duty(msgspec.Struct, frozen=True):
    """Something that a government reports the result of: how it is called, and what makes a clause a result."""

    en: str
    subject: re.Pattern[str]
    result: re.Pattern[str]


_DUTIES = {
    "工作考核": _Duty(
        "assessment",
        re.compile(r"考核|考评|绩效|先进(?:单位|集体|县|市|区|镇|乡)"),
        re.compile(
            r"[纳列]入|作为|占.{0,12}分|得分|等次|结果|优秀|良好|合格|位[列居]|排名|名列|第[一二三\d]|考核了|被?评[为定]|扣分|通报|情况(?:较|良|很)?好|优良|通过.{0,8}考核|达标|[进开][行展].{0,12}考[核评]"
        ),
    ),
    "社会评议": _Duty(
        "public appraisal",
        re.compile(r"评议|满意[度率]|(?:群众|公众|受访|企业|代表).{0,16}满意(?!的)|民意调查|问卷|(?:社会|公众)评价"),
        re.compile(
            r"接受|开展|征求|满意|评价|发放|收[到回]|答复|结果|好评|参与|组织|听取|邀请|采纳|未|没有|情况(?:较|良|很)?好|优秀|良好|优良|得分"
        ),
    ),
    "责任追究": _Duty(
        "accountability",
        re.compile(r"追究|问责|追责"),
        re.compile(r"未|没有|无(?![论法])|不存在|[0零][起件人次例]|[为“:][0零]|\d[起件人次例名]|被追|已追|追究了|受到"),
    ),
}
_RULE_ONLY = re.compile(
    r"制度|可以?(?:依|在|按|委|组|对)|确保|原则上|应当|将(?![政信公])|拟|下一步|计划|提[升高].{0,8}满意"
)
_HEADING_REMARK = re.compile(r"^\(.\)[^(。]{0,16}(?:\([^)]*\))?[^。]{0,4}$")


@rule("S11", "supervision-results", Severity.WARNING)
def supervision_results(context: Context) -> Iterator[Check]:
    """A government's report, a township's too, states the results of assessment, public appraisal and accountability.

    各级政府（含乡镇、街道）的报告应写明工作考核、社会评议和责任追究的结果；只写制度、打算或标题的不算。逐项提示。

    依据: 《条例》第五十条第（四）项。
    通过: 政务公开纳入年度考核；开展社会评议一次，群众表示满意；未发生责任追究。
    不通过: 制定社会评议制度，原则上每年开展一次。
    """
    if not has_sections(context) or context.publisher.kind not in {Kind.GOVERNMENT, Kind.TOWNSHIP}:
        return
    overview = context.report.sections.get("overview")
    if overview is None:
        yield NOT_ASSESSABLE
        return
    clauses = [
        clause
        for sentence in context.sentences
        if sentence.section in {"overview", "other_matters"} and not _HEADING_REMARK.match(sentence.text)
        for clause in sentence.text.split(";")
    ]
    for name, duty in _DUTIES.items():
        on_it = [clause for clause in clauses if duty.subject.search(clause)]
        if any(_is_result(clause, duty) for clause in on_it):
            yield PASS
            continue
        yield fail(
            f"没有写明{name}结果" + ("，只写了制度或要求" if on_it else ""),
            f"the result of {duty.en} ({name}) is not stated" + (", only the rules for it" if on_it else ""),
            expected=name,
            where=(overview.where,),
        )


def _is_result(clause: str, duty: _Duty) -> bool:
    """Whether something is said of the subject, near it, and it is no rule or plan.

    Where a rule is named in one breath with what came of it, what stands between other commas is a result all the same.
    """
    near = [clause[max(0, match.start() - 60) : match.end() + 40] for match in duty.subject.finditer(clause)]
    facts = [",".join(part for part in words.split(",") if not _RULE_ONLY.search(part)) for words in near]
    return any(duty.subject.search(words) and duty.result.search(words) for words in facts)


_FEE_RULES_FROM = 2021  # 国办函〔2020〕109号 took effect on 1 January 2021
_OTHER_FEES = re.compile(r"行政事业性收费|涉企收费|收费(?:目录|清单|项目|标准|许可)|乱收费|减税降费|收费公示")
_PROCESSING_FEE = re.compile(r"信息(?:公开)?处理费")
_FEE = re.compile(r"处理费|收费|[收缴交产]取?[^,。;]{0,14}费用?|费用")


@rule("S12", "fee-situation-stated", Severity.ERROR)
def fee_situation_stated(context: Context) -> Iterator[Check]:
    """From 2021 on, section 六 says what information-processing fees were charged, also when none were.

    2021 年度起，第六部分应写明收取信息处理费的情况，没有收取的也要写明；写在别处的为提示。

    依据: 《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），2021 年 1 月 1 日起施行；年度报告应列明收取情况。
    通过: 2023年未收取信息处理费。
    不通过: 六、其他需要报告的事项：无。
    """
    report = context.report
    section = report.sections.get("other_matters")
    if report.year is None or (section is None and report.year >= _FEE_RULES_FROM):
        yield NOT_ASSESSABLE
        return
    if report.year < _FEE_RULES_FROM or section is None:
        return
    if _states_fees(section.text):
        yield PASS
        return
    elsewhere = next((s for s in context.sentences if s.section != "appendix" and _PROCESSING_FEE.search(s.text)), None)
    yield fail(
        "第六部分没有写明信息处理费收取情况" + ("（写在了别处）" if elsewhere else "，未收取的也应写明"),
        "section 六 does not state the information-processing fees"
        + (" (another section does)" if elsewhere else "; also none at all is to be stated"),
        severity=Severity.WARNING if elsewhere else None,
        quote=elsewhere.quote if elsewhere else section.text[:100] or None,
        where=(elsewhere.where if elsewhere else section.where,),
    )


def _states_fees(text: str) -> bool:
    return bool(_FEE.search(_OTHER_FEES.sub("", plain(text))))


_NOTHING = re.compile(r"[(（]?(?:暂?无|没有|无存在问题|不存在问题)[^,，]{0,6}[)）]?[。.]?")
_PROBLEM = re.compile(
    r"问题|不足|短板|差距|薄弱|有待|不够|不高|不强|欠缺|滞后|缺乏|较少|困难|单一|不及时|不全|不到位|需进一步|不规范|偏[慢低弱少]|[还仍尚]需|(?:需要?|应)改进的|不[尽便畅足]|频繁|瓶颈|制约"
)
_MEASURE = re.compile(
    r"改进|措施|下一步|今后|将|加强|提升|提高|完善|强化|推进|改善|优化|健全|整改|举措|加大|规范|打算|对策|拟|已(?:增|调|统|整|明|落|完|建|安|配|制|对)|明确专?人|增[加配设]|按[周月季]|解决|新增|实行|修订"
)
_WANTED = re.compile(
    r"[有亟]待(?:进一步)?(?:加强|提升|提高|完善|强化|改进|规范|健全|优化|改善|加大)"
)  # is no measure yet
_SHORTEST_PROBLEMS = 10  # characters


@rule("S13", "problems-and-measures", Severity.WARNING)
def problems_and_measures(context: Context) -> Iterator[Check]:
    """Section 五 names both problems and measures.

    第五部分应写明存在的问题和改进措施，不得为空或只写“无”。

    依据: 《条例》第五十条第（四）项“存在的主要问题及改进情况”。
    通过: 一是解读形式单一……下一步将丰富解读形式。
    不通过: 五、存在的主要问题及改进情况：无。
    """
    section = context.report.sections.get("problems")
    if not has_sections(context):
        return
    if section is None:
        yield NOT_ASSESSABLE
        return
    text = plain(section.text)
    if len(text) < _SHORTEST_PROBLEMS or _NOTHING.fullmatch(text):
        yield fail(
            "第五部分没有内容" if not text else f"第五部分只写了“{text}”",
            "section 五 is empty" if not text else f'section 五 says "{text}" only',
            quote=section.text or None,
            where=(section.where,),
        )
        return
    for words, zh, en in ((_PROBLEM, "存在的问题", "problem"), (_MEASURE, "改进措施", "measure")):
        if words.search(_WANTED.sub("", text) if words is _MEASURE else text):
            yield PASS
        else:
            yield fail(f"第五部分没有写{zh}", f"section 五 names no {en}", expected=zh, where=(section.where,))


_LONGEST_OVERVIEW = 1_000  # characters without white space


@rule("S16", "overview-length", Severity.INFO)
def overview_length(context: Context) -> Iterator[Check]:
    """Section 一 stays within 1,000 characters. Off by default.

    第一部分不超过 1000 字（不计空白）。默认不启用。

    依据: 部分地方通知“篇幅原则上不超过一千字”。
    通过: 960 字。
    不通过: 1116 字。
    """
    section = context.report.sections.get("overview")
    if section is None:
        yield NOT_ASSESSABLE
        return
    length = len("".join(section.text.split()))
    if length <= _LONGEST_OVERVIEW:
        yield PASS
    else:
        yield fail(
            f"第一部分 {length} 字，超过 {_LONGEST_OVERVIEW} 字",
            f"section 一 has {length} characters, more than {_LONGEST_OVERVIEW}",
            expected=f"≤ {_LONGEST_OVERVIEW}",
            actual=length,
            where=(section.where,),
        )


RULES: tuple[Rule, ...] = (
    overview_topics,
    supervision_results,
    fee_situation_stated,
    problems_and_measures,
    overview_length,
)
