"""Damaged texts of whole reports: each number is told as it is printed, or not at all."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.limits import Limits
from tests.corpus.damage import BLANKED, LAYOUTS, LINES, ROWS, WHOLE, damaged
from tests.corpus.generate import make
from workers.extract import read
from workers.normalize import normalize

FORMS = ("gov_2021", "gov_2019", "stat_2014")


@pytest.mark.parametrize("damage", [BLANKED, *ROWS, *LINES])
@given(seed=st.integers(0, 10**9), layout=st.sampled_from(sorted(LAYOUTS)), form=st.sampled_from(FORMS))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_no_damage_makes_another_number_of_one(damage: str, seed: int, layout: str, form: str) -> None:
    assert _wrong({damage}, seed, layout, form) == {}


@pytest.mark.parametrize("damage", [*ROWS, *LINES])
@given(seed=st.integers(0, 10**9), layout=st.sampled_from(WHOLE), form=st.sampled_from(FORMS))
@settings(max_examples=25, deadline=None, derandomize=True)
def test_nor_does_it_among_blank_cells_that_are_seen(damage: str, seed: int, layout: str, form: str) -> None:
    assert _wrong({BLANKED, damage}, seed, layout, form) == {}


def _wrong(damages: set[str], seed: int, layout: str, form: str) -> dict[str, int | float | None]:
    """The cells of a damaged text that are told otherwise than printed, with what is told."""
    case = make(seed, form=form)
    if case.truth.copies:  # which one is the report's own is another matter
        return {}
    text, blank = damaged(case, layout, damages, random.Random(seed))
    cells = normalize(read("text", text.encode(), Limits())).cells
    told = {key: cell.value for key, cell in cells.items() if cell.value is not None}
    truth = {key: cell.value for key, cell in case.truth.cells.items() if key not in blank}
    return {key: value for key, value in told.items() if truth.get(key) != value}


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_most_of_a_damaged_text_is_told(layout: str) -> None:
    """Joined rows, figures that have grown together and pages' numbers leave what is around them readable."""
    for damage in ("glued", "joined", "paged"):
        case = make("damage/told", form="gov_2021")
        text, _ = damaged(case, layout, {damage}, random.Random(7))
        cells = normalize(read("text", text.encode(), Limits())).cells
        told = sum(cells[key].value == cell.value for key, cell in case.truth.cells.items())
        assert told * 10 > len(case.truth.cells) * 8, damage
