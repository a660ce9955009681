"""The topic of a number: what of the tables the words around it in its clause name, whole and for the report year.

Nothing may narrow it: a channel, a kind, half a year, another year. Silence is the answer to doubt.
"""

import re

from workers.validate.anyone import is_any_application
from workers.validate.period import is_of_the_whole_year
from workers.validate.whole import leaves_whole
from workers.validate.wordings import MATTERS, Wording

NARROWING = re.compile(
    r"通过|网[站上络]|信函|邮[寄件]|当面|现场|窗口|传真|[较比]|去年|同期|近[三五两\d]年|历年|"
    r"(?<!年)以来|下属|除|除外|[平人日周月]均|[每各]|超过|力争|预计|如|若|可能"
)
_ALL_OF_REGION = re.compile(r"各级(?:、?各部门|行政机关)?")  # 全县各级各部门
_UNFINISHED = re.compile(
    r"结转|转入|尚|未|继续|正在|待|协助|配合|[转代]办|指导|牵头|终止|停止|中止|暂停|会同|参与|联合"
)
_NOT_A_WHOLE = re.compile(r"其中|当年(?!新收)")
_YEARS_APART = re.compile(r"20\d\d年?度?[、,和及与][^;。]{0,20}20\d\d年[^,;。]{0,12}分别")  # a figure for each
# 申请主要集中在征地领域,共收到31件
_DWELLS = re.compile(r"(?:主要|多)?(?:集中(?:在|于)|涉及的?领域|聚焦)[^;。\d]{0,30},[^,;。\d]*$")
_WHOLES = frozenset({"received", "accepted", "closed", "handled"})
_RESULTS = ("granted", "partially_granted", "granted_or_partially", "denied", "unable", "not_processed", "other")
_BY_KNOWN_WORDS = frozenset({"closed", *(f"results.{result}" for result in _RESULTS)})


def topic_of(clause: str, behind: str, earlier: str, year: int | None) -> str | None:
    """Return the topic of the number between `clause` and `behind`; `earlier` is the sentence before the clause."""
    around = f"{clause}\0{behind}"
    for matter in MATTERS:
        if matter.cue.search(around):
            for wording in matter.wordings:
                if _names(wording, clause, behind, earlier, year):
                    return wording.topic
    return None


def _names(wording: Wording, clause: str, behind: str, earlier: str, year: int | None) -> bool:
    before = wording.before.search(clause)
    after = wording.after.match(behind) if before and wording.after else None
    if before is None or (wording.after and after is None):
        return False
    if wording.earlier and not wording.earlier.search(earlier):
        return False
    named = before.groupdict() | (after.groupdict() if after else {})
    kind = named.get("kind")
    if kind is not None and not is_any_application(kind):
        return False
    if year and not all(_is_year(named.get(name), year + off) for name, off in (("last", -1), ("of", 0), ("next", 1))):
        return False
    prefix = clause[: before.start()]
    if (
        (wording.topic in _BY_KNOWN_WORDS and not leaves_whole(prefix))
        or NARROWING.search(_ALL_OF_REGION.sub("", prefix))
        or _YEARS_APART.search(earlier + clause)
        or (wording.topic in _WHOLES and _DWELLS.search((earlier + clause).rpartition(";")[2]))
        or not is_of_the_whole_year(earlier + prefix, year)
    ):
        return False
    is_part = wording.topic in _WHOLES and not wording.earlier and _NOT_A_WHOLE.search(clause)
    return not is_part and not (wording.topic == "handled" and _UNFINISHED.search(clause))


def _is_year(stated: str | None, year: int) -> bool:
    return stated is None or int(stated) == year
