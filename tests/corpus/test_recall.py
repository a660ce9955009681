"""Every injected fault is found, exactly; what is consistent, or beyond what tables can tell, is never called an error.

A share of what `python -m tests.corpus.recall` runs over thousands of reports.
"""

from random import Random

import msgspec
import pytest

from shared.job import Hints
from shared.limits import Limits
from shared.record import Record, encode
from tests.corpus import layout, series
from tests.corpus.asides import ASIDES, Aside
from tests.corpus.bodies import Kind, invent
from tests.corpus.case import Case
from tests.corpus.claims import CLAIMS
from tests.corpus.draft import Draft, Profile, draft
from tests.corpus.faults import FAULTS
from tests.corpus.generate import CLEAN, expectation, write
from tests.corpus.numbers import Size
from tests.corpus.recall import ALL_RULES, judged, run
from tests.corpus.render import render
from workers.pipeline import check
from workers.validate import Page, reconcile

RECIPES = len({*FAULTS, *series.FAULTS})
TOGETHER = 6  # asides in one report


def test_every_fault_is_found_and_nothing_else_and_clean_reports_have_none() -> None:
    every = list(run(reports=RECIPES, clean=60, seed="ci", dear=0.02))
    assert {each.fault for each in every} == {None, *FAULTS, *series.FAULTS}
    assert [(each.fault, each.style, each.seed, each.misses) for each in every if each.misses] == []


def told(asides: list[Aside], kind: Kind, size: Size, form: str) -> Record:
    """Return the record of a report that has these asides."""

    def story(each: Draft) -> None:
        each.told.asides, each.told.claims = asides, []

    rng = Random(f"{kind}/{size}/{asides[0].text}")
    year = 2020 if form == "gov_2019" else 2023
    truth = write(
        draft(Profile(body=invent(kind, rng), year=year, form=form, size=size), rng),
        msgspec.structs.replace(CLEAN, story=story),
        rng,
    )
    case = Case(name="", seed="", truth=truth, sheet=layout.lay_out(truth, rng), expected=expectation(""))
    name, data = render(case, "html-clean")
    return check(data, name, Hints(), Limits(), ALL_RULES)


@pytest.mark.parametrize("size", [Size.NONE, Size.FEW, Size.BUSY])
@pytest.mark.parametrize("kind", list(Kind))
def test_what_no_table_can_tell_is_never_held_against_a_report(kind: Kind, size: Size) -> None:
    fitting = [each for each in ASIDES if kind in each.kinds]
    form = "gov_2019" if size is Size.FEW else "gov_2021"
    for at in range(0, len(fitting), TOGETHER):
        record = told(fitting[at : at + TOGETHER], kind, size, form)
        assert [(each.rule, each.message.zh, each.quote) for each in record.findings] == []


def test_the_asides_are_many_and_all_different() -> None:
    assert len(ASIDES) >= 150
    assert len({each.text for each in ASIDES}) == len(ASIDES)


def test_a_claim_that_can_be_wrong_names_its_rule() -> None:
    for claim in CLAIMS:
        assert claim.breaks or claim.rule
        assert all("{" + slot + "}" in claim.text for slot in claim.breaks)


def arrived(pages: list[Page]) -> dict[str, bytes]:
    """Return the records after reports have come one by one, each time judged beside those that had come before."""
    here: list[Page] = []
    for page in pages:
        here.append(page)
        changed = {record.document.sha256: record for record in reconcile(here, [each.id for each in here], ALL_RULES)}
        here = [msgspec.structs.replace(each, record=changed.get(each.id, each.record)) for each in here]
    return {each.id: encode(each.record) for each in here}


@pytest.mark.parametrize("seed", range(4))
def test_in_any_order_of_arrival_reports_of_several_bodies_come_to_the_same_bytes(seed: int) -> None:
    faults = ("X01", "X02", "C06", "X07", None)
    pages = [Page(record) for fault in faults for record in judged(series.make(f"order {fault}", fault), beside=False)]
    together = {page.id: page.record for page in pages}
    together |= {record.document.sha256: record for record in reconcile(pages, [*together], ALL_RULES)}
    assert {each.rule for record in together.values() for each in record.findings} >= {"X01", "X02", "C06", "X07"}
    Random(seed).shuffle(pages)
    assert arrived(pages) == {id_: encode(record) for id_, record in together.items()}
