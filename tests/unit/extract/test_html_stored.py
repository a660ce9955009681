"""Articles in JSON are pages; other texts stay as they are."""

import json

import pytest

from workers.extract.html_stored import page

TITLE = "云岭市水务局2023年政府信息公开工作年度报告"
ARTICLE = (
    '<p style="a">一、总体情况</p>\n<table><tr><td colspan="2">规章</td></tr></table>' + "<p>本年度公开信息。</p>" * 40
)
STORED = {"id": "a7", "content": ARTICLE, "title": TITLE, "publishTime": "2024-01-20 08:00", "crawl_time": "2026-03-01"}
PAGE = f"<title>{TITLE}</title>\n<p>{TITLE}</p>\n<p>发布日期：2024-01-20</p>\n<div>{ARTICLE}</div>"


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(STORED, ensure_ascii=False),
        json.dumps({"code": 0, "data": [STORED]}),
        json.dumps(STORED).replace("/", "\\/").replace("<", "\\u003c"),
        json.dumps({"msg": "ok"}) + "\n" + json.dumps(STORED),
        json.dumps(STORED | {"content": ARTICLE.replace("<", "&lt;").replace(">", "&gt;")}),
        json.dumps(STORED | {"text": "本年度公开信息。" * 40}),
        repr(STORED),
    ],
)
def test_an_article_in_json_is_a_page_with_its_title_and_day(text: str) -> None:
    assert page(text) == PAGE


@pytest.mark.parametrize("text", ["<p>一</p>", '{"text": "一、总体情况"}', "{" * 10**5, "[<p>一</p>]"])
def test_what_is_no_article_in_json_stays(text: str) -> None:
    assert page(text) == text


def test_texts_and_tables_in_json_keep_their_order() -> None:
    table = "<table><tr><td>规章</td></tr></table>"
    long = "本年度公开信息若干，均在期限之内。" * 30
    parts = [
        {"type": "text", "text": "一、总体情况"},
        {"text": long},
        {"table_body": table},
        {"text": "六、其他\n无。"},
    ]
    assert page(json.dumps(parts)) == (
        f"<p>一、总体情况</p>\n<p>{long}</p>\n<div>{table}</div>\n<p>六、其他</p>\n<p>无。</p>"
    )


def test_a_short_text_beside_an_article_is_escaped() -> None:
    assert "<p>文号：&lt;无&gt;</p>" in page(json.dumps({"content": ARTICLE, "no": "文号：<无>"}))


def test_an_article_in_xml_is_told_without_the_marks_of_its_text() -> None:
    xml = '<?xml version="1.0"?>\n<article><title>{}</title><text>{}</text></article>'
    assert page(xml.format(f"<![CDATA[{TITLE}]]>", f"<![CDATA[{ARTICLE}]]>")) == xml.format(TITLE, ARTICLE)
    strict = f'<?xml version="1.0"?><!DOCTYPE html><html><script>//<![CDATA[\n//]]></script>{ARTICLE}</html>'
    assert page(strict) == strict
