"""Rows of a text with a cell more than the others of their table."""

import pytest

from shared.document import Cell, Table, Where
from shared.form import forms
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]


def told(key: str, rows: dict[str, list[str]], *heads: list[str]) -> dict[str, list[object]]:
    """The numbers of these rows of a table whose others print zeros, as rows of a text with all their cells."""
    table = FORM.table(key)
    others = [
        ["".join(row.labels), *rows.get(row.key.removeprefix(f"{key}."), ["0"] * len(row.cells))] for row in table.rows
    ]
    printed = tuple(tuple(Cell(text, at, Where()) for at, text in enumerate(row)) for row in [*heads, *others])
    cells = fit(table, entries([(0, Table(printed, Where(), aligned=False))], known_rows()), FORM.identities).cells
    of_rows = {row.key.removeprefix(f"{key}."): row.cells for row in table.rows}
    return {name: [cells[cell.key].value for cell in of_rows[name]] for name in rows}


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (["", "3", "", "0", "", "", "", "3"], [None] * 7),  # a blank too many, and nobody knows where
        (["0", "", "0", "0", "", "0", "0", ""], [None] * 7),
        (["", "0", "0", "0", "0", "0", "0", "0"], [None] * 7),
        (["3", "", "0", "", "", "", "3"], [3, None, 0, None, None, None, 3]),
        (["3", "", "0", "", "", "", "3", ""], [3, None, 0, None, None, None, 3]),  # first, last and their sum
        (["3", "0", "0", "0", "0", "0", "3", ""], [3, 0, 0, 0, 0, 0, 3]),  # all of them
    ],
)
def test_where_blanks_of_a_longer_row_stand_nobody_knows(printed: list[str], read: list[object]) -> None:
    key = "results.denied.state_secret"
    assert told("applications", {key: printed})[key] == read


def test_a_row_of_a_short_table_is_as_long_as_its_headings_or_tells_nothing() -> None:
    head = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
    assert told("proactive", {"regulations": ["", "2", "31"]}, head)["regulations"] == [None, 2, 31]
    assert told("proactive", {"regulations": ["", "2", "31", "31"]}, head)["regulations"] == [None] * 3
