"""Text with its tables in markup, as tools write that turn pages into Markdown: what ends a paragraph is its line.

Such a tool writes in markup what Markdown's tables cannot hold, and in Markdown the others.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice

from workers.extract.text_marks import HEADING, without_markdown
from workers.extract.text_ruled import ruled

_TABLE = re.compile(r"(<table\b.*?</table\s*>)", re.IGNORECASE | re.DOTALL)
_OPEN, _CLOSED = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s*>", re.IGNORECASE)
_PARAGRAPH = re.compile(
    r"<(?:p|div|br|h[1-6]|li|dd|dt|pre|center|section|article|blockquote|textarea|script|frameset|iframe)\b",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:[\s\ufeff]|<[?!][^>]*>)*<(?:html|head|body)\b", re.IGNORECASE
)  # and no table that is dressed as one
_MARKDOWN = re.compile(  # its headings
    r"^[ \t\u3000]*(?:#{1,6} *[^\s#].{0,80}|\*\*[^*\n]{2,80}\*\*)[ \t\r]*$", re.MULTILINE
)
_RULER = re.compile(r"^[ ]*(?:\|[ ]*:?-+:?[ ]*(?=\|)){2,}\|[ \r]*$", re.MULTILINE)  # under the head of its tables
_ROW = re.compile(r"\s*\|.*\|\s*")
_TAG = re.compile(r"</?[a-z][^<>]{0,500}>", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:span|font|b|strong|em|u|a)\b[^<>]{0,500}>", re.IGNORECASE)
_LONGEST = 60  # characters of a section's heading
_SEVERAL = 2  # headings in Markdown, where tags make paragraphs too


def with_breaks(text: str) -> str:
    """Return a page with `<br>` for its line breaks where nothing outside of its tables makes a paragraph.

    Markdown that came out of a page has kept some of its tags: there lines end as well.
    """
    first = _OPEN.search(text)
    if not first or _PAGE.match(text):
        return text
    is_markdown = _is_markdown(text)
    if _PARAGRAPH.search(text, 0, first.start()) and not is_markdown:
        return text
    if is_markdown:
        text = _TAG.sub(lambda tag: tag[0].replace("\n", " "), text)  # no line of the text ends within one
    if len(_OPEN.findall(text)) != len(_CLOSED.findall(text)):  # no end of a table would be looked for in vain
        return text
    parts = _TABLE.split(text)
    outside = "\n".join(parts[::2])
    if _PARAGRAPH.search(outside) and not _is_markdown(outside):
        return text
    lines = [(place, line) for place in range(0, len(parts), 2) for line in parts[place].split("\n")]
    kept: defaultdict[int, list[str]] = defaultdict(list)
    for place, line in without_markdown(ruled(lines)):
        kept[place].append(line)
    return "".join(part if place % 2 else "".join(marked_up(kept[place])) for place, part in enumerate(parts))


def _is_markdown(text: str) -> bool:
    """Whether several headings have Markdown's marks, or stand alone between blank lines, or a table has its ruler."""
    is_headed = sum(1 for _ in islice(_MARKDOWN.finditer(text), _SEVERAL)) == _SEVERAL
    return is_headed or _RULER.search(text) is not None or _has_headings_alone(text)


def _has_headings_alone(text: str) -> bool:
    """Whether several lines are a section's heading each, between blank lines."""
    lines = ["", *map(str.strip, _INLINE.sub("", text).split("\n")), ""]
    alone = (line for above, line, below in zip(lines, lines[1:], lines[2:], strict=False) if not above and not below)
    return sum(len(line) <= _LONGEST and HEADING.fullmatch(line) is not None for line in alone) >= _SEVERAL


def marked_up(lines: list[str]) -> Iterator[str]:
    """Lines with breaks between them, and rows of as many cells each as the table that they are."""
    is_behind_line = False
    for is_table, group in groupby(lines, lambda line: _ROW.fullmatch(line) is not None):
        found = list(group)
        rows = [line.strip()[1:-1].split("|") for line in found if is_table]
        if len(rows) > 1 and len({len(row) for row in rows}) == 1:
            cells = ("".join(f"<td>{cell.strip()}</td>" for cell in row) for row in rows)
            yield f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
            is_behind_line = False
        else:
            yield ("<br>" if is_behind_line else "") + "<br>".join(found)
            is_behind_line = True
