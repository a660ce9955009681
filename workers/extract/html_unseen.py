"""Pieces of a table's cell that its page's own style sheet hides, strikes out or prints in white on white.

`<td><i class="old">9</i>12</td>` shows 12. A style sheet alone does not say what a page shows: scripts open panes and
unfold texts. So it is asked only where the rest of a short cell tells what is seen, or most cells of a row are.
"""

import re
from typing import Any

from workers.extract.html_tree import HIDDEN

Element = Any  # lxml ships no types
Compound = tuple[str, frozenset[str], frozenset[str]]  # tag or nothing, classes, ids

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_RULE = re.compile(r"@[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")  # of paper, of small screens: another page
_COMPOUND = re.compile(r"([a-zA-Z][a-zA-Z0-9]*)?((?:[.#][\w-]+)*)")
_SHOWN = re.compile(r"(?<![\w-])(?:display\s*:\s*(?!none)|visibility\s*:\s*visible)", re.IGNORECASE)
_WHITE = r"(?:#f{3}(?:f{3})?|white|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))\s*(?:[;!]|$)"
_IN_WHITE = re.compile(rf"(?<![\w-])color\s*:\s*{_WHITE}", re.IGNORECASE)
_WHITE_FONT = re.compile(rf"\s*{_WHITE}", re.IGNORECASE)
_COLOURED = re.compile("background", re.IGNORECASE)
_NAMED = frozenset(
    {"sr-only", "visually-hidden", "d-none", "hide", "hidden", "layui-hide"}
)  # of sheets that are elsewhere
_SHEET = 50_000  # characters of style sheets
_RULES = 200  # that hide, or show
_CELL = 100  # characters of a cell of data, the longest label with a note

Selector = list[Compound]  # of elements one inside the other, the outermost first


def without_unseen(root: Element) -> Element:
    """Return the page without the unseen pieces of its cells; the page is changed in place."""
    hiding, showing = _rules(root)
    for row in root.iter("tr") if hiding else ():
        cells = [each for each in row if each.tag in {"td", "th"}]
        unseen = [each for each in cells if _is_hidden(each, hiding, showing)]
        if len(unseen) * 2 < len(cells):
            for each in unseen:
                _drop(each)
    for cell in root.iter("td", "th"):
        inner = list(cell.iterdescendants())
        if not inner or any(each.tag in {"table", "td", "th"} for each in inner):
            continue
        if len(text := "".join(cell.itertext())) > _CELL or not text.strip():
            continue
        unseen = [each for each in inner if _is_unseen(each, hiding, showing)]
        known = set(unseen)
        outermost = [each for each in unseen if known.isdisjoint(each.iterancestors())]
        if len("".join(text.split())) > sum(len("".join("".join(each.itertext()).split())) for each in outermost):
            for each in outermost:
                _drop(each)
    return root


def _is_unseen(element: Element, hiding: list[Selector], showing: list[Selector]) -> bool:
    if not isinstance(element.tag, str):
        return False
    if _is_hidden(element, hiding, showing):
        return True
    if not _NAMED.isdisjoint((element.get("class") or "").split()):
        return True
    style = element.get("style") or ""
    is_white = _IN_WHITE.search(style) or _WHITE_FONT.match(element.get("color") or "")
    return bool(is_white) and not any(map(_is_coloured, [element, *element.iterancestors()]))


def _is_hidden(element: Element, hiding: list[Selector], showing: list[Selector]) -> bool:
    """Whether the page's own style sheet hides an element."""
    return any(_matches(element, each) for each in hiding) and not any(_matches(element, each) for each in showing)


def _is_coloured(element: Element) -> bool:
    return element.get("bgcolor") is not None or _COLOURED.search(element.get("style") or "") is not None


def _drop(element: Element) -> None:
    """Remove an element and keep what follows it."""
    before, parent = element.getprevious(), element.getparent()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "")
    else:
        before.tail = (before.tail or "") + (element.tail or "")
    parent.remove(element)


def _rules(root: Element) -> tuple[list[Selector], list[Selector]]:
    """What the page's style sheets hide, and what they show; selectors that say more than names are left out."""
    sheet = "".join("".join(style.itertext()) for style in root.iter("style"))[:_SHEET]
    hiding: list[Selector] = []
    showing: list[Selector] = []
    for rule in _AT_RULE.sub("", _COMMENT.sub("", sheet)).split("}"):
        names, _, said = rule.partition("{")
        found = hiding if HIDDEN.search(said) else showing if _SHOWN.search(said) else None
        if found is not None:
            found += [selector for text in names.split(",") if (selector := _selector(text))]
    return hiding[:_RULES], showing[:_RULES]


def _selector(text: str) -> Selector:
    found: Selector = []
    for part in text.replace(">", " ").split():
        compound = _COMPOUND.fullmatch(part)
        if not compound:
            return []
        names = re.findall(r"[.#][\w-]+", compound[2])
        classes, ids = (frozenset(name[1:] for name in names if name[0] == mark) for mark in ".#")
        found.append(((compound[1] or "").lower(), classes, ids))
    return found


def _matches(element: Element, selector: Selector) -> bool:
    *outer, own = selector
    if not _is(element, own):
        return False
    above = element.iterancestors()
    return all(any(_is(each, compound) for each in above) for compound in reversed(outer))


def _is(element: Element, compound: Compound) -> bool:
    tag, classes, ids = compound
    if (tag and tag != element.tag) or not (tag or classes or ids):
        return False
    return classes.issubset((element.get("class") or "").split()) and ids.issubset({element.get("id")})
