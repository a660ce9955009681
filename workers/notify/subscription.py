"""Who wants to hear what."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from shared.finding import Finding, Severity
from shared.record import Outcome, Record
from shared.subscription import Filters
from workers.notify.events import CHANGES, EventType
from workers.notify.standing import Change

_RANK = {Severity.INFO: 0, Severity.WARNING: 1, Severity.ERROR: 2}


class Subscription(msgspec.Struct, frozen=True):
    """What one endpoint wants: these events, a report counting as failed from this severity on, of these only."""

    events: tuple[EventType, ...] = (EventType.REPORT_FAILED, EventType.DOCUMENT_REFUSED, EventType.BATCH_COMPLETED)
    min_severity: Severity = Severity.ERROR
    filters: Filters = Filters()


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document comes from: the batch that waits for it, and what the submitter said of it."""

    batch: str
    label: str = ""
    region: str | None = None
    publisher: str | None = None


def told_of(
    record: Record, change: Change, subscription: Subscription, about: About
) -> Iterator[tuple[EventType, Sequence[Finding]]]:
    """Yield the notices that an endpoint is sent of a document, each with the findings it is about."""
    if not _concerns(record, subscription.filters, about):
        return
    changed = (
        (EventType.FINDING_OPENED, change.opened),
        (EventType.FINDING_REGRESSED, change.regressed),
        (EventType.FINDING_RESOLVED, change.resolved),
    )
    told = [_report(record, subscription), *((event, _wanted(found, subscription)) for event, found in changed)]
    for event, findings in told:
        if event is not None and event in subscription.events and (findings or event not in CHANGES):
            yield event, findings


def wants_batch(subscription: Subscription, batch: str, label: str) -> bool:
    """Whether an endpoint is told that a batch is complete."""
    return EventType.BATCH_COMPLETED in subscription.events and _begins((batch, label), subscription.filters.batches)


def _report(record: Record, subscription: Subscription) -> tuple[EventType | None, Sequence[Finding]]:
    """Return the event that a record is, and its findings; no event where only other rules found something."""
    if record.outcome in {Outcome.REFUSED, Outcome.UNREADABLE}:
        return EventType.DOCUMENT_REFUSED, ()
    severe = _severe(record.findings, subscription.min_severity)
    if _of_rules(severe, subscription.filters.rules):
        return EventType.REPORT_FAILED, _of_rules(record.findings, subscription.filters.rules)
    return (None, ()) if severe else (EventType.REPORT_ACCEPTED, record.findings)


def _concerns(record: Record, filters: Filters, about: About) -> bool:
    named = (record.report.publisher if record.report else None) or about.publisher
    return (
        _begins((about.batch, about.label), filters.batches)
        and _begins((about.region,), filters.regions)
        and _begins((named,), filters.publishers)
    )


def _wanted(findings: Iterable[Finding], subscription: Subscription) -> list[Finding]:
    return _severe(_of_rules(findings, subscription.filters.rules), subscription.min_severity)


def _of_rules(findings: Iterable[Finding], rules: tuple[str, ...]) -> list[Finding]:
    return [finding for finding in findings if _begins((finding.rule,), rules)]


def _severe(findings: Iterable[Finding], least: Severity) -> list[Finding]:
    return [finding for finding in findings if finding.waived is None and _RANK[finding.severity] >= _RANK[least]]


def _begins(names: Iterable[str | None], wanted: tuple[str, ...]) -> bool:
    """Whether one of the names begins as one of those that are wanted does; without a wish every name will do."""
    return not wanted or any(name is not None and name.startswith(wanted) for name in names)
