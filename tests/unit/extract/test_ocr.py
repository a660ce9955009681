"""Pages in pictures that are drawn here; the network's part is played."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from workers.extract import ocr
from workers.extract.ocr_bitmap import Grey
from workers.extract.ocr_model import Glyph
from workers.extract.pdf_page import UNKNOWN, Char
from workers.extract.pdf_tables import frames

SCALE = 150 / 72
ROW, COLUMN = 30, 120  # pixels


def sheet() -> Grey:
    """Return two rows of three cells; strokes like digits stand in the first and in the last cell."""
    grey = np.full((400, 600), 240, np.uint8)
    for row in range(3):
        grey[100 + row * ROW : 102 + row * ROW, 100 : 102 + 3 * COLUMN] = 40
    for column in range(4):
        grey[100 : 102 + 2 * ROW, 100 + column * COLUMN : 102 + column * COLUMN] = 40
    for x, y in ((130, 108), (130 + 2 * COLUMN, 108 + ROW)):
        grey[y : y + 16, x : x + 9] = 50
        grey[y + 4 : y + 12, x + 3 : x + 6] = 240
    return grey


def played(pictures: Sequence[Any], *, in_cells: bool = False) -> list[list[Glyph]]:
    assert in_cells or not pictures
    return [[Glyph("0", 1.0, 0.5)] for _ in pictures]


def cells(chars: list[Char], page: ocr.Recognized) -> list[str]:
    (frame,) = frames(page.rules, 1)
    frame.take(chars)
    return ["".join(char.text for char in slot.chars) for slot in frame.slots]


def test_ink_is_read_where_it_stands_and_blank_cells_are_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recognize", played)
    page = ocr.page(sheet(), 1, SCALE)
    assert page.recognized
    assert cells(page.chars, page) == ["0", "", "", "", "", "0"]


def test_ink_that_nobody_reads_is_no_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recognize", lambda pictures, **_: [[] for _ in pictures])
    page = ocr.page(sheet(), 1, SCALE)
    assert cells(page.chars, page) == [UNKNOWN, "", "", "", "", UNKNOWN]


def test_what_stretches_leave_out_is_no_blank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "stretches", lambda *_: [])
    page = ocr.page(sheet(), 1, SCALE)
    assert cells(page.chars, page) == [UNKNOWN, "", "", "", "", UNKNOWN]
