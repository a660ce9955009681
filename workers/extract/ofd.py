"""OFD files (GB/T 33190-2016), China's own fixed layout: pages of placed characters and lines, read as those of a PDF.

A zip of XML: OFD.xml names documents, a document its pages and the templates below them. Lengths are millimetres from
the top left.
"""

import posixpath
from collections.abc import Iterator
from typing import Any, NamedTuple
from zipfile import ZipFile

from lxml import etree

from shared.archive import has_doctype, open_archive
from shared.document import Document
from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits
from workers.extract.ofd_page import Frame, objects, placed
from workers.extract.pdf import document
from workers.extract.pdf_page import Page

_WHAT = Message("OFD 文件", "OFD file")
_ROOT = "OFD.xml"
_A4 = (0.0, 0.0, 210.0, 297.0)
_OBJECTS = 200_000  # of one page: a report has some thousands
_CHARACTERS = 200_000  # of one page: as of a PDF's
_PATHS = 5_000_000  # characters of all paths of one page: a report has some 10,000

Element = Any  # of lxml, which ships no types


def read_ofd(data: bytes, limits: Limits) -> Document:
    """Read an OFD file. Refused: encrypted, a scan, a bomb, more than the limits. Unreadable: broken."""
    return document(pages(data, limits), limits)


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """Yield the pages of all documents of a file, numbered through. Refused and Unreadable as above, but for scans."""
    with open_archive(data, limits, _WHAT) as archive:
        package = _Package(archive)
        if package.holds("Encryptions.xml"):  # GM/T 0099-2020
            raise Refused("encrypted", what=_WHAT)
        yield from _pages(package, limits)


class _Package:
    """The parts of a file by their paths, which some programs write in another case than their names."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}

    def holds(self, path: str) -> bool:
        """Whether there is a part of this path."""
        return path.lower() in self._names

    def part(self, path: str) -> Element:
        """Return the root of a part; Unreadable where there is none, or no XML in it."""
        name = self._names.get(path.lower())
        if name is None:
            raise _broken(Message(f"缺少 {path}", f"{path} is missing"))
        data = self._archive.read(name)
        if has_doctype(data):  # entities; no program writes any
            raise _broken(Message(f"{path} 有文档类型声明", f"a document type declaration in {path}"))
        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise _broken(Message(f"{path}：{error.msg}", f"{path}: {error.msg}")) from error


def _broken(detail: Message) -> Unreadable:
    return Unreadable("broken", what=_WHAT, detail=detail)


class _Book(NamedTuple):
    """A document of a file: its own part's path, the paths of its templates by their names, and its paper."""

    package: _Package
    path: str
    templates: dict[str | None, str]
    area: tuple[float, ...]


def _pages(package: _Package, limits: Limits) -> Iterator[Page]:
    count = 0
    for root in _texts(package.part(_ROOT), "DocRoot"):
        path = _beside(_ROOT, root)
        told = package.part(path)
        templates = {each.get("ID"): each.get("BaseLoc", "") for each in _named(told, "TemplatePage")}
        book = _Book(package, path, templates, _area(told, _A4))
        for page in _named(told, "Page"):
            count += 1
            _bound(count, limits.pages, Message("页数", "pages"))
            yield _page(book, count, _beside(path, page.get("BaseLoc", "")), limits)


def _page(book: _Book, number: int, path: str, limits: Limits) -> Page:
    """Read a page with the templates below it."""
    content = book.package.part(path)
    below = dict.fromkeys(book.templates.get(each.get("TemplateID")) for each in _named(content, "Template"))
    layers = [*(book.package.part(_beside(book.path, each)) for each in below if each), content]
    found = [each for layer in layers for each in objects(layer)]
    _bound(len(found), _OBJECTS, Message(f"第 {number} 页的绘图对象数", f"objects on page {number}"))
    for name, limit, what in (
        (
            "TextCode",
            min(_CHARACTERS, limits.text_characters),
            Message(f"第 {number} 页的字符数", f"characters on page {number}"),
        ),
        ("AbbreviatedData", _PATHS, Message(f"第 {number} 页的路径长度", f"length of paths on page {number}")),
    ):
        _bound(sum(len(each.text or "") for layer in layers for each in _named(layer, name)), limit, what)
    return placed(found, number, Frame(*_area(content, book.area)))


def _bound(count: int, limit: int, what: Message) -> None:
    if count > limit:
        raise Refused("too-complex", what=what, count=count, limit=limit)


def _area(part: Element, default: tuple[float, ...]) -> tuple[float, ...]:
    """Return left, top, width and height of the paper, in millimetres."""
    for text in _texts(part, "PhysicalBox"):
        try:
            box = tuple(map(float, text.split()))
        except ValueError:
            continue
        if len(box) == len(default) and min(box[2:]) > 0:
            return box
    return default


def _named(part: Element, name: str) -> Iterator[Element]:
    """Yield the elements of a name, whatever their namespace: older files have another."""
    found: Iterator[Element] = part.iter(f"{{*}}{name}")
    return found


def _texts(part: Element, name: str) -> Iterator[str]:
    return (each.text.strip() for each in _named(part, name) if each.text)


def _beside(path: str, location: str) -> str:
    """Return the path of a part that another names: from the root of the package, or from its own folder."""
    folder = "" if location.startswith("/") else posixpath.dirname(path)
    return posixpath.normpath(posixpath.join(folder, location.lstrip("/")))
