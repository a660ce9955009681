"""A form with files, read as it is sent: neither the files nor their number are ever in memory, or open, at once."""

import secrets
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
    """Files, what is known of them, and fields. Every `body` is the same, so that a request can be repeated."""

    def __init__(self, files: Iterable[File], fields: dict[str, str]) -> None:
        self._files = list(files)
        self._fields = fields
        self._boundary = secrets.token_hex(16)
        self.content_type = f"multipart/form-data; boundary={self._boundary}"

    def body(self, advance: Callable[[int], None]) -> Iterator[bytes]:
        """Yield the bytes; `advance` is told how many files are through."""
        for name, value in self._fields.items():
            yield self._head(name) + value.encode() + b"\r\n"
        manifest = b"".join(_line(file) for file in self._files if file.hints != Hints())
        if manifest:
            yield self._head("manifest", "manifest.ndjson") + manifest + b"\r\n"
        for number, file in enumerate(self._files, 1):
            yield self._head("files", file.name)
            with file.path.open("rb") as opened:
                while chunk := opened.read(_CHUNK):
                    yield chunk
            yield b"\r\n"
            advance(number)
        yield f"--{self._boundary}--\r\n".encode()

    def _head(self, field: str, filename: str | None = None) -> bytes:
        disposition = f'form-data; name="{field}"'
        if filename is not None:  # escaped as HTML's forms are
            escaped = filename.replace("\r", "%0D").replace("\n", "%0A").replace('"', "%22")
            disposition += f'; filename="{escaped}"\r\nContent-Type: application/octet-stream'
        return f"--{self._boundary}\r\nContent-Disposition: {disposition}\r\n\r\n".encode()


def _line(file: File) -> bytes:
    return encode({"path": file.name, **msgspec.to_builtins(file.hints)}) + b"\n"
