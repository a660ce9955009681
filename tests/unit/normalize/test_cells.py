"""Cells of placed rows: a number that a narrow cell broke over lines is one where the form's own sums say so."""

import pytest

from shared.document import Cell, Where
from shared.form import forms
from shared.report import State, Value
from workers.normalize.cells import FoundRow, adds_up, read_cells

FORM = forms()["gov_2021"]
TABLE = FORM.table("applications")
STRIP = FORM.table("review_litigation")


def cells(texts: list[str]) -> tuple[Cell, ...]:
    return tuple(Cell(text, column, Where(table=1, row=1, column=column + 1)) for column, text in enumerate(texts))


def strip(text: str) -> dict[str, Value]:
    """Read table 四, its columns parted by bars."""
    placed = cells(text.split("|"))
    return read_cells(STRIP, [FoundRow(STRIP.rows[0], placed, placed)], FORM.identities)


def block(found: dict[str, Value], name: str = "review") -> list[tuple[object, State]]:
    return [(cell.value, cell.state) for key, cell in found.items() if key.startswith(f"review_litigation.{name}.")]


ZEROS = "|0|0|0|0|0|0|0|0|0|0"


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        ("13 9|1|0|0|140", [139, 1, 0, 0, 140]),
        ("13\n9|1|0|0|1 4 0", [139, 1, 0, 0, 140]),
        ("１ ３ ９|1|0|0|140", [139, 1, 0, 0, 140]),
        ("1,39 9|1|0|0|1,400", [1399, 1, 0, 0, 1400]),
        ("13 9|1|-||140", [139, 1, None, None, 140]),
        ("139①|1|0|0|140", [139, 1, 0, 0, 140]),
        ("139²|1|0|0|140³", [139, 1, 0, 0, 140]),
    ],
)
def test_a_broken_number_is_one_where_its_block_adds_up(texts: str, numbers: list[int | None]) -> None:
    found = block(strip(texts + ZEROS))
    assert [value for value, _ in found] == numbers
    assert found[0][1] is State.INFERRED
    assert found[1][1] is State.NUMBER


@pytest.mark.parametrize(
    "texts", ["13 9|1|0|0|141", "13 9|1|0|0|", "0 5|1|0|0|6", "13 9|x|0|0|140", "139①|1|0|0|141", "1 3x|1|0|0|14"]
)
def test_it_is_unknown_where_no_sum_says_so_and_nothing_else_is_changed(texts: str) -> None:
    found = block(strip(texts + ZEROS))
    assert found[0] == (None, State.TEXT)
    assert [value for value, _ in found[2:4]] == [0, 0]


def rows(**changed: list[str]) -> list[FoundRow]:
    """Return table 三 with four applications of one person, three of them granted."""
    told = {"new": "400", "results.granted": "300", "results.total": "300", "carried_forward": "100"}
    found: list[FoundRow] = []
    for row in TABLE.rows:
        key = row.key.removeprefix("applications.")
        number = told.get(key, "0")
        texts = changed.get(key.replace(".", "_"), [number, "0", "0", "0", "0", "0", number])
        placed = cells(texts)
        found.append(FoundRow(row, placed, placed))
    return found


def total(found: dict[str, Value], row: str) -> object:
    return found[f"applications.{row}.total"].value


def test_in_table_three_the_sums_of_its_columns_must_agree_too() -> None:
    broken = ["40 0", "0", "0", "0", "0", "0", "4 00"]
    assert total(read_cells(TABLE, rows(new=broken), FORM.identities), "new") == 400
    others = ["50 0", "0", "0", "0", "0", "0", "5 00"]
    assert total(read_cells(TABLE, rows(new=others), FORM.identities), "new") is None


def test_several_rows_may_be_broken() -> None:
    found = read_cells(
        TABLE,
        rows(new=["40 0", *"00000", "400"], results_granted=["30 0", *"00000", "3 00"]),
        FORM.identities,
    )
    assert total(found, "new") == 400
    assert found["applications.results.granted.natural_person"].value == 300


def test_no_figure_of_a_row_with_one_too_many_is_left_out() -> None:
    """A blank between two blocks: without the first figure the others would add up too."""
    printed = cells(["4", "1", "2", "0", "7", "", "6", "1", "3", "0", "10", "8", "0", "1", "1", "10"])
    found = read_cells(STRIP, [FoundRow(STRIP.rows[0], printed, None)], FORM.identities)
    assert {cell.value for cell in found.values()} == {None}


def test_a_figure_that_cannot_be_read_is_no_nothing_in_a_sum() -> None:
    row = TABLE.rows[0]
    assert adds_up(row, cells(["", "6", "0", "", "0", "0", "6"]), FORM.identities)
    assert not adds_up(row, cells(["", "6", "0", "00", "0", "0", "6"]), FORM.identities)


def test_of_a_figure_too_many_three_sums_tell_that_it_is_none_of_the_blocks() -> None:
    printed = cells(["2", "0", "2", "1", "5", "6", "1", "3", "0", "10", "8", "0", "1", "1", "10", "0"])
    found = read_cells(STRIP, [FoundRow(STRIP.rows[0], printed, None)], FORM.identities)
    assert [cell.value for cell in found.values()] == [2, 0, 2, 1, 5, 6, 1, 3, 0, 10, 8, 0, 1, 1, 10]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("15 0 0 0 0 015", [15, 0, 0, 0, 0, 0, 15]),  # no number begins with 0
        ("15 0 0 0 0 115", [None] * 7),  # 1 and 15, or 11 and 5: other sums would have to tell
        ("15 0 0 0 0 016", [None] * 7),
    ],
)
def test_digits_of_a_line_that_can_be_cut_in_one_way_need_no_sum_but_their_own(
    line: str, told: list[int | None]
) -> None:
    """Whatever of the table is unreadable beside them: some programs join the last two figures of every row."""
    rows = {row.key.removeprefix("applications."): row for row in TABLE.rows}
    readable = rows["results.granted"]
    lost = [rows[key] for key in ("new", "results.partially_granted", "results.denied.state_secret")]
    parts = tuple(Cell(text, column, Where(line=3)) for column, text in enumerate(line.split()))
    unread = tuple(Cell(text, column, Where(line=9)) for column, text in enumerate("21 317 1411"))
    found = [FoundRow(readable, parts, None), *(FoundRow(row, unread, None) for row in lost)]
    read = read_cells(TABLE, found, FORM.identities)
    assert [read[cell.key].value for cell in readable.cells] == told
