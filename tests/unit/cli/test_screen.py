import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from deploy.cli.screen import counted, paragraph, progress, wrap

TEXT = st.text(st.sampled_from("年报表一二十，。；（）“”、 ab12 ->"), max_size=120)


@given(TEXT, st.integers(8, 60))
def test_breaking_lines_loses_and_adds_nothing_but_spaces(text: str, width: int) -> None:
    assert "".join("".join(wrap(text, width)).split()) == "".join(text.split())


@given(TEXT, st.integers(8, 60))
def test_a_line_is_wider_than_asked_only_where_it_cannot_be_broken(text: str, width: int) -> None:
    for line in wrap(text, width):
        assert cell_len(line) <= width or len(wrap(line, 1)) == 1


def test_chinese_breaks_between_characters_but_no_line_begins_with_a_comma() -> None:
    assert wrap("一二三四五，六七八九", 10) == ["一二三四", "五，六七八", "九"]


def test_an_opening_bracket_stays_with_what_it_opens() -> None:
    assert wrap("一二三四（五六）", 10) == ["一二三四", "（五六）"]


def test_numbers_and_words_are_not_broken() -> None:
    assert wrap("总计 12345 natural person", 12) == ["总计 12345", "natural", "person"]


def test_a_paragraph_is_indented_line_by_line_without_spaces_at_the_end() -> None:
    console = Console(file=io.StringIO(), width=24)
    paragraph(console, "一二三四五六七八九十一二三四五", 4)
    assert console.file.getvalue() == "    一二三四五六七八九十\n    一二三四五\n"


def test_without_a_terminal_progress_is_a_few_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("working", 200) as advance:
        for done in range(201):
            advance(done)
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines() == [f"working {done}/200" for done in range(20, 201, 20)]


def test_progress_towards_an_unknown_end_says_nothing_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("working", None) as advance:
        assert list(counted("abc", advance)) == ["a", "b", "c"]
    assert capsys.readouterr().err == ""
