"""A column of the rows' numbers between labels and figures is none of the form's."""

import pytest

from shared.document import Block, Cell, Paragraph, Table, Where
from shared.form import forms
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import anchors, known_rows

FORM = forms()["gov_2021"]
APPLICATIONS, PROACTIVE = FORM.table("applications"), FORM.table("proactive")
SEVEN = ["4", "2", "0", "1", "0", "0", "7"]


def read(key: str, blocks: list[Block]) -> dict[str, object]:
    found = fit(FORM.table(key), entries(enumerate(blocks), known_rows()), FORM.identities)
    return {key: cell.value for key, cell in found.cells.items()}


def grid(rows: list[list[str]], *, aligned: bool) -> list[Block]:
    cells = tuple(tuple(Cell(text, column, Where()) for column, text in enumerate(row)) for row in rows)
    return [Table(cells, Where(), aligned)]


def applications(numbers: list[int]) -> list[list[str]]:
    rows = zip(APPLICATIONS.rows, numbers, strict=True)
    return [["".join(row.labels), str(number), *SEVEN] for row, number in rows]


COUNTED = list(range(1, len(APPLICATIONS.rows) + 1))


@pytest.mark.parametrize("aligned", [True, False])
def test_numbers_that_run_down_all_rows_are_no_figures(*, aligned: bool) -> None:
    found = read("applications", grid(applications(COUNTED), aligned=aligned))
    assert [found[cell.key] for cell in APPLICATIONS.rows[4].cells] == [4, 2, 0, 1, 0, 0, 7]
    assert None not in found.values()


def test_headings_behind_the_number_of_their_row_tell_the_edition() -> None:
    rows = [["1", "第二十条第（一）项"], ["2", "信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]]
    counts = anchors(entries(enumerate(grid(rows, aligned=True)), known_rows()))
    assert (counts["gov_2021"], counts["gov_2019"]) == (3, 0)


def test_they_are_none_on_the_lines_of_a_text_either() -> None:
    found = read("applications", [Paragraph(" ".join(row), Where()) for row in applications(COUNTED)])
    assert None not in found.values()


@pytest.mark.parametrize("numbers", [[*COUNTED[:-1], 3], [5] * len(COUNTED), [10 * each for each in COUNTED]])
def test_eight_figures_of_which_the_first_does_not_run_stay_unread(numbers: list[int]) -> None:
    found = read("applications", grid(applications(numbers), aligned=False))
    assert set(found.values()) == {None}


def proactive(numbers: list[str], head: str) -> list[list[str]]:
    values = [["3", "1", "9"], ["6", "2", "8"], ["41"], ["52"], ["5"], ["7.5"]]
    rows = [["信息内容", head, "本年制发件数", "本年废止件数", "现行有效件数"]]
    return rows + [
        [row.labels[-1], *([number] if number else []), *figures]
        for row, number, figures in zip(PROACTIVE.rows, numbers, values, strict=True)
    ]


@pytest.mark.parametrize("aligned", [True, False])
def test_so_it_is_in_a_table_that_no_sum_guards(*, aligned: bool) -> None:
    found = read("proactive", grid(proactive(list("123456"), "行次"), aligned=aligned))
    assert [float(str(number)) for number in found.values()] == [3, 1, 9, 6, 2, 8, 41, 52, 5, 7.5]


def test_figures_that_happen_to_run_are_figures() -> None:
    values = [["1", "0", "9"], ["2", "2", "8"], ["3"], ["4"], ["5"], ["6"]]
    rows = [[row.labels[-1], *figures] for row, figures in zip(PROACTIVE.rows, values, strict=True)]
    assert [int(str(number)) for number in read("proactive", grid(rows, aligned=False)).values()] == [
        *(1, 0, 9, 2, 2, 8),
        *(3, 4, 5, 6),
    ]
