"""That no application for information was received, said without a figure.

Words that are not known to leave a statement whole are taken to narrow it; then there is no statement.
"""

import re
from collections.abc import Iterator
from itertools import islice

from workers.validate.anyone import is_any_application
from workers.validate.denial import ENOUGH, NEGATION
from workers.validate.period import CONDITION, holds_all_year
from workers.validate.prose import Sentence
from workers.validate.subject import LETTERS

_NONE_RECEIVED = re.compile(
    rf"{NEGATION}(?:曾|能)?(?:收到|接到|接收到?|受理|产生|发生|出现)过?(?P<object>[^,;。:]{{0,60}})|"
    r"(?:没有|无)人(?P<noone>[^,;。:申]{0,20}提[出交][^,;。:申]{0,10}信息[^,;。:申]{0,4}申请[^,;。:]{0,10})|"
    r"(?:政府)?信息公开申请(?:受理|收到|接收|办理)?情况:(?P<remark>无)(?=$|[,;。])|"
    r"(?:没有|无)(?P<plain>(?:新收(?:[或和及、]结转)?的)?(?:政府)?信息公开申请|依申请公开(?:事项|信息|件|申请|情况)?|申请(?:公开)?(?:政府)?信息)(?!的?(?:收费|费用|结转|超期|逾期|延期|投诉|举报|积压|争议|纠纷|败诉|答复|引|导致|产生|补正|撤回|转|未|被))|"
    r"(?:没有|无)(?P<nobody>(?:任何)?(?:公民|自然人|个人|群众|公众|社会公众|法人|企业|单位|组织)[^,;。:申]{0,30}提[出交][^,;。:申]{0,16}信息[^,;。:申]{0,4}申请[^,;。:]{0,30})|"
    r"(?:没有|无)(?:任何)?(?P<none>(?:公民|群众|个人|人)(?:、法人(?:或者?|和)?其[他它]组织)?(?:前来|向[我本][^,;。]{1,6})?申请(?:公开)?(?:政府)?信息(?:公开)?(?=$|[,;。]))|"
    r"(?P<zeros>(?:没有|无)[一1][件例宗起](?:政府)?信息公开申请(?=$|[,;。])|(?:信息公开申请|依申请公开)(?:数量?)?零(?:受理|收件|接收|申请)(?=$|[,;。]))|"
    r"(?P<zero>(?:公开申请|依申请公开)[^,;。:费]{0,10}(?<!办结)(?<!结转)为(?:零|0(?!\.|\d))(?!件?的))"
)
_ZERO = r"(?:均?为|:)?(?:零|0(?![.\d]))"
_COUNT_IS_ZERO = re.compile(
    r"(?:^|[,;:。]|全年|年度?|年内)(?P<words>"
    r"(?:本年)?(?:新收|收到)?(?:的)?申请(?:总?量|数量?|件数)(?:[、和]结转(?:量|数量?)?)?均?为(?:零|0(?![.\d]))|"
    rf"(?:新收|收到|受理|接收)(?:的)?(?:申请(?:数量?|件数|总数)?|数量?|件数|总数){_ZERO}|"
    r"(?P<named>(?:依申请公开(?:申请|事项|件)?|(?:政府)?信息公开申请)(?:共|为|:)?0(?=[件宗])))"
    r"[件宗份]?(?=$|[,;。])"
)
_PAPERS = re.compile(r"主动公开|不予公开|属性|[公发]文|文件")  # 主动公开5件,依申请公开0件 are the body's own
_OTHER_MATTER = re.compile(rf"{LETTERS.pattern}|复议|诉讼|许可|处罚|检查|确认|赔偿|登记|办件|仲裁|援助|审批|服务事项")
_NO_WAY = (
    r"(?:网络|网上|在线|信函|邮寄|当面|现场|传真|其[他它])(?:方式|渠道|形式|途径)?(?:提交)?(?:的)?申请(?:数量?)?"
    rf"{_ZERO}[件宗]"
)
_BY_NO_WAY = re.compile(rf"{_NO_WAY}(?:[,、和及]*{_NO_WAY}){{2,}}(?=$|[,;。])")
_EVERY_WAY = (re.compile("网络|网上|在线"), re.compile("信函|邮寄"), re.compile("当面|现场"))
_NAMED_BEFORE = re.compile(r"(?:信息公开申请|依申请公开)(?:申请|事项|件|情况)?:?$")  # 政府信息公开申请:未收到
_PUBLIC = re.compile(r"(?:社会)?[公群]众")  # with no other applicants named they are natural persons
_RECEIVED = re.compile(rf"{NEGATION}(?:曾|能)?(?:收到|接到|接收|受理)")
_APPLICATION = re.compile(r"申请(?!人)")
_LEADS_TO = re.compile(r"申请(?:而|所|的)?(?:引[起发]|导致|产生|提起|.{0,4}(?:行政)?(?:复议|诉讼))|[因由].{0,30}[引提]")
_AND_NO_MORE = re.compile(
    r"(?:公开|政府|政务|信息|的|情况|情形|事项|件|申请|表|提[交出]|要求|及|以及|和|、|等|办理|书面|材料|文件|业务|诉求|内容|,|有关|相关|0)*"
)


def none_received(sentence: Sentence, year: int | None, *, about: bool = False) -> Iterator[str]:
    """Yield the words that say no application for information was received in the report year, none of any kind.

    `about`: the paragraph speaks of applications, so that the words need not say of which.
    """
    for match in islice(_NONE_RECEIVED.finditer(sentence.text), ENOUGH):
        before = sentence.text[: match.start()]
        if holds_all_year(before, year) and _is_of_applications(match, before):
            yield match[0]
    if about:
        yield from _counted_none(sentence.text, year)


def _counted_none(text: str, year: int | None) -> Iterator[str]:
    """Yield the words that say the count of applications, or of those by every way, is zero."""
    for match in islice(_COUNT_IS_ZERO.finditer(text), ENOUGH):
        before = text[: match.start("words")]
        part = before.rpartition(";")[2]
        is_narrowed = CONDITION.search(part) or _OTHER_MATTER.search(part) or (match["named"] and _PAPERS.search(text))
        if holds_all_year(before, year) and not is_narrowed:
            yield match["words"]
    for match in islice(_BY_NO_WAY.finditer(text), ENOUGH):
        if holds_all_year(text[: match.start()], year) and all(way.search(match[0]) for way in _EVERY_WAY):
            yield match[0]


def _is_of_applications(match: re.Match[str], before: str) -> bool:
    """Whether what is denied are applications as such, by its own words or, where it has none, by those before."""
    thing = next((match[name] for name in ("object", "nobody", "noone") if match[name] is not None), None)
    if thing == "":
        return bool(_RECEIVED.match(match[0]) and _NAMED_BEFORE.search(before))
    return thing is None or _begins_any_application(thing)


def _begins_any_application(thing: str) -> bool:
    at = next((match.start() for match in _APPLICATION.finditer(thing)), -1)
    if at < 0 or _LEADS_TO.search(thing) or not _AND_NO_MORE.fullmatch(thing, at + 2):
        return False
    return is_any_application(thing[: at + 2]) or is_any_application(_PUBLIC.sub("", thing[: at + 2]))
