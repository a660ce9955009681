import base64

import pytest

from shared.document import Where
from shared.limits import Limits
from tests.unit.extract.test_html import REPORT, TITLE
from tests.unit.extract.test_pictures import png
from workers.extract import pictures
from workers.extract.html import read_html

PROSE = "<p>" + "本机关全年主动公开政府信息，依申请公开工作有序开展。" * 6 + "</p>"


def unread(markup: str) -> list[str | None]:
    page = f"<html><body><h1>{TITLE}</h1><p>一、总体情况</p>{PROSE}{markup}</body></html>"
    return [each.unread for each in read_html(page.encode(), Limits()).pictures]


@pytest.mark.parametrize(
    ("markup", "told"),
    [
        ("<img src='/a/2.png'>", ["elsewhere"]),
        ("<img src='/a/2.png' width='640' height='300'>", ["elsewhere"]),
        ("<img src='/a/2.png' width='32'>", []),
        ("<img src='/a/2.png' style='height: 20px'>", []),
        ("<img src='/a/qrcode.png'>", []),
        ("<img>", []),
        ("<img src='data:image/gif;base64,R0lG'>", []),
    ],
)
def test_pictures_elsewhere_that_may_be_tables_are_told(markup: str, told: list[str]) -> None:
    assert unread(markup) == told


def test_pictures_beside_tables_of_text_are_left_alone() -> None:
    found = read_html(f"<h1>{TITLE}</h1>{REPORT}<img src='/a.png'>".encode(), Limits())
    assert all(each.where == Where(picture=1) for each in found.pictures)


def test_a_picture_inside_the_page_is_what_its_address_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "is_there", lambda: False)
    told = png(2_000, 1_500)
    page = f"<h1>{TITLE}</h1>{PROSE}<img src='data:image/png;base64,{base64.b64encode(told).decode()}'>{PROSE}"
    (found,) = read_html(page.encode(), Limits()).pictures
    assert (found.data, found.width, found.unread) == (told, 842.0, "no-recognizer")


def test_a_damaged_picture_inside_the_page_is_none() -> None:
    damaged = base64.b64encode(png(600, 300)[:20]).decode() + "A" * 2_000
    assert unread(f"<img src='data:image/png;base64,{damaged}'>") == []
