"""What a source gives: entries on the disk, then documents, and sentences about what could not be read."""

from pathlib import Path

import msgspec

from shared.errors import Message
from shared.job import Hints


class SourceError(Exception):
    """A source that cannot be used at all: nothing of it is taken."""

    def __init__(self, zh: str, en: str) -> None:
        self.message = Message(zh, en)
        super().__init__(en)


class Entry(msgspec.Struct, frozen=True):
    """A file to take, or an archive whose members are to be taken."""

    path: Path
    name: str
    hints: Hints = Hints()


class Loaded(msgspec.Struct, frozen=True):
    """A document: its bytes, or the file that holds them. An archive's file is gone when the next document is taken."""

    name: str
    hints: Hints
    data: bytes | Path


class Problem(msgspec.Struct, frozen=True):
    """Something that should have held documents and could not be read. It judges no document; the others go on."""

    name: str
    message: Message
