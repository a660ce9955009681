"""Which program reads and judges. The same bytes and the same engine give the same record, byte for byte."""

import hashlib
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from shared.record import Engine

_JUDGING = ("shared", "workers")  # everything in these packages may change a record
_READING = ("onnxruntime", "rapidocr")  # scans are refused without them, and read as their version does


@cache
def engine(policy: str = "") -> Engine:
    """Return the version of the distribution and a digest over everything that can change a record.

    `policy` is the mark of a policy that is not the packaged one: it changes records, too.
    """
    digest = hashlib.sha256(policy.encode())
    for extra in _READING:
        with suppress(PackageNotFoundError):
            digest.update(f"{extra} {version(extra)}\0".encode())
    for package in _JUDGING:
        for name, content in sorted(_sources(files(package), package)):
            digest.update(name.encode() + b"\0" + content + b"\0")
    return Engine(version("nianbao"), digest.hexdigest()[:16])


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            if entry.name not in {"store", "gateway", "__pycache__"}:  # storing and showing change no record
                found += _sources(entry, name)
        elif entry.name.endswith((".py", ".toml")):
            found.append((name, entry.read_bytes()))
    return found
