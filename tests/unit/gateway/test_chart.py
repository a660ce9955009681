import pytest

from workers.gateway.chart import HEIGHT, WIDTH, columns
from workers.gateway.mosaic import WORST_FIRST, mosaic, share


def test_columns_are_stacked_to_the_height_of_their_sums() -> None:
    chart = columns(["a", "b"], [{"x": 3, "y": 1}, {"x": 8}], ["x", "y"], {})
    first, second = chart.columns
    assert [bar.kind for bar in first.bars] == ["x", "y"]
    low, high = first.bars
    assert low.y + low.height == pytest.approx(chart.base)
    assert high.y + high.height == pytest.approx(low.y)
    assert second.bars[0].height == pytest.approx(2 * (low.height + high.height))
    assert first.x + first.width == pytest.approx(second.x)
    assert second.x + second.width == pytest.approx(WIDTH)


@pytest.mark.parametrize("most", [0.2, 1, 3, 7, 40, 41, 999, 150_000])
def test_lines_are_round_few_and_reach_above_the_highest_column(most: float) -> None:
    chart = columns(["a"], [{"x": most}], ["x"], {})
    figures = [float(line.text) for line in chart.lines]
    assert figures[0] == 0
    assert 2 <= len(figures) <= 6
    assert figures[-1] >= most
    assert f"{figures[1]:e}"[0] in "125"
    assert all(0 <= line.y < HEIGHT for line in chart.lines)


def test_of_many_names_some_are_shown_and_nothing_at_all_is_a_chart() -> None:
    assert len(columns([str(n) for n in range(100)], [{}] * 100, [], {}).labels) <= 8
    empty = columns([], [], [], {})
    assert empty.columns == empty.labels == ()


def test_a_mark_stands_before_its_column() -> None:
    chart = columns(["a", "b", "c"], [{}] * 3, [], {2: "due"})
    assert (chart.marks[0].x, chart.marks[0].text) == (chart.columns[2].x, "due")


def test_a_batch_is_a_square_for_every_document() -> None:
    picture = mosaic(["accepted", "failed", "accepted"])
    assert picture.count("h8v8h-8z") == 3
    assert 'viewBox="0 0 27 9"' in picture
    assert 'fill="#cf4a3f" d="M9 0h' in picture


def test_a_large_batch_has_squares_for_several_in_the_colour_of_the_worst() -> None:
    outcomes = ["accepted"] * 20_000
    outcomes[8] = "failed"
    picture = mosaic(outcomes)
    assert share(20_000) == 9
    assert picture.count("h8v8h-8z") == 2_223
    assert '<path fill="#cf4a3f" d="M0 0h' in picture
    assert len(picture) < 60_000
    assert mosaic([]).startswith("<svg")


def test_every_outcome_has_a_colour() -> None:
    for outcome in WORST_FIRST:
        assert mosaic([outcome]).count("<path") == 1
