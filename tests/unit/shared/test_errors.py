"""Reasons are told in both languages, with the figures in them."""

import string

import pytest

from shared.errors import REASONS, Message, Refused, Unreadable


@pytest.mark.parametrize("code", sorted(REASONS))
def test_both_languages_name_the_same_details(code: str) -> None:
    zh, en = REASONS[code]
    assert zh != en
    fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (zh, en)]
    assert fields[0] == fields[1]


def test_a_stop_says_what_and_how_much() -> None:
    stop = Refused("too-large", size=200, limit=100)
    assert stop.reason.code == "too-large"
    assert "200" in stop.reason.message.zh
    assert "100" in stop.reason.message.en


def test_a_missing_detail_is_the_raisers_mistake() -> None:
    with pytest.raises(KeyError):
        Unreadable("broken", what="PDF")


def test_a_detail_of_two_languages_stands_in_its_own() -> None:
    stop = Unreadable("broken", what="PDF", detail=Message("缺页", "a page is gone"))
    assert "缺页" in stop.reason.message.zh
    assert "缺页" not in stop.reason.message.en
    assert "a page is gone" in stop.reason.message.en
