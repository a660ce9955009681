"""Which program reads and judges. The same bytes and the same engine give the same record, byte for byte."""

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from importlib.resources.abc import Traversable

from shared.record import Engine

_JUDGING = ("shared", "workers")  # everything in these packages may change a record
_RECOGNIZING = ("rapidocr", "onnxruntime")  # scans are read as their versions do


@cache
def engine(policy: str = "") -> Engine:
    """Return the version of the distribution and a digest over everything that can change a record.

    `policy` is the mark of a policy that is not the packaged one: it changes records, too. Extras are no part of it:
    who judges need not have what those who read need.
    """
    digest = hashlib.sha256(policy.encode())
    for package in _JUDGING:
        for name, content in sorted(_sources(files(package), package)):
            digest.update(name.encode() + b"\0" + content + b"\0")
    return Engine(version("nianbao"), digest.hexdigest()[:16])


@cache
def recognizing() -> str | None:
    """Name what recognizes scans in this process, with its versions; None where they are refused."""
    try:
        return " ".join(f"{name} {version(name)}" for name in _RECOGNIZING)
    except PackageNotFoundError:
        return None


def _sources(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found = []
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir():
            if entry.name not in {
                "store",
                "notify",
                "gateway",
                "__pycache__",
            }:  # keeping, telling, showing: no record changes
                found += _sources(entry, name)
        elif entry.name.endswith((".py", ".toml")):
            found.append((name, entry.read_bytes()))
    return found
