"""Pictures of pages, and of what a document without pages shows: drawn once in a limited child, kept as blobs."""

import threading
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from typing import TypeVar

import msgspec

from deploy.gateway.problems import ProblemError
from shared.document import Picture
from shared.errors import Message, Stop, Unreadable
from shared.limits import Limits
from shared.record import Record
from shared.store import Document, Store
from tasks import child
from workers.gateway import picture, raster

_PAGED: dict[str, tuple[Callable[..., list[tuple[float, float]]], Callable[..., bytes]]] = {
    "pdf": (picture.sizes, picture.picture),
    "scan": (raster.sizes, raster.frame),
}
_WITHOUT_PAGES = ("docx", "html", "mhtml")
_AT_ONCE = 2  # children
_SECONDS = 20  # of one picture
_NO_PAGE = Message("没有这一页", "no such page")

Result = TypeVar("Result")


class Pictures:
    """The pictures of a store's documents."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = msgspec.structs.replace(limits, seconds=min(limits.seconds, _SECONDS))
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    def page(self, document: Document, number: int) -> bytes:
        """Return page `number`, or a picture inside of what has no pages, as PNG; ProblemError where there is none."""
        if not 1 <= number <= self._limits.pages or not (
            document.format in _PAGED or document.format in _WITHOUT_PAGES
        ):
            raise _none(document, number, _NO_PAGE)
        name = f"pages/{document.id}/{number}.png"
        kept = self._store.blobs.kept(name)
        if kept is None:
            sizes = self.sizes(document)
            if number > len(sizes) or not sizes[number - 1][0]:
                raise _none(document, number, _NO_PAGE)
            data = self._store.blobs.get(document.id)
            if document.format in _PAGED:
                kept = self._draw(document, number, _PAGED[document.format][1], data, number)
            else:
                kept = self._draw(document, number, _inside, data, document.format, number, self._limits)
            self._store.blobs.keep(name, kept)
        return kept

    def sizes(self, document: Document) -> list[tuple[float, float]]:
        """Return the size of every page in points, or of every picture where there are no pages; 0 for what is none."""
        name = f"pages/{document.id}/sizes.json"
        kept = self._store.blobs.kept(name)
        if kept is not None:
            return msgspec.json.decode(kept, type=list[tuple[float, float]])
        data = self._store.blobs.get(document.id)
        if document.format in _PAGED:
            sizes = self._draw(document, 1, _PAGED[document.format][0], data)
        else:
            sizes = self._draw(document, 1, _sizes_inside, data, document.format, self._limits)
        self._store.blobs.keep(name, msgspec.json.encode(sizes))
        return sizes

    def _draw(self, document: Document, number: int, function: Callable[..., Result], *args: object) -> Result:
        if document.format in _WITHOUT_PAGES:
            import_module("workers.extract")  # for the child, which may open no file
        with self._room:
            ending = child.run(function, *args, limits=self._limits)
        try:
            return ending.result()
        except Stop as stop:
            raise _none(document, number, stop.reason.message) from stop


def _none(document: Document, number: int, detail: Message) -> ProblemError:
    return ProblemError("no-picture", document=document.id, page=number, detail=detail)


def is_drawn(record: Record) -> bool:
    """Whether there are pictures of what a record was read from."""
    if record.report is None:
        return False
    if record.document.format in _WITHOUT_PAGES:
        return any(not each.unread for each in record.report.pictures)
    return record.document.format in _PAGED


def _pictures(data: bytes, format_: str, limits: Limits) -> dict[int, Picture]:
    """Return the pictures of a document without pages by their number; none of them is read."""
    from workers.extract import read  # noqa: PLC0415 - a gateway loads no reader before it needs one

    found = read(format_, data, msgspec.structs.replace(limits, scanned_pages=0)).pictures
    return {each.where.picture or 0: each for each in found if each.data}


def _sizes_inside(data: bytes, format_: str, limits: Limits) -> list[tuple[float, float]]:
    sizes = {}
    for number, each in _pictures(data, format_, limits).items():
        with suppress(Unreadable):
            sizes[number] = raster.size_inside(each)
    return [sizes.get(number, (0.0, 0.0)) for number in range(1, max(sizes, default=0) + 1)]


def _inside(data: bytes, format_: str, number: int, limits: Limits) -> bytes:
    return raster.inside(_pictures(data, format_, limits)[number])
