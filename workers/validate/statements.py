"""What the prose says without a number: that no application was received."""

import re
from collections.abc import Iterator

from workers.validate.prose import Sentence

_NONE_RECEIVED = re.compile(
    r"(?:未|没有|无)(?:曾|能)?(?:收到|接到|接收到?|受理|产生|发生)过?(?P<object>[^,;。:]{0,60})|"
    r"(?:没有|无)(?P<plain>(?:政府)?信息公开申请|依申请公开(?:事项|信息|件|申请|情况)?|申请(?:公开)?(?:政府)?信息)|"
    r"(?P<zero>(?:公开申请|依申请公开)[^,;。:]{0,10}(?<!办结)(?<!结转)为(?:零|0(?!\.|\d)))"
)
_APPLICATION = re.compile(r"申请")
_OTHER_MATTER = re.compile(
    r"复议|诉讼|投诉|举报|申诉|信访|异议|[因由].{0,30}[引提]|更正|重复|大量|恶意|不予|不明确|收费|延期|"
    r"(?:其[他它]|新的|别的|再次)(?!组织)"
)
_WAYS = re.compile(r"信函|书面|当面|传真|网[络上]|邮[件寄]|线[上下]|现场|口头")
_ALL_WAYS = re.compile(r"任何|各[类种]|等(?:形式|方式|渠道)|各渠道")
_ORGANIZATIONS = re.compile(r"法人|企业|组织|单位|机构")
_PERSONS = re.compile(r"公民|公众|自然人|个人|群众|社会")
_LEADS_TO = re.compile(r"申请(?:而|所|的)?(?:引[起发]|导致|产生|提起|.{0,4}行政)|申请.{0,8}(?:的复议|的诉讼)")
_CONDITION = re.compile(r"[如若凡]|对于?$|一旦|截[至止].{0,6}(?<!12)月|[上下]半年|季度|[一二三四]季")
_YEAR = re.compile(r"(20\d\d)年")


def none_received(sentence: Sentence, year: int | None) -> Iterator[str]:
    """Yield the words that say no application for information was received in the report year, none of any kind."""
    text = sentence.text
    for match in _NONE_RECEIVED.finditer(text):
        clause = re.split(r"[,;。:]", text[: match.start()])[-1]
        years = _YEAR.findall(text[: match.start()])
        if _CONDITION.search(clause) or (years and year and int(years[-1]) != year):
            continue
        thing = match["object"]
        if thing is None or _is_any_application(thing):
            yield match[0]


def _is_any_application(thing: str) -> bool:
    """Whether 未收到 is followed by applications as such, not by some kind of them or by something else."""
    application = _APPLICATION.search(thing)
    if not application:
        return False
    before = thing[: application.start()]
    if _OTHER_MATTER.search(before) or _LEADS_TO.search(thing):
        return False
    if _WAYS.search(before) and not _ALL_WAYS.search(before):
        return False
    return bool(_ORGANIZATIONS.search(before)) == bool(_PERSONS.search(before)) or bool(_ALL_WAYS.search(before))
