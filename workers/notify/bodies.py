"""The bodies of notices as types: what their JSON Schema is made of."""

from datetime import datetime
from typing import Any

import msgspec

from shared.errors import Reason
from shared.finding import Finding
from shared.record import Outcome, schema
from workers.notify.events import CHANGES, EventType


class Named(msgspec.Struct, frozen=True):
    """A document, under the name that its batch has it under."""

    name: str
    sha256: str
    source_url: str | None


class Head(msgspec.Struct, frozen=True):
    """Whose report it is, of which year. Dates are ISO dates."""

    title: str | None
    publisher: str | None
    year: int | None
    form: str | None
    published: str | None
    period: tuple[str, str] | None


class Report(msgspec.Struct, frozen=True):
    """A judged report, with its findings or those that the notice is about; `findings_omitted` did not fit in."""

    batch: str | None
    document: Named
    outcome: Outcome
    link: str | None
    report: Head
    findings: tuple[Finding, ...]
    findings_omitted: int


class NotRead(msgspec.Struct, frozen=True):
    """A document that was refused or is unreadable."""

    batch: str | None
    document: Named
    outcome: Outcome
    link: str | None
    reason: Reason


class Batch(msgspec.Struct, frozen=True):
    """A batch at its end: documents, by outcome; findings by rule."""

    batch: str
    documents: int
    outcomes: dict[Outcome, int]
    rules: dict[str, int]
    link: str | None


class Line(msgspec.Struct, frozen=True):
    """One notice in a digest. `reason` is the code of a document that was not read."""

    type: EventType
    timestamp: datetime
    batch: str | None
    document: Named
    publisher: str | None
    year: int | None
    outcome: Outcome
    reason: str | None
    rules: dict[str, int]
    link: str | None


class Digest(msgspec.Struct, frozen=True):
    """Notices by event, and one line each; `notices_omitted` did not fit in."""

    batch: str | None
    events: dict[EventType, int]
    link: str | None
    notices: tuple[Line, ...]
    notices_omitted: int


class Nothing(msgspec.Struct, frozen=True):
    """No data."""


DATA: dict[EventType, type[msgspec.Struct]] = {
    EventType.REPORT_FAILED: Report,
    EventType.REPORT_ACCEPTED: Report,
    **dict.fromkeys(sorted(CHANGES), Report),
    EventType.DOCUMENT_REFUSED: NotRead,
    EventType.BATCH_COMPLETED: Batch,
    EventType.DIGEST: Digest,
    EventType.ENDPOINT_TEST: Nothing,
}


def event_schema(event: EventType) -> dict[str, Any]:
    """JSON Schema of the body of a notice of this type."""
    body = msgspec.defstruct("Notice", [("type", str), ("timestamp", datetime), ("data", DATA[event])])
    made = schema(body)
    made["$defs"]["Notice"]["properties"]["type"] = {"const": event}
    return made
