"""Tables are found by their lines, as drawn by many hands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import Refused
from workers.extract.lines import joined
from workers.extract.pdf_lines import lines
from workers.extract.pdf_page import Char, Rule
from workers.extract.pdf_tables import Frame, frames


def grid(xs: list[float], ys: list[float]) -> list[Rule]:
    across = [Rule(xs[0], y, xs[-1], y) for y in ys]
    return across + [Rule(x, ys[0], x, ys[-1]) for x in xs]


def chars(text: str, x: float, y: float, size: float = 10) -> list[Char]:
    return [Char(char, x + index * size / 2, x + (index + 1) * size / 2, y, size) for index, char in enumerate(text)]


def places(frame: Frame) -> list[tuple[int, int, int, int]]:
    return [(slot.row, slot.column, slot.row_span, slot.column_span) for slot in frame.slots]


def texts(frame: Frame) -> list[str]:
    return [joined(line.text for line in lines(slot.chars)) for slot in frame.slots]


PLAIN = [(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]


def test_a_full_grid_is_a_table() -> None:
    (frame,) = frames(grid([0, 50, 100], [0, 20, 40]), 1)
    assert places(frame) == PLAIN
    assert frame.box == (0, 0, 100, 40)


def test_merged_cells_span_the_lines_that_are_missing_in_them() -> None:
    rules = [
        *grid([0, 150], [0, 60]),
        Rule(50, 0, 50, 60),
        Rule(100, 20, 100, 60),
        Rule(50, 20, 150, 20),
        Rule(50, 40, 150, 40),
    ]
    (frame,) = frames(rules, 1)
    assert places(frame) == [(0, 0, 3, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1), (2, 1, 1, 1), (2, 2, 1, 1)]


@pytest.mark.parametrize(
    "missing",
    [{(0.0, 0.0)}, {(100.0, 100.0)}, {(0.0, 0.0), (100.0, 100.0)}],
    ids=["left", "right", "both"],
)
def test_open_sides_are_closed(missing: set[tuple[float, float]]) -> None:
    rules = [rule for rule in grid([0, 50, 100], [0, 20, 40]) if (rule.x0, rule.x1) not in missing]
    (frame,) = frames(rules, 1)
    assert places(frame) == PLAIN


@pytest.mark.parametrize("y", [0.0, 40.0])
def test_an_open_top_or_bottom_is_closed(y: float) -> None:
    rules = [rule for rule in grid([0, 50, 100], [0, 20, 40]) if (rule.top, rule.bottom) != (y, y)]
    (frame,) = frames(rules, 1)
    assert places(frame) == PLAIN


def test_the_cells_in_the_corners_of_a_table_without_outer_sides_are_closed() -> None:
    rules = [Rule(0, 20, 100, 20), Rule(0, 40, 100, 40), Rule(50, 0, 50, 60)]
    (frame,) = frames(rules, 1)
    assert places(frame) == [(row, column, 1, 1) for row in range(3) for column in range(2)]


def test_lines_drawn_cell_by_cell_twice_and_not_quite_in_place_are_one_grid() -> None:
    rules = []
    for x in (0, 50):
        for y in (0, 20):
            rules += grid([x + 0.4, x + 49.8], [y + 0.3, y + 19.9]) + grid([x, x + 50], [y, y + 20])
    (frame,) = frames(rules, 1)
    assert places(frame) == PLAIN


def test_a_frame_around_text_an_underline_and_a_rule_below_a_header_are_no_tables() -> None:
    rules = [*grid([0, 300], [0, 100]), Rule(20, 50, 120, 50), Rule(0, 200, 300, 200), Rule(0, 300, 300, 300)]
    assert frames(rules, 1) == []


def test_a_table_inside_a_cell_takes_its_text_first() -> None:
    outer, inner = grid([0, 100, 300], [0, 100]), grid([110, 160, 210], [20, 40])
    found = frames([*outer, *inner], 1)
    left = chars("甲", 10, 20) + chars("乙", 120, 90) + chars("1", 120, 35) + chars("2", 170, 35) + chars("外", 10, 300)
    for frame in found:
        left = frame.take(left)
    assert [texts(frame) for frame in found] == [["1", "2"], ["甲", "乙"]]
    assert [char.text for char in left] == ["外"]


def test_a_number_across_a_border_is_never_a_number_on_either_side() -> None:
    (frame,) = frames(grid([0, 52, 100], [0, 20]), 1)
    frame.take(chars("123456", 35, 14))
    assert not any(text.isdigit() for text in texts(frame))
    assert "\ufffd" in "".join(texts(frame))


def test_a_number_with_a_border_between_two_of_its_digits_is_none() -> None:
    (frame,) = frames(grid([0, 50, 100], [0, 20]), 1)
    frame.take(chars("2738", 35, 14))
    assert not any(text.isdigit() for text in texts(frame))


def test_a_number_that_goes_on_outside_of_its_table_is_none() -> None:
    (frame,) = frames(grid([0, 50, 100], [0, 20]), 1)
    left = frame.take([*chars("12", 20, 14), *chars("2738", 85, 14), *chars("5", 110, 14)])
    assert [text.isdigit() for text in texts(frame)] == [True, False]
    assert [char.text for char in left] == ["8", "5"]


def test_a_label_too_wide_for_its_cell_stays_whole_where_its_middle_is() -> None:
    (frame,) = frames(grid([0, 14, 100], [0, 20]), 1)
    label = [Char(text, -2 + 10 * place, 8 + 10 * place, 14, 10) for place, text in enumerate("三）")]
    frame.take([*label, *chars("甲", 40, 14)])
    assert texts(frame) == ["三）", "甲"]


def test_two_numbers_beside_one_border_stay_apart() -> None:
    (frame,) = frames(grid([0, 50, 100], [0, 20]), 1)
    frame.take(chars("123", 35, 14) + chars("456", 50.5, 14))
    assert texts(frame) == ["123", "456"]


def test_a_column_in_which_nothing_can_stand_parts_no_table() -> None:
    (frame,) = frames(grid([0, 50, 54, 100], [0, 20, 40]), 1)
    assert [(slot.row, slot.box[0]) for slot in frame.slots] == [(0, 0), (0, 54), (1, 0), (1, 54)]


def test_a_drawing_of_too_many_lines_is_refused() -> None:
    rules = [Rule(0, y * 4, 100, y * 4) for y in range(2_000)]
    with pytest.raises(Refused) as refused:
        frames(rules, 7)
    assert refused.value.reason.code == "too-complex"
    assert "7" in refused.value.reason.message.en


def test_a_page_without_lines_has_no_table() -> None:
    assert frames([], 1) == []


sizes = st.lists(st.integers(8, 60), min_size=2, max_size=5)


@given(sizes, sizes)
def test_every_grid_has_all_its_cells_in_order(widths: list[int], heights: list[int]) -> None:
    xs = [float(sum(widths[:n])) for n in range(len(widths) + 1)]
    ys = [float(sum(heights[:n])) for n in range(len(heights) + 1)]
    (frame,) = frames(grid(xs, ys), 1)
    assert places(frame) == [(row, column, 1, 1) for row in range(len(heights)) for column in range(len(widths))]
