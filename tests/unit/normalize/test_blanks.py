"""Texts that keep the blank cells of a table, and such that do not."""

import pytest

from shared.document import Cell, Table, Where
from shared.form import forms
from shared.report import State, Value
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
TABLE = FORM.table("applications")


def read_cells_of_text(rows: dict[str, list[str]]) -> dict[str, Value]:
    """The table as rows of a text with all their cells, zeros printed where nothing else is said."""
    cells = [["".join(row.labels), *rows.get(row.key.removeprefix("applications."), ["0"] * 7)] for row in TABLE.rows]
    printed = tuple(tuple(Cell(text, column, Where()) for column, text in enumerate(row)) for row in cells)
    found = fit(TABLE, entries([(0, Table(printed, Where(), aligned=False))], known_rows()), FORM.identities)
    return {key.removeprefix("applications."): cell for key, cell in found.cells.items()}


SUMMED = {
    "new": ["8", "0", "", "", "0", "1", "9"],
    "results.granted": ["8", "", "0", "0", "0", "1", "9"],
    "results.total": ["8", "0", "0", "", "0", "1", "9"],
    "results.denied.state_secret": ["0", "", "0", "0", "", "0", ""],
}


def test_blanks_stand_in_their_columns_where_every_row_of_a_text_has_all_cells_and_adds_up() -> None:
    found = read_cells_of_text(SUMMED)
    names = [cell.key.rsplit(".", 1)[1] for cell in TABLE.rows[0].cells]
    secret = [found[f"results.denied.state_secret.{name}"] for name in names]
    assert [cell.value for cell in secret] == [0, None, 0, 0, None, 0, None]
    assert [cell.state for cell in secret][6] is State.BLANK


@pytest.mark.parametrize(
    "other",
    [
        {"results.denied.prohibited_by_law": ["0", "0", "0", "0", "0", "0"]},  # a blank has vanished there
        {"results.denied.prohibited_by_law": ["1", "0", "0", "", "0", "0", "2"]},  # and there it may have
    ],
)
def test_a_row_that_has_lost_a_cell_or_fails_its_sum_leaves_blanks_without_a_total_unread(
    other: dict[str, list[str]],
) -> None:
    found = read_cells_of_text(SUMMED | other)
    assert found["results.denied.state_secret.commercial_enterprise"].state is State.TEXT
    assert found["new.natural_person"].value == 8


KEPT = {
    "new": ["7", "", "", "", "0", "1", "8"],
    "results.granted": ["7", "", "0", "0", "0", "1", "8"],
    "results.total": ["7", "0", "0", "", "0", "1", "8"],
    "results.denied.state_secret": ["0", "", "0", "0", "", "0", ""],
    "results.denied.third_party_rights": ["", "0", "0", "", "0", "", ""],
    "carried_over": ["", "", "", "0", "", "", "0"],
}


def cells(found: dict[str, Value], row: str) -> list[object]:
    return [found[f"{row}.{cell.key.rsplit('.', 1)[1]}"].value for cell in TABLE.rows[0].cells]


def test_rows_with_blanks_that_are_as_long_as_full_ones_stand_in_columns_though_another_has_lost_a_cell() -> None:
    found = read_cells_of_text(KEPT | {"results.denied.prohibited_by_law": ["", "0", "0", "0", "0", "0"]})
    assert cells(found, "results.denied.third_party_rights") == [None, 0, 0, None, 0, None, None]
    assert cells(found, "results.denied.prohibited_by_law") == [None] * 7


def test_a_mistake_in_one_of_many_rows_leaves_the_others_in_their_columns_and_is_read_as_printed() -> None:
    more = {f"results.unable.{key}": ["", "0", "", "0", "0", "", "0"] for key in ("not_held", "still_unclear")}
    more |= {f"results.not_processed.{key}": ["", "0", "", "", "0", "", ""] for key in ("duplicate", "excessive")}
    found = read_cells_of_text(KEPT | more | {"results.other.misc": ["1", "0", "0", "", "0", "0", "2"]})
    assert cells(found, "results.other.misc") == [1, 0, 0, None, 0, 0, 2]


def test_a_cell_is_not_lost_but_grown_together_with_the_next_where_there_is_something_to_sum_up_and_no_sum() -> None:
    found = read_cells_of_text(KEPT | {"results.other.misc": ["1", "0", "0", "00", "0", "1", ""]})
    assert cells(found, "results.other.misc") == [1, 0, 0, 0, 0, 0, 1]


def test_rows_that_lost_blanks_at_their_end_are_not_read_by_the_cells_that_are_left() -> None:
    """Behind a label over three columns stand two blanks of the table's; of nine cells two at the end are lost."""
    whole = ["", "0", "0", "", "0", "", "0"]
    zeros = {"new": whole, "carried_over": ["0", "0", "", "0", "0"], "carried_forward": whole}
    sums = ["3", "", "0", "", "", "", "3"]
    lines = []
    for row in TABLE.rows:
        depth = len(row.labels)
        own = zeros.get(row.key.removeprefix("applications."), sums)
        lines.append([*[""] * (depth - 1), row.labels[-1], *[""] * (3 - depth), *own])
    printed = tuple(tuple(Cell(text, column, Where()) for column, text in enumerate(line)) for line in lines)
    read = fit(TABLE, entries([(0, Table(printed, Where(), aligned=False))], known_rows()), FORM.identities).cells
    found = {key.removeprefix("applications."): cell for key, cell in read.items()}
    assert cells(found, "carried_over") == [None] * 7
    assert cells(found, "results.granted") == [3, None, 0, None, None, None, 3]
