"""The statutory forms as data: what the instruments print, and what must add up in them."""

from collections import Counter

import pytest
from msgspec import to_builtins

from shared.form import Kind, due, forms


@pytest.mark.parametrize(("key", "cells"), [("gov_2021", 200), ("gov_2019", 198), ("stat_2014", 56)])
def test_each_edition_has_the_cells_that_its_instrument_prints(key: str, cells: int) -> None:
    form = forms()[key]
    assert len(form.cells) == cells
    assert len({cell.key for cell in form.cells}) == cells


def test_the_amendment_of_2021_changed_table_two_and_the_rows_of_other_handling() -> None:
    old, new = forms()["gov_2019"], forms()["gov_2021"]
    assert to_builtins(old.table("review_litigation")) == to_builtins(new.table("review_litigation"))
    old_rows = [to_builtins(row) for row in old.table("applications").rows]
    gone = {row.key for row in old.table("applications").rows} - {row.key for row in new.table("applications").rows}
    come = [row.key for row in new.table("applications").rows if to_builtins(row) not in old_rows]
    assert gone == {"applications.results.other.all"}
    assert come == [f"applications.results.other.{row}" for row in ("overdue_supplement", "overdue_fee", "misc")]


def test_the_old_statistics_count_in_the_units_they_print() -> None:
    units = Counter(cell.unit for cell in forms()["stat_2014"].cells)
    assert units == {"件": 33, "次": 9, "条": 6, "人": 3, "个": 2, "篇": 1, "万元": 1, "人次": 1}


def test_only_sums_of_money_and_changes_are_no_counts() -> None:
    odd = {cell.key: cell.kind for form in forms().values() for cell in form.cells if cell.kind is not Kind.COUNT}
    assert odd["proactive.fees.amount_wan_yuan"] is Kind.DECIMAL
    assert odd["proactive.procurement.amount"] is Kind.AMOUNT
    assert odd["stat.capacity.funds_wan_yuan"] is Kind.DECIMAL
    assert {key.rsplit(".", 1)[1] for key, kind in odd.items() if kind is Kind.SIGNED} == {"items_change"}


@pytest.mark.parametrize("key", ["gov_2021", "gov_2019", "stat_2014"])
def test_every_identity_speaks_of_cells_of_its_form(key: str) -> None:
    form = forms()[key]
    known = {cell.key for cell in form.cells}
    assert form.identities
    assert all(known.issuperset(identity.keys) and identity.left for identity in form.identities)


def test_table_three_is_summed_by_column_and_by_row() -> None:
    rules = Counter(identity.rule for identity in forms()["gov_2021"].identities)
    assert (rules["A01"], rules["A02"], rules["A03"]) == (7, 7, 25)
    total = next(i for i in forms()["gov_2021"].identities if i.rule == "A02" and i.left[0].endswith(".total.total"))
    assert len(total.right) == 21


@pytest.mark.parametrize(
    ("year", "key"),
    [(2014, "stat_2014"), (2018, "stat_2014"), (2019, "gov_2019"), (2020, "gov_2019"), (2025, "gov_2021")],
)
def test_each_year_has_its_edition(year: int, key: str) -> None:
    form = due(year)
    assert form is not None
    assert form.key == key


def test_before_the_first_regulation_there_was_no_form() -> None:
    assert due(2007) is None
