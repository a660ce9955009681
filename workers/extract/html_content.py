"""The content of a page in reading order: paragraphs and tables, those of the report and those around it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from shared.document import Picture
from workers.extract.grid import Grid, Link, Piece, Slot, place
from workers.extract.html_tree import HEADINGS, NOTHING, is_link, walk
from workers.extract.lines import tidy

Element = Any  # lxml ships no types

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
})  # fmt: skip
_RAISED = {"sup", "sub"}
_WHITE = re.compile("[ \t\n\r\f]+")
_ESCAPED_WHITE = re.compile("&(?:nbsp|ensp|emsp|#160);?")  # escaped once too often
_SPACES = re.compile(" {2,}")
_HAN = "[\u3000-\u303f\u4e00-\u9fff\uff00-\uff0f\uff1a-\uffef]"  # ideographs and their punctuation, no digits
_BREAK_IN_CHINESE = re.compile(rf"(?<={_HAN})[ \t]*[\r\n][ \t\r\n]*(?={_HAN})")  # in the source, not on the page
_INTEGER = re.compile(r"\s*(\d{1,6})")
_LAID_OUT = re.compile(r"(?<![\w-])display\s*:\s*(?:inline-)?(?:flex|grid)\b", re.IGNORECASE)
_IN_LINE = re.compile(r"(?<![\w-])(?:display\s*:\s*(?:inline-block|table-cell)|float\s*:\s*left)\b", re.IGNORECASE)
_WIDTH = re.compile(r"(?<![\w-])(?:min-)?width\s*:", re.IGNORECASE)
_CELLS = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
_DAY = re.compile(r"[\d\s\-—./:年月日\[\]()（）【】·•|]*")  # all that a list of articles has beside its links


Shown = Callable[[Element], Picture | None]


@dataclass
class Content:
    """What stands in the report's region, and the lines before and behind it, links left out.

    Lines of one paragraph, parted by `<br>`, are one text with line ends in it.
    """

    inside: list[Piece] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)


def content(root: Element, region: Element, picture: Shown, behind: int = NOTHING) -> Content:
    """Return the content of the page under `root`, told apart by whether it stands in `region`.

    `picture` says what an `img` shows; `behind` as in `walk`.
    """
    builder = _Builder(region, picture)
    for event, item in walk(root, behind):
        if event == "text":
            builder.text(item)
        elif event == "start":
            builder.start(item)
        else:
            builder.end(item)
    return builder.content


class _Builder:
    def __init__(self, region: Element, picture: Shown) -> None:
        self._picture = picture
        self._pictures: list[Picture] = []  # of the line
        self.content = Content()
        self._region = region
        self._targets: list[list[Piece]] = [[]]  # where finished paragraphs go, the innermost last
        self._around: list[str] | None = self.content.before  # where the lines go that are not the report's
        self._grids: list[Grid] = []
        self._open: list[Element] = []  # table, tr and td elements that made a grid, a row or a cell
        self._line: list[str] = []
        self._outside: list[str] = []  # what of the line stands outside of links
        self._linked = False  # whether it has any
        self._links = self._pre = 0

    def start(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._line.append("\n")
        elif tag == "img":
            self._pictures += filter(None, [self._picture(element)])
        elif tag in _BLOCKS or element is self._region or _is_boxed(element):
            self._flush()
        elif tag in _RAISED:
            self._line.append(" ")  # a raised figure is a reference, not the last digit of the number before it
        self._links += is_link(element)
        self._pre += tag == "pre"
        if element is self._region:
            self._targets.append(self.content.inside)
            self._around = None
        elif tag == "table":
            self._grids.append(Grid())
            self._open.append(element)
        elif tag == "tr" and self._in("table"):
            self._grids[-1].rows.append([])
            self._open.append(element)
        elif tag in {"td", "th"} and self._in("tr", "table"):
            if not self._grids[-1].rows:
                self._grids[-1].rows.append([])
            slot = Slot([], 0, _span(element, "rowspan"), _span(element, "colspan"))
            self._grids[-1].rows[-1].append(slot)
            self._targets.append(slot.contents)
            self._open.append(element)

    def text(self, text: str) -> None:
        if "&" in text:
            text = _ESCAPED_WHITE.sub("\xa0", text)
        if not self._pre:
            if "\n" in text or "\r" in text:
                text = _BREAK_IN_CHINESE.sub("", text)
            text = _WHITE.sub(" ", text)
        self._line.append(text)
        if not self._links:
            self._outside.append(text)
        elif not text.isspace():
            self._linked = True

    def end(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS or element is self._region or _is_boxed(element):
            self._flush(heading=tag in HEADINGS)
        elif tag in _RAISED:
            self._line.append(" ")
        self._links -= is_link(element)
        self._pre -= tag == "pre"
        if element is self._region:
            self._targets.pop()
            self._around = self.content.behind
        if self._open and self._open[-1] is element:
            self._open.pop()
            if tag in {"td", "th"}:
                self._targets.pop()
            elif tag == "table":
                grid = self._grids.pop()
                place(grid.rows)
                self._targets[-1].append(grid)

    def _in(self, *tags: str) -> bool:
        return bool(self._open) and self._open[-1].tag in tags

    def _flush(self, *, heading: bool = False) -> None:
        all_linked = self._linked and _DAY.fullmatch("".join(self._outside)) is not None
        lines = [text for line in "".join(self._line).split("\n") if (text := tidy(_SPACES.sub(" ", line)))]
        self._targets[-1] += [Link(text, heading) for text in lines] if all_linked else lines
        self._targets[-1] += self._pictures
        if self._around is not None and lines and not all_linked:
            self._around.append("\n".join(lines))
        self._pictures.clear()
        self._line.clear()
        self._outside.clear()
        self._linked = False


def _is_boxed(element: Element) -> bool:
    """Whether an element stands for itself though its tag does not say so: as a cell, or as its neighbours do."""
    if element.get("role") in _CELLS:
        return True
    parent = element.getparent()
    style = parent.get("style") if parent is not None else None
    if style is not None and _LAID_OUT.search(style) is not None:
        return True
    if not _is_box(element):
        return False
    before, after = element.getprevious(), element.getnext()
    return (_is_box(before) and _is_blank(before.tail)) or (_is_box(after) and _is_blank(element.tail))


def _is_box(element: Element | None) -> bool:
    """Whether a style gives an element a width of its own in its line."""
    style = element.get("style") if element is not None else None
    return style is not None and _IN_LINE.search(style) is not None and _WIDTH.search(style) is not None


def _is_blank(text: str | None) -> bool:
    return not text or text.isspace()


def _span(element: Element, name: str) -> int:
    """Return a row or column span; 0 is a row span down to the end, whatever is no number is 1."""
    found = _INTEGER.match(element.get(name) or "1")
    return int(found[1]) if found else 1
