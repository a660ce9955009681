"""N, further statements: fees, the report's own contents, staff and training, channels."""

import re
from collections.abc import Iterator, Mapping

from shared.finding import Severity
from shared.report import Value
from workers.validate.context import Context
from workers.validate.counted import counted
from workers.validate.identities import where
from workers.validate.prose import Sentence
from workers.validate.quantities import chinese_number
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, STAT, Check, Rule, fail, rule
from workers.validate.rules.structure import SECTIONS, has_sections

_NOTICES = re.compile(
    r"(?:发出|开具|送达|下达)(?:政府信息公开)?(?:信息(?:公开)?处理费)?收费通知书?(?:共|共计)?(?P<count>\d{1,6})[件份次张]"
)
_NO_FEE = re.compile(r"(?:未|没有|无)(?:发生|产生)?(?:收取|收缴)?(?:任何)?(?:政府)?(?:信息公开)?(?:信息)?处理费")
_FEE = re.compile(
    r"(?<![未无])(?<!没有)(?:收取|收缴)(?:了)?(?:政府)?(?:信息公开)?(?:信息)?处理费(?:共|共计|合计)?(?P<sum>\d[\d,]{0,12}(?:\.\d{1,6})?)(?:万元|元)"
    r"|(?<![未无])(?<!没有)(?:收取|收缴)(?:了)?(?P<amount>\d[\d,]{0,12}(?:\.\d{1,6})?)(?:万元|元)(?:的)?(?:政府)?(?:信息公开)?信息处理费"
)
_OVERDUE = "applications.results.other.overdue_fee.total"


@rule("N14", "fees-told-consistently", Severity.WARNING, GOV)
def fees_told_consistently(context: Context) -> Iterator[Check]:
    """The prose does not deny fees that it reports elsewhere, and sent as many notices as applicants left unpaid.

    说未收取信息处理费的，别处不应写有收取金额；发出收费通知的件数不应小于表三“逾期未按收费通知要求缴纳费用”的件数。

    依据: 国办函〔2020〕109号；文字与表格应一致。
    通过: 发出收费通知 2 件；表三（六）2 总计 1。
    不通过: 发出收费通知 0 件；表三（六）2 总计 1。
    """
    denied: Sentence | None = None
    charged: tuple[Sentence, str] | None = None
    for sentence in context.sentences:
        if _NO_FEE.search(sentence.text):
            denied = denied or sentence
        for match in _FEE.finditer(sentence.text):
            if float((match["sum"] or match["amount"]).replace(",", "")):
                charged = charged or (sentence, match[0])
        for match in _NOTICES.finditer(sentence.text):
            yield _notices(context, sentence, int(match["count"]))
    if denied and charged:
        yield fail(
            f"一处说未收取信息处理费，另一处说{charged[1]}",
            f"one sentence denies fees for processing information, another reports them ({charged[1]})",
            actual=charged[1],
            quote=denied.quote,
            where=(denied.where, charged[0].where),
        )
    elif denied or charged:
        yield PASS


def _notices(context: Context, sentence: Sentence, count: int) -> Check:
    overdue = context.value(_OVERDUE)
    if overdue is None:
        return NOT_ASSESSABLE
    if count >= overdue:
        return PASS
    return fail(
        f"文中发出收费通知 {count} 件，表三却有 {overdue} 件因逾期未缴费不再处理",
        f"{counted(count, 'notice')} of fees sent, but table 三 closes {counted(overdue, 'application')} "
        "for fees not paid",
        cells=(_OVERDUE,),
        expected=f"≥ {overdue}",
        actual=count,
        quote=sentence.quote,
        where=(sentence.where, *context.where(_OVERDUE)),
    )


_PARTS = re.compile(
    r"(?:由|包括|包含|分为|分|共|共分|共有)(?P<list>[^。;]{0,160}?)(?P<count>[二三四五六七八九2-9])个?(?:大)?(?:部分|方面内容)"
)
_THE_REPORT = re.compile("报告|年报|[本全]文[共由分]")
_NAMES = ("总体", "主动公开", "申请", "复议", "问题", "其他")


@rule("N15", "contents-as-announced", Severity.WARNING)
def contents_as_announced(context: Context) -> Iterator[Check]:
    """The report has as many sections as it announces, and names as many as it counts.

    报告自述的组成部分数，应与所列各项和实际的部分数一致。

    依据: 国办公开办函〔2021〕30号、〔2019〕60号所附格式为六个部分。
    通过: 由总体情况等六个部分组成。
    不通过: 说六部分，只列了五项；说四个部分，实有六个。
    """
    if not has_sections(context) or not context.report.sections:
        return
    actual = sum(key in SECTIONS for key in context.report.sections)
    for sentence in context.sentences:
        match = _PARTS.search(sentence.text) if sentence.section in {"preamble", "overview"} else None
        if not match or not _THE_REPORT.search(sentence.text):
            continue
        stated = int(match["count"]) if match["count"].isdigit() else chinese_number(match["count"]) or 0
        listed = sum(name in match["list"] for name in _NAMES)
        if stated == actual and not 1 < listed == stated - 1:
            yield PASS
            continue
        wrong = actual if stated != actual else listed
        yield fail(
            f"文中说有 {stated} 个部分，" + (f"实有 {actual} 个" if stated != actual else f"只列了 {listed} 项"),
            f"the text announces {counted(stated, 'section')}, "
            + (f"the report has {actual}" if stated != actual else f"and lists {listed}"),
            expected=wrong,
            actual=stated,
            quote=sentence.quote,
            where=(sentence.where,),
        )


_STAFF_NAMED = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){1,9})为(?:办公室)?(?:工作人员|成员)"
)
_HEAD_NAMED = re.compile(r"由?[\u4e00-\u9fff]{2,4}(?:同志)?(?:兼)?任办公室主任")
_FULL_TIME = re.compile(r"(?:设|配|配备|确定|明确|指定|安排)(?:有|了|置)?(?:\d{1,2}名|[一二三两]名)?(?:专人|专职)")
_NOT_HERE = re.compile(r"未|没有|无|缺乏|缺少|不足|应当|要求各|兼职")
_ABOUT = re.compile(r"信息公开|政务公开")
_OFTEN = {"每季度": 4, "每月": 12, "每半年": 2}
_MEETING_OFTEN = re.compile(r"(?P<often>每季度|每月|每半年)(?:至少)?召开(?:一次|1次)(?P<what>[^,。;]{0,12})会")
_MEETINGS = re.compile(r"召开(?:了)?(?:政府信息公开|政务公开)[^,。;\d]{0,16}会议?(?P<count>\d{1,4})次")
_COURSES = re.compile(
    r"(?:举办|开展|组织)(?:了)?(?:政府信息公开|政务公开)[^,。;\d]{0,16}培训班?(?P<count>\d{1,4})[次期场]"
)
_TRAINEES = re.compile(r"培训(?:工作)?(?:人员)?(?:共|达|累计)?(?P<count>\d{1,6})人次")


@rule("N16", "capacity-as-in-statistics", Severity.WARNING, STAT)
def capacity_as_in_statistics(context: Context) -> Iterator[Check]:
    """Staff, meetings and training in the prose are those of the 统计表.

    文中的工作人员、专人、会议、培训与统计表第七、八部分一致。

    依据: 统计表与正文应一致。
    通过: 每季度召开一次会议；统计表会议 4 次。
    不通过: 文中办公室有四人；统计表从事政府信息公开工作人员 1 人。
    """
    for table in context.statistics:
        for sentence in context.sentences:
            yield from _staff(table, sentence)
            yield from _training(table, sentence)


def _staff(table: Mapping[str, Value], sentence: Sentence) -> Iterator[Check]:
    text = sentence.text
    named = _STAFF_NAMED.search(text)
    if named and _ABOUT.search(text):
        count = named["names"].count("、") + 1 + bool(_HEAD_NAMED.search(text))
        yield _compare(table, sentence, "stat.capacity.staff", count)
    for match in _FULL_TIME.finditer(text):
        clause = re.split(r"[,;。]", text[: match.start()])[-1] + re.split(r"[,;。]", text[match.start() :])[0]
        if _ABOUT.search(clause) and not _NOT_HERE.search(clause):
            yield _compare(table, sentence, "stat.capacity.staff.full_time", 1)


def _training(table: Mapping[str, Value], sentence: Sentence) -> Iterator[Check]:
    text = sentence.text
    if not _ABOUT.search(text):
        return
    for match in _MEETING_OFTEN.finditer(text):
        yield _compare(table, sentence, "stat.training.meetings", _OFTEN[match["often"]])
    for pattern, key in (
        (_MEETINGS, "stat.training.meetings"),
        (_COURSES, "stat.training.courses"),
        (_TRAINEES, "stat.training.trainees"),
    ):
        for match in pattern.finditer(text):
            yield _compare(table, sentence, key, int(match["count"]))


_NAMES_OF = {
    "stat.capacity.staff": ("工作人员", "staff"),
    "stat.capacity.staff.full_time": ("专职人员", "full-time staff"),
    "stat.training.meetings": ("会议", "meetings"),
    "stat.training.courses": ("培训班", "courses"),
    "stat.training.trainees": ("接受培训人次", "trainees"),
}
_AT_LEAST = frozenset({"stat.capacity.staff", "stat.capacity.staff.full_time"})  # others may do the work as well


def _compare(table: Mapping[str, Value], sentence: Sentence, key: str, told: int) -> Check:
    value = table[key].value if key in table else None
    if value is None:
        return NOT_ASSESSABLE
    if value == told or (key in _AT_LEAST and value > told):
        return PASS
    least_zh, least_en = ("至少 ", "at least ") if key in _AT_LEAST else ("", "")
    zh, en = _NAMES_OF[key]
    return fail(
        f"{zh}：文中为 {least_zh}{told}，统计表为 {value}",
        f"{en}: {least_en}{told} in the text, {value} in the 统计表",
        cells=(key,),
        expected=value,
        actual=told,
        quote=sentence.quote,
        where=(sentence.where, *where(table, (key,))),
    )


_CHANNELS = {
    "gazette": ("政府公报", re.compile(r"政府公报")),
    "website": ("政府网站", re.compile(r"政府(?:门户|信息)?网站?|门户网站|官方网站")),
    "new_media": ("政务新媒体", re.compile(r"微信|微博|公众号|新媒体|抖音|客户端")),
}
_USES = re.compile(r"(?:通过|利用|选用|依托|运用|借助|采[用取]).{0,40}")
_PUBLISHES = re.compile(r"公开|发布|公布")


@rule("N17", "channels-as-in-statistics", Severity.INFO, STAT)
def channels_as_in_statistics(context: Context) -> Iterator[Check]:
    """A channel that the prose says is used has items in the 统计表.

    文中说通过某渠道发布信息，统计表该渠道却为 0 条，供核对。

    依据: 统计表与正文应一致。
    通过: 通过微信发布信息；统计表政务新媒体 5 条。
    不通过: 选用政府网站发布；统计表政府网站 0 条。
    """
    for table in context.statistics:
        for channel, (zh, words) in _CHANNELS.items():
            key = f"stat.proactive.by_channel.{channel}"
            value = table[key].value if key in table else None
            using = next((sentence for sentence in context.sentences if _uses(sentence, words)), None)
            if using is None:
                continue
            if value is None:
                yield NOT_ASSESSABLE
            elif value:
                yield PASS
            else:
                yield fail(
                    f"文中说通过{zh}发布信息，统计表{zh}公开政府信息数为 0",
                    f"the text publishes on {zh}, but the 统计表 counts no item there",
                    cells=(key,),
                    expected="> 0",
                    actual=0,
                    quote=using.quote,
                    where=(using.where, *where(table, (key,))),
                )


def _uses(sentence: Sentence, words: re.Pattern[str]) -> bool:
    return bool(_PUBLISHES.search(sentence.text)) and any(words.search(m[0]) for m in _USES.finditer(sentence.text))


RULES: tuple[Rule, ...] = (
    fees_told_consistently,
    contents_as_announced,
    capacity_as_in_statistics,
    channels_as_in_statistics,
)
