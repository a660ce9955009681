"""Pictures of pages: drawn once in a limited child, then kept in the blob store."""

import threading
from collections.abc import Callable
from typing import TypeVar

import msgspec

from deploy.gateway.problems import ProblemError
from shared.errors import Stop
from shared.limits import Limits
from shared.store import Document, Store
from tasks import child
from workers.gateway import picture

_AT_ONCE = 2  # children
_SECONDS = 20  # of one picture

Result = TypeVar("Result")


class Pictures:
    """The pictures of a store's documents."""

    def __init__(self, store: Store, limits: Limits) -> None:
        self._store = store
        self._limits = msgspec.structs.replace(limits, seconds=min(limits.seconds, _SECONDS))
        self._room = threading.BoundedSemaphore(_AT_ONCE)

    def page(self, document: Document, number: int) -> bytes:
        """Return page `number` of a PDF as PNG; ProblemError where there is none to be had."""
        if not 1 <= number <= self._limits.pages or document.format != "pdf":
            raise _none(document, number, "no such page")
        name = f"pages/{document.id}/{number}.png"
        kept = self._store.blobs.kept(name)
        if kept is None:
            if number > len(self.sizes(document)):
                raise _none(document, number, "no such page")
            kept = self._draw(document, number, picture.picture, self._store.blobs.get(document.id), number)
            self._store.blobs.keep(name, kept)
        return kept

    def sizes(self, document: Document) -> list[tuple[float, float]]:
        """Return the size of every page of a PDF in points."""
        name = f"pages/{document.id}/sizes.json"
        kept = self._store.blobs.kept(name)
        if kept is not None:
            return msgspec.json.decode(kept, type=list[tuple[float, float]])
        sizes = self._draw(document, 1, picture.sizes, self._store.blobs.get(document.id))
        self._store.blobs.keep(name, msgspec.json.encode(sizes))
        return sizes

    def _draw(self, document: Document, number: int, function: Callable[..., Result], *args: object) -> Result:
        with self._room:
            ending = child.run(function, *args, limits=self._limits)
        try:
            return ending.result()
        except Stop as stop:
            raise _none(document, number, stop.reason.message.en) from stop


def _none(document: Document, number: int, detail: str) -> ProblemError:
    return ProblemError("no-picture", document=document.id, page=number, detail=detail)
