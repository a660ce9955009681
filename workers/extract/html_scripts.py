"""The articles that a page's scripts hold: in strings, in data, in templates, and the day of publication they name."""

import base64
import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

_SCRIPT = re.compile(r"<(/?)script\b", re.IGNORECASE)
_TEMPLATE = re.compile(
    r"[^<>]{0,200}\btype\s*=\s*[\"']?text/(?:html|template|x-template)\b[^<>]{0,200}>", re.IGNORECASE
)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_PERCENT = re.compile(r"%u([0-9a-fA-F]{4})|%([0-9a-fA-F]{2})")  # as JavaScript's escape() writes
_PERCENT_UTF8 = re.compile(r"%3C(?:p|div|table|td|span|br)\b", re.IGNORECASE)  # as its encodeURIComponent() does
_BASE64 = re.compile(r"[A-Za-z0-9+/]{500,}={0,2}")
_STRINGS = (  # with each kind of quotes, up to the end of the line where the last is missing
    re.compile(r'"(?:[^"\\\r\n]|\\.)*(?:"|(?=[\r\n]|\Z|\\))', re.DOTALL),
    re.compile(r"'(?:[^'\\\r\n]|\\.)*(?:'|(?=[\r\n]|\Z|\\))", re.DOTALL),
    re.compile(r"`(?:[^`\\]|\\.)*(?:`|(?=\Z|\\))", re.DOTALL),
)
_ESCAPES = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(['`$\r\n]))|(\")")  # of JavaScript, beside those of JSON
ELEMENT = re.compile(r"<(?:p|div|table|td|span|br)\b", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?<![a-z])(?:pub(?:lish)?_?(?:date|time)|docreltime|releasetime)\\?[\"']?\s*:\s*\\?[\"']"
    r"(20\d\d[-/.]\d{1,2}[-/.]\d{1,2})\b",
    re.IGNORECASE,
)
_OF_REPORTS = re.compile("公[开開]|行政[诉訴][讼訟]")  # other markup in scripts is of the page's own parts
SHORTEST = 500  # characters of an article in a script


def is_article(markup: str) -> bool:
    """Whether some markup may be a report."""
    return len(markup) > SHORTEST and bool(ELEMENT.search(markup) and _OF_REPORTS.search(markup))


def articles(text: str) -> list[str]:
    """Return the markup that a page's scripts hold, with a tag for the day of publication that they name beside it."""
    return [article for script in _scripts(text) for article in _articles(script)]


def _articles(script: str) -> Iterator[str]:
    """The articles of a script, and the one day of publication that it names, as a page would."""
    found = _strings(script, in_data=False)
    template = _TEMPLATE.match(script)
    if template and is_article(script):
        found.append(script[template.end() :])
    else:
        data = [part.partition(_CDATA_END)[0] for part in script.split(_CDATA)[1:]]
        found += filter(is_article, data)
    days = set(_PUBLISHED.findall(script)) if found else set()
    if len(days) == 1:
        yield f'<meta name="PubDate" content="{days.pop()}">'
    yield from found


def _strings(script: str, *, in_data: bool) -> list[str]:
    """The strings with markup; other quotes are looked at where double ones hold none: an apostrophe is one as well."""
    for kind in _STRINGS:
        found: list[str] = []
        for string in kind.finditer(script):
            decoded = _decoded(string[0]) if len(string[0]) > SHORTEST else None
            if decoded and not in_data and decoded.lstrip()[:1] in {"{", "["}:  # JSON.parse("{\"content\": …}")
                found += _strings(decoded, in_data=True)
            elif decoded and is_article(decoded):
                found.append(decoded)
        if found:
            return found
    return []


def _scripts(text: str) -> Iterator[str]:
    begin = -1
    for tag in _SCRIPT.finditer(text):
        if not tag[1]:
            begin = tag.end() if begin < 0 else begin
        elif begin >= 0:
            yield text[begin : tag.start()]
            begin = -1


def _decoded(literal: str) -> str | None:
    """Return what a string says; None for one that no script would take."""
    if literal[0] != literal[-1]:
        return None
    try:
        decoded = json.loads(
            f'"{_ESCAPES.sub(_in_json, literal[1:-1])}"' if literal[0] != '"' else literal, strict=False
        )
    except ValueError:
        return None
    return _revealed(decoded) if isinstance(decoded, str) else None


def _revealed(text: str) -> str:
    """A text as scripts show it: by unescape(), by decodeURIComponent(), out of base64."""
    if "%u" in text:
        return _PERCENT.sub(lambda code: chr(int(code[1] or code[2], 16)), text)
    if _PERCENT_UTF8.search(text):
        return unquote(text)
    try:
        return base64.b64decode(text).decode() if _BASE64.fullmatch(text) else text
    except ValueError:
        return text


def _in_json(escape: re.Match[str]) -> str:
    if escape[3]:
        return '\\"'
    return f"\\u00{escape[1]}" if escape[1] else escape[2].strip("\r\n")
