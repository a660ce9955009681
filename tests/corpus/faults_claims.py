"""Faults in sentences that the tables refute: one figure told wrongly, or something denied that happened."""

import random
from collections.abc import Callable

from tests.corpus.bodies import Kind
from tests.corpus.claims import false_one, figures
from tests.corpus.draft import Draft
from tests.corpus.fault import BOTH, Fault
from tests.corpus.faults_tables import add
from tests.corpus.numbers import Size

_HOTLINE = 83


def _tells(rule: str) -> Callable[[Draft], None]:
    """Return a recipe that tells one thing that is not so."""

    def story(draft: Draft) -> None:
        told = draft.told
        told.hotline = told.hotline or _HOTLINE
        told.figures = figures({**draft.cells, **(draft.attached or {})}, told.items, told.hotline)
        told.claims = [false_one(rule, told.figures, random.Random(f"{draft.body.name}{draft.year}{rule}"))]

    return story


def _n03(draft: Draft) -> None:
    draft.told.parts = []
    _tells("N03")(draft)


def _forward(draft: Draft) -> None:
    for row in ("new", "carried_forward"):
        add(draft.cells, row, "natural_person", 2)


def _cases(draft: Draft) -> None:
    """Let every kind of case have happened, one of each not upheld."""
    for block in ("review", "litigation_direct", "litigation_after_review"):
        for outcome, more in (("upheld", 1), ("corrected", 1), ("total", 2)):
            draft.cells[f"review_litigation.{block}.{outcome}"] += more


def _documents(draft: Draft) -> None:
    """Let documents have been made and repealed."""
    columns = (
        ("issued", "repealed", "in_force") if draft.form == "gov_2021" else ("created", "disclosed", "disclosed_total")
    )
    for column, more in zip(columns, (4, 2, 6) if draft.form == "gov_2021" else (4, 4, 6), strict=True):
        draft.cells[f"proactive.normative_documents.{column}"] += more


def _training(draft: Draft) -> None:
    draft.stat["stat.training.courses"] += 1
    draft.stat["stat.training.trainees"] += 30


_ALONE = (Kind.TOWNSHIP, Kind.BUREAU, Kind.CITY)  # a county's office may tell of its own figures beside the county's

FAULTS = (
    Fault(name="N03", finds="N03 warning x1", story=_n03),
    Fault(name="N04-told", finds="N04 error x1", story=_tells("N04"), size=Size.FEW, kinds=_ALONE),
    Fault(name="N05", finds="N05 error x1", story=_tells("N05"), size=Size.FEW),
    Fault(name="N05-busy", finds="N05 error x1", story=_tells("N05"), size=Size.BUSY),
    Fault(name="N06", finds="N06 warning x1", story=_tells("N06"), size=Size.FEW),
    Fault(name="N07", finds="N07 error x1", story=_tells("N07"), size=Size.BUSY),
    Fault(name="N08", finds="N08 warning x1", numbers=_forward, story=_tells("N08"), size=Size.FEW, kinds=_ALONE),
    Fault(name="N09", finds="N09 error x1", story=_tells("N09"), size=Size.BUSY),
    Fault(name="N10", finds="N10 error x1", story=_tells("N10"), size=Size.FEW),
    Fault(name="N11", finds="N11 error x1", numbers=_cases, story=_tells("N11"), size=Size.BUSY),
    Fault(name="N12", finds="N12 error x1", numbers=_cases, story=_tells("N12"), size=Size.BUSY, kinds=_ALONE),
    Fault(name="N13", finds="N13 error x1", numbers=_documents, story=_tells("N13")),
    Fault(
        name="N16",
        finds="N16 warning x1",
        numbers=_training,
        story=_tells("N16"),
        forms=("gov_2019",),
        attached=True,
    ),
    Fault(name="Q01", finds="Q01 error x1", story=_tells("Q01"), size=Size.BUSY),
    Fault(name="Q03", finds="Q03 error x1", story=_tells("Q03"), forms=BOTH),
)
