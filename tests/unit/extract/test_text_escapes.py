"""Escapes, drawn tables and invisible characters in plain texts."""

import json

import pytest

from workers.extract.text_escapes import undrawn, unescaped

LINES = [f"第{number}行：规章\t0\t{number}" for number in range(20)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(LINES).replace("\t", "\\t").replace("\n", "\\n"),
        "\n".join(LINES).replace("\t", "\\t").replace("\n", "\\r\\n"),
        json.dumps({"content": "\n".join(LINES), "id": 7}, ensure_ascii=False),
        json.dumps({"content": "\n".join(LINES), "id": 7}),
    ],
)
def test_written_line_ends_are_line_ends(text: str) -> None:
    assert unescaped(text).split("\n") == LINES


def test_a_backslash_in_passing_is_none_and_what_only_looks_like_json_is_read_all_the_same() -> None:
    assert unescaped("路径 C:\\new\\table") == "路径 C:\\new\\table"
    assert unescaped("{" * 10**5 + "\\n" * 20).count("\n") == 20


def test_entities_are_what_they_stand_for() -> None:
    assert unescaped("规章&nbsp;0&nbsp;3&ldquo;三安全&rdquo; A&B") == "规章\xa00\xa03“三安全” A&B"


def test_invisible_characters_around_cells_vanish_and_between_them_stay() -> None:
    assert unescaped("\ufeff规章\t\u200b12\t3\u200b\n|\u20604|") == "规章\t12\t3\n|4|"
    assert unescaped("规章\u200b0\u200b3") == "规章\u200b0\u200b3"


def test_a_drawn_table_is_rows_between_pipes() -> None:
    drawn = ["┌────┬─┬──┐", "│规章│0│12│", "├────┼─┼──┤", "│许可│─│ 3│", "└────┴─┴──┘"]
    assert undrawn(list(enumerate(drawn, 1))) == [(2, "|规章|0|12|"), (4, "|许可|─| 3|")]


def test_breaks_inside_cells_join_words_and_never_figures() -> None:
    assert undrawn([(1, "|行政规<br>范性文件|12<br/>34|")]) == [(1, "|行政规范性文件|12 34|")]
    assert undrawn([(1, "一、总体情况<br>工作有序开展。")]) == [(1, "一、总体情况"), (1, "工作有序开展。")]
