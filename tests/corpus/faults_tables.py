"""Faults in tables 二, 三 and 四."""

from decimal import Decimal

from shared.number import Number
from shared.report import State
from tests.corpus.bodies import Kind
from tests.corpus.draft import Draft
from tests.corpus.fault import Fault
from tests.corpus.numbers import COLUMNS, Size
from tests.corpus.truth import TrueCell, Truth


def add(cells: dict[str, Number], row: str, column: str, count: int) -> None:
    """Add to one cell of table 三 and to its row's 总计."""
    cells[f"applications.{row}.{column}"] += count
    cells[f"applications.{row}.total"] += count


def _a01(draft: Draft) -> None:
    add(draft.cells, "new", "natural_person", 3)


def _a02(draft: Draft) -> None:
    add(draft.cells, "results.granted", "natural_person", 2)


def _a03(draft: Draft) -> None:
    draft.cells["applications.new.commercial_enterprise"] += 4
    draft.cells["applications.carried_forward.commercial_enterprise"] += 4


def _a03_total_blank(truth: Truth) -> None:
    row = next(
        key
        for key, cell in truth.cells.items()
        if key.startswith("applications.results.") and key.endswith(".total") and cell.value
    )
    truth.cells[row] = TrueCell(None, State.BLANK, "")


def _a04(draft: Draft) -> None:
    cells = draft.cells
    for row in ("new", "results.granted", "results.total"):
        add(cells, row, "commercial_enterprise", 2)
    moved = int(cells["applications.results.granted.natural_person"]) + 1
    add(cells, "results.granted", "natural_person", -moved)
    add(cells, "results.partially_granted", "natural_person", moved)


_LOST = "results.not_processed.excessive"


def _a05_numbers(draft: Draft) -> None:
    for column in COLUMNS:
        moved = int(draft.cells[f"applications.{_LOST}.{column}"])
        add(draft.cells, _LOST, column, -moved)
        add(draft.cells, "results.granted", column, moved)


def _a05_truth(truth: Truth) -> None:
    for column in (*COLUMNS, "total"):
        truth.cells[f"applications.{_LOST}.{column}"] = TrueCell(None, State.MISSING, "")


def _r01(draft: Draft) -> None:
    draft.cells["review_litigation.review.total"] += 1


def _r02(draft: Draft) -> None:
    draft.cells["review_litigation.litigation_direct.upheld"] += 2


def _r03(draft: Draft) -> None:
    draft.cells["review_litigation.litigation_after_review.pending"] += 1


def _r04(draft: Draft) -> None:
    draft.cells["review_litigation.review.other"] += draft.cells["review_litigation.review.upheld"] + 1
    draft.cells["review_litigation.review.upheld"] = -1


def _d01(draft: Draft) -> None:
    stock = (
        draft.cells["proactive.normative_documents.in_force"] + draft.cells["proactive.normative_documents.repealed"]
    )
    draft.cells["proactive.normative_documents.issued"] = stock + 3


def _d02(draft: Draft) -> None:
    last = "in_force" if draft.form == "gov_2021" else "disclosed_total"
    draft.cells[f"proactive.regulations.{last}"] = 1


def _d03(draft: Draft) -> None:
    draft.cells["proactive.fees.amount_wan_yuan"] = Decimal("38250.5")


def _d04_numbers(draft: Draft) -> None:
    draft.cells["proactive.fees.amount_wan_yuan"] = 0


def _d04_story(draft: Draft) -> None:
    draft.told.fee = 380


def _d11(draft: Draft) -> None:
    total = draft.cells["proactive.normative_documents.disclosed_total"]
    draft.cells["proactive.normative_documents.disclosed"] = total + 2


def _d12(draft: Draft) -> None:
    draft.cells["proactive.licensing.items_change"] = -draft.cells["proactive.licensing.items_prior_year"] - 1


def _d13(draft: Draft) -> None:
    draft.cells["proactive.normative_documents.created"] = draft.cells["proactive.normative_documents.disclosed"] + 3


def _d14(draft: Draft) -> None:
    draft.cells["proactive.procurement.projects"] = 0
    draft.cells["proactive.procurement.amount"] = 86400


def _s15(truth: Truth) -> None:
    truth.cells["proactive.penalties.decisions"] = TrueCell(None, State.NOT_APPLICABLE, "/")


_OLD = ("gov_2019",)
_NEW = ("gov_2021",)

FAULTS = (
    Fault(name="A01", finds="A01 error x2", numbers=_a01),
    Fault(name="A02", finds="A02 error x2", numbers=_a02),
    Fault(name="A03", finds="A03 error x2", numbers=_a03),
    Fault(
        name="A03-total-blank",
        finds="A03 warning x1, A05 warning x*, S15 warning x*",
        truth=_a03_total_blank,
        size=Size.FEW,
    ),
    Fault(name="A04", finds="A04 error x1", numbers=_a04, size=Size.FEW),
    Fault(name="A05", finds="A05 error x1", numbers=_a05_numbers, truth=_a05_truth),
    Fault(name="R01", finds="R01 error x1", numbers=_r01),
    Fault(name="R02", finds="R02 error x1", numbers=_r02),
    Fault(name="R03", finds="R03 error x1", numbers=_r03),
    Fault(name="R04", finds="R04 error x1", numbers=_r04),
    Fault(name="D01", finds="D01 warning x1", numbers=_d01, forms=_NEW),
    Fault(name="D02", finds="D02 error x1", numbers=_d02, kinds=(Kind.TOWNSHIP,)),
    Fault(name="D02-department", finds="D02 warning x1", numbers=_d02, kinds=(Kind.BUREAU,)),
    Fault(name="D03", finds="D03 warning x1", numbers=_d03, forms=_NEW, kinds=(Kind.TOWNSHIP, Kind.BUREAU)),
    Fault(name="D04", finds="D04 warning x1", numbers=_d04_numbers, story=_d04_story, forms=_NEW),
    Fault(name="D11", finds="D11 error x1", numbers=_d11, forms=_OLD),
    Fault(name="D12", finds="D12 error x1", numbers=_d12, forms=_OLD),
    Fault(name="D13", finds="D13 info x1", numbers=_d13, forms=_OLD),
    Fault(name="D14", finds="D14 warning x1", numbers=_d14, forms=_OLD),
    Fault(name="S15", finds="S15 warning x*", truth=_s15),
)
