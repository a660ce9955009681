"""Characters are those that a page shows, each where it is printed."""

import pytest

from shared.limits import Limits
from tests.unit.extract.drawn import Paper, composed, only
from workers.extract import pdf_chars
from workers.extract.pdf_page import Page
from workers.extract.pdf_pdfium import pages


def text(page: Page) -> str:
    return "".join(char.text for char in page.chars)


def told(codes: bytes, **fonts: bytes) -> Page:
    (page,) = pages(composed(codes, {code[1:].encode(): text for code, text in fonts.items()}), Limits())
    return page


def test_characters_stand_on_their_baselines() -> None:
    page = only(lambda paper: paper.text(72, 90, "申12", 10))
    assert [(char.text, round(char.x0), round(char.x1), round(char.y), char.size) for char in page.chars] == [
        ("申", 72, 82, 90, 10),
        ("1", 82, 87, 90, 10),
        ("2", 87, 91, 90, 10),
    ]


def test_watermarks_that_lean_are_no_text() -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 90, "申请")
        paper.turned(200, 400, "内部资料", 45, 40)

    assert text(only(page)) == "申请"


def test_a_hyphen_at_the_end_of_a_line_is_a_hyphen() -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 90, "ab-")
        paper.text(72, 105, "cd")

    assert text(only(page)) == "ab-cd"


def test_a_character_beyond_the_first_plane_is_one_character() -> None:
    page = told(b"0001 0002 0003 0002", _0001=b"7532", _0002=b"D870DC88", _0003=b"4E59")
    assert [(char.text, round(char.x0), round(char.x1)) for char in page.chars] == [
        ("甲", 72, 84),
        ("\U0002c088", 84, 96),
        ("乙", 96, 108),
        ("\U0002c088", 108, 120),
    ]


def test_half_a_character_is_unknown() -> None:
    assert text(told(b"0001 0002 0001", _0001=b"7532", _0002=b"DC88")) == "甲\ufffd甲"


def test_glyphs_without_a_character_are_unknown_and_not_the_character_of_their_number() -> None:
    assert text(told(b"0031 0032 0033 0001", _0001=b"7532")) == "\ufffd" * 3 + "甲"  # where ASCII has 1, 2, 3


@pytest.mark.parametrize("code", [b"0000", b"0002", b"0003", b"0093", b"0096", b"FFFE"])
def test_a_control_character_moves_no_other_character_from_its_place(code: bytes) -> None:
    page = told(b"0001 0002 0003", _0001=b"7532", _0002=code, _0003=b"4E59")
    assert {(char.text, round(char.x0)) for char in page.chars} >= {("甲", 72), ("乙", 96)}
    assert len(page.chars) == 3


@pytest.mark.parametrize("at_once", [1, 5])
def test_characters_are_the_same_however_many_are_asked_for_together(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(paper: Paper) -> None:
        paper.text(72, 90, "收到申请12件")
        paper.turned(200, 400, "上年结转", 90)

    expected = only(page).chars
    monkeypatch.setattr(pdf_chars, "_AT_ONCE", at_once)
    assert only(page).chars == expected
