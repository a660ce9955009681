"""Text with its tables in markup, as tools write that turn pages into Markdown: what ends a paragraph is its line."""

import re

from workers.extract.text_marks import without_markdown

_TABLE = re.compile(r"(<table\b.*?</table\s*>)", re.IGNORECASE | re.DOTALL)
_OPEN, _CLOSED = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"<(?:p|div|br|h[1-6]|li|dd|dt|pre|center|section|article|blockquote|textarea|script|frameset|iframe)\b",
    re.IGNORECASE,
)


def with_breaks(text: str) -> str:
    """Return a page with `<br>` for its line breaks where nothing outside of its tables makes a paragraph."""
    first = _OPEN.search(text)
    if not first or _PARAGRAPH.search(text, 0, first.start()):
        return text
    if len(_OPEN.findall(text)) != len(_CLOSED.findall(text)):  # no end of a table would be looked for in vain
        return text
    parts = _TABLE.split(text)
    if any(_PARAGRAPH.search(part) for part in parts[::2]):
        return text
    return "".join(part if place % 2 else _with_breaks(part) for place, part in enumerate(parts))


def _with_breaks(text: str) -> str:
    lines = without_markdown(list(enumerate(text.split("\n"))))
    return "<br>".join(line for _, line in lines)
