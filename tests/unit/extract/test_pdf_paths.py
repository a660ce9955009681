"""Lines are what a page shows as lines, however they are drawn."""

import pytest
from PIL import Image

from shared.errors import Refused
from tests.unit.extract.drawn import HEIGHT, WIDTH, Paper, only
from workers.extract import pdf_paths
from workers.extract.pdf_page import Rule


def rounded(rule: Rule) -> tuple[int, ...]:
    return tuple(round(value) for value in rule)


def test_forms_inside_forms_are_drawn_where_they_are_placed() -> None:
    def page(paper: Paper) -> None:
        canvas = paper.canvas
        canvas.beginForm("inner")
        canvas.rect(0, 0, 1, 30, stroke=0, fill=1)
        canvas.endForm()
        canvas.beginForm("outer")
        canvas.translate(10, 20)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.translate(100, 500)
        canvas.scale(2, 2)
        canvas.doForm("outer")

    assert [rounded(rule) for rule in only(page).rules] == [(121, 242, 121, 302)]


def test_lines_are_strokes_thin_fills_and_thin_pictures_but_no_areas_or_slants() -> None:
    def page(paper: Paper) -> None:
        canvas = paper.canvas
        canvas.line(10, 800, 110, 800)
        canvas.rect(10, 700, 50, 20, stroke=1, fill=0)
        canvas.rect(10, 650, 80, 0.5, stroke=0, fill=1)
        canvas.rect(10, 500, 80, 40, stroke=0, fill=1)
        canvas.line(10, 400, 110, 450)

    assert sorted(rounded(rule) for rule in only(page).rules) == sorted(
        [
            (10, 42, 110, 42),
            (10, 142, 60, 142),
            (10, 122, 60, 122),
            (10, 122, 10, 142),
            (60, 122, 60, 142),
            (10, 192, 90, 192),
        ]
    )


def test_a_clip_and_a_curve_are_no_lines() -> None:
    def page(paper: Paper) -> None:
        clip = paper.canvas.beginPath()
        clip.rect(10, 10, 300, 1)
        paper.canvas.clipPath(clip, stroke=0, fill=0)
        paper.canvas.bezier(10, 10, 40, 60, 80, 60, 110, 10)

    assert only(page).rules == []


def test_a_picture_as_thin_as_a_line_is_one_and_others_cover_the_page() -> None:
    def page(paper: Paper) -> None:
        paper.canvas.drawInlineImage(Image.new("L", (4, 4)), 10, 700, 200, 0.5)
        paper.canvas.drawInlineImage(Image.new("L", (4, 4)), 0, 0, WIDTH, HEIGHT / 2)

    found = only(page)
    assert [rounded(rule) for rule in found.rules] == [(10, 142, 210, 142)]
    assert found.pictured == pytest.approx(0.5)


@pytest.mark.parametrize("at_once", [1, 7, 30])
def test_lines_are_the_same_however_many_segments_are_asked_for_together(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(paper: Paper) -> None:
        for place in range(5):
            paper.canvas.rect(10, 700 - 30 * place, 50 + place, 20, stroke=1, fill=place % 2)
            paper.canvas.rect(10, 400 - 30 * place, 50 + place, 1, stroke=0, fill=1)

    expected = only(page).rules
    monkeypatch.setattr(pdf_paths, "_AT_ONCE", at_once)
    assert len(expected) == 25
    assert only(page).rules == expected


@pytest.mark.parametrize("bound", ["_OBJECTS", "_SEGMENTS"])
def test_a_page_of_more_drawing_than_any_report_has_is_refused(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_paths, bound, 9)
    with pytest.raises(Refused) as refused:
        only(lambda paper: paper.lines([10, 20, 30, 40, 50], [10, 20, 30, 40, 50]))
    assert refused.value.reason.code == "too-complex"
    assert "page 1" in refused.value.reason.message.en
