"""Marks of ink, and the lines of text they form, in pictures that are drawn here."""

import numpy as np

from workers.extract.ocr_bitmap import Bitmap, Grey
from workers.extract.ocr_lines import Mark, marks, parted, stretches

SCALE = 2.0


def sheet(*boxes: tuple[int, int, int, int]) -> Grey:
    ink = np.zeros((200, 400), np.uint8)
    for x0, top, x1, bottom in boxes:
        ink[top:bottom, x0:x1] = 255
    return ink


def line(top: int, *lefts: int) -> list[Mark]:
    return [Mark(left, top, left + 10, top + 16) for left in lefts]


def test_dirt_is_no_mark() -> None:
    assert marks(sheet((10, 10, 20, 26), (50, 50, 51, 51)), SCALE) == [Mark(10, 10, 20, 26)]


def test_a_thin_stroke_that_breaks_is_one_mark() -> None:
    assert len(marks(sheet((10, 10, 20, 17), (10, 19, 20, 26)), SCALE)) == 1


def test_marks_beside_each_other_are_a_line_and_those_below_another() -> None:
    found = stretches([*line(40, 10, 22, 34), *line(10, 10, 22)], SCALE)
    assert [(each.top, len(each.marks)) for each in found] == [(10, 2), (40, 3)]


def test_what_stands_far_apart_on_a_line_is_read_apart() -> None:
    assert [len(each.marks) for each in stretches(line(10, 10, 22, 200), SCALE)] == [2, 1]


def test_dirt_at_the_ends_of_a_line_is_left_away() -> None:
    (found,) = stretches([Mark(2, 14, 4, 16), *line(10, 10, 22)], SCALE)
    assert (found.x0, found.x1) == (10, 32)


def test_two_lines_that_touch_are_parted() -> None:
    touching = Mark(10, 10, 14, 44)
    found = stretches([touching, *line(10, *range(20, 120, 12)), *line(28, *range(20, 120, 12))], SCALE)
    assert len(found) == 2


def test_nothing_forms_no_line() -> None:
    assert stretches([], SCALE) == []


def test_lines_of_a_cell_that_touch_are_parted_where_the_paper_shows_through() -> None:
    grey = np.full((200, 400), 240, np.uint8)
    grey[20:76, 20:160] = 60
    grey[38:40, 20:160] = grey[56:58, 20:160] = 200  # between three lines, darker than paper
    page = Bitmap(grey, sheet((20, 20, 160, 76)), SCALE, 0.0, 240)
    cut = parted(page, page.ink, [(5.0, 5.0, 100.0, 45.0)])
    assert [(line.top, line.bottom) for line in stretches(marks(cut, SCALE), SCALE)] == [(20, 37), (40, 55), (58, 76)]


def test_a_digit_with_a_waist_is_no_two_lines() -> None:
    grey = np.full((200, 400), 240, np.uint8)
    grey[20:48, 20:36] = 60
    grey[33:35, 20:36] = 230
    page = Bitmap(grey, sheet((20, 20, 36, 48)), SCALE, 0.0, 240)
    assert np.array_equal(parted(page, page.ink, [(5.0, 5.0, 100.0, 45.0)]), page.ink)
