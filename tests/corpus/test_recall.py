"""Every injected fault is found, exactly; what is consistent, or beyond what tables can tell, is never called an error.

A share of what `python -m tests.corpus.recall` runs over thousands of reports.
"""

from random import Random

import msgspec
import pytest

from shared.job import Hints
from shared.limits import Limits
from shared.record import Record
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

RECIPES = len({*FAULTS, *series.FAULTS})
TOGETHER = 6  # asides in one report


def test_every_fault_is_found_and_nothing_else_and_clean_reports_have_none() -> None:
    every = list(run(reports=RECIPES, clean=120, seed="ci", dear=0.02))
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


@pytest.mark.parametrize("seed", range(3))
def test_the_years_of_a_series_are_told_in_any_order(seed: int) -> None:
    made = series.make(f"order {seed}", "X01")
    expected = [filed.case.expected.findings for filed in made.files]
    assert expected[-1]
    turned = msgspec.structs.replace(made, files=made.files[::-1])
    forwards, backwards = judged(made), judged(turned)[::-1]
    assert forwards == backwards
