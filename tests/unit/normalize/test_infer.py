"""Rows whose borders are lost: the sums decide, or nobody does."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.document import Cell, Paragraph, Table, Where
from shared.form import forms
from shared.report import State
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.fitted import Fit
from workers.normalize.infer import Reading, own_sums, readings
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
TABLE = FORM.table("applications")
COLUMNS = [cell.key.rsplit(".", 1)[1] for cell in TABLE.rows[0].cells]
ROWS = {row.key.removeprefix("applications."): row for row in TABLE.rows}
RESULTS = [key for key in ROWS if key.startswith("results.") and key != "results.total"]


def consistent(seed: int) -> dict[str, list[int]]:
    """Return table 三 by row, every sum right: mostly zeros, as most bodies report."""
    rng = random.Random(seed)
    table = {key: [0] * 6 for key in ROWS}
    for key in rng.sample(RESULTS, rng.randint(0, 4)):
        table[key][0] = rng.randint(0, 300)
        table[key][rng.randint(1, 5)] += rng.randint(0, 40)
    table["carried_forward"][0] = rng.randint(0, 9)
    table["results.total"] = [sum(table[key][c] for key in RESULTS) for c in range(6)]
    handled = [a + b for a, b in zip(table["results.total"], table["carried_forward"], strict=True)]
    table["carried_over"] = [min(n, rng.randint(0, 5)) for n in handled]
    table["new"] = [a - b for a, b in zip(handled, table["carried_over"], strict=True)]
    return {key: [*row, sum(row)] for key, row in table.items()}


DRESSES: dict[str, Callable[[int], str]] = {
    "plain": str,
    "thousands": "{:,}".format,
    "strokes": lambda number: str(number) if number else "/",
}


def read(table: dict[str, list[int]], grown: set[str], separator: str = " ", dress: str = "plain") -> Fit:
    lines = []
    for key, row in ROWS.items():
        texts = [DRESSES[dress](number) for number in table[key]]
        lines.append("".join(row.labels) + separator + ("" if key in grown else " ").join(texts))
    blocks = [Paragraph(line, Where(line=i)) for i, line in enumerate(lines, 1)]
    return fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities)


def wrong(found: Fit, table: dict[str, list[int]]) -> list[str]:
    return [
        f"{key}.{column}"
        for key in ROWS
        for c, column in enumerate(COLUMNS)
        if (value := found.cells[f"applications.{key}.{column}"].value) is not None and value != table[key][c]
    ]


def test_digits_grown_together_have_the_reading_that_all_sums_confirm() -> None:
    table = {key: [0] * 7 for key in ROWS}
    table["new"] = table["results.granted"] = table["results.total"] = [151, 3, 0, 0, 0, 0, 154]
    found = read(table, {"new"})
    cells = [found.cells[f"applications.new.{column}"] for column in COLUMNS]
    assert [cell.value for cell in cells] == [151, 3, 0, 0, 0, 0, 154]
    assert {cell.state for cell in cells} == {State.INFERRED}
    assert cells[0].raw == "15130000154"


def test_a_wrong_sum_of_one_column_leaves_the_other_columns_read() -> None:
    table = {key: [0] * 7 for key in ROWS}
    table["new"] = table["results.total"] = [151, 3, 0, 0, 0, 0, 154]
    table["results.granted"] = [150, 3, 0, 0, 0, 0, 153]
    found = read(table, set(ROWS), separator="")
    assert wrong(found, table) == []
    unread = {key for key, cell in found.cells.items() if cell.value is None}
    assert {key.rsplit(".", 1)[1] for key in unread} == {"natural_person", "total"}


def test_a_row_of_one_digit_a_column_needs_no_other_row() -> None:
    table = {key: [0] * 7 for key in ROWS}
    table["new"] = table["results.total"] = [14, 3, 0, 0, 0, 0, 17]
    table["results.granted"] = [4, 2, 0, 0, 0, 0, 6]
    lines = ["".join(row.labels) + "".join(map(str, table[key])) for key, row in ROWS.items() if key != RESULTS[1]]
    blocks = [Paragraph(line, Where(line=i)) for i, line in enumerate(lines, 1)]
    found = fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities)
    values = {column: found.cells[f"applications.results.granted.{column}"].value for column in COLUMNS}
    assert list(values.values()) == [4, 2, 0, 0, 0, 0, 6]
    assert found.cells["applications.results.total.total"].value is None


def test_a_row_that_has_lost_figures_is_not_cut_into_digits_where_another_row_is_unknown() -> None:
    """Of 20, 2, 0, 1, 2, 1, 26 twice a 2 stands on another line: 2, 0, 0, 1, 1, 2, 6 add up, too."""
    table = {key: [0] * 7 for key in ROWS}
    table["new"] = table["results.total"] = [20, 2, 0, 1, 2, 1, 26]
    table["results.partially_granted"] = [20, 2, 0, 1, 2, 1, 26]
    lines = []
    for key, row in ROWS.items():
        figures = "20 0 1 1 26" if key == "results.partially_granted" else " ".join(map(str, table[key]))
        lines.append("".join(row.labels) + (" " + figures if key != RESULTS[-1] else ""))
    blocks = [Paragraph(line, Where(line=i)) for i, line in enumerate(lines, 1)]
    assert wrong(fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities), table) == []


def test_a_cut_label_and_its_figures_have_grown_together() -> None:
    table = consistent(3)
    row = ROWS[RESULTS[3]]
    lines = []
    for key, each in ROWS.items():
        label, figures = "".join(each.labels), "".join(map(str, table[key]))
        lines += [label + figures] if each is not row else [label[:6] + figures, label[6:]]
    blocks = [Paragraph(line, Where(line=i)) for i, line in enumerate(lines, 1)]
    found = fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities)
    assert wrong(found, table) == []
    assert found.cells[f"{row.key}.total"].value == table[RESULTS[3]][6]


@pytest.mark.parametrize("stroke", ["-", "—", "/", "／"])
def test_strokes_for_none_part_what_has_grown_together(stroke: str) -> None:
    """As many numbers and strokes as columns are one a column; a sign before a number parts it from the one before."""
    table = FORM.table("proactive")
    found = fit(table, entries([(0, Paragraph(f"行政规范性文件0{stroke}12", Where()))], known_rows()), FORM.identities)
    cells = [found.cells[f"proactive.normative_documents.{column}"] for column in ("issued", "repealed", "in_force")]
    assert [cell.value for cell in cells] == [0, None, 12]
    assert [cell.state for cell in cells] == [State.INFERRED, State.NOT_APPLICABLE, State.INFERRED]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("行政许可109增28427", (109, None, None)),
        ("行政许可115-13544", (115, None, None)),
        ("行政许可12 3-4", (None, None, None)),
        ("行政事业性收费10减少1", (10, -1)),
    ],
)
def test_what_stands_before_a_change_is_last_years_number(text: str, values: tuple[int | None, ...]) -> None:
    form = forms()["gov_2019"]
    found = fit(form.table("proactive"), entries([(0, Paragraph(text, Where()))], known_rows()), form.identities)
    row = next(row for row in form.table("proactive").rows if row.labels[-1] in text)
    assert tuple(found.cells[cell.key].value for cell in row.cells) == values


def _sum_is_last(reading: Reading) -> bool:
    numbers = [number or 0 for number in reading]
    return len(numbers) < len(COLUMNS) or sum(numbers[:-1]) == numbers[-1]


def test_a_number_is_not_cut_at_its_separator() -> None:
    assert (4456, 627, 53, 86, 172, 101, 5495) in readings(["445662753861721015,495"], 7, _sum_is_last)
    assert all(None not in reading for reading in readings(["12,345"], 3, lambda _: True, blanks=False))


def test_a_label_and_its_digits_may_have_grown_together_too() -> None:
    table = {key: [0] * 7 for key in ROWS}
    found = read(table, set(ROWS), separator="")
    assert {cell.value for cell in found.cells.values()} == {0}


@given(
    seed=st.integers(0, 10**6), size=st.sampled_from([1, 97]), dress=st.sampled_from(sorted(DRESSES)), data=st.data()
)
@settings(max_examples=60, deadline=None)
def test_rows_of_a_consistent_table_are_exact_or_unknown(seed: int, size: int, dress: str, data: st.DataObject) -> None:
    table = {key: [size * number for number in row] for key, row in consistent(seed).items()}
    grown = data.draw(st.sets(st.sampled_from(sorted(ROWS))))
    assert wrong(read(table, grown, "" if len(grown) == len(ROWS) else " ", dress), table) == []


@given(seed=st.integers(0, 10**6), dress=st.sampled_from(sorted(DRESSES)), data=st.data())
@settings(max_examples=100, deadline=None)
def test_a_table_whose_sums_fail_is_never_solved_into_agreement(seed: int, dress: str, data: st.DataObject) -> None:
    table = consistent(seed)
    row = data.draw(st.sampled_from(sorted(ROWS)))
    table[row][data.draw(st.integers(0, 6))] += data.draw(st.integers(1, 60))
    grown = data.draw(st.sets(st.sampled_from(sorted(ROWS)))) | {row}
    assert wrong(read(table, grown, dress=dress), table) == []


@pytest.mark.parametrize(("dress", "size"), [("plain", 1), ("thousands", 97), ("strokes", 1)])
def test_most_of_a_table_without_any_border_is_read(dress: str, size: int) -> None:
    exact = total = 0
    for seed in range(40):
        table = {key: [size * number for number in row] for key, row in consistent(seed).items()}
        found = read(table, set(ROWS), dress=dress)
        total += len(found.cells)
        exact += sum(cell.value is not None or cell.state is State.NOT_APPLICABLE for cell in found.cells.values())
    assert exact / total > 0.9


def test_blanks_that_vanished_leave_their_neighbours_unknown_unless_the_sums_place_them() -> None:
    table = {key: [0] * 7 for key in ROWS}
    table["new"] = table["results.granted"] = table["results.total"] = [0, 0, 5, 0, 0, 0, 5]
    lines = ["".join(row.labels) + " " + " ".join(map(str, table[key])) for key, row in ROWS.items()]
    lines[0] = "一、本年新收政府信息公开申请数量 5 5"
    blocks = [Paragraph(line, Where(line=i)) for i, line in enumerate(lines, 1)]
    found = fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities)
    cells = [found.cells[f"applications.new.{column}"] for column in COLUMNS]
    assert [cell.value for cell in cells] == [None, None, 5, None, None, None, 5]
    assert [cell.state for cell in cells].count(State.BLANK) == 5


def anything(_: object) -> bool:
    return True


def test_no_run_of_digits_takes_longer_than_its_bound() -> None:
    assert readings(["1" * 60], 15, anything) == []
    assert readings(["9" * 200], 7, anything) == []
    assert (1, 2, 3, 4, 5, 6, 7) in readings(["1234567"], 7, anything)


def test_a_total_left_blank_does_not_make_its_row_unknown() -> None:
    table = {key: [0] * 7 for key in ROWS}
    table["new"] = table["results.granted"] = table["results.total"] = [6, 2, 0, 0, 0, 0, 8]
    texts = {key: [str(number) for number in row] for key, row in table.items()}
    texts["results.granted"][-1] = ""
    rows = tuple(
        tuple(Cell(text, i, Where()) for i, text in enumerate([*row.labels[-1:], *texts[key], "", ""]))
        for key, row in ROWS.items()
    )
    found = fit(TABLE, entries([(0, Table(rows, Where(), aligned=False))], known_rows()), FORM.identities)
    cells = [found.cells[f"applications.results.granted.{column}"] for column in COLUMNS]
    assert [cell.value for cell in cells] == [6, 2, 0, 0, 0, 0, None]
    assert cells[-1].state is State.BLANK


def test_a_last_figure_that_may_be_the_total_is_no_cell_before_a_blank_total() -> None:
    allowed = own_sums(ROWS["new"], FORM.identities)
    assert allowed((5, 0, 0, 2, 0, 3, None))
    assert not allowed((5, 0, 0, 2, 0, 16, None))


def test_figures_that_blanks_may_have_left_are_not_cut_into_others() -> None:
    """20 0 0 20 in six columns, the fifth a sum of those before it: 2 0 0 0 2 0, or 20 with a blank beside it."""

    def adds_up(reading: Reading) -> bool:
        return len(reading) < 5 or sum(number or 0 for number in reading[:4]) == reading[4]

    tokens = ["20", "0", "0", "20"]
    assert readings(tokens, 6, adds_up, blanks=False) == []
    assert (2, 0, 0, 0, 2, 0) in readings(tokens, 6, adds_up)
    assert readings(["2000", "20"], 6, adds_up, blanks=False) == [(2, 0, 0, 0, 2, 0)]
