"""A text comes out of whatever a crawler has stored it in, with its title and day, and what is not stored stays."""

import csv
import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.extract.text_stored import stored

TITLE = "云岭市水务局2023年政府信息公开工作年度报告"
BODY = "\n".join(f"第{number}行，本年度公开信息，“{number}”件。\t0" for number in range(30))
TOLD = f"{TITLE}\n发布日期：2024-01-20\n{BODY}"


def row(*fields: str, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(fields)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"id": 7, "text": BODY, "title": TITLE, "pubDate": "2024-01-20 09:00", "crawl_time": "2026-03-01"}),
        json.dumps({"data": {"articleTitle": TITLE, "publish_time": "2024-01-20", "date": "2026-03-01", "text": BODY}}),
        repr({"title": TITLE, "date": "2024-01-20", "text": BODY}),
        repr([{"title": TITLE, "date": "2024-01-20", "filedate": "2026-11-23", "text": BODY}]),
        json.dumps({"code": 0, "data": json.dumps({"title": TITLE, "date": "2024-01-20", "text": BODY})}),
        "jQuery11_7(" + json.dumps({"title": TITLE, "date": "2024-01-20", "text": BODY}) + ");\n",
        "var article = " + json.dumps({"title": TITLE, "date": "2024-01-20", "text": BODY}) + ";",
        json.dumps({"title": TITLE}) + "\n" + json.dumps({"date": "2024-01-20", "text": BODY}),
        row("url", "title", "date", "text") + row("http://a.cn/1", TITLE, "2024-01-20", BODY),
        row("null", TITLE, "null", f"发布日期：2024-01-20\n{BODY}", delimiter="\t"),
        row("1", TITLE, f"发布日期：2024-01-20\n{BODY}"),
    ],
)
def test_a_text_comes_out_of_what_it_is_stored_in(text: str) -> None:
    assert stored(text).strip() == TOLD


@pytest.mark.parametrize(
    ("head", "behind"),
    [
        (f"---\ntitle: {TITLE}\nurl: http://a.cn/1\ndate: 2024-01-20\ntags:\n  - 年报\n---\n", BODY),
        (f"Title: {TITLE}\n\nURL Source: http://a.cn/1\n\nPublished Time: 2024-01-20T08:00:00+08:00\n\n", BODY),
        (f"#URL#http://a.cn/1\n#TITLE#{TITLE}\n#DATE#2024-01-20\n#CONTENT#\n", BODY),
    ],
)
def test_the_fields_before_a_text_are_its_title_and_day_on_their_lines(head: str, behind: str) -> None:
    told = stored(head + behind)
    assert [line for line in told.split("\n") if line.strip()] == TOLD.split("\n")
    assert told.count("\n") == (head + behind).count("\n")


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n{BODY}",
        f"---\n{TITLE}\n---\n{BODY}",
        f"Tel: 0571-12345678\n{BODY}",
        f"[打印] [关闭]\n{BODY}",
        '规章,"本年\n制发",3\n"行政\n许可",0,1',
        "{" * 10**5,
        '"' * 10**5,
    ],
)
def test_a_text_that_is_not_stored_is_left_alone(text: str) -> None:
    assert stored(text) == text


def test_parts_of_a_text_keep_their_titles() -> None:
    parts = [{"title": "一、总体情况", "text": "甲"}, {"title": "二、主动公开政府信息情况", "text": "乙"}]
    assert stored(json.dumps(parts)) == "一、总体情况\n甲\n二、主动公开政府信息情况\n乙"


@pytest.mark.parametrize("write", [json.dumps, repr])
@given(lines=st.lists(st.text("规章0 ，。|\t'\"\\{}", min_size=1), min_size=5))
def test_whatever_a_text_holds_it_comes_out_as_it_was(write: Callable[[object], str], lines: list[str]) -> None:
    text = "\n".join(lines)
    assert stored(write({"text": text})) == text
