"""Figures that no line parts stand in cells of their own where the table's other lines tell which; and only there."""

import pytest

from workers.extract.pdf_page import Char
from workers.extract.pdf_tables import Frame
from workers.extract.pdf_unruled import parted

HIGH, WIDE, EM = 20.0, 100.0, 5.0


def written(text: str, row: float, column: float) -> list[Char]:
    """Characters in a place of the grid."""
    x, y = WIDE * column + 10, HIGH * row + 12
    return [Char(char, x + EM * i, x + EM * (i + 1), y, EM) for i, char in enumerate(text)]


def framed(*boxes: tuple[int, int, int, int]) -> Frame:
    """A table with such cells: from and to which row and column."""
    cells = [(WIDE * column, HIGH * row, WIDE * to, HIGH * end) for row, column, end, to in boxes]
    return Frame(cells)


def told(frame: Frame) -> dict[tuple[int, int, int, int], str]:
    return {
        (slot.row, slot.column, slot.row_span, slot.column_span): "".join(char.text for char in slot.chars)
        for slot in frame.slots
        if slot.chars
    }


def read(frame: Frame, *texts: tuple[str, float, float]) -> tuple[dict[tuple[int, int, int, int], str], str]:
    """Return what stands in a frame's cells when texts were put into it, and what stands in none."""
    chars = [char for text in texts for char in written(*text)]
    left = parted(frame, frame.take(chars))
    return told(frame), "".join(char.text for char in left)


MERGED = ((0, 0, 1, 1), (1, 0, 2, 1), (2, 0, 3, 1), (0, 1, 1, 2), (0, 2, 1, 3), (1, 1, 3, 3))  # head, labels, one block
OPEN = MERGED[:-1]  # the block has no lines at all


@pytest.mark.parametrize("boxes", [MERGED, OPEN])
def test_a_figure_in_every_place_stands_in_its_own_cell(boxes: tuple[tuple[int, int, int, int], ...]) -> None:
    cells, left = read(framed(*boxes), ("12", 1, 1), ("/", 1, 2), ("5", 2, 1), ("0", 2, 2))
    assert cells == {(1, 1, 1, 1): "12", (1, 2, 1, 1): "/", (2, 1, 1, 1): "5", (2, 2, 1, 1): "0"}
    assert not left


@pytest.mark.parametrize("boxes", [MERGED, OPEN])
@pytest.mark.parametrize(
    "texts",
    [
        (("12", 1, 1), ("3", 1, 2), ("5", 2, 1)),  # one place has none
        (("12", 1, 1), ("3", 1, 2), ("5", 2, 1), ("无数", 2, 2)),  # a text
        (("12", 1, 1), ("3", 1, 2), ("5", 2, 1), ("0 0", 2, 2)),  # two in one place
        (("12", 1, 1.88), ("3", 1, 2.5), ("5", 2, 1), ("0", 2, 2)),  # one between two places
        (("12345678901", 1, 1), ("3", 1, 2), ("5", 2, 1), ("0", 2, 2)),  # so wide that it may have been broken
    ],
)
def test_other_figures_stay_where_they_were(
    texts: tuple[tuple[str, float, float], ...], boxes: tuple[tuple[int, int, int, int], ...]
) -> None:
    before = framed(*boxes)
    left = before.take([char for text in texts for char in written(*text)])
    assert read(framed(*boxes), *texts) == (told(before), "".join(char.text for char in left))


def test_rows_of_a_wide_cell_are_parted_though_its_columns_are_not() -> None:
    frame = framed((0, 0, 1, 1), (1, 0, 2, 1), (0, 1, 2, 3), (2, 0, 3, 1), (2, 1, 3, 2), (2, 2, 3, 3))
    assert read(frame, ("7", 0, 1), ("80", 1, 1))[0] == {(0, 1, 1, 2): "7", (1, 1, 1, 2): "80"}


def test_rows_whose_height_no_other_cell_tells_are_not_parted() -> None:
    frame = framed((0, 0, 2, 1), (2, 0, 3, 1), (0, 1, 1, 2), (1, 1, 3, 2), (0, 2, 2, 3), (2, 2, 3, 3))
    assert read(frame, ("7", 0, 2), ("80", 1, 2))[0] == {(0, 2, 2, 1): "780"}


HEADED = (
    (0, 0, 1, 1),
    (1, 0, 2, 1),
    (0, 1, 1, 2),
    (0, 2, 1, 4),
    (1, 1, 2, 4),
    (2, 0, 3, 1),
    (2, 1, 3, 3),
    (2, 3, 3, 4),
)


def test_a_row_without_borders_is_parted_as_the_row_above_it() -> None:
    cells, _ = read(framed(*HEADED), ("49", 1, 1), ("-6元", 1, 2.5))
    assert cells == {(1, 1, 1, 1): "49", (1, 2, 1, 2): "-6元"}
    two = read(framed(*HEADED), ("49", 1, 1), ("-6", 1, 2), ("5", 1, 3))[0]
    assert two == {(1, 1, 1, 3): "49-65"}


BROAD = (*((0, column, 1, column + 1) for column in range(4)), (1, 0, 2, 1), (2, 0, 3, 1), (1, 1, 3, 4))
FIGURES = (("1", 1, 1), ("2", 1, 2), ("3", 1, 3), ("4", 2, 1), ("5", 2, 2))


def test_one_remark_among_many_figures_has_a_cell_of_its_own() -> None:
    cells, _ = read(framed(*BROAD), *FIGURES, ("约60", 2, 3))
    assert cells[2, 3, 1, 1] == "约60"
    assert cells[1, 1, 1, 1] == "1"


def test_several_words_in_a_row_may_be_one_remark() -> None:
    cells, _ = read(framed(*BROAD), *FIGURES[:4], ("另", 2, 2), ("计", 2, 3))
    assert cells == {(1, 1, 2, 3): "1234另计"}
