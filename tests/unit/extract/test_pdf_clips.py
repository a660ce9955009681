"""What a page's margins cut is told by the objects that reach beyond them."""

from tests.unit.extract.drawn import HEIGHT, Paper, only
from workers.extract.pdf_page import Page


def page(x: float) -> Page:
    def draw(paper: Paper) -> None:
        path = paper.canvas.beginPath()
        path.rect(50, HEIGHT - 700, 400, 650)
        paper.canvas.clipPath(path, stroke=0, fill=0)
        paper.text(100, 100, "本年新收")
        paper.rule(x, 120, 300, 120)

    return only(draw)


def test_a_line_beyond_the_margins_tells_them() -> None:
    assert page(30).area == (50, 50, 450, 700)


def test_where_nothing_reaches_beyond_there_are_none() -> None:
    assert page(60).area is None
