"""Table 四 below headings that lines have mixed: the only row as wide as the table, in the order of its titles."""

import pytest

from shared.document import Cell, Paragraph, Table, Where
from shared.form import forms
from workers.normalize.entries import entries
from workers.normalize.fit import fit
from workers.normalize.tables import known_rows

FORM = forms()["gov_2021"]
TABLE = FORM.table("review_litigation")
MIXED = ["果 果行 政 复 议行 政 诉 讼结 结 其 尚 总 未经复议直接起诉复 议 后 起 诉持 正他", "维 纠 结 审 果 果"]
FIGURES = "1 0 2 0 3 0 0 0 4 4 5 0 0 0 5"
READ = [int(figure) for figure in FIGURES.split()]


def read(*lines: str) -> list[object]:
    blocks = [Paragraph(line, Where(line=number)) for number, line in enumerate(lines, 1)]
    return [cell.value for cell in fit(TABLE, entries(enumerate(blocks), known_rows()), FORM.identities).cells.values()]


def test_the_only_row_below_mixed_headings_is_the_table_s() -> None:
    assert read(*MIXED, FIGURES) == READ
    assert read("四、政府信息公开行政复议、行政诉讼情况", *MIXED, FIGURES, "五、存在的主要问题") == READ


@pytest.mark.parametrize(
    "lines",
    [
        [*MIXED, FIGURES.replace("3", "7")],
        [*MIXED, FIGURES, FIGURES],
        [MIXED[0].replace("行 政 复 议行 政 诉 讼", "行 政 诉 讼行 政 复 议"), FIGURES],
        [*MIXED[1:], FIGURES],
    ],
    ids=["a sum fails", "two rows", "another order", "no titles"],
)
def test_a_row_that_may_be_another_s_is_not(lines: list[str]) -> None:
    assert read(*lines) == [None] * len(READ)


LEAVES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
HEADS = (
    ("项目", "行政复议", "", "", "", "", "行政诉讼", *[""] * 9),
    ("", *LEAVES, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4),
    ("", *[""] * 5, *LEAVES, *LEAVES),
)


def read_grid(label: str, figures: list[str]) -> list[object]:
    rows = (*HEADS, (label, *figures))
    cells = tuple(tuple(Cell(text, at, Where()) for at, text in enumerate(row)) for row in rows)
    found = entries([(0, Table(cells, Where(), aligned=True))], known_rows())
    return [cell.value for cell in fit(TABLE, found, FORM.identities).cells.values()]


@pytest.mark.parametrize("label", ["件数", "数量（件）", "件数(件)", "案件数量（单位：件）"])
def test_a_row_of_a_grid_that_is_labelled_as_counts_is_the_table_s(label: str) -> None:
    blanks = ["", "2", "", "1", "3", *[""] * 5, "6", "", "", "", "6"]
    assert read_grid(label, FIGURES.split()) == READ
    assert read_grid(label, blanks) == [int(text) if text else None for text in blanks]


@pytest.mark.parametrize("label", ["上年（件）", "其中：本级", "数量（万元）"])
def test_a_row_with_another_label_is_not(label: str) -> None:
    assert read_grid(label, FIGURES.split()) == [None] * len(READ)


def read_upright(titles: dict[int, str], figures: list[str]) -> list[object]:
    rows = [[titles.get(at, ""), LEAVES[at % 5], figure] for at, figure in enumerate(figures)]
    cells = tuple(tuple(Cell(text, at, Where()) for at, text in enumerate(row)) for row in rows)
    found = entries([(0, Table(cells, Where(), aligned=True))], known_rows())
    return [cell.value for cell in fit(TABLE, found, FORM.identities).cells.values()]


def test_the_table_on_its_side_has_a_row_for_each_of_its_columns() -> None:
    titles = {0: "行政复议", 5: "行政诉讼未经复议直接起诉", 10: "复议后起诉"}
    assert read_upright(titles, FIGURES.split()) == READ
    assert read_upright(titles, [*FIGURES.split()[:-1], "9"]) == [*READ[:-1], 9]
    for others in ({0: "行政诉讼未经复议直接起诉", 5: "复议后起诉", 10: "行政复议"}, {0: "行政复议"}):
        assert read_upright(others, FIGURES.split()) == [None] * 15
    assert read_upright(titles, ["", *FIGURES.split()[1:]]) == [None] * 15
