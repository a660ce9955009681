"""Growth rates in the prose, of figures that the report of the year before gives too.

`较上年增长 50%` behind a figure of known meaning; every other growth rate makes no claim that can be checked.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import msgspec

from shared.number import Number
from shared.report import MISSING, Report
from workers.validate.claims import Claim
from workers.validate.prose import Sentence, sentences
from workers.validate.publisher import classify
from workers.validate.quantities import Quantity
from workers.validate.scope import is_of_tables

_RATE = re.compile(
    r"[,(]?(?:(?:较|比|与)(?:上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?(?:的\d+[件条份宗次篇])?(?:相比)?[,]?|同比)"
    r"(?:(?P<up>增[长加幅](?:了|为|达|率为)?|上升了?|提[高升]了?)|(?P<down>减少了?|下降了?|降低了?|降幅为?))(?P<percent>\d{1,4}(?:\.\d{1,4})?)%"
)
DISCLOSED = "disclosed"  # what no table counts: the prose of both years is compared
_CELLS = {
    "received": ("applications.new.total",),
    "closed": ("applications.results.total.total",),
    "review": ("review_litigation.review.total",),
    "litigation": ("review_litigation.litigation_direct.total", "review_litigation.litigation_after_review.total"),
    "documents.issued": ("proactive.normative_documents.issued",),
    "documents.in_force": ("proactive.normative_documents.in_force",),
}
_DISCLOSED = re.compile(r"(?:主动公开|公开|发布)(?:各类)?(?:政府|政务)信息(?:总?数)?(?:共|共计|累计|达|为|总计)?$")
_NARROWING = re.compile(r"通过|网站|公众号|其中|栏|季度|半年|平台|微博|微信")


class Growth(msgspec.Struct, frozen=True):
    """A figure of this year and by how many per cent it is said to have changed; `topic` names the figure."""

    topic: str
    now: Number
    unit: str
    percent: Decimal  # below zero where it fell
    words: str
    sentence: Sentence

    def before(self, report: Report) -> Number | None:
        """Return the figure in the report of the year before; None where it gives none, or several."""
        if self.topic == DISCLOSED:
            found = {each.low for sentence in _every(report) for each in _disclosed(sentence, report.publisher)}
            return next(iter(found)) if len(found) == 1 else None
        values = [report.cells.get(key, MISSING).value for key in _CELLS[self.topic]]
        known = [value for value in values if value is not None]
        return sum(known) if len(known) == len(values) else None


_TELLS = re.compile(r"(?:较|比|与|同)[^。]{0,60}[%％]")


def tells_growth(text: str) -> bool:
    """Whether a text may hold a growth rate at all."""
    return bool(_TELLS.search(text))


def growths(found: Iterable[Sentence], claims: Iterable[Claim], publisher: str | None) -> Iterator[Growth]:
    """Yield every growth rate of a figure of the publisher's that last year's report gives too."""
    topics = {(id(claim.sentence), claim.quantity.end): claim.topic for claim in claims if claim.topic in _CELLS}
    for sentence in (each for each in found if "%" in each.text):
        topics |= {(id(sentence), each.end): DISCLOSED for each in _disclosed(sentence, publisher)}
        for quantity in sentence.quantities:
            topic = topics.get((id(sentence), quantity.end))
            match = _RATE.match(sentence.text, quantity.end)
            if topic and match and quantity.is_exact:
                percent = Decimal(match["percent"]) * (1 if match["up"] else -1)
                words = f"{'增长' if match['up'] else '下降'} {match['percent']}%"
                yield Growth(topic, quantity.low, quantity.unit, percent, words, sentence)


def _every(report: Report) -> Iterator[Sentence]:
    for key, section in report.sections.items():
        yield from sentences(key, section)


def _disclosed(sentence: Sentence, publisher: str | None) -> Iterator[Quantity]:
    """Yield what the sentence says the publisher disclosed in the whole year on all channels."""
    for quantity in sentence.quantities:
        clause = re.split(r"[;。]", sentence.text[: quantity.start])[-1]
        if quantity.unit not in {"条", "件"} or not _DISCLOSED.search(clause) or _NARROWING.search(clause):
            continue
        if is_of_tables(sentence, classify(publisher), publisher, quantity.start) is not False:
            yield quantity
