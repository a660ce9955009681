"""One document's result: what `check --json`, the data set, the store and the notices carry."""

from decimal import Decimal
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import UNSET, UnsetType

from shared.errors import Reason
from shared.finding import Counts, Finding
from shared.job import Hints
from shared.report import Report


class Outcome(StrEnum):
    """How a document ended."""

    ACCEPTED = "accepted"  # no error finding
    FAILED = "failed"  # at least one error finding
    REFUSED = "refused"  # never looked at further
    UNREADABLE = "unreadable"  # the right kind of file, broken


class File(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes as they were submitted and what was found out about them."""

    name: str
    sha256: str
    size: int
    format: str | None = None  # None until detected, and for what is refused before
    media_type: str | None = None
    encoding: str | None = None
    pages: int | None = None
    source_url: str | None = None
    told: Hints | UnsetType = UNSET  # what else its submitter said of it; not there where that is nothing


class Engine(msgspec.Struct, frozen=True, omit_defaults=True):
    """Which program read and judged: its version, and a digest of forms, readers and rules.

    `recognizer` is what recognized a scan, with its version; it stands in records of scans only.
    """

    version: str
    rules: str
    recognizer: str | None = None


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """The result of one document. `reason` is set for refused and unreadable ones, `report` for the others."""

    document: File
    outcome: Outcome
    reason: Reason | None = None
    report: Report | None = None
    checks: dict[str, Counts] = {}
    findings: tuple[Finding, ...] = ()
    engine: Engine


_ENCODER = msgspec.json.Encoder(decimal_format="number")
_DECODER = msgspec.json.Decoder(Record, float_hook=Decimal)


def encode(value: object) -> bytes:
    """Return the JSON of any noun of this package: decimals as numbers, as printed; equal values give equal bytes."""
    return _ENCODER.encode(value)


def decode(data: bytes) -> Record:
    """Return the record that `encode` wrote."""
    return _DECODER.decode(data)


def schema(of: type[msgspec.Struct] = Record) -> dict[str, Any]:
    """JSON Schema of `Record`, or of another noun; decimals are JSON numbers."""
    found: dict[str, Any] = _decimals_as_numbers(msgspec.json.schema(of))
    return found


def _decimals_as_numbers(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(node, dict):
        if node.get("format") == "decimal":
            return {"type": "number"}
        return {key: _decimals_as_numbers(child) for key, child in node.items()}
    if isinstance(node, list):
        return [_decimals_as_numbers(child) for child in node]
    return node
