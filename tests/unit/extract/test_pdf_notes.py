"""Marks of notes beside figures are left out; everything else that brackets hold stays."""

import pytest

from tests.unit.extract.test_pdf_lines import row
from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_notes import unnoted
from workers.extract.pdf_page import Char


def told(text: str, size: float) -> list[str]:
    """A line in which the bracket and what is in it are printed at some share of its size."""
    chars = row((text, 50), y=60)
    begin = text.index("[")
    chars = [
        Char(char.text, char.x0, char.x1, char.y, char.size * size) if place >= begin else char
        for place, char in enumerate(chars)
    ]
    return [item.text for item in unnoted(lines(chars)) if isinstance(item, Line)]


@pytest.mark.parametrize(
    ("text", "size", "left"),
    [
        ("量99[1]", 0.8, "量99"),
        ("量99[1]", 1.0, "量99[1]"),
        ("某事项[1]", 0.8, "某事项[1]"),
        ("〔99[2021]", 0.8, "〔99[2021]"),
    ],
    ids=["a figure with a mark", "as large", "words with a mark", "a year"],
)
def test_marks_beside_figures_are_smaller(text: str, size: float, left: str) -> None:
    assert "".join(told(text, size)).replace(" ", "") == left
