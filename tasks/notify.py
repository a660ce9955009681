"""Notification: what is due to whom, and the bringing of it."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
import structlog
from sqlalchemy import Connection
from structlog.contextvars import bound_contextvars

from shared.record import Record
from shared.store import (
    DELIVERED,
    FAILED,
    PENDING,
    Announce,
    AnnounceBatch,
    Batch,
    Counts,
    Delivery,
    Store,
    Submission,
    Try,
)
from tasks import line
from tasks.context import Context
from workers.notify import EventType, Subscription, batch_data, deliver, document_data, event_for, notice

_log = structlog.get_logger()


def of_document(store: Store) -> Announce:
    """Return what puts the notices about a finished document into the outbox."""

    def announce(connection: Connection, record: Record, held: Sequence[Submission], generation: int) -> None:
        now = datetime.fromtimestamp(store.clock(), UTC)
        for endpoint in store.endpoints.live(connection):
            wanted = Subscription(tuple(map(EventType, endpoint.events)), endpoint.min_severity)
            event = event_for(record, wanted)
            if event is None:
                continue
            for submission in held:
                file = msgspec.structs.replace(record.document, name=submission.name, source_url=submission.source_url)
                data = document_data(msgspec.structs.replace(record, document=file), submission.batch)
                store.deliveries.post(
                    connection,
                    endpoint,
                    event,
                    notice(event, now, data),
                    batch=submission.batch,
                    document=file.sha256,
                    generation=generation,
                )

    return announce


def of_batch(store: Store) -> AnnounceBatch:
    """Return what puts the notices about a completed batch into the outbox."""

    def announce(connection: Connection, batch: Batch, counts: Counts, rules: dict[str, int]) -> None:
        body = notice(
            EventType.BATCH_COMPLETED,
            datetime.fromtimestamp(store.clock(), UTC),
            batch_data(batch.id, counts.outcomes, rules),
        )
        for endpoint in store.endpoints.live(connection):
            if EventType.BATCH_COMPLETED in endpoint.events:
                store.deliveries.post(
                    connection,
                    endpoint,
                    EventType.BATCH_COMPLETED,
                    body,
                    batch=batch.id,
                    generation=batch.generation,
                )

    return announce


def work(context: Context, ids: Sequence[str]) -> None:
    """Bring the deliveries of a message, all to one endpoint."""
    deliveries = context.store.deliveries
    for number, id_ in enumerate(ids):
        claim = deliveries.claim(id_, context.lease)
        if claim is None:
            continue
        with bound_contextvars(batch=claim.batch, document=claim.document, delivery=id_, attempt=claim.attempts):
            wait = _bring(context, claim)
        if wait is not None:  # nobody there: the others need not find that out one by one
            deliveries.postpone(ids[number + 1 :], wait)
            return


def _bring(context: Context, claim: Delivery) -> float | None:
    """Make one attempt and write it down; return how long to leave an endpoint alone that did not answer at all."""
    store = context.store
    endpoint, now = store.endpoints.get(claim.endpoint), store.clock()
    at = datetime.fromtimestamp(now, UTC)
    attempt = deliver(endpoint.url, endpoint.secrets, claim.id, at, claim.body, reach=context.reach)
    cause = None if attempt.cause is None else f"{attempt.cause}: {attempt.detail}"
    state, wait = DELIVERED, None
    if attempt.gone:
        store.endpoints.disable(endpoint.id, cause or "")
        state = FAILED
    elif not attempt.ok:
        wait = line.after_refusal(claim.attempts, now - claim.since, attempt.retry_after, random.random())  # noqa: S311 - spreads load
        state = FAILED if wait is None else PENDING
    _log.info("delivery." + state, endpoint=endpoint.id, status=attempt.status, cause=cause, wait=wait)
    told = Try(at=now, seconds=attempt.seconds, status=attempt.status, cause=cause, answer=attempt.answer)
    store.deliveries.settle(claim, state, wait or 0.0, told)
    return wait if attempt.status is None else None
