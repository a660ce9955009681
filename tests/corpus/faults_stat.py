"""Faults in the 统计表, between it and the form in front of it, and between copies of one table."""

from collections.abc import Callable

from shared.report import State
from tests.corpus.draft import Draft
from tests.corpus.fault import Fault
from tests.corpus.faults_tables import add
from tests.corpus.numbers import Size
from tests.corpus.truth import TrueCell, Truth

_CHANNELS = ("gazette", "website", "new_media", "other")
_ANSWERS = ("press_conferences", "online_interviews", "policy_explanations", "new_media", "other")


def _more(*names: str, by: int = 2) -> Callable[[Draft], None]:
    """Return a recipe that adds to these indicators."""

    def recipe(draft: Draft) -> None:
        for name in names:
            draft.stat[f"stat.{name}"] += by

    return recipe


def _over(name: str, *bounds: str) -> Callable[[Draft], None]:
    """Return a recipe that sets an indicator one above the sum of those that bound it."""

    def recipe(draft: Draft) -> None:
        draft.stat[f"stat.{name}"] = sum(draft.stat[f"stat.{bound}"] for bound in bounds) + 1

    return recipe


def _g01_below(draft: Draft) -> None:
    draft.stat["stat.proactive.by_channel.other"] += 9
    for name in ("items_distinct", "normative_documents_disclosed"):
        draft.stat[f"stat.proactive.{name}"] = 0


def _g02(draft: Draft) -> None:
    total = sum(draft.stat[f"stat.proactive.by_channel.{name}"] for name in _CHANNELS)
    draft.headings["stat.proactive.by_channel"] = total + 2


def _g13(draft: Draft) -> None:
    draft.stat["stat.response.by_channel.new_media"] += 1
    draft.stat["stat.response.hot_topics_distinct"] = 0


def _g14(truth: Truth) -> None:
    cells = truth.attachments[0].cells if truth.attachments else truth.cells
    cell = cells["stat.proactive.by_channel.other"]
    cells["stat.proactive.by_channel.other"] = TrueCell(cell.value, State.TEXT_NUMBER, f"公开栏{cell.value}条")


def _g15(draft: Draft) -> None:
    draft.stat["stat.training.courses"] = 0
    draft.stat["stat.training.trainees"] = 46


def _c01(draft: Draft) -> None:
    if draft.copy is not None:
        draft.copy["proactive.penalties.items_prior_year"] += 5


def _c03(draft: Draft) -> None:
    # More are carried forward in both tables, so that what the 统计表 closes was at least received.
    for row in ("new", "carried_forward"):
        add(draft.cells, row, "natural_person", 3)
    _more("applications.received", "applications.received.online", by=3)(draft)
    closed = ("closed", "closed.on_time", "replied", "replied.granted")
    _more(*(f"applications.{name}" for name in closed))(draft)


_ALONE = ("stat_2014",)
_BEHIND = ("gov_2019",)


def _alone(name: str, finds: str, numbers: Callable[[Draft], None]) -> Fault:
    return Fault(name=name, finds=finds, numbers=numbers, forms=_ALONE)


def _behind(name: str, finds: str, numbers: Callable[[Draft], None], size: Size | None = None) -> Fault:
    return Fault(name=name, finds=finds, numbers=numbers, forms=_BEHIND, attached=True, size=size)


FAULTS = (
    _alone("G01", "G01 error x1", _over("proactive.items_distinct", *(f"proactive.by_channel.{c}" for c in _CHANNELS))),
    _alone("G01-below", "G01 error x1", _g01_below),
    _alone("G02", "G02 warning x1", _g02),
    _alone("G03", "G03 error x1", _over("proactive.normative_documents_disclosed", "proactive.items_distinct")),
    _alone(
        "G04",
        "G04 error x1",
        _over("response.by_channel.press_conferences_by_head", "response.by_channel.press_conferences"),
    ),
    _alone("G05", "G05 error x1", _more("applications.received.letter")),
    _alone("G06", "G06 error x1", _more("applications.closed.extended")),
    _alone("G07", "G07 error x1", _more("applications.replied.not_existing")),
    _alone("G08", "G08 error x1", _more("applications.replied.denied.privacy")),
    _alone("G09", "G09 error x1", _more("review.upheld")),
    _alone("G09-pending", "G09 warning x1", _more("review")),
    _alone("G10", "G10 error x1", _more("litigation.other")),
    _alone("G10-pending", "G10 warning x1", _more("litigation")),
    _alone("G11", "G11 error x1", _more("capacity.staff.part_time")),
    _alone("G12", "G12 info x1", _more("applications.replied", "applications.replied.already_public")),
    _alone(
        "G13",
        "G13 warning x1",
        _over("response.hot_topics_distinct", *(f"response.by_channel.{c}" for c in _ANSWERS)),
    ),
    _alone("G13-no-topic", "G13 warning x1", _g13),
    Fault(name="G14", finds="G14 warning x1", truth=_g14, forms=_ALONE),
    _alone("G15", "G15 warning x1", _g15),
    Fault(name="C01", finds="C01 error x1", numbers=_c01, forms=_BEHIND, copied=True),
    _behind("C02", "C02 error x1", _more("applications.received", "applications.received.online")),
    _behind("C03", "C03 warning x1", _c03, Size.FEW),
    _behind("C04", "C04 warning x1", _more("review", "review.corrected")),
    _behind("C05", "C05 warning x1", _more("proactive.normative_documents_issued")),
    _behind("G05-behind", "G05 error x1", _more("applications.received.fax")),
)
