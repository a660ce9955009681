"""A page as a tree, walked without recursion, and only through what a reader of the page sees."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits

Element = Any  # lxml ships no types

_WHAT = Message("网页（HTML）", "web page (HTML)")
UNSEEN = frozenset({
    "head", "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "audio", "video", "svg",
    "canvas", "map", "select", "button", "textarea", "datalist", "title", "meta", "link",
    "del", "s", "strike",  # struck out: it stands there no more
    "rt", "rp",  # how to pronounce what is printed
})  # fmt: skip
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|"
    r"(?:font-size|opacity)\s*:\s*0+(?:\.0+)?\s*(?:px|pt|r?em|%)?\s*(?:;|!|$)|text-decoration[^;]*line-through",
    re.IGNORECASE,
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
NOTHING, OUTERMOST, EVERYTHING = 0, 1, 10_000  # that is hidden is told
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LOST_ROW = re.compile(r"(</tr\s*>\s*)(?=<t[dh]\b)", re.IGNORECASE)  # cells behind a row begin another one
_FIGURE = re.compile(r"\s*[+-]?\d[\d.,]{0,15}\s*")
_ON_THE_PAGE = re.compile(r"\s*(?:#|javascript:)", re.IGNORECASE)
_NEAR = 4  # elements between a cell and its field
_SAID = 100  # texts of a link that are looked at


def parse(text: str, limits: Limits) -> Element:
    """Return the root of a page. Refused("too-complex") beyond `limits.depth`: the parser would drop what is deeper."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(_LOST_ROW.sub(r"\1<tr>", _NOT_IN_XML.sub("", text)).encode(), parser)
    except etree.LxmlError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise Unreadable("broken", what=_WHAT, detail=str(error)) from error
    if any(entry.type == etree.ErrorTypes.ERR_NO_MEMORY for entry in parser.error_log):
        raise MemoryError  # libxml2 would go on with what it has
    if root is None:
        raise Unreadable("broken", what=_WHAT, detail="no element")
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest > limits.depth:
        what = Message("网页元素的嵌套层数", "levels of nested markup")
        raise Refused("too-complex", what=what, count=deepest, limit=limits.depth)
    for foot in list(root.iter("tfoot")):
        if foot.getnext() is not None:
            foot.getparent().append(foot)  # older pages have it before the rows that it is shown below
    return root


def walk(root: Element, behind: int = NOTHING) -> Iterator[tuple[str, Any]]:
    """Yield ("start", element), ("text", string) and ("end", element) in document order.

    What is never shown is left out, and so is what a page's style hides. `behind`: how many hidden elements, one inside
    the other, are told all the same.
    """
    context = etree.iterwalk(root, events=("start", "end"))
    skipped = None
    hidden: list[Element] = []  # that are told, the innermost last
    for event, element in context:
        if event == "start":
            is_hidden = _is_hidden(element)
            if element.tag in UNSEEN or (is_hidden and len(hidden) >= behind):
                skipped = element
                context.skip_subtree()
                if not is_hidden and (figure := _chosen(element)):
                    yield "text", figure
                continue
            if is_hidden:
                hidden.append(element)
            yield event, element
            if text := _text(element):
                yield "text", text
            continue
        if element is not skipped:
            yield event, element
            if hidden and hidden[-1] is element:
                hidden.pop()
        skipped = None
        if element.tail and element is not root:
            yield "text", element.tail


def is_link(element: Element) -> bool:
    """Whether an element leads elsewhere. Headings and sentences that lead to their own page do not."""
    address = element.get("href") if element.tag == "a" else None
    if address is None:
        return False
    if not _ON_THE_PAGE.match(address):
        return True
    is_heading = any(above.tag in HEADINGS for above in islice(element.iterancestors(), 1))
    return not (
        is_heading or any("。" in text for text in islice(element.itertext(), _SAID))
    )  # as word processors save


def _chosen(element: Element) -> str:
    """Return the figure that a form shows in a table's cell as the one chosen, or in a field of several lines."""
    if element.tag == "select":
        chosen = [option for option in element.iter("option") if option.get("selected") is not None]
        text = "".join(chosen[0].itertext()) if len(chosen) == 1 else ""
    else:
        text = element.text or "" if element.tag == "textarea" else ""
    in_cell = any(above.tag in {"td", "th"} for above in islice(element.iterancestors(), _NEAR))
    return text if in_cell and _FIGURE.fullmatch(text) else ""


def _text(element: Element) -> str | None:
    """Return the text that an element begins with; some systems print their numbers in fields that cannot be edited."""
    if element.tag == "input" and (element.get("type") or "text").lower() in {"text", "number"}:
        return str(element.get("value") or "")
    return element.text  # type: ignore[no-any-return] # lxml ships no types


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and HIDDEN.search(style) is not None)
