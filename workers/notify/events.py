"""What a notice says: `{"type", "timestamp", "data"}`, the payload of https://www.standardwebhooks.com."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from shared.finding import Finding
from shared.record import Record, encode

MAX_BYTES = 20_000  # what the specification asks senders to stay below


class EventType(StrEnum):
    """What a receiver may subscribe to."""

    REPORT_FAILED = "report.failed"
    REPORT_ACCEPTED = "report.accepted"
    DOCUMENT_REFUSED = "document.refused"  # refused or unreadable
    BATCH_COMPLETED = "batch.completed"
    ENDPOINT_TEST = "endpoint.test"  # sent on demand, whatever was subscribed


def notice(event_type: EventType, timestamp: datetime, data: Mapping[str, Any]) -> bytes:
    """Return the body of a notice. `timestamp` is when the event happened, whatever its time zone."""
    moment = timestamp.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return encode({"type": event_type, "timestamp": moment, "data": data})


def document_data(record: Record, batch: str | None = None, link: str | None = None) -> dict[str, Any]:
    """Return the `data` of the notice about one document.

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
    kept = _fitting(record.findings, room)
    return data | {"findings": kept, "findings_omitted": len(record.findings) - len(kept)}


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


def _fitting(findings: Sequence[Finding], room: int) -> Sequence[Finding]:
    """Return the longest head of `findings` whose JSON stays within `room` bytes."""
    for count, finding in enumerate(findings):
        room -= len(encode(finding)) + 1  # its comma
        if room < 0:
            return findings[:count]
    return findings
