"""Automatic numbers (一、 （一） 1.) as Word prints them: they stand nowhere in the document's text.

ECMA-376 part 1, 17.9: a paragraph names a numbering and a level; the numbering leads to an abstract one, which holds
format and text of each level. Numberings of one abstract definition count on together unless one starts over.
"""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from workers.extract.docx_styles import Styles, value
from workers.extract.numerals import numeral

Element = Any  # lxml ships no types

_LEVELS = 9
_NONE = "0"  # the numbering that takes a style's numbering away


@dataclass(frozen=True)
class _Level:
    start: int
    format: str
    text: str
    suffix: str  # tab, space or nothing
    restart: int | None  # the level (from 1) that sets this one back; 0: none does; None: every higher one
    is_decimal: bool  # all numbers in it are printed as decimals


class Numbering:
    """Counts paragraphs in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._numbers = {} if root is None else {e.get(qn("w:numId")): e for e in root.findall(qn("w:num"))}
        abstracts = [] if root is None else root.findall(qn("w:abstractNum"))
        self._abstracts = {e.get(qn("w:abstractNumId")): e for e in abstracts}
        self._linked = {
            (abstract, value(level, "w:pStyle")): level.get(qn("w:ilvl"))
            for abstract, element in self._abstracts.items()
            for level in element.findall(qn("w:lvl"))
        }
        self._levels: dict[str, list[_Level]] = {}
        self._counts: dict[str, list[int | None]] = {}  # by abstract numbering
        self._seen: set[str] = set()

    def label(self, properties: Element | None) -> str:
        """Return the number printed before the paragraph with these `w:pPr`, empty for most."""
        number, level = self._place(properties)
        if number is None or number == _NONE or number not in self._numbers:
            return ""
        levels = self._levels_of(number)
        if level >= len(levels):
            return ""
        counts = self._count(number, level, levels)
        return _print(levels, level, counts)

    def _place(self, properties: Element | None) -> tuple[str | None, int]:
        style = self._styles.paragraph_style(properties)
        inherited, inherited_level = self._styles.numbering(style)
        number = value(properties, "w:numPr", "w:numId") or inherited
        linked = self._linked.get((self._abstract_id(number), style))
        level = value(properties, "w:numPr", "w:ilvl") or inherited_level or linked or "0"
        return number, int(level) if level.isascii() and level.isdigit() else 0

    def _abstract_id(self, number: str | None) -> str:
        element = self._numbers.get(number)
        abstract = value(element, "w:abstractNumId") or ""
        style = value(self._abstracts.get(abstract), "w:numStyleLink")
        if style:  # a list style: its own numbering holds the levels
            linked, _ = self._styles.numbering(style)
            abstract = value(self._numbers.get(linked), "w:abstractNumId") or abstract
        return abstract

    def _levels_of(self, number: str) -> list[_Level]:
        if number not in self._levels:
            abstract = self._abstracts.get(self._abstract_id(number))
            elements = {} if abstract is None else {e.get(qn("w:ilvl")): e for e in abstract.findall(qn("w:lvl"))}
            for override in self._numbers[number].findall(qn("w:lvlOverride")):
                replaced = override.find(qn("w:lvl"))
                if replaced is not None:
                    elements[override.get(qn("w:ilvl"))] = replaced
            self._levels[number] = [_level(elements.get(str(index))) for index in range(_LEVELS)]
        return self._levels[number]

    def _count(self, number: str, level: int, levels: list[_Level]) -> list[int | None]:
        counts = self._counts.setdefault(self._abstract_id(number), [None] * _LEVELS)
        if number not in self._seen:
            self._seen.add(number)
            for override in self._numbers[number].findall(qn("w:lvlOverride")):
                start, index = value(override, "w:startOverride"), override.get(qn("w:ilvl"), "")
                if start is not None and index.isdigit() and int(index) < _LEVELS:
                    counts[int(index)] = _integer(start) - 1
        current = counts[level]
        counts[level] = levels[level].start if current is None else current + 1
        for higher in range(level):  # a level that was skipped prints its start
            if counts[higher] is None:
                counts[higher] = levels[higher].start
        for deeper in range(level + 1, _LEVELS):
            restart = levels[deeper].restart
            if restart is None or level < restart:
                counts[deeper] = None
        return counts


def _level(element: Element | None) -> _Level:
    restart = value(element, "w:lvlRestart")
    return _Level(
        start=_integer(value(element, "w:start"), 0 if element is None else 1),
        format=value(element, "w:numFmt") or "decimal",
        text=value(element, "w:lvlText") or "",
        suffix=value(element, "w:suff") or "tab",
        restart=None if restart is None else _integer(restart),
        is_decimal=element is not None and element.find(qn("w:isLgl")) is not None,
    )


def _print(levels: list[_Level], level: int, counts: list[int | None]) -> str:
    own = levels[level]
    if own.format in {"bullet", "none"}:
        return ""
    text = own.text
    for index in range(level + 1):
        placeholder = f"%{index + 1}"
        if placeholder in text:
            shown = "decimal" if own.is_decimal else levels[index].format
            text = text.replace(placeholder, numeral(counts[index] or 0, shown))
    if not text:
        return ""
    is_open = text[-1].isascii() and own.suffix != "nothing"
    return f"{text} " if is_open or text[-1].isdigit() else text


def _integer(text: str | None, default: int = 1) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default
