"""The report that a page holds as text: in a textarea, a template, an attribute, a frame or a script.

Or in itself, escaped once too often.
"""

import html
import re

from workers.extract.html_scripts import ELEMENT, SHORTEST, articles, is_article

_HOLDER = re.compile(r"<(textarea|xmp|noscript|template)\b[^<>]{0,1000}>", re.IGNORECASE)
_HOLDERS = 1000  # elements of a page that are looked into
_FRAME = re.compile(r"<iframe\b[^<>]{0,1000}?\ssrcdoc\s*=\s*(\"[^\"]*\"|'[^']*')", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"\s(?:value|content|data-[\w-]{{1,40}})\s*=\s*\"([^\"<>]{{{SHORTEST},}})\"", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|div|table|td|span|br)\b", re.IGNORECASE)


def inner(text: str) -> str | None:
    """Return a page's source with what it holds as text made part of it; None where it holds nothing so."""
    within = _FRAME.sub(_shown, _opened(text))
    held = [html.unescape(value) for value in _ATTRIBUTE.findall(text) if _ESCAPED.search(value)]
    if found := [*filter(is_article, held), *articles(text)]:
        before, end, behind = within.rpartition("</body>")
        within = "".join((before, *(f"<div>{article}</div>" for article in found), end, behind))
    if within != text:
        return within
    return html.unescape(text) if _ESCAPED.search(text) else None


def _opened(text: str) -> str:
    """A page's source with the elements that are never shown, and hold an article, as elements that are."""
    pieces: list[str] = []
    done = 0
    unclosed: set[str] = set()
    lower = text.lower()
    for _, opening in zip(range(_HOLDERS), _HOLDER.finditer(text), strict=False):
        tag = opening[1].lower()
        if opening.start() < done or tag in unclosed:
            continue
        close = lower.find(f"</{tag}", opening.end())
        if close < 0:
            unclosed.add(tag)
            continue
        article = text[opening.end() : close]
        if not ELEMENT.search(article):
            article = html.unescape(article)
        if is_article(article) or (tag == "textarea" and ELEMENT.search(article)):
            pieces += [text[done : opening.start()], f"<div>{article}</div><i "]
            done = close + len(f"</{tag}")
    return "".join([*pieces, text[done:]])


def _shown(held: re.Match[str]) -> str:
    article = html.unescape(held[1].strip("\"'"))
    return f"<div>{article}</div><i" if ELEMENT.search(article) else held[0]  # and the rest of the frame's own tag
