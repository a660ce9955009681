"""The bytes, each under its SHA-256: `ab/abcdef…`, in a folder or an object store. Written whole or not at all."""

import ctypes
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from shared.errors import Message, TryLater

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig

_AT_ONCE = 16 * 2**20  # bytes; larger files are never in memory whole
_CHUNK = 2**20
_DERIVED = "derived"
# Of an object store: whoever waits for it longer has lost its lease meanwhile, and work is tried later anyway.
_AGAIN: "RetryConfig" = {"max_retries": 3, "retry_timeout": timedelta(seconds=15)}
_CLIENT: "ClientConfig" = {
    "timeout": timedelta(seconds=15),
    "connect_timeout": timedelta(seconds=3),
    "allow_http": True,  # where the endpoint that was named says so
}


class Blobs:
    """The blob store at a folder or a URL that obstore knows (`s3://bucket/prefix`).

    Endpoint, region and keys of S3 are those of the environment, under the names that Amazon gave them.
    """

    def __init__(self, where: str) -> None:
        self._folder = None if "://" in where else Path(where)
        self._store = (
            LocalStore(self._folder, mkdir=True)
            if self._folder is not None
            else from_url(where, client_options=_CLIENT, retry_config=_AGAIN)
        )

    def put(self, data: bytes | Path) -> tuple[str, int]:
        """Store bytes, or those of a file; return their SHA-256 and their number. What is there already stays."""
        if isinstance(data, Path) and data.stat().st_size > _AT_ONCE:
            return self._stream(data)
        content = data.read_bytes() if isinstance(data, Path) else data
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            if self.size(sha256) != len(content):
                obstore.put(self._store, _key(sha256), content, use_multipart=False)
        except (BaseError, OSError) as error:
            raise _later(f"文件 {sha256[:12]} 存不进去", f"cannot store {sha256}", error) from error
        return sha256, len(content)

    def get(self, sha256: str) -> bytes:
        """Return the bytes; TryLater where the store does not give them, or gives others."""
        try:
            content = obstore.get(self._store, _key(sha256)).bytes().to_bytes()
        except FileNotFoundError as error:
            zh, en = f"存储里没有文件 {sha256[:12]}", f"{sha256} is not in the store"
            raise TryLater(Message(f"{zh}：请恢复，或再提交一次", f"{en}: restore it, or submit it again")) from error
        except (BaseError, OSError) as error:
            raise _later(f"文件 {sha256[:12]} 读不出来", f"cannot read {sha256}", error) from error
        if hashlib.sha256(content).hexdigest() != sha256:  # what a damaged disk gives would be told of another document
            zh, en = f"文件 {sha256[:12]} 在存储里已损坏", f"{sha256} is damaged in the store"
            raise TryLater(
                Message(
                    f"{zh}：请恢复，或删去 {_key(sha256)} 再提交一次",
                    f"{en}: restore {_key(sha256)}, or remove it and submit the document again",
                )
            )
        return content

    def size(self, sha256: str) -> int | None:
        """Return the number of bytes stored under this hash, or None."""
        try:
            return obstore.head(self._store, _key(sha256))["size"]
        except FileNotFoundError:
            return None

    def keep(self, name: str, data: bytes) -> None:
        """Keep something that was made of a document and can be made again, such as `pages/…/1.png`."""
        with suppress(BaseError, OSError):  # then it is made again
            obstore.put(self._store, f"{_DERIVED}/{name}", data, use_multipart=False)

    def kept(self, name: str) -> bytes | None:
        """Return what was kept under this name, or None."""
        try:
            return obstore.get(self._store, f"{_DERIVED}/{name}").bytes().to_bytes()
        except (BaseError, OSError):
            return None

    def settle(self) -> None:
        """Have everything put so far outlive the loss of power. An object store does that by itself."""
        if self._folder is not None:
            handle = os.open(self._folder, os.O_RDONLY)
            try:
                if ctypes.CDLL(None, use_errno=True).syncfs(handle) != 0:
                    raise TryLater(f"cannot settle {self._folder}: {os.strerror(ctypes.get_errno())}")
            finally:
                os.close(handle)

    def _stream(self, file: Path) -> tuple[str, int]:
        digest, size, incoming = hashlib.sha256(), 0, f"incoming/{secrets.token_hex(8)}"

        def chunks(stream: BinaryIO) -> Iterator[bytes]:
            nonlocal size
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                yield chunk

        with file.open("rb") as stream:
            try:
                obstore.put(self._store, incoming, chunks(stream))
                obstore.rename(self._store, incoming, _key(digest.hexdigest()))
            except (BaseError, OSError) as error:
                raise _later(f"{file} 存不进去", f"cannot store {file}", error) from error
        return digest.hexdigest(), size


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256}"


def _later(zh: str, en: str, error: Exception) -> TryLater:
    """Say what the storage did not do and why, without what obstore tells its own authors."""
    said = str(error).split("\n", 1)[0]
    return TryLater(Message(f"{zh}：{said}", f"{en}: {said}"))
