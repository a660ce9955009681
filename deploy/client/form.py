"""A form with files, read as it is sent: neither the files nor their number are ever in memory, or open, at once."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from shared.job import Hints
from shared.record import encode

_CHUNK = 2**18


class File(msgspec.Struct, frozen=True):
    """A file to send, under this name, with what is known of it."""

    path: Path
    name: str
    hints: Hints = Hints()


class Form:
    """Files, what is known of them, and fields. Every `body` is the same, so that a request can be repeated.

    `key` names it: the same files, unchanged, with the same things known of them, make the same form another day.
    """

    def __init__(self, files: Iterable[File], fields: dict[str, str]) -> None:
        self._files = list(files)
        self._fields = fields
        stats = [(file, file.path.stat()) for file in self._files]
        told = [
            (str(file.path.absolute()), file.name, file.hints, stat.st_size, stat.st_mtime_ns) for file, stat in stats
        ]
        self.key = hashlib.sha256(encode([told, fields])).hexdigest()
        self._boundary = self.key[:32]
        self.content_type = f"multipart/form-data; boundary={self._boundary}"
        self.size = sum(len(each) for each in self._heads()) + sum(stat.st_size for _, stat in stats)

    def body(self, advance: Callable[[int], None], offset: int = 0) -> Iterator[bytes]:
        """Yield the bytes behind `offset`; `advance` is told how many files are through."""
        heads = self._heads()
        skip = offset
        for number, file in enumerate([None, *self._files]):  # before the first file stands what has none
            if file is not None:
                size = file.path.stat().st_size
                if skip < size:
                    yield from _read(file.path, skip)
                skip = max(0, skip - size)
                advance(number)
            head = next(heads)
            yield head[skip:]
            skip = max(0, skip - len(head))

    def _heads(self) -> Iterator[bytes]:
        """Yield what stands before the first file, between any two, and behind the last."""
        held = b"".join(self._head(name) + value.encode() + b"\r\n" for name, value in self._fields.items())
        manifest = b"".join(_line(file) for file in self._files if file.hints != Hints())
        if manifest:
            held += self._head("manifest", "manifest.ndjson") + manifest + b"\r\n"
        for file in self._files:
            yield held + self._head("files", file.name)
            held = b"\r\n"
        yield held + f"--{self._boundary}--\r\n".encode()

    def _head(self, field: str, filename: str | None = None) -> bytes:
        disposition = f'form-data; name="{field}"'
        if filename is not None:  # escaped as HTML's forms are
            escaped = filename.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
            disposition += f'; filename="{escaped}"\r\nContent-Type: application/octet-stream'
        return f"--{self._boundary}\r\nContent-Disposition: {disposition}\r\n\r\n".encode()


def _read(path: Path, offset: int) -> Iterator[bytes]:
    with path.open("rb") as opened:
        opened.seek(offset)
        while chunk := opened.read(_CHUNK):
            yield chunk


def _line(file: File) -> bytes:
    return encode({"path": file.name, **msgspec.to_builtins(file.hints)}) + b"\n"
