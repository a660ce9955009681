"""Every step from lines to tables comes out as pdfplumber's step, number by number."""

from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pdfplumber import table as plumber

from workers.extract.pdf_lattice import NEAR, Crossings, Stroke, cells, crossings, meetings, merged, tables

places = st.integers(0, 6).map(lambda place: 10.0 * place) | st.floats(0, 70, width=32)
strokes = st.lists(
    st.builds(lambda at, one, other: Stroke(at, *sorted((one, other))), places, places, places), max_size=16
)


def edges(across: Iterable[Stroke], down: Iterable[Stroke]) -> list[dict[str, Any]]:
    """Return lines as pdfplumber has them."""
    level = [{"x0": a, "x1": b, "top": y, "bottom": y, "width": b - a, "orientation": "h"} for y, a, b in across]
    plumb = [{"x0": x, "x1": x, "top": a, "bottom": b, "height": b - a, "orientation": "v"} for x, a, b in down]
    return [{"width": 0.0, "height": 0.0} | edge for edge in level + plumb]


def sides(edge: dict[str, Any]) -> tuple[float, ...]:
    return edge["x0"], edge["top"], edge["x1"], edge["bottom"]


def boxes(across: Iterable[Stroke], down: Iterable[Stroke]) -> set[tuple[float, ...]]:
    return {*map(sides, edges(across, down))}


def lattice(across: list[Stroke], down: list[Stroke]) -> tuple[list[Stroke], list[Stroke], Crossings]:
    across, down = merged(across), merged(down)
    return across, down, crossings(across, down, meetings(across, down))


@given(strokes, strokes)
def test_lines_are_merged_as_pdfplumber_merges_them(across: list[Stroke], down: list[Stroke]) -> None:
    found = edges(merged(across), merged(down))
    expected = plumber.merge_edges(edges(across, down), NEAR, NEAR, NEAR, NEAR)
    assert [*map(sides, found)] == [*map(sides, expected)]


@given(strokes, strokes)
def test_lines_meet_where_pdfplumber_says(across: list[Stroke], down: list[Stroke]) -> None:
    across, down, points = lattice(across, down)
    expected = plumber.edges_to_intersections(edges(across, down), NEAR, NEAR)
    found = {
        place: (boxes([across[n] for n in one], []), boxes([], [down[n] for n in other]))
        for place, (one, other) in points.items()
    }
    assert found == {place: ({*map(sides, met["h"])}, {*map(sides, met["v"])}) for place, met in expected.items()}


@given(strokes, strokes)
def test_cells_and_tables_are_those_of_pdfplumber(across: list[Stroke], down: list[Stroke]) -> None:
    across, down, points = lattice(across, down)
    expected = plumber.intersections_to_cells(plumber.edges_to_intersections(edges(across, down), NEAR, NEAR))
    found = cells(points)
    assert found == expected
    assert [*map(sorted, tables(found))] == [*map(sorted, plumber.cells_to_tables(expected))]


@given(st.lists(st.tuples(*[st.integers(0, 5)] * 4), max_size=30, unique=True))
def test_boxes_that_share_corners_are_a_table_whatever_their_order(boxes: list[tuple[float, ...]]) -> None:
    found = [sorted(table) for table in tables(boxes)]
    assert sorted(found) == sorted(map(sorted, plumber.cells_to_tables(boxes)))
    assert sorted(found) == sorted(map(sorted, tables(boxes[::-1])))
