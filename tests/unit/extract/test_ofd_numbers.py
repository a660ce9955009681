"""Numbers of attributes and paths, and nothing where they are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.extract.ofd_numbers import deltas, numbers, outlines


@pytest.mark.parametrize(
    ("written", "found"), [("1 2.5 -3", [1, 2.5, -3]), (None, []), ("", []), ("1 a", []), ("nan 1", []), ("1e999", [])]
)
def test_attributes_hold_numbers_or_none(written: str | None, found: list[float]) -> None:
    assert numbers(written) == found


@pytest.mark.parametrize(
    ("written", "most", "found"),
    [
        ("1 2 3", 3, [1, 2, 3]),
        ("g 3 2.5 1", 4, [2.5, 2.5, 2.5, 1]),
        ("g 1000000000000 1", 3, [1, 1, 1]),
        ("1 2 3", 2, [1, 2]),
        ("g 3", 3, []),
        ("g inf 1", 3, []),
        ("g -5 1 2", 3, [2]),
    ],
)
def test_steps_are_written_out_as_far_as_there_are_characters(written: str, most: int, found: list[float]) -> None:
    assert deltas(written, most) == found


@given(st.text("SMLQBAC0123456789 .-", max_size=60))
def test_whatever_a_path_says_its_parts_have_corners(data: str) -> None:
    assert all(len(points) > 1 for points in outlines(data))


def test_a_path_is_closed_at_its_first_corner() -> None:
    assert list(outlines("M 0 0 L 9 0 L 9 9 C M 20 20 L 30 20")) == [
        [(0, 0), (9, 0), (9, 9), (0, 0)],
        [(20, 20), (30, 20)],
    ]
