"""Complete rows of a text in which blanks of other rows have vanished."""

from shared.document import Paragraph, Where
from shared.form import forms
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

_FORM = forms()["gov_2021"]
_TABLE = _FORM.table("applications")


def refused(figures: str, others: str, carried_over: str = "") -> list[float | None]:
    """Return the numbers of one row that prints these figures, while all other rows print others."""
    key = "applications.results.denied.state_secret"
    printed = {key: figures} | ({"applications.carried_over": carried_over} if carried_over else {})
    rows = [("".join(row.labels), printed.get(row.key, others)) for row in _TABLE.rows]
    blocks = [Paragraph(" ".join(row), Where(line=line)) for line, row in enumerate(rows, 1)]
    cells = fit(_TABLE, entries(enumerate(blocks), known_rows()), _FORM.identities).cells
    found = [cells[cell.key].value for row in _TABLE.rows if row.key == key for cell in row.cells]
    return [None if number is None else float(number) for number in found]


def test_a_row_that_does_not_add_up_is_read_where_every_row_is_complete() -> None:
    assert refused("1 8 0 0 0 0 18", "2 0 0 0 0 0 2") == [1, 8, 0, 0, 0, 0, 18]


def test_it_is_none_where_blanks_of_others_have_vanished() -> None:
    """18 0 0 0 0 and 18 are a figure that has come apart, and one blank that nobody sees."""
    assert refused("1 8 0 0 0 0 18", "2 0 2") == [None] * 7


def test_a_row_that_adds_up_is_read_there_all_the_same() -> None:
    assert refused("1 8 0 0 0 9 18", "2 0 2") == [1, 8, 0, 0, 0, 9, 18]


def test_it_is_none_where_a_figure_of_another_row_has_come_apart() -> None:
    zeros = "2 0 0 0 0 0 2"
    assert refused("5 4 7 0 0 0 1", zeros, carried_over="3 1 0 0 0 0 8 39") == [None] * 7  # 31 and 8 are 39
    assert refused("5 4 7 0 0 0 1", zeros, carried_over="3 1 0 0 0 0 8 40") == [5, 4, 7, 0, 0, 0, 1]
    assert refused("5 4 7 0 0 0 1", zeros, carried_over="0 0 0 0 0 0 0 0") == [5, 4, 7, 0, 0, 0, 1]
