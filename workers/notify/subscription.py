"""Who wants to hear what."""

import msgspec

from shared.finding import Severity
from shared.record import Outcome, Record
from workers.notify.events import EventType

_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Subscription(msgspec.Struct, frozen=True):
    """What one endpoint wants: these events, a report counting as failed from this severity on."""

    events: tuple[EventType, ...] = (EventType.REPORT_FAILED, EventType.DOCUMENT_REFUSED, EventType.BATCH_COMPLETED)
    min_severity: Severity = Severity.ERROR


def event_for(record: Record, subscription: Subscription) -> EventType | None:
    """Return the event that tells this endpoint of this document, or None where it did not ask."""
    event = _event(record, subscription.min_severity)
    return event if event in subscription.events else None


def _event(record: Record, min_severity: Severity) -> EventType:
    if record.outcome in {Outcome.REFUSED, Outcome.UNREADABLE}:
        return EventType.DOCUMENT_REFUSED
    if any(_RANK[finding.severity] >= _RANK[min_severity] for finding in record.findings):
        return EventType.REPORT_FAILED
    return EventType.REPORT_ACCEPTED
