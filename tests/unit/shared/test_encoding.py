"""Bytes of crawled pages become text whatever they are declared to be, and damage never changes a digit."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.encoding import decode
from shared.errors import Refused
from shared.limits import Limits

LIMITS = Limits()
TEXT = "二、主动公开政府信息情况\n规章：本年制发件数 １２ 件，行政许可 345 件。\n"
TRADITIONAL = "主動公開政府信息情況\n行政許可 345 件，申請 １２ 件。\n"
# Prose as a report has it: ideographs, punctuation, digits of both widths.
prose = st.text(
    st.sampled_from("收到政府信息公开申请件其中予以公开行政复议，。、（）\n 0123456789０１２３４５６７８９"),
    max_size=60,
)


@pytest.mark.parametrize("declared", [None, "utf-8", "gb2312", "GBK", "big5", "iso-8859-1", "euc-kr", "no-such-thing"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be"])
def test_a_declaration_never_overrules_the_content(encoding: str, declared: str | None) -> None:
    assert decode(TEXT.encode(encoding), declared, LIMITS) == (TEXT, encoding)


@pytest.mark.parametrize("encoding", ["big5", "utf-8", "utf-16-be"])
def test_traditional_characters_are_read(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding), None, LIMITS) == (TRADITIONAL, encoding)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_dropped(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding), "gbk", LIMITS) == (TEXT, encoding)


def test_a_small_gbk_page_is_not_taken_for_korean() -> None:
    assert decode("行政复议".encode("gbk"), None, LIMITS) == ("行政复议", "gb18030")


def test_an_ideograph_outside_gbk_is_read() -> None:
    text = "行政许可：𬒈镇 3 件"
    assert decode(text.encode("gb18030"), None, LIMITS) == (text, "gb18030")


def test_a_stray_byte_in_utf_8_stays_visible_and_harms_nothing_else() -> None:
    data = TEXT.encode().replace(b"345", b"3\xb545")
    assert decode(data, "gbk", LIMITS) == (TEXT.replace("345", "3\ufffd45"), "utf-8")


def test_two_stray_bytes_around_digits_do_not_swallow_them() -> None:
    data = "行政许可 ".encode("gbk") + b"\xb51\xb52 " + "件".encode("gbk")
    assert decode(data, None, LIMITS)[0] == "行政许可 \ufffd1\ufffd2 件"


def test_a_stray_byte_does_not_make_a_full_width_digit_out_of_two_halves() -> None:
    data = "申请 ".encode("gbk") + b"\xa3" + "保安 12 件".encode("gbk")
    text, _ = decode(data, None, LIMITS)
    assert re.findall(r"[0-9０-９]", text) == ["1", "2"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be"])
@given(text=prose)
def test_clean_text_is_read_as_it_was_written(encoding: str, text: str) -> None:
    text = "申请" * 10 + text
    if encoding == "big5":
        text = text.translate(str.maketrans("请开为个议", "請開為個議"))
    text = text.encode(encoding, "ignore").decode(encoding)
    assert decode(text.encode(encoding), None, LIMITS) == (text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@given(text=prose, stray=st.binary(min_size=1, max_size=3), data=st.data())
def test_stray_high_bytes_change_no_ascii_digit(encoding: str, text: str, stray: bytes, data: st.DataObject) -> None:
    clean = ("行政 申请 " * 10 + text).encode(encoding)
    place = data.draw(st.integers(0, len(clean)))
    damaged = clean[:place] + bytes(byte | 0x80 for byte in stray) + clean[place:]
    read, _ = decode(damaged, encoding, LIMITS)
    assert re.findall("[0-9]", read) == re.findall("[0-9]", text)


@given(st.binary(max_size=200), st.none() | st.text(max_size=12))
def test_any_bytes_become_text(data: bytes, declared: str | None) -> None:
    text, encoding = decode(data, declared, LIMITS)
    assert isinstance(text, str)
    assert encoding


def test_more_text_than_the_limit_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        decode(b"a" * 11, None, Limits(text_characters=10))
    assert refused.value.reason.code == "too-complex"
    assert "11" in refused.value.reason.message.en
