"""Rows that a page's end has cut through their figures are one, and read where their sums hold."""

import pytest

from shared.document import Cell, Paragraph, Table, Where
from shared.form import forms
from shared.report import State
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
TABLE = FORM.table("applications")
LABELS = ["".join(row.labels) for row in TABLE.rows]
PRINTED = {"new": "36 1 0 0 0 0 37", "results.granted": "35 1 0 0 0 0 36", "results.total": "35 1 0 0 0 0 36"}
PRINTED |= {"carried_forward": "1 0 0 0 0 0 1"}
ROWS = [PRINTED.get(row.key.removeprefix("applications."), "0 0 0 0 0 0 0").split() for row in TABLE.rows]
GRANTED = next(i for i, row in enumerate(TABLE.rows) if row.key.endswith("results.granted"))
UPPER = ["3", "1", "0", "0", "0", "0", "3"]


def ruled(page: int, rows: list[list[str]]) -> Table:
    where = Where(page=page, bbox=(0, 0, 9, 9))
    cells = (tuple(Cell(text, column, where) for column, text in enumerate(row)) for row in rows)
    return Table(tuple(cells), where, aligned=True)


def plain(page: int, rows: list[list[str]]) -> list[Paragraph]:
    return [Paragraph(" ".join(row).strip(), Where(page=page, bbox=(0, 0, 9, 9))) for row in rows]


def granted(*blocks: Table | Paragraph) -> list[object]:
    found = fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities)
    return [cell.value for key, cell in found.cells.items() if key.startswith("applications.results.granted.")]


def above(figures: list[str]) -> list[list[str]]:
    whole = zip(LABELS[:GRANTED], ROWS[:GRANTED], strict=True)
    return [*([label, *row] for label, row in whole), [LABELS[GRANTED], *figures]]


BELOW = [[label, *row] for label, row in zip(LABELS[GRANTED + 1 :], ROWS[GRANTED + 1 :], strict=True)]


@pytest.mark.parametrize("rest", ["", "续"])
def test_in_ruled_columns_the_pieces_are_put_together(rest: str) -> None:
    cut = [rest, "5", "", "", "", "", "", "6"]
    assert granted(ruled(1, above(UPPER)), ruled(2, [cut, *BELOW])) == [35, 1, 0, 0, 0, 0, 36]


def test_pieces_that_do_not_add_up_are_no_figures() -> None:
    cut = ["", "5", "", "", "", "", "", "9"]
    assert granted(ruled(1, above(UPPER)), ruled(2, [cut, *BELOW]))[::6] == [None, None]


@pytest.mark.parametrize("rest", ["5 6", "续） 6"])
def test_without_columns_the_row_is_unread(rest: str) -> None:
    assert granted(*plain(1, above(UPPER)), *plain(2, [[rest], *BELOW])) == [None] * 7


def test_a_cut_row_takes_no_figures_of_the_next() -> None:
    """Where a label ends below the page's end, `3` may be the piece of a figure, and of the next label."""
    rows = {row.key: [label, *row_] for row, label, row_ in zip(TABLE.rows, LABELS, ROWS, strict=True)}
    *before, fee, misc, total, forward = rows.values()
    label, figures = fee[0], fee[1:]
    fees = [[label[:12]], [label[12:26], *figures], [label[26:]]]
    blocks = [*plain(1, [*before, *fees]), *plain(2, [["3"], ["他处理", ".", *misc[1:]], ["其"], total, forward])]
    cells = fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities).cells
    own = {key: cell.state for key, cell in cells.items() if ".other.misc." in key or ".overdue_fee." in key}
    assert set(own.values()) == {State.TEXT}


@pytest.mark.parametrize("rest", [["7"], []], ids=["the page's number", "nothing"])
def test_a_whole_row_at_a_page_s_end_stays(rest: list[str]) -> None:
    whole = above(ROWS[GRANTED])
    blocks = [*plain(1, whole), *plain(2, [rest] if rest else []), *plain(2, BELOW)]
    assert granted(*blocks) == [35, 1, 0, 0, 0, 0, 36]
