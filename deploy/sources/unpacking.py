"""Taking one member out of an archive: bounded by what really comes out, in memory or, where large, on the disk."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from deploy.sources.entry import Entry, Loaded
from shared.limits import Limits

_FREE = 16 * 2**20  # bytes that may come out whatever the ratio: small archives of text pack well
_IN_MEMORY = 16 * 2**20  # bytes of a member; a larger one waits on the disk
_CHUNK = 2**16


class Readable(Protocol):
    """A member that is being unpacked."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


class BombError(Exception):
    """The archive unpacks to too much."""


class Budget:
    """Counts the bytes that really come out of an archive."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._left = max(_FREE, path.stat().st_size * limits.unpacked_ratio)

    def read(self, member: Readable) -> bytes:
        """Return the next bytes of a member. BombError beyond the budget."""
        chunk = member.read(_CHUNK)
        self.spend(len(chunk))
        return chunk

    def spend(self, size: int) -> None:
        """Count bytes. BombError beyond the budget."""
        self._left -= size
        if self._left < 0:
            raise BombError


def unpack(entry: Entry, name: str, member: Readable, budget: Budget) -> Iterator[Loaded]:
    """Yield one member: from memory, or from a temporary file where it is large."""
    held = bytearray()
    while len(held) <= _IN_MEMORY:
        if not (chunk := budget.read(member)):
            yield Loaded(name, entry.hints, bytes(held))
            return
        held += chunk
    with tempfile.NamedTemporaryFile(prefix="nianbao-") as file:
        file.write(held)
        while chunk := budget.read(member):
            file.write(chunk)
        file.flush()
        yield Loaded(name, entry.hints, Path(file.name))
