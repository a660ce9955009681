"""What a Word document's styles add to its paragraphs and runs: numbering, and text that is not shown."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from docx.oxml.ns import qn

Element = Any  # lxml ships no types

_OFF = {"0", "false", "off"}
_DEEP = 20  # styles based on styles


def is_on(element: Element | None) -> bool | None:
    """Return the value of a toggle such as `w:vanish`, None where it does not stand."""
    return None if element is None else element.get(qn("w:val"), "1") not in _OFF


def value(parent: Element | None, *path: str) -> str | None:
    """Return `w:val` of a descendant given by its tags, None where any is missing."""
    for tag in path:
        parent = None if parent is None else parent.find(qn(tag))
    return None if parent is None else parent.get(qn("w:val"))


def has_colour(shade: Element) -> bool:
    """Whether a `w:shd` paints anything but white."""
    return (shade.get(qn("w:fill")) or "auto").upper() not in {"AUTO", "FFFFFF"}


class Styles:
    """The styles part, which may be missing."""

    def __init__(self, root: Element | None) -> None:
        styles = [] if root is None else root.findall(qn("w:style"))
        self._by_id = {style.get(qn("w:styleId")): style for style in styles}
        self._default = next(
            (
                style.get(qn("w:styleId"))
                for style in styles
                if style.get(qn("w:type")) == "paragraph" and style.get(qn("w:default")) in {"1", "true", "on"}
            ),
            None,
        )
        self.numbering = cache(self._numbering)
        self.is_hidden = cache(self._is_hidden)

    def paragraph_style(self, properties: Element | None) -> str | None:
        """Return the id of the style of a paragraph by its `w:pPr`."""
        return value(properties, "w:pStyle") or self._default

    def _numbering(self, style: str | None) -> tuple[str | None, str | None]:
        """Return the numbering's id and level that a paragraph style brings, from the nearest style that has them."""
        number = level = None
        for each in self._chain(style):
            number = number or value(each, "w:pPr", "w:numPr", "w:numId")
            level = level or value(each, "w:pPr", "w:numPr", "w:ilvl")
        return number, level

    def is_coloured(self, style: str | None) -> bool:
        """Whether a table's style paints any of its cells."""
        element = self._by_id.get(style) if style else None
        return element is not None and any(map(has_colour, element.iter(qn("w:shd"))))

    def _is_hidden(self, style: str | None) -> bool:
        for each in self._chain(style):
            properties = each.find(qn("w:rPr"))
            hidden = None if properties is None else is_on(properties.find(qn("w:vanish")))
            if hidden is not None:
                return hidden
        return False

    def _chain(self, style: str | None) -> Iterator[Element]:
        for _ in range(_DEEP):  # a document may base styles on each other in a circle
            element = self._by_id.get(style)
            if element is None:
                return
            yield element
            style = value(element, "w:basedOn")
