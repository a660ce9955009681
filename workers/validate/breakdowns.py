"""Totals with their parts in the prose: in brackets, after 其中, after 共 with a list of channels; nested too.

Whether the parts must add up to the total or only may not exceed it is decided here (`Breakdown.exhaustive`), with
doubt on the side of silence: a list that changes its subject, its unit or its level makes no claim at all.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import msgspec

from workers.validate.anyone import are_all_applicants
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity


class Part(msgspec.Struct, frozen=True):
    """A number with the words before it that say what it counts."""

    label: str
    quantity: Quantity


class Breakdown(msgspec.Struct, frozen=True):
    """A total and the parts that the text lists under it.

    `exhaustive`: the text says that these are all parts; `implied`: only by the form of the list. `doubtful`: a part
    may belong to another list, so that only agreement counts.
    """

    total: Part
    parts: tuple[Part, ...]
    exhaustive: bool
    doubtful: bool
    sentence: Sentence
    implied: bool = False

    @property
    def may_overlap(self) -> bool:
        """Whether any part names a channel or a form: one item may be published on several, in several."""
        return any(_CHANNEL.search(part.label) or _FORM.search(part.label) for part in self.parts)


_MEASURES = frozenset(
    {"件", "条", "宗", "份", "次", "篇", "人次", "起", "例", "则", "件次", "条次", "期", "人", "名", "个", "项", "场"}
)
_CHANNEL = re.compile(
    r"网|公众号|微信|微博|公开栏|公示栏|宣传栏|公告栏|抖音|头条|快手|平台|APP|app|客户端|报纸|公报|日报|广播|电视|新媒体|专栏|"
    r"栏目|一点通|小程序|短信|视频号|显示屏|海报|展板|渠道|形式|方式|途径|载体"
)
_INSTANCE = re.compile(r"[一二再终]审")  # of a court: a case may pass through several
_ACROSS = re.compile(r"首次|首发|原创|图文|新增")  # what items of any kind may be besides
_FORM = re.compile(r"图解|图表|图文|视频|音频|动漫|文字|长图|H5")
_MARKER = re.compile(
    r"其中(?:包括|包含|有|含)?[:,]?|(?<=[条件份篇宗起例则次],)(?:主要)?(?:包括|包含|分别[为是]|分为|具体[为是])[:,]?"
)
_LISTS = re.compile(r"其中|包括|包含|分别|分为")
_RESIDUAL = re.compile(
    r"^(?:以?及|和|与|并|、|,)?(?:其他|其它|其余)(?!处理|法律|组织|行政|结果|对外|单位|部门|机关|需要|应当)|"
    r"等(?:其他|其它)|(?:以?及|和)(?:其他|其它)(?:形式|方式|渠道|途径|类|栏目|信息|平台|内容|载体|方面|情形)?"
)
_OPEN_ENDED = re.compile(r"等(?:$|[,。;)]|信息$|内容$|方面$)")
_COMPARISON = re.compile(
    r"[较比]|同比|环比|增[加长幅至]|减少|下降|上升|去年|上年(?!结转)|上一年(?!结转)|往年|历年|历史|[月日周年人均]均|平均|阅读|浏览|"
    r"点击|访问|关注|粉丝|点赞|转发|不含|除外|目标|任务|超过|不少于|不低于|每[年月周日季期]"
)
_OTHER_SUBJECT = re.compile(
    r"办结|(?<!建议)(?<!提案)答复|受理|收到|接到|新收|接收|结转|收取|召开|举办|开展|办理|制发|印发|废止|参加|接待|邀请|发放|转办|"
    r"复议|诉讼|维持|纠正|驳回|撤销|整改|审核|抽查|检查|排查|纠错|同步|推送|转载|报送|合计|共计|总计|累计|全部|下[设辖]|另[有设外]|此外|还有|^[,;、]?(?:并|均|已|未)?回复"
)
_APPLICANT = re.compile(r"自然人|公民|个人|法人|企业|组织")
_TIMES = (("上半年", "下半年"), ("一季度", "二季度", "三季度", "四季度"))
_TOLD = re.compile(r"^第|(?:共|公开|发布|收到|新收|办理)+$")
_ORGANIZATION = re.compile(r"商业企业|科研机构|公益组织|法律服务机构")  # 其他 behind them are other organizations
_ANYBODY = re.compile(r"自然人|公民|个人|法人")
_RESULT = re.compile(r"予以公开|部分公开|不予公开|无法提供|不予处理|其[他它]处理")
_WAY = re.compile(r"网[上络站]|信函|邮[寄件]|当面|现场")
_MATTER = re.compile(r"^涉及?")
_EXPLAINED = re.compile(r"解读(?:重要|重大)?(?:政策|文件){1,2}(?:共|共计)?$")  # of a policy several forms
_CARRIED = re.compile(r"结转[^,;:\d]*$")  # 收到12件,上年结转2件,其中网上8件 is of both
_OVERLAP = re.compile(r"同步(?:发布|公开|推送|转载)|多[个种]?(?:渠道|平台)|重复(?!申请)|转载|交叉")
_IN_ALL = re.compile(r"共|累计|总计|合计|总[数量]")
_PUBLISHES = re.compile(r"公开|发布|公布|更新|上传|刊登|发表|报送")
_ADDS_UP = re.compile(
    r"[,、;]?(?:以上|上述|全年|三者|[二两三四五六]个?(?:平台|渠道|项|类))*(?:合计|共计?|总计|累计)(?:公开|发布|办理|信息|为)*"
)
_ADDS_UP_ONLY = re.compile(r"[,、;]?(?:合计|共计?|总计)(?:为)?")
_VERB_OF_ALL = re.compile(r"^(?:[^,;:]*[,:])?[^,;:\d]{0,12}?(?:办理|承办|召开|举办|开展|收到)")
_BEHIND_EACH = re.compile(r"分别[^,;。\d]{0,8}$")
_GOES_ON = re.compile(r"[、,和及与]+")
_ADDED_BEHIND = re.compile(
    r"(?:各类)?(?:政府|政务)?(?:信息)?,(?:合计|共计|总计|共)(?:公开|发布|更新)?(?:政府|政务)?(?:信息)?"
)
_TOGETHER = re.compile(r"共计?|合计|总计")
_APART = re.compile(r"\d \d")  # 动态4 3条
_LIST_GOES_ON = re.compile(r"[,、;](?![^、,;]*[,;、])")  # one label, one figure
_AND = re.compile(r"[、和及与][^、,;。\d]{1,16}")  # a label between two figures of a list
_CLOSES = re.compile(r"[,;。)]|$")
_RESPECTIVELY = re.compile(r"分别[为是]|^分为|^具体[为是]")
_NEARLY = 5  # a list behind a colon that lacks less than one part in so many is meant to be whole
_SEVERAL = 3  # parts from which a list before its total is one
_YEAR = re.compile(r"20\d\d年|[上去]年")
_SINCE = re.compile("累计|历年|以来")
_SAME_ACT = re.compile("(?:公开|发布|推送|更新|公示|收集|受理|接待|发放)(?:各类)?(?:政府|政务)?(?:信息)?$")
_OF_ONE_YEAR = re.compile(r"(?:20\d\d年|本年|今年|全年|年内|[较比同])(?!.*累计)")
_ARE_YEARS = re.compile(r"^(?:20\d\d年度?|[上去]年度?)[为是:]?$")
_BRACKET = re.compile(r"[()\[\]【】〔〕]")
_BRACKETS = {"(": ")", "[": "]", "【": "】", "〔": "〕"}


_MANY = 100  # numbers or markers in one sentence: no prose, and not worth the time
_DEPTH = 3  # brackets in brackets


def breakdowns(sentences: Sequence[Sentence]) -> Iterator[Breakdown]:
    """Yield every total with parts.

    其中 at the head of a sentence looks back to the one total of the sentence before, unless the paragraph has others.
    """
    counting: list[Sentence] = []  # the sentences of the paragraph so far that count anything
    previous: Sentence | None = None
    for sentence in sentences:
        if sentence.opens or (previous and previous.section != sentence.section):
            counting = []
        found = _counts(sentence)
        if found and len(found) <= _MANY and sentence.text.count("其中") <= _MANY:
            before = previous if counting == [previous] else None
            yield from _in_level(sentence, _level(sentence.text, found, 0, len(sentence.text)), _only_total(before))
        counting += [sentence] if found else []
        previous = sentence


def _counts(sentence: Sentence) -> list[Quantity]:
    return [quantity for quantity in sentence.quantities if quantity.unit in _MEASURES]


def _only_total(sentence: Sentence | None) -> Part | None:
    """Return the one number that the sentence before can have meant."""
    found = _counts(sentence) if sentence else []
    if not sentence or not 0 < len(found) <= _MANY:
        return None
    items = [part for part in _level(sentence.text, found, 0, len(sentence.text)).items if not _compares(part)]
    return items[0] if len(items) == 1 else None


class _Level(msgspec.Struct, frozen=True):
    """One level of brackets in a sentence: its own numbers, and where the next level's brackets stand."""

    begin: int
    end: int
    depth: int
    items: tuple[Part, ...]
    deeper: tuple[tuple[int, int], ...]
    found: tuple[Quantity, ...]  # of this level and below

    def holds(self, at: int) -> bool:
        """Whether a place is of this level itself."""
        return not any(start <= at <= stop for start, stop in self.deeper)


def _level(text: str, found: Iterable[Quantity], begin: int, end: int, depth: int = 0) -> _Level:
    below = tuple(_brackets(text, begin, end))
    inside = tuple(quantity for quantity in found if begin <= quantity.start and quantity.end <= end)
    level = _Level(begin, end, depth, (), below, inside)
    items, at = [], begin
    for quantity in inside:
        if level.holds(quantity.start):
            label = "".join(_outside(text, at, quantity.start, below))
            items.append(Part(label[-60:], quantity))
            at = quantity.end
    return msgspec.structs.replace(level, items=tuple(items))


def _outside(text: str, begin: int, end: int, inside: Iterable[tuple[int, int]]) -> Iterator[str]:
    for start, stop in inside:
        if begin <= start < end:
            yield text[begin:start]
            begin = min(stop + 1, end)
    yield text[begin:end]


def _brackets(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the outermost pairs of brackets between two places: where each opens and closes."""
    depth, start, opening = 0, 0, ""
    for bracket in _BRACKET.finditer(text, begin, end):
        letter = bracket[0]
        if not depth and letter in _BRACKETS:
            depth, start, opening = 1, bracket.start(), letter
        elif depth and letter == opening:
            depth += 1
        elif depth and letter == _BRACKETS[opening]:
            depth -= 1
            if not depth:
                yield start, bracket.start()


def _in_level(sentence: Sentence, level: _Level, before: Part | None) -> Iterator[Breakdown]:
    text = sentence.text
    for start, stop in level.deeper:
        inner = _level(text, level.found, start + 1, stop, level.depth + 1)
        if inner.found and inner.depth <= _DEPTH:
            total = next((item for item in level.items if item.quantity.end == start), None)
            if total and "其中" not in text[start + 3 : stop]:
                yield from _in_brackets(sentence, total, inner)
            elif behind := _added_up_behind(text, level, inner, stop):
                yield from _in_brackets(sentence, behind, inner)
            elif "其中" in text[start:stop]:
                yield from _after_markers(sentence, inner, None)
            yield from _in_level(sentence, inner, None)
    if not level.depth:
        yield from _after_markers(sentence, level, before)
        yield from _in_all(sentence, level)
        yield from _added_up(sentence, level)
        yield from _told_respectively(sentence, level)
        yield from _behind_colon(sentence, level)


def _added_up_behind(text: str, level: _Level, inner: _Level, stop: int) -> Part | None:
    """Return the total behind a bracket of its parts: 公开类答复(予以公开8件、部分公开2件)共10件."""
    total = next((item for item in level.items if item.quantity.start > stop), None)
    named = re.split(r"[,;:。]", text[level.begin : inner.begin - 1])[-1]
    is_only = len(inner.items) > 1 and not re.search(r"[\d()、和及与]", named)
    if total is None or not total.quantity.is_exact or not _TOGETHER.fullmatch(text, stop + 1, total.quantity.start):
        return None
    return total if is_only and not re.match(r"其中|含|包[括含]", text[inner.begin : stop]) else None


def _in_brackets(sentence: Sentence, total: Part, level: _Level) -> Iterator[Breakdown]:
    """Parts in a bracket directly behind their total."""
    text, items = sentence.text, level.items
    if any(_compares(item) or _OTHER_SUBJECT.search(item.label) for item in items):
        return
    if not items or any(item.quantity.unit != total.quantity.unit for item in items):
        return
    if _ARE_YEARS.search(items[0].label) and not _IN_ALL.search(total.label):
        return  # 公开822条(2022年752条、2021年732条)
    if _OF_ONE_YEAR.search(total.label) and any(_YEAR.search(item.label) for item in items):
        return  # 2023年收到12件(2022年14件、2021年11件)
    partial = re.compile(r"其中|含|包[括含]").match(text, level.begin)
    open_ended = _OPEN_ENDED.match(text, items[-1].quantity.end, level.end)
    exhaustive = _ends_in_residual(items) if partial else not open_ended
    if partial or len(items) > 1:
        yield Breakdown(total, tuple(_named(item) for item in items), exhaustive, doubtful=False, sentence=sentence)


def _after_markers(sentence: Sentence, level: _Level, before: Part | None) -> Iterator[Breakdown]:
    """Parts behind 其中, 包括, 分别为."""
    markers = [m for m in _MARKER.finditer(sentence.text, level.begin, level.end) if level.holds(m.start())]
    items = [item for item in level.items if not _compares(item)]
    claimed: set[int] = set()  # where the parts of earlier lists stand
    for marker, following in zip_longest(markers, markers[1:]):
        until = following.start() if following else level.end
        totals = [item for item in items if item.quantity.end <= marker.start()]
        total = totals[-1] if totals else before if marker.start() <= level.begin + 1 else None
        if total is None:
            continue
        listed = [item for item in items if marker.end() <= item.quantity.start < until]
        closes = following is not None and _opens_next(listed, following.start())
        listed = listed[:-1] if closes else listed
        parts = _run(listed, total)
        if parts:
            is_cut = following is not None and len(parts) == len(listed)
            is_cut = is_cut and not (closes and sum(part.quantity.low for part in parts) > total.quantity.high)
            is_nested = total.quantity.start in claimed and bool(totals)
            claimed |= {part.quantity.start for part in parts}
            looks_back = total is before and len(parts) == 1
            overlap = bool(_OVERLAP.search(sentence.text))
            doubtful = (
                overlap
                or any(_INSTANCE.search(part.label) or _ACROSS.search(part.label) for part in parts)
                or is_nested
                or is_cut
                or looks_back
                or (len(totals) > 1 and total.label.startswith(("、", "和", "及")))  # 处罚56件、强制26件,其中公示30件
                or bool(_CARRIED.search(total.label))
                or _mixes(parts)
                or (bool(_EXPLAINED.search(total.label)) and all(_FORM.search(part.label) for part in parts))
                or any(_RESIDUAL.search(part.label) for part in parts[:-1])
            )
            is_whole = (
                _ends_in_residual(parts)
                or _are_all_there_are([part.label for part in parts])
                or (
                    bool(_RESPECTIVELY.match(marker[0]))
                    and len(parts) == len(listed) > 1
                    and not _OPEN_ENDED.match(sentence.text, parts[-1].quantity.end)
                )
            )
            implied = marker[0].startswith("具体") and not _ends_in_residual(parts)
            is_whole = is_whole and not (implied and not _is_nearly_all(parts, total))
            yield Breakdown(total, tuple(parts), is_whole, doubtful, sentence, implied)


def _opens_next(listed: Sequence[Part], marker: int) -> bool:
    """Whether the last figure is the total of the next list: 建议62件,其中…;提案75件,其中…."""
    return bool(listed) and listed[-1].label.startswith(";") and marker - listed[-1].quantity.end <= 1


def _behind_colon(sentence: Sentence, level: _Level) -> Iterator[Breakdown]:
    """Parts in a plain list from a colon behind their total to the end: 公开609条:动态9条,政策315条,财政285条."""
    text = sentence.text
    for index, total in enumerate(level.items):
        parts = level.items[index + 1 :]
        if len(parts) < _SEVERAL or text[total.quantity.end : total.quantity.end + 1] != ":":
            continue
        if not total.quantity.start or _APART.search(text):  # the sentence, or a figure of it, is cut
            continue
        if (
            text[parts[-1].quantity.end :] in {"", "。"}
            and all(part.quantity.unit == total.quantity.unit for part in parts)
            and not any(
                _compares(part) or _OTHER_SUBJECT.search(part.label) or _LISTS.search(part.label) for part in parts
            )
            and not any(_LIST_GOES_ON.match(part.label) is None for part in parts[1:])
            and _is_nearly_all(parts, total)
        ):
            named = tuple(_named(part) for part in parts)
            doubtful = bool(_OVERLAP.search(text))
            yield Breakdown(total, named, exhaustive=True, doubtful=doubtful, sentence=sentence, implied=True)


def _in_all(sentence: Sentence, level: _Level) -> Iterator[Breakdown]:
    """Parts in a plain list of different channels behind 共 or 累计, no 其中 between."""
    items = [item for item in level.items if not _compares(item)]
    for index, total in enumerate(items):
        clause = re.split(r"[,;:]", total.label)[-1]
        times = items[index + 1 : index + 5]
        times = times if _are_times([_named(part).label for part in times]) else times[:2]
        if _are_times([_named(part).label for part in times]):
            named = tuple(_named(part) for part in times)
            if not _LISTS.search(times[0].label) and all(part.quantity.unit == total.quantity.unit for part in times):
                yield Breakdown(total, named, exhaustive=True, doubtful=False, sentence=sentence)
                continue
        if not (_IN_ALL.search(clause) and _PUBLISHES.search(clause)):
            continue
        following = items[index + 1 :]
        parts = _run(following, total) if following and not _LISTS.search(following[0].label) else []
        channels = [match[0] for part in parts if (match := _CHANNEL.search(part.label))]
        if len(parts) > 1 and len(set(channels)) == len(parts):
            doubtful = bool(_OVERLAP.search(sentence.text))
            yield Breakdown(total, tuple(parts), exhaustive=True, doubtful=doubtful, sentence=sentence)


def _added_up(sentence: Sentence, level: _Level) -> Iterator[Breakdown]:
    """Parts in a plain list before the total that adds them up: 动态25条、公告60条、招标42条,合计127条."""
    for index, total in enumerate(level.items):
        parts = level.items[:index]
        if (
            not _ADDS_UP.fullmatch(total.label)
            or not _CLOSES.match(sentence.text, total.quantity.end)
            or not _is_list(parts)
            or any(part.quantity.unit != total.quantity.unit for part in parts)
            or any(_compares(part) or _LISTS.search(part.label) for part in parts)
            or any(_OTHER_SUBJECT.search(_without_verb(part.label, total.label)) for part in parts[:1])
            or any(_OTHER_SUBJECT.search(part.label) for part in parts[1:])
        ):
            continue
        last = next((at for at in range(1, index - 1) if _sums_to(parts[at:], total)), 0)  # those meant may be the last
        named = tuple(_named(part) for part in parts[last:])
        yield Breakdown(total, named, exhaustive=True, doubtful=bool(_OVERLAP.search(sentence.text)), sentence=sentence)


def _without_verb(label: str, of_total: str) -> str:
    """Return the first label of a list without the verb of all of it: 办理建议4件、提案2件,共6件."""
    return _VERB_OF_ALL.sub("", label) if _ADDS_UP_ONLY.fullmatch(of_total) else label


def _told_respectively(sentence: Sentence, level: _Level) -> Iterator[Breakdown]:
    """Parts behind 分别 before the total that adds them up: 网站、微信分别发布80条、85条,共计165条."""
    for index, total in enumerate(level.items):
        if not _ADDED_BEHIND.fullmatch(total.label) or not _CLOSES.match(sentence.text, total.quantity.end):
            continue
        first = next((at for at in range(index - 1, -1, -1) if not _GOES_ON.fullmatch(level.items[at].label)), -1)
        parts = level.items[first:index] if first >= 0 else ()
        if (
            len(parts) > 1
            and _BEHIND_EACH.search(parts[0].label)
            and all(part.quantity.unit == total.quantity.unit for part in parts)
            and not _COMPARISON.search(parts[0].label)
        ):
            named = tuple(Part("", part.quantity) for part in parts)
            doubtful = bool(_OVERLAP.search(sentence.text))
            yield Breakdown(total, named, exhaustive=True, doubtful=doubtful, sentence=sentence, implied=True)


def _is_list(parts: Sequence[Part]) -> bool:
    """Whether several figures, each with its label, follow each other, or two with no more than 、 between."""
    if len(parts) < _SEVERAL:
        are_all = are_all_applicants([_named(part).label for part in parts])
        return len(parts) > 1 and (are_all or bool(_AND.fullmatch(parts[1].label)) or _do_alike(*parts))
    return all(_LIST_GOES_ON.match(part.label) for part in parts[1:])


def _do_alike(one: Part, other: Part) -> bool:
    """Whether two clauses say the same of two things: 网站发布80条,微信发布85条."""
    verb = _SAME_ACT.search(one.label)
    is_same = verb and other.label.endswith(verb[0]) and other.label.startswith((",", ";"))
    return bool(is_same) and not any(_YEAR.search(part.label) or _SINCE.search(part.label) for part in (one, other))


def _sums_to(parts: Sequence[Part], total: Part) -> bool:
    return sum(part.quantity.low for part in parts) == total.quantity.low


def _are_all_there_are(labels: Sequence[str]) -> bool:
    """Whether parts leave nothing out by their names: persons and organizations, halves or quarters of a year."""
    return are_all_applicants(labels) or _are_times(labels)


def _is_nearly_all(parts: Sequence[Part], total: Part) -> bool:
    """Whether parts lack so little of their total, or are so much more, that they are meant to be all of it."""
    whole, added = total.quantity.low, sum(part.quantity.low for part in parts)
    return added >= whole or (whole - added) * _NEARLY < whole


def _are_times(labels: Sequence[str]) -> bool:
    return any(
        len(labels) == len(times)
        and all(time == _TOLD.sub("", label) for time, label in zip(times, labels, strict=True))
        for times in _TIMES
    )


def _run(items: Iterable[Part], total: Part) -> list[Part]:
    """Return the parts up to where the text turns to something else."""
    parts: list[Part] = []
    for item in items:
        part = _named(item)
        if (
            item.quantity.unit != total.quantity.unit
            or _OTHER_SUBJECT.search(part.label)
            or (parts and "其中" in item.label)
            or (_starts_anew(item.label, parts) and _sums_to(parts, total))
        ):
            break
        parts.append(part)
    return parts


def _starts_anew(label: str, parts: Sequence[Part]) -> bool:
    """Whether more than a separator parts a figure from a list: 主办12件、会办21件,面商率100%,满意31件."""
    return label.startswith(";") or (len(parts) > 1 and not _LIST_GOES_ON.match(label))


def _mixes(parts: Iterable[Part]) -> bool:
    """Whether parts are not of one kind: 自然人9件,予以公开5件; 9件为自然人;网上申请8件."""
    labels = [part.label for part in parts]
    kinds = [any(map(kind.search, labels)) for kind in (_APPLICANT, _RESULT, _WAY, _MATTER)]
    return sum(kinds) > 1 or (any(labels) and not all(labels))


def _named(item: Part) -> Part:
    """Return a part with the words that name it: no marker, no separator before them."""
    return Part(
        re.sub(r"^(?:[,、;:和及与]|包括|包含|分别[为是]|分为|具体[为是]|含)+", "", _MARKER.split(item.label)[-1]),
        item.quantity,
    )


def _compares(item: Part) -> bool:
    """Whether the clause of a number compares it, so that it is neither total nor part."""
    return bool(_COMPARISON.search(re.split(r"[,;:]|其中", item.label)[-1]))


def _ends_in_residual(parts: Sequence[Part]) -> bool:
    labels = [part.label for part in parts]
    of_organizations = any(map(_ORGANIZATION.search, labels)) and not any(map(_ANYBODY.search, labels))
    return len(parts) > 1 and bool(_RESIDUAL.search(_named(parts[-1]).label)) and not of_organizations
