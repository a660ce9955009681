"""The text of one Word paragraph as its reader sees it: tracked changes accepted, hidden text and field codes out."""

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from workers.extract.docx_styles import Styles, has_colour, is_on, value

Element = Any  # lxml ships no types

_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_UNSHOWN = {
    qn(f"w:{name}")
    for name in [
        "pPr",
        "rPr",
        "sdtPr",
        "sdtEndPr",
        "del",
        "moveFrom",
        "delText",
        "instrText",
        "delInstrText",
        "footnoteReference",
        "endnoteReference",
        "commentReference",
        "footnoteRef",
        "endnoteRef",
        "annotationRef",
        "rt",
        "pgNum",
    ]
}
_CHARACTERS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_TEXTS = {qn("w:t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_RUN, _SYMBOL, _FIELD, _BOX = qn("w:r"), qn("w:sym"), qn("w:fldChar"), qn("w:txbxContent")
_PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}blipFill",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
_UNKNOWN = "\ufffd"  # a sign of a symbol font: something is printed, nobody can say what


class Runs:
    """Reads paragraphs one after the other; text boxes and pictures met on the way are collected for the caller."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.boxes: list[Element] = []
        self.pictures: list[Element] = []

    def text(self, paragraph: Element) -> str:
        """Return the visible text of a `w:p`; line breaks are kept."""
        self._fields: list[bool] = []  # open fields, the innermost last: whether its code is being read
        properties = paragraph.find(qn("w:pPr"))
        self._hidden_by_style = self._styles.is_hidden(self._styles.paragraph_style(properties))
        return "".join(self._walk(paragraph))

    def _walk(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag not in _UNSHOWN:
                yield from self._told(child)

    def _told(self, element: Element) -> Iterator[str]:
        tag = element.tag
        if tag in _TEXTS:
            if not any(self._fields):
                yield element.text or ""
        elif tag in _CHARACTERS:
            yield _CHARACTERS[tag]
        elif tag == _SYMBOL:
            yield _symbol(element)
        elif tag == _FIELD:
            self._field(element.get(qn("w:fldCharType")))
        elif tag == _BOX or tag in _PICTURES:
            (self.boxes if tag == _BOX else self.pictures).append(element)
        elif tag == _ALTERNATIVES:
            yield from self._walk(element[0] if len(element) else element)  # the same content, newer programs first
        elif tag != _RUN:
            yield from self._walk(element)
        elif not self._is_hidden(element):
            raised = " " if _is_raised(element) else ""  # a reference is not the last digit of a number
            yield raised
            yield from self._walk(element)
            yield raised

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _is_hidden(self, run: Element) -> bool:
        properties = run.find(qn("w:rPr"))
        if properties is not None:
            if any(is_on(properties.find(qn(name))) for name in ("w:strike", "w:dstrike")) or self._is_white(run):
                return True
            own = is_on(properties.find(qn("w:vanish")))
            if own is not None:
                return own
            style = value(properties, "w:rStyle")
            if style is not None and self._styles.is_hidden(style):
                return True
        return self._hidden_by_style

    def _is_white(self, run: Element) -> bool:
        """Whether a run is white on white: nothing that it stands in has a colour of its own."""
        if (value(run, "w:rPr", "w:color") or "").upper() != "FFFFFF":
            return False
        around = [run, *run.iterancestors()]
        if any(has_colour(shade) for element in around for shade in element.iterfind(f"{{*}}*/{qn('w:shd')}")):
            return False
        return not any(self._styles.is_coloured(value(element, "w:tblPr", "w:tblStyle")) for element in around)


def _is_raised(run: Element) -> bool:
    return value(run, "w:rPr", "w:vertAlign") in {"superscript", "subscript"}


def _symbol(element: Element) -> str:
    try:
        code = int(element.get(qn("w:char"), ""), 16)
    except ValueError:
        return _UNKNOWN
    is_printed = code >= 0x20 and not 0xD800 <= code <= 0xF8FF and code <= 0x10FFFF  # noqa: PLR2004 - Unicode's ranges
    return chr(code) if is_printed else _UNKNOWN
