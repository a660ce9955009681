"""Characters that a program tells in plain text stand side by side, as it prints them."""

import pytest

from tests.unit.extract.drawn import Paper, only
from workers.extract.pdf_page import UNKNOWN, Char
from workers.extract.pdf_spread import spread


def stacked(*chars: tuple[str, float]) -> list[Char | None]:
    """Characters of 10 points that begin at 100, by where they end."""
    return [Char(text, 100, 100 + end, 50, 10) for text, end in chars]


def told(chars: list[Char | None]) -> list[tuple[str, float, float]]:
    spread(chars, [100.0] * len(chars), [50.0] * len(chars))
    return [(char.text, char.x0, char.x1) for char in chars if char]


def test_digits_stand_side_by_side() -> None:
    assert told(stacked(("1", 5), ("1", 10))) == [("1", 100, 105), ("1", 105, 110)]


def test_ideographs_are_as_wide_as_high() -> None:
    assert told(stacked(("共", 10), ("1", 15), ("件", 10))) == [("共", 100, 110), ("1", 110, 115), ("件", 115, 125)]


def test_where_gaps_are_nobody_knows_which_digit_stands_where() -> None:
    assert [text for text, _, _ in told(stacked(("1", 40), ("2", 80)))] == [UNKNOWN, UNKNOWN]


@pytest.mark.parametrize("second", [("1", 5), ("0", 5), ("0", 6)])
def test_what_is_printed_on_one_place_stays_there(second: tuple[str, float]) -> None:
    assert {x0 for _, x0, _ in told(stacked(("1", 5), second))} == {100}


def test_a_number_told_in_plain_text_is_read() -> None:
    def page(paper: Paper) -> None:
        paper.canvas.addLiteral("/Span <</ActualText (11)>> BDC")
        paper.text(72, 90, "11")
        paper.canvas.addLiteral("EMC")

    first, second = only(page).chars
    assert first.text == second.text == "1"
    assert 72 < first.x1 == second.x0 < second.x1
