"""Pages as crawlers and the services behind sites store them: the markup of an article as a string in JSON."""

import html
import re

from workers.extract.text_stored import fields, head

_ELEMENT = re.compile(r"<(?:p|div|table|td|span|br|h[1-6])\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|div|table|td|span|br|h[1-6])\b", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]")
_LONG = 300  # characters of an article, of which one without markup is a copy


def page(text: str) -> str:
    """Return a page made of the strings in JSON, among them one of markup; any other text as it is."""
    found = [(name, _shown(value)) for name, value in fields(text)]
    articles = [value for _, value in found if _ELEMENT.search(value)]
    if not articles:
        return text
    titles, days = head(found)
    plain = [value for _, value in found if _HAN.search(value) and len(value) < _LONG and value not in articles]
    return "\n".join(
        [
            *(f"<title>{html.escape(title)}</title>" for title in titles),
            *(f"<p>{html.escape(line)}</p>" for line in dict.fromkeys([*titles, *days, *plain])),
            *(f"<div>{article}</div>" for article in articles),
        ]
    )


def _shown(value: str) -> str:
    """A string with its markup, which may be escaped once too often."""
    return html.unescape(value) if _ESCAPED.search(value) and not _ELEMENT.search(value) else value
