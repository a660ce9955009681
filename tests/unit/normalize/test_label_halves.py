"""Rows of a text whose figures stand on the middle line of their label."""

import pytest

from shared.document import Paragraph, Where
from shared.form import forms
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
TABLE = FORM.table("applications")
PART = "applications.results.partially_granted."
ROW = "12 2 0 0 1 1 16"
NUMBERS = [12, 2, 0, 0, 1, 1, 16]


def read(*lines: str) -> list[object]:
    blocks = [Paragraph(line, Where(line=number)) for number, line in enumerate(lines, 1)]
    found = fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities)
    return [cell.value for key, cell in found.cells.items() if key.startswith(PART)]


BEFORE = "（一）予以公开 3 0 0 0 0 0 3"
BEHIND = "1.属于国家秘密 1 0 0 0 0 0 1"
HALVES = "（二）部分公开（区分处理的，只", "计这一情形，不计其他情形）"


def test_figures_between_the_halves_of_a_label_are_its_own() -> None:
    assert read(BEFORE, HALVES[0], ROW, HALVES[1], BEHIND) == NUMBERS


def test_a_label_may_be_broken_over_more_lines() -> None:
    above, below = ["（二）部分公开", "（区分处理的，只"], ["计这一情形，不计", "其他情形）"]
    assert read(BEFORE, *above, ROW, *below, "1.属于国家", "1 0 0 0 0 0 1", "秘密") == NUMBERS


@pytest.mark.parametrize(
    "lines",
    [
        (HALVES[0], "12 2 0 0 1 1", HALVES[1]),
        (HALVES[0], "12 2 0 0 1 1 17", HALVES[1]),
        (HALVES[0], ROW, "内容仍不明确"),
    ],
)
def test_they_are_unknown_where_a_figure_is_missing_or_no_sum_tells_or_the_halves_make_no_label(
    lines: tuple[str, ...],
) -> None:
    assert read(BEFORE, *lines, BEHIND) == [None] * 7
