"""Uploads go to the disk as they come in: no file is ever in memory, and no byte more than the limit is taken."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
from anyio import to_thread
from litestar import Request
from litestar.exceptions import InternalServerException
from multipart import MultipartError, MultipartSegment, ParserLimitReached, PushMultipartParser, parse_options_header

from deploy.gateway.problems import ProblemError

_BUFFER = 2**20  # bytes gathered before they are written
_FILES = 20_000  # of one upload; members of archives are not counted
_FIELD = 2**14  # bytes of a form field
_SUFFIXES = (
    ".tar.gz",
    ".tar.bz2",
    ".tar.xz",
    ".tgz",
    ".tbz2",
    ".txz",
    ".tar",
    ".zip",
    ".warc.gz",
    ".warc",
    ".ndjson",
    ".jsonl",
    ".csv",
    ".json",
)
_ALONE = {
    "application/zip": "upload.zip",
    "application/x-zip-compressed": "upload.zip",
    "application/x-tar": "upload.tar",
    "application/gzip": "upload.tar.gz",
    "application/x-gtar": "upload.tar.gz",
    "application/warc": "upload.warc",
    "application/x-ndjson": "upload.ndjson",
}
_MANIFEST = "manifest"  # name of the form's field


class Part(msgspec.Struct, frozen=True):
    """One file of an upload. `path` ends like `name` where that says what it is (an archive, a manifest)."""

    name: str
    path: Path
    sha256: str
    is_manifest: bool


class Upload(msgspec.Struct, frozen=True):
    """What came in: files, and fields of the form."""

    parts: tuple[Part, ...]
    fields: dict[str, str]

    @property
    def digest(self) -> str:
        """A hash over everything that was submitted, the same however it was packed into a form."""
        told = [(part.name, part.sha256, part.is_manifest) for part in self.parts]
        return hashlib.sha256(msgspec.json.encode([told, sorted(self.fields.items())])).hexdigest()


async def receive(request: Request[Any, Any, Any], folder: Path, limit: int) -> Upload:
    """Take a request's files into `folder`, `limit` bytes at most.

    ProblemError: media-type, too-large, too-many-files, bad-upload.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise ProblemError("too-large", limit=limit)
    type_ = request.headers.get("content-type", "")
    accept(type_)
    return await unpack(type_, _bounded(arriving(request), limit), folder)


def accept(type_: str) -> None:
    """Raise ProblemError unless a body of this type can be an upload."""
    name, options = parse_options_header(type_)
    if name not in _ALONE and (name != "multipart/form-data" or not options.get("boundary")):
        raise ProblemError("media-type", type=name or "…", accepted=", ".join(["multipart/form-data", *_ALONE]))


async def unpack(type_: str, chunks: AsyncIterator[bytes], folder: Path) -> Upload:
    """Take the files out of a body of a type that is accepted; ProblemError: too-many-files, bad-upload."""
    name, options = parse_options_header(type_)
    if name in _ALONE:
        return await _alone(chunks, _ALONE[name], folder)
    try:
        return await _form(chunks, options["boundary"], folder)
    except ParserLimitReached as error:
        raise ProblemError("too-many-files", limit=_FILES) from error
    except MultipartError as error:
        raise ProblemError("bad-upload", detail=str(error)) from error


async def _alone(chunks: AsyncIterator[bytes], name: str, folder: Path) -> Upload:
    file = _File(folder, name, 1)
    try:
        async for chunk in chunks:
            await file.write(chunk)
        return Upload((await file.end(is_manifest=name.endswith(".ndjson")),), {})
    finally:
        file.close()


async def _form(chunks: AsyncIterator[bytes], boundary: str, folder: Path) -> Upload:
    parts: list[Part] = []
    fields: dict[str, str] = {}
    file: _File | None = None
    name, value = "", bytearray()
    try:
        with PushMultipartParser(boundary, max_segment_count=_FILES) as parser:
            async for chunk in chunks:
                for event in parser.parse(chunk):
                    if isinstance(event, MultipartSegment):
                        name, value = event.name, bytearray()
                        if event.filename is not None:
                            file = _File(folder, _clean(event.filename), len(parts) + 1)
                    elif event is not None and file is not None:
                        await file.write(event)
                    elif event is not None:
                        value += event
                        if len(value) > _FIELD:
                            raise ProblemError("bad-upload", detail=f"{name}: > {_FIELD} bytes")
                    elif file is not None:
                        parts.append(await file.end(is_manifest=name == _MANIFEST))
                        file = None
                    else:
                        fields[name] = value.decode("utf-8", "replace")
    finally:
        if file is not None:
            file.close()
    return Upload(tuple(part for part in parts if part.name), fields)


class _File:
    """One file that is being received."""

    def __init__(self, folder: Path, name: str, number: int) -> None:
        suffix = next((suffix for suffix in _SUFFIXES if name.lower().endswith(suffix)), "")
        self._name = name
        self._path = folder / f"{number}{suffix}"
        self._file: BinaryIO = self._path.open("wb")
        self._digest = hashlib.sha256()
        self._held = bytearray()

    async def write(self, chunk: bytes) -> None:
        """Take some bytes."""
        self._held += chunk
        if len(self._held) >= _BUFFER:
            await to_thread.run_sync(self._flush)

    async def end(self, *, is_manifest: bool) -> Part:
        """Write what is left."""
        await to_thread.run_sync(self._flush)
        self.close()
        return Part(self._name, self._path, self._digest.hexdigest(), is_manifest)

    def close(self) -> None:
        """Close the file, whole or not."""
        with suppress(OSError):
            self._file.close()

    def _flush(self) -> None:
        self._file.write(self._held)
        self._digest.update(self._held)
        self._held.clear()


async def arriving(request: Request[Any, Any, Any]) -> AsyncIterator[bytes]:
    """Yield a request's body as it comes in; ProblemError bad-upload where it breaks off."""
    try:
        async for chunk in request.stream():
            if chunk:
                yield chunk
    except InternalServerException as error:  # Litestar's word for a sender who is gone
        raise ProblemError("bad-upload", detail=error.detail) from error


async def _bounded(chunks: AsyncIterator[bytes], limit: int) -> AsyncIterator[bytes]:
    taken = 0
    async for chunk in chunks:
        taken += len(chunk)
        if taken > limit:
            raise ProblemError("too-large", limit=limit)
        yield chunk


def _clean(name: str) -> str:
    """Return a file's name as it stands in records: a relative path that leads nowhere else; "" where none is left."""
    parts = name.replace("\\", "/").replace("\0", "").split("/")
    return "/".join(part for part in parts if part not in {"", "..", "."} and not part.endswith(":"))
