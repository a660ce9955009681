from shared.form import form_of
from tests.rules.case import report
from workers.validate.culprit import Explanation, explain

BALANCED = {
    "applications.new": [12, 1, 0, 0, 0, 0, 13],
    "applications.results.granted": [12, 1, 0, 0, 0, 0, 13],
    "applications.results.total": [12, 1, 0, 0, 0, 0, 13],
}


def explanations(cells: dict[str, object], rows: dict[str, list[int]] | None = None) -> set[Explanation]:
    found = report({"rows": rows or BALANCED, "cells": cells})
    form = form_of(found.form, found.cells)
    assert form
    return {each for listed in explain(form, found.cells).values() for each in listed}


def test_sums_that_hold_need_no_explanation() -> None:
    assert explanations({}) == set()


def test_one_wrong_cell_explains_every_sum_it_breaks() -> None:
    change = ("applications.new.natural_person", 11, 12)
    assert explanations({"applications.new.natural_person": 11}) == {Explanation((change,), 2)}


def test_the_total_of_results_is_blamed_when_both_its_column_sums_and_its_row_fail_alike() -> None:
    change = ("applications.results.total.natural_person", 15, 12)
    assert explanations({"applications.results.total.natural_person": 15}) == {Explanation((change,), 3)}


def test_two_wrong_cells_apart_are_explained_each_on_its_own() -> None:
    found = explanations({"applications.new.natural_person": 11, "applications.carried_forward.total": 4})
    assert found == {
        Explanation((("applications.new.natural_person", 11, 12),), 2),
        Explanation((("applications.carried_forward.total", 4, 0),), 2),
    }


def test_equal_explanations_are_all_named() -> None:
    """A column off by one in the cell and in the total: any row of the balance may be meant, none below zero."""
    found = explanations({"applications.new.natural_person": 11, "applications.new.total": 12})
    assert {frozenset(each.cells) for each in found} == {
        frozenset({f"applications.{row}.natural_person", f"applications.{row}.total"})
        for row in ("new", "carried_over")
    }


def test_no_count_below_zero_is_suggested() -> None:
    changes = [change for each in explanations({"review_litigation.review.total": 3}) for change in each.changes]
    assert changes
    assert all(new >= 0 for _, _, new in changes)


def test_sums_with_a_blank_take_no_part() -> None:
    found = explanations({"applications.new.natural_person": 11, "applications.new.research_institution": ""})
    assert found == {Explanation((("applications.new.natural_person", 11, 12),), 1)}
