"""What a notice says: `{"type", "timestamp", "data"}`, the payload of https://www.standardwebhooks.com."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from shared.finding import Finding
from shared.record import Record, encode

_Item = TypeVar("_Item")

MAX_BYTES = 20_000  # what the specification asks senders to stay below


class EventType(StrEnum):
    """What a receiver may subscribe to."""

    REPORT_FAILED = "report.failed"
    REPORT_ACCEPTED = "report.accepted"
    DOCUMENT_REFUSED = "document.refused"  # refused or unreadable
    FINDING_OPENED = "finding.opened"  # not there when the document, or its version before, was read last
    FINDING_RESOLVED = "finding.resolved"  # was there then
    FINDING_REGRESSED = "finding.regressed"  # had been resolved before
    BATCH_COMPLETED = "batch.completed"
    DIGEST = "notices.digest"  # instead of single notices, where the receiver chose so
    ENDPOINT_TEST = "endpoint.test"  # sent on demand, whatever was subscribed


CHANGES = frozenset({EventType.FINDING_OPENED, EventType.FINDING_RESOLVED, EventType.FINDING_REGRESSED})
OF_DOCUMENTS = CHANGES | {EventType.REPORT_FAILED, EventType.REPORT_ACCEPTED, EventType.DOCUMENT_REFUSED}


def notice(event_type: EventType, timestamp: datetime, data: Mapping[str, Any]) -> bytes:
    """Return the body of a notice. `timestamp` is when the event happened, whatever its time zone."""
    moment = timestamp.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return encode({"type": event_type, "timestamp": moment, "data": data})


def document_data(
    record: Record, batch: str | None = None, link: str | None = None, findings: Sequence[Finding] | None = None
) -> dict[str, Any]:
    """Return the `data` of the notice about one document and its findings, or those of them that it is about.

    A judged report carries its head and its findings, most severe first, as many as fit into `MAX_BYTES`;
    `findings_omitted` counts the rest. A document that was not read carries the reason.
    """
    file = record.document
    data: dict[str, Any] = {
        "batch": batch,
        "document": {"name": file.name, "sha256": file.sha256, "source_url": file.source_url},
        "outcome": record.outcome,
        "link": link,
    }
    if record.report is None:
        return data | {"reason": record.reason}
    report = record.report
    data["report"] = {
        "title": report.title,
        "publisher": report.publisher,
        "year": report.year,
        "form": report.form,
        "published": report.published,
        "period": report.period,
    }
    room = MAX_BYTES - len(notice(EventType.REPORT_ACCEPTED, datetime.min.replace(tzinfo=UTC), data)) - 64
    told = record.findings if findings is None else findings
    kept = _fitting(told, room)
    return data | {"findings": kept, "findings_omitted": len(told) - len(kept)}


def batch_data(
    batch: str, outcomes: Mapping[str, int], rules: Mapping[str, int], link: str | None = None
) -> dict[str, Any]:
    """Return the `data` of `batch.completed`: documents by outcome, and findings by rule."""
    return {
        "batch": batch,
        "documents": sum(outcomes.values()),
        "outcomes": dict(sorted(outcomes.items())),
        "rules": dict(sorted(rules.items())),
        "link": link,
    }


def digest_data(bodies: Iterable[bytes], batch: str | None = None, link: str | None = None) -> dict[str, Any]:
    """Return the `data` of one notice in the place of several, given their bodies, oldest first.

    Every one is a line: what, of whom, which rules; those of failures come first. `notices_omitted` counts those that
    do not fit into `MAX_BYTES`.
    """
    lines = [_line(_BODY.decode(body)) for body in bodies]
    counts = Counter(line["type"] for line in lines)
    data = {"batch": batch, "events": dict(sorted(counts.items())), "link": link}
    lines.sort(key=lambda line: _URGENCY.index(line["type"]))
    room = MAX_BYTES - len(notice(EventType.DIGEST, datetime.min.replace(tzinfo=UTC), data)) - 64
    kept = _fitting(lines, room)
    return data | {"notices": kept, "notices_omitted": len(lines) - len(kept)}


_URGENCY = (
    EventType.FINDING_REGRESSED,
    EventType.REPORT_FAILED,
    EventType.FINDING_OPENED,
    EventType.DOCUMENT_REFUSED,
    EventType.FINDING_RESOLVED,
    EventType.REPORT_ACCEPTED,
)
_BODY = msgspec.json.Decoder(float_hook=Decimal)


def _line(body: dict[str, Any]) -> dict[str, Any]:
    """Return the line of a digest that stands for a notice about a document."""
    data = body["data"]
    report = data.get("report") or {}
    rules = Counter(finding["rule"] for finding in data.get("findings", ()))
    return {
        "type": body["type"],
        "timestamp": body["timestamp"],
        "batch": data["batch"],
        "document": data["document"],
        "publisher": report.get("publisher"),
        "year": report.get("year"),
        "outcome": data["outcome"],
        "reason": (data.get("reason") or {}).get("code"),
        "rules": dict(sorted(rules.items())),
        "link": data["link"],
    }


def _fitting(items: Sequence[_Item], room: int) -> Sequence[_Item]:
    """Return the longest head of `items` whose JSON stays within `room` bytes."""
    for count, item in enumerate(items):
        room -= len(encode(item)) + 1  # its comma
        if room < 0:
            return items[:count]
    return items
