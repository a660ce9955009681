"""Pages in pictures that are drawn here; the network's part is played."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from workers.extract import ocr
from workers.extract.ocr_bitmap import Grey
from workers.extract.ocr_model import Glyph
from workers.extract.pdf_page import UNKNOWN, Char
from workers.extract.pdf_tables import Frame, frames

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


def played(pictures: Sequence[Any], **_: bool) -> list[list[Glyph]]:
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


def test_ink_that_runs_through_a_border_makes_a_number_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "recognize", played)
    grey = sheet()
    grey[60:180, 145:151] = 40  # a seal's ring
    grey[60:66, 100:200] = 40
    page = ocr.page(grey, 1, SCALE)
    assert UNKNOWN in cells(page.chars, page)[0]


def test_digits_of_tight_rows_that_touch_borders_are_no_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    def wide(pictures: Sequence[Any], **_: bool) -> list[list[Glyph]]:
        return [[Glyph("0", 1.0, 0.2 * place) for place in range(1, 5)] for _ in pictures]

    monkeypatch.setattr(ocr, "recognize", wide)
    grey = sheet()
    grey[104:128, 104:218] = grey[134:158, 344:458] = 240
    for x, top in ((110, 112), (137, 133), (110, 133 + ROW)):  # the last one stands below the table
        for each in range(4):
            grey[top : top + 17, x + each * 11 : x + each * 11 + 8] = 50
    page = ocr.page(grey, 1, SCALE)
    assert cells(page.chars, page) == ["0000", "", "", "0000", "", ""]


@pytest.mark.parametrize(("text", "is_lost"), [("4.甲5.乙", True), ("4.甲", False)])
def test_a_cell_with_the_labels_of_several_rows_tells_none(text: str, is_lost: bool) -> None:  # noqa: FBT001 - a parameter
    grid = Frame([(0, 0, 100, 40), (100, 0, 200, 20), (100, 20, 200, 40)])
    chars = [Char(each, 10.0 + 8 * n, 18.0 + 8 * n, 20, 8) for n, each in enumerate(text)]
    told = ocr._unmerged(chars, [grid])  # noqa: SLF001 - what a page's cells hold
    assert [char.text for char in told] == ([UNKNOWN] if is_lost else list(text))


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_is_read_as_it_lies_and_cells_are_told_where_they_are_seen(
    quarters: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lying = np.ascontiguousarray(np.rot90(sheet(), -quarters))
    upright = ocr._Sheet.of(sheet(), 1, SCALE)  # noqa: SLF001 - what the network sees
    seen = ocr._cut(upright.clean, upright.pieces[0], upright.bitmap.paper)  # noqa: SLF001 - as above

    def told(pictures: Sequence[Any], *, in_cells: bool = False) -> list[list[Glyph]]:
        if in_cells:
            return [[Glyph("0", 1.0, 0.5)] for _ in pictures]
        best = any(np.array_equal(picture, seen) for picture in pictures)
        return [[Glyph("件", 0.99 if best else 0.4, 0.5)] for _ in pictures]

    monkeypatch.setattr(ocr, "recognize", told)
    page = ocr.page(lying, 1, SCALE)
    assert page.quarters == quarters
    (frame,) = frames(page.rules, 1)
    x0, top, x1, bottom = (round(side * SCALE) for side in page.back(frame.slots[0].box))
    inside = lying[top + 4 : bottom - 3, x0 + 4 : x1 - 3]
    assert (inside < 100).sum() > 50  # the strokes of the first cell
