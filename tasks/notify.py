"""Notification: what is due to whom, and the bringing of it."""

import asyncio
import hashlib
import random
from collections import deque
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec
import structlog
from sqlalchemy import Connection
from structlog.contextvars import bound_contextvars

from shared.errors import TryLater
from shared.record import Record, encode
from shared.store import (
    DELIVERED,
    FAILED,
    PENDING,
    Announce,
    AnnounceBatch,
    Batch,
    Counts,
    Delivery,
    Endpoint,
    Judgement,
    Store,
    StoreError,
    Submission,
    Subscriber,
    Try,
    put_standing,
    standing,
)
from tasks import line, trace
from tasks.context import Context
from workers.notify import (
    About,
    Change,
    Courier,
    EventType,
    Kind,
    Subscription,
    batch_data,
    compare,
    decode_standing,
    digest_data,
    document_data,
    notice,
    told_of,
    wants_batch,
)

BUDGET = 10.0  # seconds after which no further attempt of a message begins

_log = structlog.get_logger()


def of_document(store: Store) -> Announce:
    """Return what puts the notices about a finished document into the outbox; none where nothing has changed."""

    def announce(connection: Connection, record: Record, held: Sequence[Submission], generation: int) -> None:
        id_ = record.document.sha256
        own, before = map(decode_standing, standing(connection, id_))
        change = compare(record, own, before)
        put_standing(connection, id_, encode(change.standing))
        if change.same:
            return
        for endpoint in store.endpoints.live(connection):
            for submission in held:
                _tell_of(store, connection, endpoint, record, change, submission, generation)

    return announce


def _tell_of(  # noqa: PLR0913, PLR0917 - one notice's ingredients
    store: Store,
    connection: Connection,
    endpoint: Subscriber,
    record: Record,
    change: Change,
    submission: Submission,
    generation: int,
) -> None:
    batch = submission.batch
    about = About(batch=batch, label=submission.label, region=submission.region, publisher=submission.publisher)
    file = msgspec.structs.replace(record.document, name=submission.name, source_url=submission.source_url)
    named = msgspec.structs.replace(record, document=file)
    for event, findings in told_of(record, change, _subscription(endpoint), about):
        data = document_data(named, batch, _link(store, "reports", file.sha256), findings)
        store.deliveries.post(
            connection,
            endpoint,
            event,
            notice(event, _now(store), data),
            batch=batch,
            document=file.sha256,
            generation=generation,
            gather=endpoint.filters.digest_minutes is not None,
        )


def of_batch(store: Store) -> AnnounceBatch:
    """Return what puts the notices about a completed batch into the outbox; none where it ends as it did before."""

    def announce(connection: Connection, batch: Batch, counts: Counts, rules: dict[str, int]) -> None:
        data = batch_data(batch.id, counts.outcomes, rules, _link(store, "batches", batch.id))
        body = notice(EventType.BATCH_COMPLETED, _now(store), data)
        for endpoint in store.endpoints.live(connection):
            if endpoint.filters.digest_minutes is not None:
                digest = _digest(store, endpoint, batch.id, _link(store, "batches", batch.id))
                store.deliveries.fold_within(connection, endpoint.id, digest, batch.id)
            if not wants_batch(_subscription(endpoint), batch.id, batch.label):
                continue
            last = None
            if batch.generation:  # otherwise it ends for the first time: nobody goes through all that was ever sent
                last = store.deliveries.last_body(connection, endpoint, EventType.BATCH_COMPLETED, batch.id)
            if last is None or msgspec.json.decode(last)["data"] != msgspec.json.decode(body)["data"]:
                store.deliveries.post(
                    connection,
                    endpoint,
                    EventType.BATCH_COMPLETED,
                    body,
                    batch=batch.id,
                    generation=batch.generation,
                )

    return announce


def digests(store: Store) -> int:
    """Put the digests that are due by their time into the outbox; return how many."""
    ripe = store.deliveries.ripe()
    for id_ in ripe:
        endpoint = store.endpoints.subscriber(id_)
        store.deliveries.fold(id_, _digest(store, endpoint))
    return len(ripe)


def _digest(
    store: Store, endpoint: Subscriber, batch: str | None = None, link: str | None = None
) -> Callable[[Connection, list[Delivery]], None]:
    """Return what puts one notice into the outbox in the place of those that were gathered."""

    def write(connection: Connection, gathered: list[Delivery]) -> None:
        body = notice(EventType.DIGEST, _now(store), digest_data([each.body for each in gathered], batch, link))
        of = hashlib.sha256("".join(each.id for each in gathered).encode()).digest()  # the same ones, the same id
        store.deliveries.post(
            connection, endpoint, EventType.DIGEST, body, batch=batch, generation=int.from_bytes(of[:8])
        )

    return write


def _subscription(endpoint: Subscriber) -> Subscription:
    return Subscription(tuple(map(EventType, endpoint.events)), endpoint.min_severity, endpoint.filters)


def _link(store: Store, what: str, id_: str) -> str | None:
    return f"{store.public_url}/{what}/{id_}" if store.public_url else None


def _now(store: Store) -> datetime:
    return datetime.fromtimestamp(store.clock(), UTC)


def work(context: Context, ids: Sequence[str]) -> None:
    """Bring the deliveries of a message, all to one endpoint."""
    try:
        asyncio.run(_work(context, ids))
    except* TryLater as away:  # the pump sends the rest again
        _log.warning("claim.later", why=str(away.exceptions[0]))
    except* StoreError as shut:  # likewise, until a key opens the endpoint's secrets
        _log.error("notices.shut", why=str(shut.exceptions[0]))


async def _work(context: Context, ids: Sequence[str]) -> None:
    """Bring so many at once as the endpoint takes. What a message has no time for goes back, to be sent again."""
    endpoint = context.store.endpoints.get(context.store.deliveries.get(ids[0]).endpoint)
    clock = asyncio.get_running_loop().time
    begin, left = clock(), deque(ids)

    async def bring(courier: Courier) -> None:
        while left and clock() - begin < BUDGET:
            id_ = left.popleft()
            claim = context.store.deliveries.claim(id_, context.lease)
            if claim is None:  # it came twice, too late, or its endpoint is left alone by now
                continue
            with bound_contextvars(batch=claim.batch, document=claim.document, delivery=id_, attempt=claim.attempts):
                await _bring(context.store, endpoint, courier, claim)

    async with Courier(context.reach) as courier, asyncio.TaskGroup() as group:
        for _ in range(min(endpoint.at_once, len(ids))):
            group.create_task(bring(courier))
    context.store.deliveries.unsend(left)


async def _bring(store: Store, endpoint: Endpoint, courier: Courier, claim: Delivery) -> None:
    """Make one attempt and write down what came of it, for the delivery and for its endpoint."""
    now = store.clock()
    at = datetime.fromtimestamp(now, UTC)
    about = claim.document or claim.batch or claim.id
    with trace.span("notice", about, event=claim.event, endpoint=endpoint.id, attempt=claim.attempts) as told_of_it:
        attempt = await courier.bring(endpoint.url, endpoint.secrets, claim.id, at, claim.body, Kind(endpoint.kind))
        told_of_it["status"] = attempt.status or 0
    cause = None if attempt.cause is None else f"{attempt.cause}: {attempt.detail}"
    state, wait = DELIVERED, None
    if attempt.gone:
        state = FAILED
    elif not attempt.ok:
        wait = line.after_refusal(claim.attempts, now - claim.since, attempt.retry_after, random.random())  # noqa: S311 - spreads load
        state = FAILED if wait is None else PENDING
    _log.info("delivery." + state, endpoint=endpoint.id, status=attempt.status, cause=cause, wait=wait)
    told = Try(at=now, seconds=attempt.seconds, status=attempt.status, cause=cause, answer=attempt.answer)
    retry_after = attempt.retry_after

    def judge(failures: int, seconds: float) -> Judgement:
        return line.after_failure(failures, seconds, retry_after)

    judgement = store.deliveries.settle(claim, state, wait or 0.0, told, judge)
    if attempt.gone:
        store.endpoints.disable(endpoint.id, cause or "")
    _tell_operator(endpoint, cause, judgement, gone=attempt.gone)


def _tell_operator(endpoint: Endpoint, cause: str | None, judgement: Judgement | None, *, gone: bool) -> None:
    """Put into the log what somebody should see to: `endpoint list` shows the same."""
    about = {"endpoint": endpoint.id, "cause": cause}
    if gone or (judgement and judgement.disable):
        _log.error("endpoint.disabled", **about)
    elif judgement and judgement.hold is not None:
        _log.warning("endpoint.held", seconds=round(judgement.hold), **about)
    elif judgement and judgement.recovered:
        _log.info("endpoint.recovered", **about)
