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


def test_a_stored_text_is_found_wherever_it_lies_in_what_was_stored() -> None:
    page = {"code": 0, "data": [{"title": "某镇的报告", "content": [{"text": line} for line in LINES]}]}
    assert unescaped(json.dumps(page)).split("\n") == ["某镇的报告", *LINES]


def test_when_a_crawler_came_is_not_told() -> None:
    assert unescaped(json.dumps({"crawl_time": "2026-03-01", "publish_date": "2024-01-10"})) == "发布日期：2024-01-10"


def test_a_text_that_is_stored_twice_is_told_once_with_its_marks() -> None:
    text = "\n".join(f"第{one}{other}行：规章和规范性文件\t0" for one in "甲乙丙丁戊己" for other in "子丑寅卯辰巳")
    stored = {"raw_text": " ".join(text.split()), "text": text}
    assert unescaped(json.dumps(stored)) == unescaped(json.dumps({"text": text})) == text


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
    assert undrawn([(1, "（七）总<br>计 3 0")]) == [(1, "（七）总计 3 0")]
    assert undrawn([(1, "现行有效<br/>件数\t0")]) == [(1, "现行有效件数\t0")]
    assert undrawn([(1, "一、总体情况<br>（一）主动公开")]) == [(1, "一、总体情况"), (1, "（一）主动公开")]
    assert undrawn([(1, "# <center>云岭市年报</center>")]) == [(1, "# 云岭市年报")]
    assert undrawn([(1, "|<p>规章</p>|<div class='a'>0</div>|")]) == [(1, "|规章|0|")]
    assert undrawn([(1, "一、总体情况<br>工作有序开展。")]) == [(1, "一、总体情况"), (1, "工作有序开展。")]


def test_tags_that_are_broken_over_lines_stand_on_one() -> None:
    assert unescaped('甲<span\nlang="EN"\nstyle="x">1</span>\n乙') == '甲<span lang="EN" style="x">1</span>\n乙'
    assert unescaped("甲 <\n乙 >") == "甲 <\n乙 >"
