"""Reports that a page holds as text."""

import base64
import html
import json
from urllib.parse import quote

import pytest

from shared.document import Paragraph, Table
from shared.limits import Limits
from workers.extract.html import read_html
from workers.extract.html_inner import inner
from workers.extract.html_region import phrases

ARTICLE = (
    "<p>一、总体情况</p><p>本年度主动公开信息若干。</p><p>二、主动公开政府信息情况</p>"
    '<table border="1"><tr><td>行政许可</td><td>12</td></tr></table>' + "<p>按规定时限办理。</p>" * 30
)
MORE = "<p>依法公开。</p>" * 30
SCRIPTED = ARTICLE.replace('"', r"\x22").replace("/", r"\/").replace("本年度", "本\\\n年度")
PAGES = {
    "textarea": f'<textarea style="display:none">{html.escape(ARTICLE)}</textarea>',
    "frame": f'<iframe width="100%" srcdoc="{html.escape(ARTICLE)}"></iframe>',
    "script": f"<script>window.state={json.dumps({'title': '年度报告', 'content': ARTICLE})}</script>",
    "template": f'<script type="text/html" id="tpl">{ARTICLE}</script>',
    "unescape": f'<script>var a=unescape("{"".join(f"%u{ord(one):04X}" for one in ARTICLE)}")</script>',
    "escaped": html.escape(ARTICLE),
    "textarea as it is": f"<textarea id=content>{ARTICLE}</textarea>",
    "element of a template": f"<TEMPLATE>{ARTICLE}{MORE}</TEMPLATE><p>下一篇</p>",
    "without scripts": f"<noscript>{ARTICLE}{MORE}</noscript>",
    "attribute": f'<input type="hidden" value="{html.escape(ARTICLE)}">',
    "single quotes": f"<script>/* don't */\n$('#a').html('{SCRIPTED}');</script>",
    "backticks": f"<script>a.innerHTML=`{ARTICLE}`</script>",
    "hexadecimal": f"<script>var a='{SCRIPTED.replace('<', chr(92) + 'x3C')}'</script>",
    "percent": f"<script>document.write(decodeURIComponent('{quote(ARTICLE)}'))</script>",
    "base64": f"<script>show('{base64.b64encode(ARTICLE.encode()).decode()}')</script>",
    "data in a string": f"<script>a=JSON.parse({json.dumps(json.dumps({'content': ARTICLE}))})</script>",
    "data in XML": f'<script type="text/xml"><record><![CDATA[{ARTICLE}]]></record></script>',
}


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_what_a_page_holds_as_text_is_read_as_its_own(page: str) -> None:
    head = "<head><title>某局2023年政府信息公开工作年度报告</title></head>"
    blocks = read_html(f"<html>{head}<body><h1>年报</h1>{page}</body></html>".encode(), Limits()).blocks
    assert "一、总体情况" in [block.text for block in blocks if isinstance(block, Paragraph)]
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in table.rows] == [["行政许可", "12"]]


def test_a_page_with_a_table_of_its_own_may_hold_the_report_as_text() -> None:
    rows = "".join(
        f"<tr><td>{label}</td><td>1</td></tr>" for label in ("一、本年新收政府信息公开申请数量", "行政规范性文件")
    )
    page = (
        f"<table><tr><td>索引号</td></tr></table><textarea>{html.escape(ARTICLE + f'<table>{rows}</table>')}</textarea>"
    )
    blocks = read_html(f"<html><body>{page}</body></html>".encode(), Limits()).blocks
    assert ["行政规范性文件", "1"] in [
        [c.text for c in row] for each in blocks if isinstance(each, Table) for row in each.rows
    ]


def test_tables_that_are_escaped_once_too_often_are_tables() -> None:
    labels = [f"<tr><td>{label}</td><td>1</td></tr>" for label in phrases()]
    page = html.escape(f"<h1>年报</h1><table>{''.join(labels)}</table>")
    assert any(isinstance(block, Table) for block in read_html(page.encode(), Limits()).blocks)


@pytest.mark.parametrize(
    "piece",
    ["<script><![CDATA[", "<script>\\'", '<script>\\"', "<textarea>", "<xmp></noscript>", ' data-a="', "<iframe src="],
)
def test_markup_without_an_end_takes_no_time(piece: str) -> None:
    assert inner(piece + piece.removeprefix("<script>") * 20_000) is None


def test_a_template_of_a_part_of_the_page_is_no_report() -> None:
    assert inner(f'<p>一</p><script type="text/html">{"<p>更多</p>" * 99}</script>') is None
    assert (
        inner(f"<p>一</p><script>share('{'<p>更多</p>' * 99}')</script><noscript>{'<p>更多</p>' * 99}</noscript>")
        is None
    )


def test_a_table_that_a_script_puts_into_its_place_is_read() -> None:
    table = f"<table><tr><td>行政复议</td><td>行政诉讼</td></tr>{'<tr><td>0</td><td>0</td></tr>' * 30}</table>"
    assert table in (inner(f"<p>一</p><script>four.innerHTML='{table}'</script>") or "")


@pytest.mark.parametrize("page", ["<p>一、总体情况</p>", '<script>var a = "b";</script>', "<textarea>留言</textarea>"])
def test_other_pages_hold_nothing(page: str) -> None:
    assert inner(page) is None


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ({"pubDate": "2024-01-12 09:00:00"}, "2024-01-12"),
        ({"publishTime": "2024/1/12"}, "2024/1/12"),
        ({"display_publish_time": "2024-01-12 10:00"}, "2024-01-12"),
        ({"createTime": "2024-01-12"}, None),
        ({"pubDate": "2024-01-12", "next": {"pubDate": "2024-02-01"}}, None),  # of which article?
    ],
)
def test_the_day_that_an_articles_script_names_is_the_pages(said: dict[str, object], date: str | None) -> None:
    page = f"<html><body><script>window.state={json.dumps({**said, 'content': ARTICLE})}</script></body></html>"
    assert read_html(page.encode(), Limits()).metadata.get("PubDate") == date


def test_an_article_escaped_once_too_often_beside_a_table_of_the_site_is_read() -> None:
    index = "<table><tr><td>索引号</td><td>1</td></tr></table>"
    blocks = read_html(f"<body>{index}<div>{html.escape(ARTICLE)}</div></body>".encode(), Limits()).blocks
    assert any(isinstance(block, Table) and block.rows[-1][-1].text == "12" for block in blocks)
    assert not any(isinstance(block, Paragraph) and "<" in block.text for block in blocks)


def test_a_drawn_table_of_a_frame_is_read() -> None:
    ruler = "+------+----+"
    drawn = f"<pre>{ruler}\n| 内容 | 数 |\n{ruler}\n| 许可 | 12 |\n{ruler}</pre>"
    article = ARTICLE.replace('<table border="1"><tr><td>行政许可</td><td>12</td></tr></table>', drawn)
    blocks = read_html(f'<iframe srcdoc="{html.escape(article)}"></iframe>'.encode(), Limits()).blocks
    assert [cell.text for block in blocks if isinstance(block, Table) for cell in block.rows[1]] == ["许可", "12"]
