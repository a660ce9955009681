"""The report that a page holds as text: in a textarea, a frame's srcdoc, a script's data, or escaped once too often."""

import html
import json
import re
from collections.abc import Iterator

_TEXTAREA = re.compile(r"<textarea\b[^<>]{0,1000}>([^<]*)</textarea>", re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b[^<>]{0,1000}?\ssrcdoc\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_SCRIPT = re.compile(r"<(/?)script\b", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"[^<>]{0,200}\btype\s*=\s*[\"']?text/(?:html|template|x-template)\b[^<>]{0,200}>", re.IGNORECASE
)
_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})")  # as JavaScript's escape() writes
_STRING = re.compile(r'"(?:[^"\\\r\n]|\\.)*"')
_ELEMENT = re.compile(r"<(?:p|div|table|td|span|br)\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|div|table|td|span|br)\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?<![a-z])(?:pub(?:lish)?_?(?:date|time)|docreltime|releasetime)[\"']?\s*:\s*[\"']"
    r"(20\d\d[-/.]\d{1,2}[-/.]\d{1,2})\b",
    re.IGNORECASE,
)
_OF_REPORTS = "公开"  # other templates are of the page's own parts
_SHORTEST = 500  # characters of an article in a script


def inner(text: str) -> str | None:
    """Return a page's source with what it holds as text made part of it; None where it holds nothing so."""
    within = _FRAME.sub(_shown, _TEXTAREA.sub(_shown, text))
    articles = [f"<div>{article}</div>" for script in _scripts(text) for article in _articles(script)]
    if articles:
        before, end, behind = within.rpartition("</body>")
        within = "".join((before, *articles, end, behind))
    if within != text:
        return within
    return html.unescape(text) if _ESCAPED.search(text) else None


def _shown(held: re.Match[str]) -> str:
    article = html.unescape(held[1].strip("\"'"))
    rest = "" if held[0].endswith(">") else "<i"  # of the frame's own tag
    return f"<div>{article}</div>{rest}" if _ELEMENT.search(article) else held[0]


def _articles(script: str) -> Iterator[str]:
    """The articles among the strings of a script, and the one day of publication that it names, as a page would."""
    literals = (string[0] for string in _STRING.finditer(script))
    decoded = (_decoded(literal) for literal in literals if len(literal) > _SHORTEST)
    articles = [article for article in decoded if article and _ELEMENT.search(article)]
    template = _TEMPLATE.match(script)
    if template and len(script) > _SHORTEST and _OF_REPORTS in script:
        articles.append(script[template.end() :])
    days = set(_PUBLISHED.findall(script)) if articles else set()
    if len(days) == 1:
        yield f'<meta name="PubDate" content="{days.pop()}">'
    yield from articles


def _scripts(text: str) -> Iterator[str]:
    begin = -1
    for tag in _SCRIPT.finditer(text):
        if not tag[1]:
            begin = tag.end() if begin < 0 else begin
        elif begin >= 0:
            yield text[begin : tag.start()]
            begin = -1


def _decoded(literal: str) -> str | None:
    try:
        decoded = json.loads(literal, strict=False)
    except ValueError:
        return None
    if not isinstance(decoded, str):
        return None
    return _PERCENT.sub(lambda code: chr(int(code[1] or code[2], 16)), decoded) if "%u" in decoded else decoded
