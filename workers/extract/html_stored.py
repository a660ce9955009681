"""Pages as crawlers and the services behind sites store them: the markup of an article as a string in JSON."""

import html
import re

from workers.extract.text_stored import fields, head, is_copy, words_of

_ELEMENT = re.compile(r"<(?:p|div|table|td|span|br|h[1-6])\b", re.IGNORECASE)
_ESCAPED = re.compile(r"&lt;(?:p|div|table|td|span|br|h[1-6])\b", re.IGNORECASE)
_XML, _PAGE = re.compile(r"[\s\ufeff]*<\?xml\b"), re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_HEAD = 2000  # characters within which a page says that it is one
_HAN = re.compile("[\u4e00-\u9fff]")
_LONG = 300  # characters of a text that may be an article's without its markup
_MOST = 20  # texts, and articles, that are looked at so


def page(text: str) -> str:
    """Return a page made of the strings in JSON, in order, some of them of markup; any other text as it is.

    An article in XML that is no page of its own is told without the marks around its markup.
    """
    if _XML.match(text) and not _PAGE.search(text, 0, _HEAD):
        return text.replace("<![CDATA[", "").replace("]]>", "")
    found = [(name, _shown(value)) for name, value in fields(text)]
    articles = [value for _, value in found if _ELEMENT.search(value)]
    if not articles:
        return text
    titles, days = head(found)
    words = [words_of(article) for article in sorted(articles, key=len)[-_MOST:]]
    plain = [value for _, value in found if len(value) >= _LONG and not _ELEMENT.search(value)][:_MOST]
    copies = {value for value in plain if any(is_copy(words_of(value), each) for each in words)}
    pieces = [f"<title>{html.escape(title)}</title>" for title in titles]
    for value in [*titles, *days, *(value for _, value in found if value not in titles)]:
        if _ELEMENT.search(value):
            pieces.append(f"<div>{value}</div>")
        elif _HAN.search(value) and value not in copies:
            pieces += [f"<p>{html.escape(line)}</p>" for line in value.split("\n")]
    return "\n".join(pieces)


def _shown(value: str) -> str:
    """A string with its markup, which may be escaped once too often."""
    return html.unescape(value) if _ESCAPED.search(value) and not _ELEMENT.search(value) else value
