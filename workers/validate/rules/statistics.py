"""G: the 统计表 of the years before 2019, as a report of its own or appended to a later one."""

from collections.abc import Iterator, Mapping
from itertools import chain

import msgspec

from shared.finding import Severity, Verdict
from shared.form import forms
from shared.report import State, Value
from workers.validate import identities
from workers.validate.context import Context
from workers.validate.counted import counted
from workers.validate.labels import cell_name, places, row_name
from workers.validate.rule import NOT_ASSESSABLE, PASS, STAT, Check, Rule, fail, rule

_DISTINCT = "stat.proactive.items_distinct"
_CHANNELS = tuple(f"stat.proactive.by_channel.{channel}" for channel in ("gazette", "website", "new_media", "other"))
_RESPONSES = "stat.response.by_channel."
_RESPONSE_CHANNELS = tuple(
    _RESPONSES + channel
    for channel in ("press_conferences", "online_interviews", "policy_explanations", "new_media", "other")
)


def _numbers(table: Mapping[str, Value], keys: tuple[str, ...]) -> list[int] | None:
    """Return the counts in some cells, None where one of them is not known."""
    values = [table[key].value if key in table else None for key in keys]
    return [int(value) for value in values if value is not None] if None not in values else None


def _identity(context: Context, rule_id: str) -> Iterator[Check]:
    form = forms()["stat_2014"]
    return chain.from_iterable(identities.check_table(form, rule_id, table) for table in context.statistics)


@rule("G01", "items-within-channels", Severity.ERROR, STAT)
def items_within_channels(context: Context) -> Iterator[Check]:
    """Items counted once lie between the largest channel and the sum of all channels.

    主动公开政府信息数（同一信息计 1 条）不小于任何一个渠道的条数，也不大于各渠道之和。

    依据: 统计表注明“不同渠道和方式公开相同信息计1条”：任何渠道上的信息至少计 1 条。
    通过: 网站 5、新媒体 4，主动公开 6 条。
    不通过: 其他方式 9，其余渠道 0，主动公开 0 条（应为 9）。
    """
    for table in context.statistics:
        numbers, distinct = _numbers(table, _CHANNELS), _numbers(table, (_DISTINCT,))
        if numbers is None or distinct is None:
            yield NOT_ASSESSABLE
        elif max(numbers) <= distinct[0] <= sum(numbers):
            yield PASS
        else:
            least, most = max(numbers), sum(numbers)
            expected = str(least) if least == most else f"{least}–{most}"
            terms = " + ".join(str(number) for number in numbers)
            yield fail(
                f"主动公开政府信息数为 {distinct[0]}，各渠道为 {terms} = {most}，最大的为 {least}：应为 {expected}",
                f"{counted(distinct[0], 'item')} disclosed, but {terms} = {most} on the channels, "
                f"{least} on the largest: expected {expected}",
                cells=(_DISTINCT, *_CHANNELS),
                suspects=(_DISTINCT,),
                expected=least if least == most else expected,
                actual=distinct[0],
                where=identities.where(table, (_DISTINCT, *_CHANNELS)),
            )


@rule("G02", "headings-repeat-their-parts", Severity.WARNING, STAT)
def headings_repeat_their_parts(context: Context) -> Iterator[Check]:
    """A number in a heading row, which officially holds none, equals what stands below it.

    标题行本不填数；填了的，“一、主动公开情况”应等于主动公开信息数（或在其不矛盾时等于各渠道之和），“（二）…渠道…”应等于各渠道之和。

    依据: 统计表的层级；标题行没有计量单位。
    通过: 标题行不填；或（二）填 9，各渠道之和为 9。
    不通过: “一、主动公开情况”填 9，而主动公开信息数为 0。
    """
    for table in context.statistics:
        channels = _numbers(table, _CHANNELS)
        distinct = _numbers(table, (_DISTINCT,))
        responses = _numbers(table, _RESPONSE_CHANNELS)
        tops = set(distinct or ())
        if channels and distinct and max(channels) <= distinct[0] <= sum(channels):
            tops.add(sum(channels))
        allowed = (
            ("stat.proactive", (_DISTINCT, *_CHANNELS), tops if channels and distinct else None),
            ("stat.proactive.by_channel", _CHANNELS, {sum(channels)} if channels else None),
            ("stat.response.by_channel", _RESPONSE_CHANNELS, {sum(responses)} if responses else None),
        )
        for heading, parts, fitting in allowed:
            value = table[heading].value if heading in table else None
            if value is None:
                continue
            yield _heading(table, heading, parts, int(value), fitting)


def _heading(
    table: Mapping[str, Value], heading: str, parts: tuple[str, ...], value: int, fitting: set[int] | None
) -> Check:
    if fitting is None:
        return NOT_ASSESSABLE
    if value in fitting:
        return PASS
    row = next(row for table_ in forms()["stat_2014"].tables for row in table_.rows if row.key == heading)
    label, name = row.labels[-1], row_name(row).en
    expected = " / ".join(str(each) for each in sorted(fitting))
    return fail(
        f"标题行“{label}”填了 {value}，与其下的数字不符（{expected}）；标题行本不填数",
        f'the heading row "{name}" holds {value}, but the lines below it give {expected}; '
        "heading rows are to hold no number",
        cells=(heading, *parts),
        suspects=(heading,),
        expected=expected,
        actual=value,
        where=identities.where(table, (heading,)),
    )


@rule("G03", "normative-documents-among-items", Severity.ERROR, STAT)
def normative_documents_among_items(context: Context) -> Iterator[Check]:
    """Normative documents disclosed are part of the items disclosed.

    其中：主动公开规范性文件数 ≤ 主动公开政府信息数。

    依据: 统计表“其中”项。
    通过: 主动公开 120 条，其中规范性文件 8 条。
    不通过: 主动公开 5 条，其中规范性文件 8 条。
    """
    return _identity(context, "G03")


@rule("G04", "by-the-head-among-all", Severity.ERROR, STAT)
def by_the_head_among_all(context: Context) -> Iterator[Check]:
    """Press conferences and interviews attended by the head are part of all of them.

    主要负责同志参加的新闻发布会、在线访谈次数不大于总次数。

    依据: 统计表“其中”项。
    通过: 新闻发布会 3 次，其中主要负责同志参加 1 次。
    不通过: 在线访谈 1 次，其中主要负责同志参加 2 次。
    """
    return _identity(context, "G04")


@rule("G05", "received-by-way", Severity.ERROR, STAT)
def received_by_way(context: Context) -> Iterator[Check]:
    """Applications received are the sum of those in person, by fax, online and by letter.

    收到申请数 = 当面 + 传真 + 网络 + 信函申请数。

    依据: 统计表的构成。
    通过: 12 = 1 + 0 + 9 + 2。
    不通过: 收到 12，而 1 + 0 + 9 + 1 = 11。
    """
    return _identity(context, "G05")


@rule("G06", "closed-by-term", Severity.ERROR, STAT)
def closed_by_term(context: Context) -> Iterator[Check]:
    """Applications closed are the sum of those in time and those extended.

    申请办结数 = 按时办结数 + 延期办结数。

    依据: 统计表的构成。
    通过: 12 = 11 + 1。
    不通过: 办结 12，而 11 + 0 = 11。
    """
    return _identity(context, "G06")


@rule("G07", "replies-by-kind", Severity.ERROR, STAT)
def replies_by_kind(context: Context) -> Iterator[Check]:
    """Replies are the sum of their eight kinds.

    申请答复数 = 八类答复之和。

    依据: 统计表的构成。
    通过: 12 = 3 + 6 + 1 + 1 + 1 + 0 + 0 + 0。
    不通过: 答复 12，而八类之和为 11。
    """
    return _identity(context, "G07")


@rule("G08", "denials-by-reason", Severity.ERROR, STAT)
def denials_by_reason(context: Context) -> Iterator[Check]:
    """Denials are the sum of their six reasons.

    不同意公开答复数 = 六项“其中”之和。

    依据: 统计表的构成。
    通过: 2 = 1 + 0 + 1 + 0 + 0 + 0。
    不通过: 不同意公开 2，而六项之和为 1。
    """
    return _identity(context, "G08")


def _with_pending(context: Context, rule_id: str) -> Iterator[Check]:
    """Cases not yet decided have no line of their own: they may be what the outcomes lack, never what they exceed."""
    for check in _identity(context, rule_id):
        if check.verdict is Verdict.FAIL and isinstance(check.actual, int) and isinstance(check.expected, int):
            lacking = check.expected < check.actual
            yield msgspec.structs.replace(check, severity=Severity.WARNING) if lacking else check
        else:
            yield check


@rule("G09", "reviews-by-outcome", Severity.ERROR, STAT)
def reviews_by_outcome(context: Context) -> Iterator[Check]:
    """Reviews are the sum of their outcomes; if the outcomes are fewer, cases may be pending.

    行政复议数量 = 维持 + 纠错 + 其他；各项之和较小的可能有未审结案件，为提示；较大的为错误。

    依据: 统计表的构成；旧表没有“尚未审结”。
    通过: 3 = 2 + 1 + 0。
    不通过: 复议 3，而 3 + 1 + 0 = 4。
    """
    return _with_pending(context, "G09")


@rule("G10", "litigation-by-outcome", Severity.ERROR, STAT)
def litigation_by_outcome(context: Context) -> Iterator[Check]:
    """Lawsuits are the sum of their outcomes; if the outcomes are fewer, cases may be pending.

    行政诉讼数量 = 维持 + 纠错 + 其他；各项之和较小的可能有未审结案件，为提示；较大的为错误。

    依据: 统计表的构成；旧表没有“尚未审结”。
    通过: 2 = 2 + 0 + 0。
    不通过: 诉讼 2，而 2 + 0 + 1 = 3。
    """
    return _with_pending(context, "G10")


@rule("G11", "staff-by-kind", Severity.ERROR, STAT)
def staff_by_kind(context: Context) -> Iterator[Check]:
    """Staff are the sum of full-time and part-time staff.

    从事政府信息公开工作人员数 = 专职 + 兼职。

    依据: 统计表的构成。
    通过: 4 = 1 + 3。
    不通过: 人员 4，而 1 + 2 = 3。
    """
    return _identity(context, "G11")


@rule("G12", "closed-and-replied", Severity.INFO, STAT)
def closed_and_replied(context: Context) -> Iterator[Check]:
    """Replies usually equal applications closed, and no more are closed than were received; neither is a must.

    申请答复数通常等于办结数，办结数通常不大于收到申请数（上年结转的除外）；不一致的供参考。

    依据: 统计表没有规定等式；通常一件申请一次答复。
    通过: 收到 12，办结 12，答复 12。
    不通过: 收到 12，办结 12，答复 9。
    """
    keys = tuple(f"stat.applications.{name}" for name in ("received", "closed", "replied"))
    for table in context.statistics:
        numbers = _numbers(table, keys)
        if numbers is None:
            yield NOT_ASSESSABLE
            continue
        received, closed, replied = numbers
        received += int(context.value("applications.carried_over.total") or 0)
        if closed == replied and closed <= received:
            yield PASS
            continue
        yield fail(
            f"收到 {received} 件（含上年结转），办结 {closed} 件，答复 {replied} 件：通常答复 = 办结 ≤ 收到",
            f"{counted(received, 'application')} received or carried over, {closed} closed, {replied} replied to: "
            "usually as many are replied to as closed, and no more than received",
            cells=keys,
            expected=closed if closed != replied else f"≤ {received}",
            actual=replied if closed != replied else closed,
            where=identities.where(table, keys),
        )


@rule("G13", "responses-and-topics", Severity.WARNING, STAT)
def responses_and_topics(context: Context) -> Iterator[Check]:
    """No more topics are answered than answers were given, and answers on a topic suppose a topic.

    回应热点或舆情数不大于各渠道回应解读次数之和；没有回应热点而填了“回应事件数”的，二者矛盾。

    依据: 统计表注明“不同方式回应同一热点或舆情计1次”。政策解读、发布会、访谈不以热点为前提，不作要求。
    通过: 热点 2，新媒体回应 3。
    不通过: 热点 5，各渠道之和 2；或热点 0，新媒体回应事件 3。
    """
    topics_key = "stat.response.hot_topics_distinct"
    for table in context.statistics:
        topics, answers = _numbers(table, (topics_key,)), _numbers(table, _RESPONSE_CHANNELS)
        if topics is None or answers is None:
            yield NOT_ASSESSABLE
            continue
        total, events = sum(answers), sum(answers[-2:])
        if topics[0] <= total and (topics[0] or not events):
            yield PASS
            continue
        too_many = topics[0] > total
        yield fail(
            f"回应热点或舆情 {topics[0]} 次，大于各渠道回应解读之和 {total} 次"
            if too_many
            else f"回应热点或舆情 0 次，而新媒体和其他方式回应事件 {events} 次",
            f"{counted(topics[0], 'topic')} answered, more than the {counted(total, 'answer')} on all channels"
            if too_many
            else f"no topic answered, but {counted(events, 'event')} answered on social media or otherwise",
            cells=(topics_key, *_RESPONSE_CHANNELS),
            expected=f"≤ {total}" if too_many else "≥ 1",
            actual=topics[0],
            where=identities.where(table, (topics_key, *_RESPONSE_CHANNELS)),
        )


def _is_several(value: Value) -> bool:
    """Whether the reading found nothing in a printed row, or several rows' cells: 微博 and 微信 once had their own."""
    return value.is_unread and (not value.raw or " " in value.raw.strip())


@rule("G14", "bare-numbers", Severity.WARNING, STAT)
def bare_numbers(context: Context) -> Iterator[Check]:
    """A value is a bare number in the unit of its line.

    统计数一栏只填数字，单位已印在左栏，不写文字、约数。

    依据: 统计表“单位”“统计数”两栏分开。
    通过: 9。
    不通过: 公示栏9条。
    """
    form = forms()["stat_2014"]
    for table in context.statistics:
        for key in places(form):
            value = table[key]
            if value.state in {State.NUMBER, State.ZERO, State.INFERRED}:
                yield PASS
            elif value.state in {State.TEXT_NUMBER, State.FUZZY, State.TEXT} and not _is_several(value):
                name = cell_name(form, key)
                number = "" if value.value is None else f"，读作 {value.value}"
                read_as = "" if value.value is None else f" (read as {value.value})"
                yield fail(
                    f"“{name.zh}”填的是“{value.raw}”，应只填数字{number}",
                    f'"{name.en}" holds "{value.raw}" where a bare number is wanted{read_as}',
                    cells=(key,),
                    suspects=(key,),
                    expected=value.value,
                    actual=value.raw,
                    where=identities.where(table, (key,)),
                )
            else:
                yield NOT_ASSESSABLE


@rule("G15", "courses-and-trainees", Severity.WARNING, STAT)
def courses_and_trainees(context: Context) -> Iterator[Check]:
    """Courses have trainees, and trainees had a course.

    举办培训班数与接受培训人员数同时为 0 或同时不为 0。

    依据: 统计表第八部分：人员数是各期培训班的人次。
    通过: 培训班 1 次，53 人次。
    不通过: 培训班 0 次，53 人次。
    """
    keys = ("stat.training.courses", "stat.training.trainees")
    for table in context.statistics:
        numbers = _numbers(table, keys)
        if numbers is None:
            yield NOT_ASSESSABLE
        elif bool(numbers[0]) == bool(numbers[1]):
            yield PASS
        else:
            courses, trainees = numbers
            yield fail(
                f"举办培训班 {courses} 次，接受培训 {trainees} 人次：一个为 0，另一个不为 0",
                f"{counted(courses, 'course')} and {counted(trainees, 'trainee')}: one is zero, the other is not",
                cells=keys,
                expected="> 0" if courses else 0,
                actual=trainees,
                where=identities.where(table, keys),
            )


RULES: tuple[Rule, ...] = (
    items_within_channels,
    headings_repeat_their_parts,
    normative_documents_among_items,
    by_the_head_among_all,
    received_by_way,
    closed_by_term,
    replies_by_kind,
    denials_by_reason,
    reviews_by_outcome,
    litigation_by_outcome,
    staff_by_kind,
    closed_and_replied,
    responses_and_topics,
    bare_numbers,
    courses_and_trainees,
)
