"""What the prose claims in figures that the tables state too: applications, results, reviews, lawsuits, documents.

A number is taken for a claim only where the words around it in its clause name the thing and nothing narrows it: a
channel, a kind, half a year, another year. Silence is the answer to doubt.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

import msgspec

from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity
from workers.validate.reasons import REASON, REASONS, counts_results
from workers.validate.statements import PART_OF_YEAR, is_any_application
from workers.validate.subject import names_applications, on_applications, turns_to_another_matter


class Claim(msgspec.Struct, frozen=True):
    """A number that the prose gives for a topic, such as `received` or `results.denied`."""

    topic: str
    quantity: Quantity
    sentence: Sentence


class _Pattern(msgspec.Struct, frozen=True):
    """Words that end before a number (`kind` among them is checked apart) and words that begin behind it."""

    topic: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None = None


_COUNT = r"(?:数量?|总数|总量|件数)?(?:为|是|共|共计|合计|总计|累计|达|:)?"
_HOW = r"(?:共|共计|累计|合计|总共|已|均已|全部|按时|按期|按规定|依法|及时|了)*"
_LAST = r"(?:上年度?|上一年度?|去年|(?P<last>20\d\d)年度?)"
_NEXT = r"(?:下一?年度?|次年|(?P<next>20\d\d)年度?)"


def _before(topic: str, words: str) -> _Pattern:
    return _Pattern(topic, re.compile(f"(?:{words})$"))


def _around(topic: str, words: str, behind: str) -> _Pattern:
    return _Pattern(topic, re.compile(f"(?:{words})$"), re.compile(behind))


_RECEIVE = rf"(?:新收到?|收到|接收到?|接到){_HOW}"
_ALONE = r"(?<![及和、与或])"  # not the last of several names of one figure
_OF_THEM = r"(?:^|对|将)(?:其中)?(?:的)?"  # 对8件申请决定不予公开
_DECIDE = r"(?:的)?(?:政府信息公开)?(?:申请)?(?:依法)?(?:决定|作出|答复|予以)*"
_THE_APPLICATIONS = r"(?:依申请公开|政府信息公开申请|信息公开申请)(?:件|事项)?"
_PATTERNS = (
    *(_before(topic, words) for topic, words in REASONS.items()),
    _before("received", rf"^(?:本年度?|当年)?新收(?:到)?{_COUNT}"),
    _before("received", rf"{_THE_APPLICATIONS}(?:的)?(?:收件|接收|新收|受理|申请)?(?:总?数?量|总数|件数){_COUNT}"),
    _before("handled", rf"(?<!应)(?<!继续)办理{_HOW}(?P<kind>[^,;。:]{{2,40}}?){_COUNT}"),
    _around("handled", rf"(?<!应)(?<!继续)办理{_HOW}", r"(?:的)?(?P<kind>[^,;。:\d]{2,30}?申请)"),
    _before("received", rf"{_RECEIVE}(?P<kind>[^,;。:]{{2,40}}?){_COUNT}"),
    _around("received", _RECEIVE, r"(?:的)?(?P<kind>[^,;。:\d]{2,30}?申请)"),
    _before("accepted", rf"受理{_HOW}(?P<kind>[^,;。:]{{2,40}}?){_COUNT}"),
    _around("accepted", rf"受理{_HOW}", r"(?:的)?(?P<kind>[^,;。:\d]{2,30}?申请)"),
    _before(
        "closed",
        rf"(?<![超逾延]期)(?<![未待])(?<!未按[时期])(?<!未能)(?:办结|答复|办理完毕|办理完成){_HOW}(?P<kind>[^,;。:]{{2,40}}?)?{_COUNT}",
    ),
    _before("carried_over", rf"{_LAST}结转(?:至本年|到本年)?(?:的|办理|未办结)*(?P<kind>[^,;。:]{{2,30}}?)?{_COUNT}"),
    _around("carried_over", "", rf"(?:为|是|系)?{_LAST}结转"),
    _before(
        "carried_forward",
        rf"(?:结转|转入|转)(?:至|到|入)?{_NEXT}(?:继续|办理|答复|的)*(?P<kind>[^,;。:]{{2,30}}?)?{_COUNT}",
    ),
    _around("carried_forward", "", rf"(?:因[^,;。]{{0,24}})?(?:将|已|申请|需)*(?:结转|转入)(?:至|到|入)?{_NEXT}"),
    _around("carried_forward", "^除(?:有|了)?", rf"(?:申请)?(?:结转|转入)(?:至|到|入)?{_NEXT}[^,;。]{{0,10}}外"),
    _before("results.granted_or_partially", rf"予以公开(?:及|和|、|与|或)(?:予以)?部分公开(?:的)?{_COUNT}"),
    _before("results.granted", rf"(?<![不及和、与或])(?:予以公开|同意公开)(?:的)?{_COUNT}"),
    _before("results.partially_granted", rf"{_ALONE}(?:予以)?部分公开(?:的)?{_COUNT}"),
    _before("results.denied", rf"{_ALONE}不予公开(?:的)?{_COUNT}"),
    _around("results.denied", _OF_THEM, rf"{_DECIDE}不予公开(?![、及和与或])"),
    _before("results.unable", rf"{_ALONE}无法提供(?:的)?{_COUNT}"),
    _around("results.unable", _OF_THEM, rf"{_DECIDE}无法提供(?![、及和与或])"),
    _before("results.not_processed", rf"{_ALONE}不予处理(?:的)?{_COUNT}"),
    _before("results.other", rf"{_ALONE}其[他它]处理(?:的)?{_COUNT}"),
    _before(
        "natural_person",
        rf"(?:(?<!非)自然人|^(?:其中)?个人|公民个人)(?:提[出交])?(?:的)?(?:政府信息公开)?(?:申请)?(?:的)?{_COUNT}",
    ),
    _around("natural_person", "(?:^|有|其中)", r"(?:申请)?(?:为|是|由)?(?:自然人|公民个人)提[出交]"),
    _around(
        "organizations",
        "(?:^|有|其中|其[余他])",
        r"(?:申请)?(?:为|是|由)?法人(?:或者?|和|及|、|与)?其[他它]组织提[出交]",
    ),
    _before(
        "organizations",
        rf"法人(?:或者?|和|及|、|与)?其[他它]组织(?:提[出交])?(?:的)?(?:政府信息公开)?(?:申请)?(?:的)?{_COUNT}",
    ),
    _before("cases", r"行政复议(?:案件)?(?:、|和|及|与)(?:行政)?诉讼(?:案件|案)?(?:共|共计|合计|总计|总数为){1,2}"),
    _before("review", rf"(?<![、和及与或])行政复议(?:案件|申请|案)?{_COUNT}"),
    _around("review", "", r"(?:的)?行政复议(?!、|和|及|与|或)"),
    _before("litigation", rf"(?<![、和及与或])(?:提起)?行政诉讼(?:案件|案)?{_COUNT}"),
    _around("litigation", "", r"(?:的)?行政诉讼"),
    _before("litigation.direct", rf"(?:未经(?:行政)?复议)?(?<![不未])直接起诉(?:的)?(?:案件)?{_COUNT}"),
    _before("litigation.after_review", rf"(?<!未经)(?<!未经行政)复议后(?:再|又)?起诉(?:的)?(?:案件)?{_COUNT}"),
    _before("documents.issued", rf"(?:制[定发]|印发|出台)(?:了)?(?:行政)?规范性文件{_COUNT}"),
    _before("documents.repealed", rf"(?<![拟应])(?<!建议)(?:废止|宣布失效)(?:了)?(?:(?:行政)?规范性文件)?{_COUNT}"),
    _before("documents.in_force", rf"现行有效(?:的)?(?:(?:行政)?规范性文件)?{_COUNT}"),
)
_NORMATIVE = re.compile(r"规范性文件(?![^,;。]*文件)")
_CLEAN_UP = re.compile(r"清理|评估|梳理")
_CASES = frozenset({"件", "宗", "份", "条", "例", "起", "次"})
_DOCUMENTS = frozenset({"件", "份", "个", "部"})
_NARROWING = re.compile(
    r"通过|网[站上络]|信函|邮[寄件]|当面|现场|窗口|传真|[较比]|去年|同期|近[三五两\d]年|历年|"
    r"(?<!年)以来|下属|除|除外|[平人日周月]均|[每各]|超过|力争|预计|如|若|可能"
)
_UNFINISHED = re.compile(r"结转|转入|尚|未|继续|正在|待|协助|配合|[转代]办|指导|牵头")
_NOT_A_WHOLE = re.compile(r"其中|当年")
_LETTERS = re.compile(r"热线|留言|信访|来信|来电|来访|咨询|提问|诉求|建议|提案|工单|投诉|举报|(?<!复)议案|信箱|12345")
# A sentence that does not name applications itself goes on about them only in these words.
_GOES_ON = re.compile(
    r"(?:\d+|[件条宗份例起次,、:;()“”的了个为是由共已均从中看来对除外]|20\d\d年度?|全年|本年度?|年内|其中|[我本][省市县区乡镇局委办厅]|机关|单位|街道|共计|累计|合计|总计|"
    r"全部|按[时期]|按规定|依法|及时|办结|作出|答复|办理完[毕成]|情况|实际|[应其]余?|占|比[例重]?|率|[.%]|上一?年度?|去年|下一?年度?|次年|结转|转入|继续|办理|结果|至|到|将|尚|未|属于|申请人|"
    rf"{REASON}|"
    r"予以|同意|部分|不予|公开类?|无法|提供|处理|其[他它]|自然人|个人|法人|或者?|和|及|与|组织|提[出交]|申请人?|数量?|总数|新收|收到|受理|方面|截至|12月31日|年底)*"
)
# Of the body's own papers: 公文属性认定:主动公开53件,依申请公开25件,不予公开22件.
_PAPERS = re.compile(
    r"属性|[公发]文(?!化)|文件[^,;。]{0,6}主动公开|"
    r"主动公开[^;。]{0,30}?[,、](?:属性为)?依申请公开(?:类|的|公文|文件|共)*\d"
)
_APPLICATION = re.compile(r"(?<!依)申请")
_DISCLOSURE = re.compile(r"信息公开|依申请公开|公开申请|公开政府信息")
_OWN_CASES = re.compile(r"另有|另外|此外|办理|办结|审理|审结|受理|收到|代理|应诉|出庭|化解|调解|承办|第三人|参加|撤回")
_SUED = re.compile(r"被(?:申请|提起)")
_SOME_OF_DISCLOSURE = re.compile(r"其中[^,;。\d]{0,8}信息公开")
_CAUSE = re.compile(r"[因由就](?P<cause>[^,;]*?)(?:引[发起]|产生|导致|发生|提[起出])")
# Said of the cases of a sentence, or by the sentence behind of those before it.
_UNRELATED = re.compile(
    r"(?:其[他它]|别的|非(?:政府)?信息公开)[^,;。]{0,4}(?:领域|方面|类|业务)|非(?:因)?(?:政府)?信息公开|"
    r"(?:与|和|同)[^,;。]{0,4}信息公开(?:工作|申请)?[^,;。]{0,4}(?:无关|没有关系)|(?:不|未|没有|并非|无一)(?:涉及?|属于?|因)[^,;。]{0,4}信息公开"
)
_OTHER_FIELD = re.compile(
    r"(?:征[地收]|拆迁|土地|房屋|许可|处罚|工伤|治安|交通|执法|登记|劳动|补偿|赔偿|强制)[^,;。]{0,6}(?:案件?|类|领域|纠纷|争议)"
)
_REFERS_BACK = re.compile(r"(?:上述|以上|前述|这些|该|此类|均|都|皆)")
_NOT_COUNTED = re.compile(
    r"不计入|未计入|不含(?!上一?年|结转)|不属于|不在.{0,8}(?:统计|之[内列]|范围)|另行统计|不纳入|未纳入"
)
_DELIMITER = re.compile(r"[,;。:()《》〈〉]")
_QUOTATION = re.compile(r"[“”]")  # “予以公开”20件
_RESULT = re.compile(r"予以公开|部分公开|不予公开|无法提供|不予处理|其[他它]处理|结转|重复|撤回|补正|逾期")
_YEAR = re.compile(r"(?<![入至到])(20\d\d)年(?!度?结转)")
# The period that a part of a sentence is about, where it is not called by its number: the last one named counts.
_PERIOD = re.compile(
    r"(?P<other>(?<![较比与同和于])(?:(?:上一?|前一?|去)年度?(?:同期)?(?![^,;。]{0,8}(?:结转|转|遗留|未|留存))|"
    r"(?:过去|近|前|最近)[一二三四五六七八九十两几数\d]+年|近年|往年|历年|以往|此前|"
    r"(?:施行|实施|成立|修订|开展|运行|上线|开通|20\d\d年)(?:至今|以来)))|本年|今年|全年|年内|当年|20\d\d年"
)
_YEARS_APART = re.compile(r"20\d\d年?度?[、,和及与][^;。]{0,20}20\d\d年[^,;。]{0,12}分别")  # a figure for each
_WHOLES = frozenset({"received", "accepted", "closed", "handled"})
_APPLICANTS = frozenset({"natural_person", "organizations"})
_CASE_TOPICS = frozenset({"cases", "review", "litigation", "litigation.direct", "litigation.after_review"})
_NAMED_APART = _CASE_TOPICS | frozenset(REASONS)  # by words of their own
_MANY = 100  # numbers in one sentence: no prose


def claims(sentences: Sequence[Sentence], year: int | None) -> Iterator[Claim]:
    """Yield every claim for the report year, in reading order."""
    for sentence, following, about in zip_longest(sentences, sentences[1:], on_applications(sentences)):
        found = [quantity for quantity in sentence.quantities if quantity.unit in _CASES | _DOCUMENTS]
        if 0 < len(found) <= _MANY and not _NOT_COUNTED.search(sentence.text):
            said = [*_in_sentence(sentence, found, year, about=about, names=names_applications(sentence))]
            said += _respectively(sentence) if about else ()
            said += _outcomes(sentence, [claim for claim in said if claim.topic in _CASE_TOPICS])
            taken_back = following is not None and bool(
                _REFERS_BACK.match(following.text) and _UNRELATED.search(following.text)
            )
            yield from (
                claim for claim in said if not (taken_back and claim.topic.startswith(("review", "litigation")))
            )


def _in_sentence(
    sentence: Sentence, found: Sequence[Quantity], year: int | None, *, about: bool, names: bool
) -> Iterator[Claim]:
    text, end = sentence.text, 0
    for quantity in found:
        delimiters = [match.end() for match in _DELIMITER.finditer(text, end, quantity.start)]
        start = delimiters[-1] if delimiters else end
        clause = text[start : quantity.start].lstrip("、和及与并且")
        behind = _DELIMITER.split(text[quantity.end : quantity.end + 40])[0]
        earlier = text[: quantity.start - len(clause)]
        clause = _QUOTATION.sub("", clause)
        end = quantity.end
        topic = _topic(clause, behind, earlier, year)
        goes_on = about and (names or topic in _NAMED_APART or bool(_GOES_ON.fullmatch(text, 0, quantity.start)))
        if topic and _fits(topic, quantity, clause, sentence, about=goes_on):
            yield Claim(topic, quantity, sentence)


# 予以公开、部分公开和不予公开分别为18件、5件、7件
_NAMED = {
    "予以公开": "results.granted",
    "部分公开": "results.partially_granted",
    "不予公开": "results.denied",
    "无法提供": "results.unable",
    "不予处理": "results.not_processed",
    "其他处理": "results.other",
}
_NAME = rf"(?:决定)?(?:{'|'.join(_NAMED)})(?:的|申请)*"
_RESPECTIVELY = re.compile(
    rf"(?P<names>{_NAME}(?:(?:、|,|和|及|以及|与){_NAME})+)(?:的?申请)?(?:件数|数量)?分别(?:为|是|有)?(?P<figures>\d+[件宗条份](?:[、,和及与]*\d+[件宗条份])+)"
)


def _respectively(sentence: Sentence) -> Iterator[Claim]:
    """Yield the results of a list of names that is followed by as many figures."""
    for match in _RESPECTIVELY.finditer(sentence.text):
        names = re.findall("|".join(_NAMED), match["names"])
        figures = [each for each in sentence.quantities if match.start("figures") <= each.start < match.end()]
        if len(names) == len(set(names)) == len(figures) and not _NARROWING.search(sentence.text, 0, match.start()):
            yield from (Claim(_NAMED[name], each, sentence) for name, each in zip(names, figures, strict=True))


_OUTCOME = re.compile(
    r"(?:[,(](?:同比|较|比)[^,;。]{1,24})?(?:其中|结果|被|予以|[,、)])*(?:(?P<upheld>维持)|(?P<corrected>(?:结果)?纠正|纠错)|(?P<other>其[他它]结果)|(?P<pending>尚?未审结))"
    rf"(?:原?(?:具体)?行政行为|结果)?(?:的|案件)*{_COUNT}"
)


def _outcomes(sentence: Sentence, cases: Sequence[Claim]) -> Iterator[Claim]:
    """Yield what the sentence says became of cases that it has counted: 行政复议7件,其中维持5件、纠正2件."""
    for case, following in zip_longest(cases, cases[1:]):
        begin, stop = case.quantity.end, following.quantity.start if following else len(sentence.text)
        for each in sentence.quantities:
            if begin <= each.start < stop:
                match = _OUTCOME.fullmatch(sentence.text, begin, each.start)
                if match is None or each.unit not in _CASES:
                    break
                yield Claim(f"{case.topic}.{match.lastgroup}", each, sentence)
                begin = each.end


def _topic(clause: str, behind: str, earlier: str, year: int | None) -> str | None:
    """Return the topic that the words around a number name, if they name it whole and for the report year."""
    for pattern in _PATTERNS:
        before = pattern.before.search(clause)
        after = pattern.after.match(behind) if pattern.after else None
        if before is None or (pattern.after and after is None):
            continue
        named = before.groupdict() | (after.groupdict() if after else {})
        kind = named.get("kind")
        if kind is not None and not is_any_application(kind):
            continue
        if year and not (_is_year(named.get("last"), year - 1) and _is_year(named.get("next"), year + 1)):
            continue
        prefix = clause[: before.start()]
        if (
            _NARROWING.search(prefix)
            or _YEARS_APART.search(earlier + clause)
            or not is_of_the_whole_year(earlier + prefix, year)
        ):
            continue
        if pattern.topic in _WHOLES and _NOT_A_WHOLE.search(clause):
            continue
        if pattern.topic == "handled" and _UNFINISHED.search(clause):
            continue
        return pattern.topic
    return None


def is_of_the_whole_year(before: str, year: int | None) -> bool:
    """Whether what follows some words is said of the report year as a whole."""
    years = _YEAR.findall(before)
    is_of_another = bool(years) and year is not None and int(years[-1]) != year
    return not (is_of_another or _is_of_another_period(before) or PART_OF_YEAR.search(before))


def _is_of_another_period(before: str) -> bool:
    """Whether the words before a number, back to a semicolon, have come to speak of another year: 上年度收到."""
    periods = list(_PERIOD.finditer(before, before.rfind(";") + 1))
    return bool(periods) and periods[-1]["other"] is not None


def _is_year(stated: str | None, year: int) -> bool:
    return stated is None or int(stated) == year


def _fits(topic: str, quantity: Quantity, clause: str, sentence: Sentence, *, about: bool) -> bool:
    """Whether unit, subject and section are those of the topic."""
    if topic.startswith("documents"):
        part = _so_far(sentence.text, quantity)
        found_so = topic == "documents.repealed" and _CLEAN_UP.search(part)  # of which some are to be repealed
        return quantity.unit in _DOCUMENTS and bool(_NORMATIVE.search(part)) and not found_so
    if topic in REASONS:
        return about and quantity.unit in _CASES and counts_results(sentence, quantity)
    if quantity.unit not in _CASES or _LETTERS.search(clause):
        return False
    if _LETTERS.search(sentence.text, 0, quantity.start) and "申请" not in clause:
        return False
    if topic in _CASE_TOPICS:
        return _is_case_of_disclosure(quantity, clause, sentence, about=about)
    is_of_less = (topic in _APPLICANTS and _is_of_some(sentence.text, quantity)) or (
        topic.startswith("results") and _is_of_papers(sentence.text[: quantity.start])
    )
    return about and not is_of_less and not turns_to_another_matter(_so_far(sentence.text, quantity))


def _is_of_papers(before: str) -> bool:
    """Whether the words before a number came to speak of the body's own papers last, and not of applications."""
    papers = [match.end() for match in _PAPERS.finditer(before)]
    applications = [match.start() for match in _APPLICATION.finditer(before)]
    return bool(papers) and (not applications or applications[-1] < papers[-1])


def _is_of_some(text: str, quantity: Quantity) -> bool:
    """Whether applicants are those of one result or channel: 不予公开4件(自然人3件), 网络申请7件(个人5件)."""
    behind = _DELIMITER.split(text[quantity.end : quantity.end + 40])[0]
    before, bracket, _ = text[: quantity.start].rpartition("(")
    counted = re.split(r"[,;:、]", before)[-1] if bracket else ""
    part = _so_far(text, quantity)
    return bool(_RESULT.search(part) or _RESULT.search(behind) or _NARROWING.search(counted))


def _is_case_of_disclosure(quantity: Quantity, clause: str, sentence: Sentence, *, about: bool) -> bool:
    """Whether a review or lawsuit was brought over disclosure, and not heard by the publisher or another matter's."""
    part = _part(sentence.text, quantity)
    cause = _CAUSE.search(clause)
    behind = sentence.text[quantity.end :].split(";", maxsplit=1)[0]
    if _SOME_OF_DISCLOSURE.search(behind) and not _DISCLOSURE.search(clause):
        return False
    if _UNRELATED.search(part) or _OWN_CASES.search(clause):
        return False
    if cause and not re.search("公开|申请", cause["cause"]):
        return False
    is_told_of = sentence.section == "review_litigation" or (about and bool(_SUED.search(clause)))
    in_table_four = is_told_of and not _OTHER_FIELD.search(part)
    return in_table_four or bool(_DISCLOSURE.search(part))


def _so_far(text: str, quantity: Quantity) -> str:
    """Return what stands before a number in its part of the sentence, between semicolons."""
    return text[text.rfind(";", 0, quantity.start) + 1 : quantity.start]


def _part(text: str, quantity: Quantity) -> str:
    """Return the part of a sentence, between semicolons, that a number stands in."""
    return text[text.rfind(";", 0, quantity.start) + 1 :].split(";", maxsplit=1)[0]
