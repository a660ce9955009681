"""From nouns of the store to resources of the interface."""

from collections.abc import Iterable
from datetime import UTC, datetime

from shared import store
from shared.finding import Finding
from shared.record import Record
from workers.gateway import resources
from workers.notify import Kind, shown_url


def moment(seconds: float) -> datetime:
    """Return a time since the epoch in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def _maybe(seconds: float | None) -> datetime | None:
    return None if seconds is None else moment(seconds)


def batch(found: store.Batch, counts: store.Counts, rules: dict[str, int] | None = None) -> resources.Batch:
    """Return a batch with its counts."""
    return resources.Batch(
        id=found.id,
        label=found.label,
        created_at=moment(found.created_at),
        ended_at=_maybe(found.ended_at),
        total=counts.total,
        open=counts.open,
        states=counts.states,
        outcomes=counts.outcomes,
        rules=rules or {},
    )


def item(listed: store.Listed) -> resources.Item:
    """Return an item of a batch."""
    return resources.Item(
        name=listed.name,
        document=listed.document,
        source_url=listed.source_url,
        state=listed.state,
        stage=listed.stage,
        outcome=listed.outcome,
    )


def document(found: store.Document, history: Iterable[store.Event]) -> resources.Document:
    """Return a document with its history."""
    return resources.Document(
        sha256=found.id,
        name=found.name,
        size=found.size,
        format=found.format,
        source_url=found.source_url,
        supersedes=found.supersedes,
        superseded_by=found.superseded_by,
        stage=found.stage,
        state=found.state,
        outcome=found.outcome,
        created_at=moment(found.created_at),
        ended_at=_maybe(found.ended_at),
        record=f"/v1/documents/{found.id}/record" if found.outcome is not None else None,
        submissions=tuple(
            resources.Submission(
                batch=each.batch, name=each.name, source_url=each.source_url, submitted_at=moment(each.submitted_at)
            )
            for each in found.submissions
        ),
        history=tuple(
            resources.Event(
                at=moment(each.at), event=each.event, stage=each.stage, attempt=each.attempt, note=each.note
            )
            for each in history
        ),
    )


def waiver(record: Record, finding: Finding) -> resources.Waiver:
    """Return the waiver of a finding, which has one."""
    assert finding.waived is not None  # noqa: S101 - the caller has just given it
    word = finding.waived
    return resources.Waiver(
        document=record.document.sha256,
        finding=finding.fingerprint,
        rule=finding.rule,
        author=word.author,
        reason=word.reason,
        since=word.since,
        until=word.until,
        outcome=record.outcome.value,
    )


def endpoint(found: store.Endpoint, *, secret: bool = False) -> resources.Endpoint:
    """Return an endpoint, with the secret that signs from now on where it was just made."""
    kind = Kind(found.kind)
    return resources.Endpoint(
        id=found.id,
        url=shown_url(kind, found.url),
        kind=kind,
        events=found.events,
        min_severity=found.min_severity,
        filters=found.filters,
        at_once=found.at_once,
        per_minute=found.per_minute,
        created_at=moment(found.created_at),
        failures=found.failures,
        failing_since=_maybe(found.failing_since),
        held_until=_maybe(found.held_until),
        held_because=found.held_because,
        disabled_at=_maybe(found.disabled_at),
        disabled_because=found.disabled_because,
        secret=found.secrets[0] if secret and kind is Kind.STANDARD else None,
    )


def delivery(found: store.Delivery, tries: Iterable[store.Try] = ()) -> resources.Delivery:
    """Return a delivery, with its attempts where they are asked for."""
    return resources.Delivery(
        id=found.id,
        endpoint=found.endpoint,
        event=found.event,
        batch=found.batch,
        document=found.document,
        state=found.state,
        attempts=found.attempts,
        created_at=moment(found.created_at),
        ended_at=_maybe(found.ended_at),
        status=found.status,
        cause=found.cause,
        tries=tuple(
            resources.Attempt(
                at=moment(each.at), seconds=each.seconds, status=each.status, cause=each.cause, answer=each.answer
            )
            for each in tries
        ),
    )
