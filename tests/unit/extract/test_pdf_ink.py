"""What a page prints in next to no colour is no part of its text, unless there is hardly any other."""

import pytest

from tests.unit.extract.drawn import HEIGHT, Draw, Paper, only

PRINTED = "规章十二件"


def printed(add: Draw) -> str:
    """Return the text of a page that prints a line, and what is added."""

    def page(paper: Paper) -> None:
        paper.text(72, 100, PRINTED)
        add(paper)

    return "".join(char.text for char in only(page).chars)


def coloured(*, grey: float, alpha: float = 1, mode: int = 0) -> Draw:
    """Print a digit."""

    def add(paper: Paper) -> None:
        paper.canvas.setFillColorRGB(grey, grey, grey, alpha)
        text = paper.canvas.beginText(150, HEIGHT - 100)
        text.setFont("STSong-Light", 12)
        text.setTextRenderMode(mode)
        text.textOut("5")
        paper.canvas.drawText(text)

    return add


@pytest.mark.parametrize(
    "add", [coloured(grey=1), coloured(grey=0.8), coloured(grey=0.75, alpha=0.5), coloured(grey=0, mode=3)]
)
def test_white_silver_transparent_and_inkless_characters_are_not_seen(add: Draw) -> None:
    assert printed(add) == PRINTED


@pytest.mark.parametrize(
    "add", [coloured(grey=0), coloured(grey=0.5), coloured(grey=0, alpha=0.5), coloured(grey=1, mode=1)]
)
def test_grey_characters_and_white_ones_with_a_black_outline_are_seen(add: Draw) -> None:
    assert printed(add) == PRINTED + "5"


def test_white_characters_on_a_dark_ground_are_seen_and_on_a_light_one_they_are_not() -> None:
    def on(grey: float) -> Draw:
        def add(paper: Paper) -> None:
            paper.canvas.setFillColorRGB(grey, grey, grey)
            paper.canvas.rect(140, HEIGHT - 110, 40, 20, stroke=0, fill=1)
            coloured(grey=1)(paper)

        return add

    assert printed(on(0.2)) == PRINTED + "5"
    assert printed(on(0.9)) == PRINTED


def test_a_page_of_invisible_text_keeps_it() -> None:
    def page(paper: Paper) -> None:
        for y in range(100, 700, 20):
            text = paper.canvas.beginText(72, HEIGHT - y)
            text.setFont("STSong-Light", 12)
            text.setTextRenderMode(3)
            text.textOut("一年来公开信息")
            paper.canvas.drawText(text)
        paper.text(72, 720, "1")

    assert len(only(page).chars) == 30 * 7 + 1


def test_a_character_whose_shadow_is_printed_first_is_seen() -> None:
    def add(paper: Paper) -> None:
        for grey, x, y in ((0.8, 151.0, 101.0), (0, 150.0, 100.0)):
            paper.canvas.setFillGray(grey)
            paper.text(x, y, "52")

    assert printed(add) == PRINTED + "52"


@pytest.mark.parametrize(("line", "seen"), [(0, "5"), (1, "")])
def test_characters_filled_with_white_are_seen_by_their_outline(line: float, seen: str) -> None:
    def add(paper: Paper) -> None:
        paper.canvas.setStrokeGray(line)
        coloured(grey=1, mode=2)(paper)

    assert printed(add) == PRINTED + seen
