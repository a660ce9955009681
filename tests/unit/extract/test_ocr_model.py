"""The network: what it reads of drawn text, and that it is taken from the wheel."""

import numpy as np
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from workers.extract import ocr_model
from workers.extract.ocr_bitmap import Grey
from workers.extract.ocr_model import is_there, recognize

pytestmark = pytest.mark.skipif(not is_there(), reason="the extra ocr is not installed")


def drawn(text: str) -> Grey:
    """Return a line as it is printed, at 150 dots an inch."""
    canvas = Canvas("", pagesize=(8 * len(text) + 12, 20))
    canvas.setFont("Helvetica", 12)
    canvas.drawString(6, 6, text)
    with pypdfium2.PdfDocument(canvas.getpdfdata()) as document:
        return np.asarray(document[0].render(scale=150 / 72, grayscale=True).to_numpy()).squeeze()


def test_digits_are_read_one_by_one_with_their_places() -> None:
    (glyphs,) = recognize([drawn("3728")], in_cells=True)
    assert "".join(glyph.text for glyph in glyphs) == "3728"
    assert all(glyph.sure > 0.9 for glyph in glyphs)
    assert [glyph.at for glyph in glyphs] == sorted(glyph.at for glyph in glyphs)


def test_lines_of_any_width_come_back_in_their_order() -> None:
    read = recognize([drawn("1234567"), drawn("8"), drawn("90 12")], in_cells=True)
    assert ["".join(glyph.text for glyph in glyphs).replace(" ", "") for glyphs in read] == ["1234567", "8", "9012"]


def test_nothing_is_read_of_nothing() -> None:
    assert recognize([]) == []


def test_without_weights_the_extra_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_model, "_WEIGHTS", "models/*_none_*.onnx")
    assert not is_there()
