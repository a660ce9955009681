"""Word documents (DOCX): paragraphs and tables in body order, as their reader sees them."""

import io
from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from lxml import etree
from msgspec import structs

from shared.archive import has_doctype, open_archive
from shared.document import Document
from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits
from workers.extract.docx_numbering import Numbering
from workers.extract.docx_pictures import pictures
from workers.extract.docx_runs import Runs
from workers.extract.docx_styles import Styles, is_on, value
from workers.extract.grid import Grid, Piece, Slot, Writer
from workers.extract.lines import tidy
from workers.extract.pictures import illustrated

Element = Any  # lxml ships no types
Part = Any  # of python-docx's package: an XML part has its parsed `element`, others a `blob`

_WHAT = Message("Word 文档（DOCX）", "Word document (DOCX)")
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_DOCX = Message(
    "严格的 Open XML 文档", "a Strict Open XML document"
)  # other namespaces; hardly anybody's choice
_SAVE_AS = Message("请另存为普通 DOCX 或 PDF 后重新提交", "save it as ordinary DOCX or PDF and submit that")
_CONTAINERS = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_BROKEN = (OpcError, etree.LxmlError, KeyError, ValueError, TypeError, AttributeError, LookupError, OSError)


def read_docx(data: bytes, limits: Limits) -> Document:
    """Read a Word document. Refused: encrypted, a bomb, too complex. Unreadable: broken."""
    try:
        with open_archive(data, limits, _WHAT) as archive:
            if _STRICT in archive.read("_rels/.rels"):
                raise Refused("unsupported-format", what=_STRICT_DOCX, advice=_SAVE_AS)
            if any(has_doctype(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))):
                raise ValueError("a document type declaration")  # Open Packaging Conventions forbid it, and entities
        return _read(data, limits)
    except RecursionError as error:
        nested = Message("嵌套层数", "levels of nesting")
        raise Refused("too-complex", what=nested, count=f">{limits.depth}", limit=limits.depth) from error
    except _BROKEN as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error  # libxml2 calls it a syntax error
        raise Unreadable("broken", what=_WHAT, detail=f"{type(error).__name__}: {error}"[:200]) from error


def _read(data: bytes, limits: Limits) -> Document:
    package = Package.open(io.BytesIO(data))
    main = package.main_document_part
    body = _root(main).find(qn("w:body"))
    if body is None:
        raise ValueError("no body")
    styles = Styles(_related(main, RELATIONSHIP_TYPE.STYLES))
    numbering = Numbering(_related(main, RELATIONSHIP_TYPE.NUMBERING), styles)
    writer = Writer(limits)
    writer.write(_Body(styles, numbering, main).contents(body))
    return structs.replace(illustrated(writer.items, limits), metadata=_metadata(package))


def _root(part: Part) -> Element:
    return part.element if hasattr(part, "element") else parse_xml(part.blob)


def _related(main: Part, kind: str) -> Element | None:
    try:
        return _root(main.part_related_by(kind))
    except KeyError:
        return None
    except ValueError:  # of a part that lies outside of the document: nobody fetches it
        return None


def _metadata(package: Package) -> dict[str, str]:
    properties = package.core_properties
    found = {"title": properties.title, "subject": properties.subject, "keywords": properties.keywords}
    return {name: tidy(text) for name, text in found.items() if tidy(text)}


class _Body:
    """Walks block content in document order, which is also the order of automatic numbers."""

    def __init__(self, styles: Styles, numbering: Numbering, main: Part) -> None:
        self._main = main
        self._runs = Runs(styles)
        self._numbering = numbering

    def contents(self, parent: Element) -> list[Piece]:
        """Return the paragraphs and tables of a body, a cell or a text box."""
        found: list[Piece] = []
        text = ""
        for block in _blocks(parent):
            if block.tag == qn("w:tbl"):
                found.append(self._grid(block))
                continue
            text += self._runs.text(block)
            boxes, self._runs.boxes = self._runs.boxes, []
            shown, self._runs.pictures = self._runs.pictures, []
            if not _mark_is_deleted(block):  # else it runs on into the next one, which alone has a number
                text = self._numbering.label(block.find(qn("w:pPr"))) + text
                found += _lines(text)
                text = ""
            found += pictures(shown, self._main)
            for box in boxes:
                found += self.contents(box)
        return [*found, *_lines(text)]

    def _grid(self, table: Element) -> Grid:
        grid = Grid()
        above: dict[int, Slot] = {}  # by column: the cell that a vertical merge would go on with
        for row in _children(table, qn("w:tr")):
            if _is_out(row):
                continue
            slots, below = self._row(row, above)
            grid.rows.append(slots)
            above = below
        return grid

    def _row(self, row: Element, above: dict[int, Slot]) -> tuple[list[Slot], dict[int, Slot]]:
        """Return the cells that begin in a row, and those that reach into it or begin in it, by column."""
        slots: list[Slot] = []
        present: dict[int, Slot] = {}
        column = _integer(value(row, "w:trPr", "w:gridBefore"), 0)
        for cell in _children(row, qn("w:tc")):
            properties = cell.find(qn("w:tcPr"))
            if properties is not None and properties.find(qn("w:cellDel")) is not None:
                continue
            contents = self.contents(cell)  # also of merged-away cells: automatic numbers count on in them
            span = max(1, _integer(value(properties, "w:gridSpan"), 1))
            if _goes_on(properties, "w:hMerge") and slots:
                slots[-1].column_span += span
            elif _goes_on(properties, "w:vMerge") and column in above:
                above[column].row_span += 1
                present[column] = above[column]
            else:
                present[column] = Slot(contents, column, 1, span)
                slots.append(present[column])
            column += span
        return slots, present


def _lines(text: str) -> list[str]:
    return [line for line in map(tidy, text.split("\n")) if line]


def _blocks(parent: Element) -> Iterator[Element]:
    """Yield paragraphs and tables, through content controls and tracked insertions."""
    for child in parent:
        if child.tag in {qn("w:p"), qn("w:tbl")}:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _blocks(child)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    """Yield rows of a table or cells of a row, through content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _children(child, tag)


def _is_out(row: Element) -> bool:
    """Whether a row was deleted as a tracked change, or is hidden."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        return False
    return properties.find(qn("w:del")) is not None or bool(is_on(properties.find(qn("w:hidden"))))


def _mark_is_deleted(paragraph: Element) -> bool:
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None


def _goes_on(properties: Element | None, merge: str) -> bool:
    """Whether a cell continues the one above (`w:vMerge`) or to the left (`w:hMerge`)."""
    found = None if properties is None else properties.find(qn(merge))
    return found is not None and found.get(qn("w:val"), "continue") == "continue"


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default
