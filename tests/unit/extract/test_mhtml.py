"""A page saved with all that belongs to it is read as the page alone would be."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.errors import Stop, Unreadable
from shared.limits import Limits
from tests.unit.extract.test_html import REPORT, TITLE, told
from workers.extract.html import read_html
from workers.extract.mhtml import read_mhtml

PAGE = f"<html><body><h1>{TITLE}</h1>{REPORT}</body></html>"


def saved(*parts: tuple[str, bytes], start: str = "") -> bytes:
    """Write parts (header lines, content) as a browser does."""
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";{start} boundary="x"\r\n\r\n'
    body = b"".join(
        b"--x\r\n" + header.encode() + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(content)
        for header, content in parts
    )
    return head.encode() + body + b"--x--\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_page_is_read_and_what_belongs_to_it_is_not(encoding: str) -> None:
    data = saved(
        ("Content-Type: text/css", b"td { color: red }"),
        (f"Content-Type: text/html; charset={encoding}", PAGE.encode(encoding)),
        ("Content-Type: image/png", b"\x89PNG"),
    )
    found = read_mhtml(data, Limits())
    assert told(found) == told(read_html(PAGE.encode(), Limits()))
    assert found.encoding == encoding


def test_the_start_is_the_page_where_frames_stand_before_it() -> None:
    data = saved(
        ("Content-Type: text/html\r\nContent-ID: <frame>", "<p>页眉</p>".encode()),
        ("Content-Type: text/html\r\nContent-ID: <page>", PAGE.encode()),
        start=' start="<page>";',
    )
    assert told(read_mhtml(data, Limits())) == told(read_html(PAGE.encode(), Limits()))


@pytest.mark.parametrize(
    ("frame", "header"),
    [
        ('<iframe id=a src="cid:frame-1@x"></iframe>', "Content-ID: <frame-1@x>"),
        ("<frameset rows=1><frame src='b.html'></frameset>", "Content-Location: https://a.example/b.html"),
    ],
)
def test_what_a_frame_shows_stands_in_its_place(frame: str, header: str) -> None:
    page = f"<html><head><title>{TITLE}</title></head>{frame}</html>".encode()
    data = saved(
        ("Content-Type: text/html; charset=utf-8\r\nContent-Location: https://a.example/a.html", page),
        (f"Content-Type: text/html\r\n{header}", PAGE.encode("gb18030")),
    )
    assert told(read_mhtml(data, Limits())) == told(read_html(PAGE.encode(), Limits()))


@pytest.mark.parametrize("data", [saved(("Content-Type: image/png", b"x")), saved(("Content-Type: text/html", b" "))])
def test_without_a_page_it_is_broken(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_mhtml(data, Limits())


def test_parts_inside_parts_without_end_do_no_harm() -> None:
    data = b"".join(b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3_000))
    with pytest.raises(Unreadable):
        read_mhtml(data, Limits())


@given(st.binary(max_size=300), st.integers(0, 400))
def test_a_damaged_file_is_read_or_stopped_with_a_reason(junk: bytes, place: int) -> None:
    whole = saved(("Content-Type: text/html; charset=utf-8", PAGE.encode()))
    try:
        read_mhtml(whole[:place] + junk + whole[place:], Limits())
    except Stop as stop:
        assert stop.reason.message.zh  # noqa: PT017 - either ending will do
