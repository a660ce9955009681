"""Pages that lean, and light that is uneven."""

import cv2
import numpy as np
import pytest

from workers.extract.ocr_bitmap import inked, lean, level

SCALE = 150 / 72


def lines(degrees: float) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]]":
    grey = np.full((1200, 900), 235, np.uint8)
    grey[100:1100:40, 100:800] = 50
    grey[101:1100:40, 100:800] = 50
    turn = cv2.getRotationMatrix2D((450, 600), degrees, 1)
    return np.asarray(cv2.warpAffine(grey, turn, (900, 1200), borderValue=235), np.uint8)


@pytest.mark.parametrize("degrees", [-4.2, -1.0, -0.3, 0.0, 0.7, 2.5])
def test_the_lean_of_a_page_is_found(degrees: float) -> None:
    assert lean(inked(lines(degrees), SCALE)) == pytest.approx(-degrees, abs=0.1)


def test_a_place_on_the_levelled_page_is_told_on_the_page_as_scanned() -> None:
    page = level(lines(2.0), SCALE)
    x0, top, x1, bottom = page.back((100 / SCALE, 100 / SCALE, 800 / SCALE, 102 / SCALE))
    assert bottom - top > 20 / SCALE  # the line leans by 24 pixels
    assert (x0 + x1) / 2 == pytest.approx(450 / SCALE + (600 - 101) / SCALE * np.sin(np.radians(2.0)) * -1, abs=2)


def test_thin_strokes_beside_heavy_ink_are_ink() -> None:
    grey = np.full((200, 200), 235, np.uint8)
    grey[60:110, 40:160] = 20
    grey[114, 40:160] = 120
    assert inked(grey, SCALE)[114, 60:140].all()


def test_a_shadow_is_no_ink() -> None:
    grey = np.tile(np.linspace(240, 205, 900).astype(np.uint8), (600, 1))
    assert not inked(grey, SCALE).any()
