from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.finding import Verdict
from shared.form import Identity, forms
from shared.report import Attachment, Coverage, State, Value
from tests.rules.case import report
from workers.validate.identities import failing, judge

FORM = forms()["gov_2021"]
SUM = next(each for each in FORM.identities if each.rule == "R01")
STOCK = next(each for each in FORM.identities if each.rule == "D01")


def verdict(identity: Identity, *contents: Any) -> Verdict:  # noqa: ANN401 - numbers, or states for what is none
    values = {
        key: Value(None, content) if isinstance(content, State) else Value(content, State.NUMBER)
        for key, content in zip(identity.keys, contents, strict=True)
    }
    return judge(FORM, identity, values).verdict


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ((7, 4, 1, 0, 2), Verdict.PASS),
        ((7, 4, 1, 0, 1), Verdict.FAIL),
        ((7, 4, 1, State.BLANK, 2), Verdict.PASS_BLANK_AS_ZERO),
        ((7, 4, 1, State.NOT_APPLICABLE, 2), Verdict.PASS_BLANK_AS_ZERO),
        ((7, 4, 1, State.BLANK, 1), Verdict.NOT_ASSESSABLE),  # the blank may be the missing one
        ((7, 4, 1, State.BLANK, 3), Verdict.FAIL),  # no count makes it less
        ((State.BLANK, 4, 1, 0, 2), Verdict.NOT_ASSESSABLE),
        ((State.BLANK,) * 5, Verdict.PASS_BLANK_AS_ZERO),
        ((7, 4, 1, State.TEXT, 2), Verdict.NOT_ASSESSABLE),
        ((7, 4, 1, State.FUZZY, 2), Verdict.NOT_ASSESSABLE),
        ((7, 4, 1, State.MISSING, 2), Verdict.NOT_ASSESSABLE),
    ],
)
def test_an_equality_and_its_blanks(contents: tuple[Any, ...], expected: Verdict) -> None:
    assert verdict(SUM, *contents) is expected


@pytest.mark.parametrize(
    ("in_force", "repealed", "issued", "expected"),
    [
        (3, 2, 5, Verdict.PASS),
        (3, 1, 5, Verdict.FAIL),
        (3, State.BLANK, 5, Verdict.NOT_ASSESSABLE),
        (5, State.BLANK, 5, Verdict.PASS_BLANK_AS_ZERO),
    ],
)
def test_a_bound_and_its_blanks(in_force: object, repealed: object, issued: object, expected: Verdict) -> None:
    assert verdict(STOCK, in_force, repealed, issued) is expected


@given(st.lists(st.integers(0, 10**6), min_size=4, max_size=4), st.integers(-5, 5))
def test_a_sum_passes_exactly_when_it_holds(parts: list[int], off: int) -> None:
    expected = Verdict.PASS if off == 0 else Verdict.FAIL
    assert verdict(SUM, sum(parts) + off, *parts) is expected


@given(st.lists(st.one_of(st.integers(0, 50), st.just(State.BLANK)), min_size=5, max_size=5))
def test_a_sum_with_blanks_fails_only_if_no_counts_in_them_could_mend_it(contents: list[Any]) -> None:
    total, *parts = contents
    known = sum(part for part in parts if part is not State.BLANK)
    mendable = total is State.BLANK or known == total or (known < total and State.BLANK in parts)
    assert (verdict(SUM, *contents) is Verdict.FAIL) is not mendable


def test_the_cells_of_failing_sums_are_told_for_the_main_form_and_for_an_appended_table() -> None:
    sound = report({})
    assert failing(sound) == {}
    found = report({"rows": {"review_litigation.review": [4, 1, 0, 1, 7]}})
    assert set(failing(found)) == set(SUM.keys)
    old = forms()["stat_2014"]
    cells = {cell.key: Value(0, State.ZERO) for cell in old.cells}
    cells["stat.applications.received"] = Value(3, State.NUMBER)
    attached = Attachment("stat_2014", cells, Coverage(len(cells), len(cells), 0))
    both = msgspec.structs.replace(found, attachments=(attached,))
    assert {key.partition(".")[0] for key in failing(both)} == {"review_litigation", "stat"}
    assert "stat.applications.received" in failing(both)
