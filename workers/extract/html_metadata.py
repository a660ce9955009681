"""What the head of a page says of a report: its title and the fields that government sites put there."""

import re
from typing import Any

from workers.extract.lines import tidy

Element = Any  # lxml ships no types

_TAGS = ("ArticleTitle", "PubDate", "ContentSource", "ColumnName", "SiteName", "Keywords")
_DATES = ("publishdate", "article:published_time", "firstpublishedtime", "datepublished")  # as PubDate, elsewhere
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d{1,2}-\d{1,2})')  # https://schema.org/datePublished
_ELEMENTS = ("pubdate", "publishdate", "publishtime", "pubtime")  # of articles in XML
_LONGEST = 100  # characters of a value


def tags(root: Element) -> dict[str, str]:
    """Return the title and the fields that government sites put into the head of a page."""
    found: dict[str, str] = {}
    title = next(root.iter("title"), None)
    if title is not None and (text := _squeezed("".join(title.itertext()))):
        found["title"] = text[:_LONGEST]
    names = {name.lower(): name for name in _TAGS} | dict.fromkeys(_DATES, "PubDate")
    for meta in root.iter("meta"):
        name = names.get((meta.get("name") or meta.get("property") or meta.get("itemprop") or "").strip().lower())
        value = _squeezed(meta.get("content") or "")
        if name and value:
            found.setdefault(name, value[:_LONGEST])
    for element in root.iter(*_ELEMENTS):
        if value := _squeezed("".join(element.itertext())[: 2 * _LONGEST]):
            found.setdefault("PubDate", value[:_LONGEST])
    data = [script.text or "" for script in root.iter("script") if script.get("type") == "application/ld+json"]
    if len(days := {day for text in data for day in _LINKED_DATA.findall(text)}) == 1:
        found.setdefault("PubDate", days.pop())
    return found


def _squeezed(text: str) -> str:
    return " ".join(tidy(text).split())
