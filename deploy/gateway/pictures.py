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
from shared.store.blobs import Blobs
from tasks import child
from workers.gateway import picture, raster

_PAGED: dict[str, tuple[Callable[..., list[tuple[float, float]]], Callable[..., bytes]]] = {
    "pdf": (picture.sizes, picture.picture),
    "scan": (raster.sizes, raster.frame),
}
_DRAWN = ("ofd",)  # pages that nothing shows: what is read of them is drawn as a PDF's
_WITHOUT_PAGES = ("docx", "html", "mhtml")
_AT_ONCE = 2  # children
_SECONDS = 20  # of one picture
_NO_PAGE = Message("没有这一页", "no such page")

Result = TypeVar("Result")


class Pictures:
    """The pictures of documents whose bytes are in a blob store; their format is the one they were read in."""

    def __init__(self, blobs: Blobs, limits: Limits) -> None:
        self._blobs = blobs
        self._limits = msgspec.structs.replace(limits, seconds=min(limits.seconds, _SECONDS))
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    def page(self, sha256: str, format_: str | None, number: int) -> bytes:
        """Return page `number`, or a picture inside of what has no pages, as PNG; ProblemError where there is none."""
        if not 1 <= number <= self._limits.pages or format_ not in {*_PAGED, *_DRAWN, *_WITHOUT_PAGES}:
            raise _none(sha256, number, _NO_PAGE)
        name = f"pages/{sha256}/{number}.png"
        kept = self._blobs.kept(name)
        if kept is None:
            sizes = self.sizes(sha256, format_)
            if number > len(sizes) or not sizes[number - 1][0]:
                raise _none(sha256, number, _NO_PAGE)
            data = self._blobs.get(sha256)
            if format_ in _PAGED:
                kept = self._draw(sha256, number, _PAGED[format_][1], data, number)
            else:
                import_module("workers.extract")  # for the child, which may open no file
                how = _drawn if format_ in _DRAWN else _inside
                kept = self._draw(sha256, number, how, data, format_, number, self._limits)
            self._blobs.keep(name, kept)
        return kept

    def sizes(self, sha256: str, format_: str | None) -> list[tuple[float, float]]:
        """Return the size of every page in points, or of every picture where there are no pages; 0 for what is none."""
        name = f"pages/{sha256}/sizes.json"
        kept = self._blobs.kept(name)
        if kept is not None:
            return msgspec.json.decode(kept, type=list[tuple[float, float]])
        data = self._blobs.get(sha256)
        if format_ in _PAGED:
            sizes = self._draw(sha256, 1, _PAGED[format_][0], data)
        else:
            import_module("workers.extract")  # likewise
            how = _sizes_drawn if format_ in _DRAWN else _sizes_inside
            sizes = self._draw(sha256, 1, how, data, format_, self._limits)
        self._blobs.keep(name, msgspec.json.encode(sizes))
        return sizes

    def _draw(self, sha256: str, number: int, function: Callable[..., Result], *args: object) -> Result:
        with self._room:
            ending = child.run(function, *args, limits=self._limits)
        try:
            return ending.result()
        except Stop as stop:
            raise _none(sha256, number, stop.reason.message) from stop


def _none(sha256: str, number: int, detail: Message) -> ProblemError:
    return ProblemError("no-picture", document=sha256, page=number, detail=detail)


def is_drawn(record: Record) -> bool:
    """Whether there are pictures of what a record was read from."""
    if record.report is None:
        return False
    if record.document.format in _WITHOUT_PAGES:
        return any(not each.unread for each in record.report.pictures)
    return record.document.format in {*_PAGED, *_DRAWN}


def _pictures(data: bytes, format_: str, limits: Limits) -> dict[int, Picture]:
    """Return the pictures of a document without pages by their number; none of them is read."""
    from workers.extract import read  # noqa: PLC0415 - a gateway loads no reader before it needs one

    found = read(format_, data, msgspec.structs.replace(limits, scanned_pages=0)).pictures
    return {each.where.picture or 0: each for each in found if each.data}


def _sizes_drawn(data: bytes, _: str, limits: Limits) -> list[tuple[float, float]]:
    from workers.extract import drawn  # noqa: PLC0415 - as above

    return picture.sizes(drawn(data, limits))


def _drawn(data: bytes, _: str, number: int, limits: Limits) -> bytes:
    from workers.extract import drawn  # noqa: PLC0415 - as above

    return picture.picture(drawn(data, limits), number)


def _sizes_inside(data: bytes, format_: str, limits: Limits) -> list[tuple[float, float]]:
    sizes = {}
    for number, each in _pictures(data, format_, limits).items():
        with suppress(Unreadable):
            sizes[number] = raster.size_inside(each)
    return [sizes.get(number, (0.0, 0.0)) for number in range(1, max(sizes, default=0) + 1)]


def _inside(data: bytes, format_: str, number: int, limits: Limits) -> bytes:
    return raster.inside(_pictures(data, format_, limits)[number])
