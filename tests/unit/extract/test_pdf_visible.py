"""Characters are those that a reader sees; what was painted over is gone, and what stands on it is not."""

import pytest

from tests.unit.extract.drawn import HEIGHT, Paper, only

OTHER = "本机关认真落实政府信息公开条例"  # so that there is more on the page


def digits(*draw: object) -> str:
    def page(paper: Paper) -> None:
        paper.text(72, 300, OTHER)
        for each in draw:
            each(paper)

    return "".join(char.text for char in only(page).chars if char.text.isdigit())


def printed(text: str) -> object:
    def draw(paper: Paper) -> None:
        paper.canvas.setFillGray(0)
        paper.text(180, 154, text, 10)

    return draw


def box(paper: Paper, *, alpha: float = 1) -> None:
    paper.canvas.setFillGray(1, alpha)
    paper.canvas.rect(175, HEIGHT - 160, 60, 20, stroke=0, fill=1)


def test_a_number_that_is_painted_over_is_none() -> None:
    assert digits(printed("17"), box) == ""


def test_a_corrected_number_is_the_new_one_though_both_begin_with_one_digit() -> None:
    assert digits(printed("17"), box, printed("10")) == "10"


def test_a_number_on_an_area_or_below_a_transparent_one_is_seen() -> None:
    assert digits(box, printed("17"), lambda paper: box(paper, alpha=0.3)) == "17"


def clipped(paper: Paper) -> None:
    path = paper.canvas.beginPath()
    path.rect(300, 300, 10, 10)
    paper.canvas.clipPath(path, stroke=0, fill=0)
    box(paper)


def around(paper: Paper) -> None:
    path = paper.canvas.beginPath()
    path.rect(100, HEIGHT - 200, 300, 100)
    path.rect(110, HEIGHT - 190, 280, 80)
    paper.canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def star(paper: Paper) -> None:
    path = paper.canvas.beginPath()
    path.moveTo(150, HEIGHT - 200)
    path.lineTo(170, HEIGHT - 100)
    path.lineTo(260, HEIGHT - 100)
    path.close()
    paper.canvas.drawPath(path, stroke=0, fill=1)


@pytest.mark.parametrize("shape", [clipped, around, star])
def test_what_only_has_a_box_around_it_covers_nothing(shape: object) -> None:
    assert digits(printed("17"), shape) == "17"


def test_digits_on_hidden_ones_are_told() -> None:
    def hidden(paper: Paper) -> None:
        own = paper.canvas.beginText(180, HEIGHT - 154)
        own.setFont("STSong-Light", 10)
        own.setTextRenderMode(3)
        own.textOut("9")
        own.setTextRenderMode(0)
        paper.canvas.drawText(own)

    assert digits(hidden, printed("94")) == "94"
