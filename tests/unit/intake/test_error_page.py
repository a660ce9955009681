"""Error pages are told from reports, under whatever name they were saved."""

import json
from urllib.parse import quote

import pytest

from shared.errors import Refused
from shared.limits import Limits
from workers.intake import detect

LIMITS = Limits()


def page(title: str, body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>".encode()


ERRORS = [
    page("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx</center>"),
    page("403 Forbidden", "<h1>Forbidden</h1>"),
    page("某市人民政府", "<p>抱歉，您访问的页面不存在</p><a href='/'>返回首页</a>"),
    page("提示信息", "您的请求存在安全风险，已被拦截"),
    page("", "<h2>Error 502</h2>"),
    page("404错误", "<a>政府信息公开</a><a>政府信息公开年报</a><a>主动公开目录</a>"),
    page("", "<script>document.cookie = 'a'; location.reload()</script>"),
    page("系统维护", "<p>网站升级，请稍后再试</p>"),
]


@pytest.mark.parametrize("data", ERRORS)
@pytest.mark.parametrize("name", ["年报.pdf", "a.docx", "a.html", "a"])
def test_an_error_page_is_refused_under_every_name(data: bytes, name: str) -> None:
    with pytest.raises(Refused) as refused:
        detect(data, name, LIMITS)
    assert refused.value.reason.code == "html-error-page"
    assert name in refused.value.reason.message.en


def test_the_title_is_told() -> None:
    with pytest.raises(Refused, match="404 Not Found"):
        detect(ERRORS[0], "a.pdf", LIMITS)


def test_a_short_page_without_a_word_of_a_report_is_no_pdf() -> None:
    data = page("登录", "<form><input name='user'></form>请先登录")
    with pytest.raises(Refused, match="登录"):
        detect(data, "a.pdf", LIMITS)
    assert detect(data, "a.html", LIMITS).format == "html"


@pytest.mark.parametrize(
    "body",
    [
        "<p>收到政府信息公开申请 404 件，其中予以公开 403 件，行政复议 0 件。</p>",
        "<p>主动公开政府信息 502 条。</p>" * 200,
        "<p>（四）无法提供：信息不存在 3 件。2023 年收到政府信息公开申请 3 件。</p>",
    ],
)
def test_a_report_is_no_error_page_whatever_numbers_it_holds(body: str) -> None:
    assert detect(page("某镇2023年政府信息公开工作年度报告", body), "a.pdf", LIMITS).format == "html"


@pytest.mark.parametrize("written", [quote("一、总体情况"), "%u603B%u4F53%u60C5%u51B5"])
def test_a_report_that_only_a_script_writes_is_no_error_page(written: str) -> None:
    assert detect(f"<html><script>document.write(unescape('{written}'))</script></html>".encode(), "a.html", LIMITS)


def test_hostile_markup_is_judged_in_linear_time() -> None:
    for piece in ("<", "<!--", "<script", "<title>", "<a<a", "&amp"):
        text = (piece * 65_000)[:65_000].encode()
        try:
            detect(b"<html></p>" + text, "a.pdf", LIMITS)
        except Refused as refused:
            assert refused.reason.code == "html-error-page"  # noqa: PT017 - either outcome will do


@pytest.mark.parametrize("heading", ["一、总体情况", "（一）主动公开政府信息数"])
def test_a_page_that_holds_its_report_in_a_script_is_none(heading: str) -> None:
    script = json.dumps({"content": f"<p>{heading}</p>"})
    assert detect(page("年报", f"<script>var data = {script}</script>"), "a.html", LIMITS).format == "html"
