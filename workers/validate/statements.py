"""What the prose says without a figure: none received, all closed, all upheld, no review and no lawsuit.

Words that are not known to leave a statement whole are taken to narrow it; then there is no statement.
"""

import re
from collections.abc import Iterator
from itertools import islice

import msgspec

from workers.validate.prose import Sentence
from workers.validate.subject import names_applications

_ENOUGH = 20  # times that one sentence denies something
_NEGATION = r"(?:从未|未曾|尚未|未|没有|无)"
_NONE_RECEIVED = re.compile(
    rf"{_NEGATION}(?:曾|能)?(?:收到|接到|接收到?|受理|产生|发生|出现)过?(?P<object>[^,;。:]{{0,60}})|"
    r"(?:没有|无)人(?P<noone>[^,;。:申]{0,20}提[出交][^,;。:申]{0,10}信息[^,;。:申]{0,4}申请[^,;。:]{0,10})|"
    r"(?:政府)?信息公开申请(?:受理|收到|接收|办理)?情况:(?P<remark>无)(?=$|[,;。])|"
    r"(?:没有|无)(?P<plain>(?:新收(?:[或和及、]结转)?的)?(?:政府)?信息公开申请|依申请公开(?:事项|信息|件|申请|情况)?|申请(?:公开)?(?:政府)?信息)|"
    r"(?:没有|无)(?P<nobody>(?:任何)?(?:公民|自然人|个人|群众|公众|社会公众|法人|企业|单位|组织)[^,;。:申]{0,30}提[出交][^,;。:申]{0,16}信息[^,;。:申]{0,4}申请[^,;。:]{0,30})|"
    r"(?P<zero>(?:公开申请|依申请公开)[^,;。:费]{0,10}(?<!办结)(?<!结转)为(?:零|0(?!\.|\d)))"
)
_COUNT_IS_ZERO = re.compile(
    r"(?:^|[,;:。]|全年|年度?|年内)(?P<words>(?:本年)?(?:新收|收到)?(?:的)?申请(?:总?量|数量?|件数)(?:[、和]结转(?:量|数量?)?)?均?为(?:零|0(?![.\d])))"
    r"[件宗份]?(?=$|[,;。])"
)
_ANY_WORD = (
    r"任何|公开件|形式|方式|渠道|各[类种]|通过|公民|公众|群众|社会|个人|自然人|法人|企业|单位|组织|其[他它]|机构|或者?|和|及|以及|与|、|"
    r"有关|相关|关于|方面|涉及|要求|请求|提出|提交|提起|公开|获取|我|本|全|向|对|[省市县区乡镇局]|街道|机关|政府|政务|信息|内容|的|依|因|书面"
)
_APPLICATION = re.compile(r"申请(?!人)")
_ANY = re.compile(rf"(?:{_ANY_WORD}|申请人?|事项){{0,40}}")
_LEADS_TO = re.compile(r"申请(?:而|所|的)?(?:引[起发]|导致|产生|提起|.{0,4}(?:行政)?(?:复议|诉讼))|[因由].{0,30}[引提]")
_AND_NO_MORE = re.compile(
    r"(?:公开|政府|政务|信息|的|情况|情形|事项|件|申请|表|提[交出]|要求|及|以及|和|、|等|办理|书面|材料|文件|业务|诉求|内容|,|有关|相关|0)*"
)
_ORGANIZATIONS = re.compile(r"法人|企业|组织|单位|机构")
_PERSONS = re.compile(r"公民|公众|自然人|个人|群众|社会")
_CONDITION = re.compile(
    r"[如若凡]|对于?$|一旦|[一二三四]季|力争|确保|争取|目标|计划|拟|通过|渠道|窗口|传真|信函|网[站上络]|邮[寄箱件]|当面|现场|信箱|平台|系统"
)
PART_OF_YEAR = re.compile(
    r"[上下]半年|季度|(?<!\d)\d{1,2}月(?!\d{1,2}日)|截[至止到](?!.{0,8}(?:12月|年底|年末|年终|目前|报告期末|统计期末))"
)
_ANOTHER_YEAR = re.compile(r"去年|往年|历年|同期|上一?年(?!度?结转)|近[三五两\d]年")
_YEAR = re.compile(r"(20\d\d)年")
_CLAUSE = re.compile(r"[,;。:]")
_RECEIVED = re.compile(r"(?:收到|接到|接收|新收|受理)(?:了|各类)?申请")


class Outcome(msgspec.Struct, frozen=True):
    """What is said of reviews or lawsuits: `blocks` of table 四, and the words."""

    blocks: tuple[str, ...]
    words: str


def none_received(sentence: Sentence, year: int | None, *, about: bool = False) -> Iterator[str]:
    """Yield the words that say no application for information was received in the report year, none of any kind.

    `about`: the paragraph speaks of applications, so that the words need not say of which.
    """
    for match in islice(_NONE_RECEIVED.finditer(sentence.text), _ENOUGH):
        thing = match["object"] or match["nobody"] or match["noone"]
        if _is_of_the_year(sentence.text[: match.start()], year) and (thing is None or _begins_any_application(thing)):
            yield match[0]

    if about:
        for match in islice(_COUNT_IS_ZERO.finditer(sentence.text), _ENOUGH):
            before = sentence.text[: match.start("words")]
            if _is_of_the_year(before, year) and not _CONDITION.search(before.rpartition(";")[2]):
                yield match["words"]


def is_any_application(words: str) -> bool:
    """Whether words such as 公民、法人提出的政府信息公开申请 mean applications as such, not some kind of them."""
    if "申请" not in words or re.search(r"其[他它](?!组织)", words) or not _ANY.fullmatch(words):
        return False
    return bool(_ORGANIZATIONS.search(words)) == bool(_PERSONS.search(words))


def _begins_any_application(thing: str) -> bool:
    at = next((match.start() for match in _APPLICATION.finditer(thing)), -1)
    if at < 0 or _LEADS_TO.search(thing) or not _AND_NO_MORE.fullmatch(thing, at + 2):
        return False
    return is_any_application(thing[: at + 2])


def _is_of_the_year(before: str, year: int | None) -> bool:
    """Whether what follows is said of the whole report year and unconditionally."""
    years = _YEAR.findall(before)
    if PART_OF_YEAR.search(before) or _ANOTHER_YEAR.search(before.rpartition(";")[2]):
        return False
    return not _CONDITION.search(_CLAUSE.split(before)[-1]) and not (years and year and int(years[-1]) != year)


_ALL_CLOSED = re.compile(
    r"(?:均|全部|都|已全部|均已)(?:已|予以|依法|按规定|及时|按时|按期|如期)*(?:办结|办理完毕|办理完成)|"
    r"(?<!按[时期])(?<!及时)(?:办结|办复)率(?:均|为|达到?|保持|:)*(?:100%|百分之百)"
)
_IN_TIME_ONLY = re.compile(r"到期|应办|应答复|应于|除.{0,20}外|法定期限内的?件|当年办结|到限|结转的?\d|其中|其[余他它]")
_OTHER_LETTERS = re.compile(r"热线|留言|信访|来信|来电|咨询|诉求|建议|提案|工单|投诉|举报|(?<!复)议案|网民|信箱")


def all_closed(sentence: Sentence, year: int | None, *, about: bool = False) -> Iterator[str]:
    """Yield the words that say every application has been closed, so that none is carried forward.

    `about`: the paragraph speaks of applications, so that the sentence need not say of which.
    """
    text = sentence.text
    names = names_applications(sentence) or (about and _RECEIVED.search(text))
    if not names or _IN_TIME_ONLY.search(text) or _OTHER_LETTERS.search(text):
        return
    for match in _ALL_CLOSED.finditer(text):
        if _is_of_the_year(text[: match.start()], year):
            yield match[0]


_NONE_ISSUED = re.compile(
    rf"{_NEGATION}(?:新)?(?:制[定发](?:和|、|并)?(?:发布|印发)?|印发|出台|发布|新增)过?(?:任何)?(?:新的)?(?:行政)?规范性文件"
    r"(?=$|[,;。、)]|的?情[况形])"
)


def none_issued(sentence: Sentence, year: int | None) -> Iterator[str]:
    """Yield the words that say no normative document was issued in the report year."""
    for match in _NONE_ISSUED.finditer(sentence.text):
        if _is_of_the_year(sentence.text[: match.start()], year):
            yield match[0]


_NO_CASE = re.compile(
    rf"{_NEGATION}(?:有|被|发生|收到|出现|产生|引发|提起|申请|接到|涉及)*(?P<about>[^,;。:]{{0,40}}?)(?P<case>行政复议|行政诉讼|复议|诉讼)"
    r"(?:申请|案件|案)?(?:[、和及与或,]|以及|或者)*(?P<more>(?:提起)?行政诉讼|行政复议|诉讼|复议)?"
    r"(?P<rest>[^,;。:]{0,12})"
)
_BOTH_ZERO = re.compile(
    r"(?:行政)?复议(?:案件)?(?:、|和|及|与|或)(?:被?提起)?(?:行政)?诉讼(?:的)?(?:案件)?(?:数量?|件数)?均?为(?:零|0(?![.\d]))[件起宗]?(?=$|[,;。])|"
    r"零复议[、,和]?零诉讼(?=$|[,;。])"
)
_DISSATISFIED = re.compile(r"(?:(?:申请)?人)?对[^,;。]{0,12}(?:答复|处理|决定)(?:结果)?(?:表示)?不服(?:而)?")
_OTHER_SENSE = re.compile(r"经|败诉|纠错|纠正|撤销|不服|应诉|审结|决定|维持|超期|逾期|结果|责任|渠道|权利|告知|重大|率")
_ABOUT = re.compile(rf"(?:{_ANY_WORD}|申请|工作|引[起发]|而|发生|被|产生|导致|方面|一?[起件例]|举报|投诉|[和、,])*")
_BLOCKS = {
    "复议": ("review",),
    "诉讼": ("litigation_direct", "litigation_after_review"),
}


def no_cases(sentence: Sentence, year: int | None) -> Iterator[Outcome]:
    """Yield what is said not to have happened: reviews, lawsuits or both."""
    for match in islice(_BOTH_ZERO.finditer(sentence.text), _ENOUGH):
        if _is_of_the_year(sentence.text[: match.start()], year):
            yield Outcome((*_BLOCKS["复议"], *_BLOCKS["诉讼"]), match[0])
    for match in islice(_NO_CASE.finditer(sentence.text), _ENOUGH):
        about = _DISSATISFIED.sub("", match["about"])
        if (
            _is_of_the_year(sentence.text[: match.start()], year)
            and not _OTHER_SENSE.search(about + match["rest"])
            and _ABOUT.fullmatch(about)
            and not sentence.text[: match.start()].endswith(("有无", "是否", "并"))
        ):
            named = (match["case"][-2:], (match["more"] or "")[-2:])
            blocks = tuple(block for name in dict.fromkeys(named) if name for block in _BLOCKS[name])
            yield Outcome(blocks, match[0])


_RECONSIDERED = re.compile(r"未?经复议|复议后")  # kinds of lawsuits
_DECIDED = re.compile(r".*(?:维持|纠正|撤销|驳回|审结|履行|变更|确认|终止)")
_ALL_UPHELD = re.compile(r"(?:均|全部|都)(?:被|已|获|予以|得到|依法|为)*(?:结果)?维持")


def all_upheld(sentence: Sentence) -> Iterator[Outcome]:
    """Yield what is said to have been upheld throughout."""
    for match in _ALL_UPHELD.finditer(sentence.text):
        before = _RECONSIDERED.sub("", sentence.text[: match.start()].rpartition(";")[2])
        before = _DECIDED.sub("", before)  # what has been told of others is not meant
        blocks = tuple(block for name in ("复议", "诉讼") if name in before for block in _BLOCKS[name])
        if blocks:
            yield Outcome(blocks, match[0])
