"""Ruling lines in pictures that are drawn here."""

import cv2
import numpy as np
import pytest

from workers.extract.ocr_bitmap import Grey, level
from workers.extract.ocr_rules import ruling, streaked
from workers.extract.pdf_tables import frames

SCALE = 150 / 72
PAPER = 240
ROW, COLUMN = 30, 120  # pixels


def sheet(rows: int, columns: int) -> Grey:
    """A page with a grid of lines, two pixels wide."""
    grey = np.full((900, 800), PAPER, np.uint8)
    for row in range(rows + 1):
        grey[200 + row * ROW : 202 + row * ROW, 100 : 102 + columns * COLUMN] = 40
    for column in range(columns + 1):
        grey[200 : 202 + rows * ROW, 100 + column * COLUMN : 102 + column * COLUMN] = 40
    return grey


def cells(grey: Grey) -> list[int]:
    rules, _ = ruling(level(grey, SCALE))
    return [len(frame.slots) for frame in frames(rules, 1)]


def leaning(grey: Grey, degrees: float) -> Grey:
    turn = cv2.getRotationMatrix2D((400, 450), degrees, 1)
    return np.asarray(cv2.warpAffine(grey, turn, (800, 900), borderValue=PAPER), np.uint8)


@pytest.mark.parametrize("degrees", [-3.0, -0.4, 0.0, 1.3])
def test_a_grid_is_found_however_the_page_leans(degrees: float) -> None:
    assert cells(leaning(sheet(6, 4), degrees)) == [24]


def test_strokes_of_digits_in_tight_rows_are_no_lines() -> None:
    grey = sheet(6, 4)
    for row in range(6):
        for column in range(4):
            x = 150 + column * COLUMN
            grey[206 + row * ROW : 227 + row * ROW, x : x + 3] = 60
    assert cells(grey) == [24]


def test_a_line_with_gaps_goes_on_where_it_was_whole() -> None:
    grey = sheet(6, 4)
    for row in (1, 4):
        grey[215 + row * ROW : 218 + row * ROW, 218:226] = PAPER
    assert cells(grey) == [24]


@pytest.mark.parametrize("x", [180, 322, 345, 470])
def test_a_streak_across_the_lines_parts_none_of_them(x: int) -> None:
    grey = sheet(6, 4)
    grey[:, x : x + 2] = PAPER
    assert cells(grey) == [24]


def test_words_close_to_a_line_hide_none_of_it() -> None:
    grey = sheet(6, 4)
    for row in (0, 1):
        grey[206 + row * ROW : 226 + row * ROW : 6, 105:135] = 60
    assert cells(grey) == [24]


def test_lines_leave_no_ink_but_specks() -> None:
    _, ink = ruling(level(sheet(6, 4), SCALE))
    assert np.count_nonzero(ink) < 10


def test_an_empty_page_has_no_lines() -> None:
    assert cells(np.full((900, 800), PAPER, np.uint8)) == []


def test_a_streak_is_where_most_lines_have_a_gap() -> None:
    grey = sheet(6, 4)
    grey[:, 345:348] = PAPER
    grey[215:218, 180:190] = PAPER  # one line's gap is none
    page = level(grey, SCALE)
    white = streaked(page, ruling(page)[0]).nonzero()[0]
    assert {345, 346, 347} <= set(white.tolist()) <= set(range(343, 350))


def test_a_page_without_streaks_has_none() -> None:
    page = level(sheet(6, 4), SCALE)
    assert not streaked(page, ruling(page)[0]).any()
