"""Deliveries: the outbox of notices, and the log of every attempt to bring them."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    update,
)

from shared.store.database import Database, insert_new
from shared.store.endpoints import Endpoints, Judge, Judgement, Subscriber
from shared.store.rows import find, noun
from shared.store.tables import deliveries, endpoints, tries
from shared.store.work import PENDING, RUNNING, SENT, Sent, Work, moved

QUEUE = "notify"
DELIVERED, FAILED = "delivered", "failed"
GATHERED, FOLDED = "gathered", "folded"  # waits for its digest; went out in one


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One notice for one endpoint. Times are seconds since the epoch."""

    id: str  # webhook-id
    fence: int
    endpoint: str
    event: str
    batch: str | None
    document: str | None
    body: bytes
    state: str  # pending, sent, running; delivered; failed: its patience has ended; gathered, folded: in a digest
    attempts: int
    created_at: float
    since: float  # creation or replay: its patience counts from here
    next_at: float
    ended_at: float | None
    status: int | None  # HTTP status of the last answer
    cause: str | None  # of the last failure


class Try(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt at a delivery. `cause` is None for the one that succeeded."""

    at: float
    seconds: float
    status: int | None
    cause: str | None
    answer: str


_NEVER = 1e9  # minutes
_MESSAGE = 40  # notices to one endpoint that are on the way at once
_LOST = 20.0  # seconds after which a message that was sent may be taken for lost
_BURST = 4  # the part of a minute's notices that may go out at once: one in so many
_SPREAD = 0.75  # of the rate is spread over the minute: burst and spread together never exceed it


class Deliveries(Work):
    """The deliveries of a store, served as they fall due; those of a disabled or held endpoint wait."""

    def __init__(self, database: Database, receivers: Endpoints) -> None:
        super().__init__(database, deliveries, deliveries.c.next_at, deliveries.c.endpoint)
        self._claiming = self._claiming.where(_open(bindparam("now")))
        self._receivers = receivers

    def take(self, queue: str, room: int) -> list[Sent]:
        """Mark up to `room` deliveries that are due as sent, a message's worth for every endpoint that has none.

        However much is due to one endpoint, and however slow it is, it never has more than that on the way.
        """
        now, columns, taken = self._database.clock(), deliveries.c, list[Sent]()
        with self._database.write() as connection:
            for receiver in connection.execute(self._receptive(queue, now)).all():
                many = min(_share(receiver, now), room - len(taken))
                due = select(columns.id).where(
                    columns.endpoint == receiver.id, columns.state == PENDING, columns.next_at <= now
                )
                due = due.order_by(columns.next_at, columns.id).limit(max(0, many)).with_for_update(skip_locked=True)
                ids = list(connection.execute(due).scalars())
                if not ids:
                    continue
                connection.execute(update(deliveries).where(columns.id.in_(ids)).values(state=SENT, sent_at=now))
                if receiver.per_minute is not None:
                    paced = max(receiver.paced_until, now) + len(ids) * _interval(receiver.per_minute)
                    connection.execute(update(endpoints).where(endpoints.c.id == receiver.id).values(paced_until=paced))
                taken += [Sent(id_, queue, receiver.id) for id_ in ids]
        return taken

    def aside(self) -> dict[str, int]:
        """Count what is due and not sent for now: gathered for a digest, held or disabled with its endpoint."""
        columns = deliveries.c
        why = case(
            (columns.state == GATHERED, GATHERED), (endpoints.c.disabled_at.is_not(None), "disabled"), else_="held"
        ).label("why")
        counted = (
            select(why, func.count())
            .join(endpoints, endpoints.c.id == columns.endpoint)
            .where(or_(columns.state == GATHERED, and_(columns.state == PENDING, ~_open(self._database.clock()))))
            .group_by(why)
        )
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(counted)}

    def _receptive(self, queue: str, now: float) -> Select[Any]:
        """Select the endpoints that may be sent something now and have something due, whoever waits longest first."""
        columns = deliveries.c
        mine = (columns.endpoint == endpoints.c.id, columns.queue == queue)
        due = select(func.min(columns.next_at)).where(*mine, columns.state == PENDING).scalar_subquery()
        fresh = columns.sent_at > now - _LOST  # what was sent longer ago may have been lost: nobody waits for it
        on_the_way = exists().where(*mine, or_(columns.state == RUNNING, and_(columns.state == SENT, fresh)))
        open_ = (
            endpoints.c.disabled_at.is_(None),
            or_(endpoints.c.held_until.is_(None), endpoints.c.held_until <= now),
        )
        return select(endpoints).where(*open_, due <= now, ~on_the_way).order_by(due, endpoints.c.id)

    def shift(self, seconds: float, *, beyond: float = 0.0, since: float | None = None, lease: float = 0.0) -> int:
        """Move the times of deliveries, and those until which endpoints are held or paced."""
        spared = self._spared(seconds, since)
        times = (endpoints.c.held_until, endpoints.c.failing_since, endpoints.c.paced_until)
        values = {each: case((moved(each, beyond, spared), each + seconds), else_=each) for each in times}
        with self._database.write() as connection:
            connection.execute(update(endpoints).values(values))
        return super().shift(seconds, beyond=beyond, since=since, lease=lease)

    def _due(self, now: float | BindParameter[float]) -> list[ColumnElement[bool]]:
        return [*super()._due(now), _open(now)]

    def post(  # noqa: PLR0913 - one row's columns
        self,
        connection: Connection,
        endpoint: Subscriber,
        event: str,
        body: bytes,
        *,
        batch: str | None = None,
        document: str | None = None,
        generation: int = 0,
        gather: bool = False,
    ) -> str:
        """Put a notice into the outbox, within the transaction that makes it true; return its id.

        The id is made of what the notice is about, so that posting it again changes nothing. One that is to `gather`
        waits for the digest that its endpoint chose.
        """
        about = f"{endpoint.id}|{event}|{batch}|{document}|{generation}"
        now = self._database.clock()
        row = {
            "id": f"msg_{hashlib.sha256(about.encode()).hexdigest()[:40]}",
            "endpoint": endpoint.id,
            "event": event,
            "batch": batch,
            "document": document,
            "body": body,
            "created_at": now,
            "since": now,
            "next_at": now + 60.0 * (endpoint.filters.digest_minutes or _NEVER) if gather else now,
            "state": GATHERED if gather else PENDING,
            "queue": QUEUE,
        }
        insert_new(connection, deliveries, [row])
        return str(row["id"])

    def test(self, endpoint: Subscriber, event: str, body: bytes) -> str:
        """Put a notice into the outbox that is about nothing else; return its id."""
        with self._database.write(durable=True) as connection:
            return self.post(
                connection, endpoint, event, body, document=None, generation=int(self._database.clock() * 1000)
            )

    def ripe(self) -> list[str]:
        """Name the endpoints that have gathered notices for as long as they chose."""
        with self._database.read() as connection:
            return list(connection.execute(_RIPE, {"now": self._database.clock()}).scalars())

    def fold(self, endpoint: str, write: Callable[[Connection, list[Delivery]], None]) -> None:
        """Have `write` put the digest of what an endpoint has gathered into the outbox, in one transaction."""
        with self._database.write() as connection:
            self.fold_within(connection, endpoint, write)

    def fold_within(
        self,
        connection: Connection,
        endpoint: str,
        write: Callable[[Connection, list[Delivery]], None],
        batch: str | None = None,
    ) -> None:
        """Do so within a transaction, with what was gathered of one batch if one is named."""
        columns = deliveries.c
        which = [columns.endpoint == endpoint, columns.state == GATHERED]
        if batch is not None:
            which.append(columns.batch == batch)
        gathered = select(deliveries).where(*which).order_by(columns.created_at, columns.id).with_for_update()
        found = [noun(Delivery, row) for row in connection.execute(gathered)]
        if found:
            write(connection, found)
            folded = update(deliveries).where(columns.id.in_([each.id for each in found]))
            connection.execute(folded.values(state=FOLDED, ended_at=self._database.clock()))

    def last_body(self, connection: Connection, endpoint: Subscriber, event: str, batch: str) -> bytes | None:
        """Return what an endpoint was last told by this event of a batch."""
        columns = deliveries.c
        told = select(columns.body).where(
            columns.endpoint == endpoint.id, columns.event == event, columns.batch == batch
        )
        return connection.execute(told.order_by(columns.created_at.desc()).limit(1)).scalar()

    def get(self, prefix: str) -> Delivery:
        """Return the delivery whose id begins like this."""
        with self._database.read() as connection:
            return noun(Delivery, find(connection, deliveries, prefix))

    def newest(
        self,
        *,
        endpoint: str | None = None,
        document: str | None = None,
        batch: str | None = None,
        state: str | None = None,
        limit: int = 100,
    ) -> list[Delivery]:
        """Return the newest deliveries, newest first: all, or those of an endpoint, a document, a batch, a state."""
        asked = {"endpoint": endpoint, "document": document, "batch": batch, "state": state}
        which = [deliveries.c[name] == value for name, value in asked.items() if value is not None]
        newest = select(deliveries).where(*which).order_by(deliveries.c.created_at.desc(), deliveries.c.id).limit(limit)
        with self._database.read() as connection:
            return [noun(Delivery, row) for row in connection.execute(newest)]

    def tries(self, id_: str) -> list[Try]:
        """Return every attempt at a delivery, oldest first."""
        told = select(tries).where(tries.c.delivery == id_).order_by(tries.c.fence)
        with self._database.read() as connection:
            return [noun(Try, row) for row in connection.execute(told)]

    def replay(  # noqa: PLR0913 - one wish each
        self,
        ids: Iterable[str] | None = None,
        *,
        endpoint: str | None = None,
        batch: str | None = None,
        since: float | None = None,
        until: float | None = None,
        arrived: bool = False,
    ) -> int:
        """Bring notices once more, under the same ids: these, whatever became of them; otherwise the failed ones.

        The rest narrows that down; times are those at which the notices came to be. With `arrived`, those that arrived
        go out again, too. Return how many.
        """
        columns = deliveries.c
        ended = columns.state.in_((DELIVERED, FAILED)) if ids is not None or arrived else columns.state == FAILED
        which = [ended]
        if ids is not None:
            which.append(columns.id.in_(list(ids)))
        if endpoint is not None:
            which.append(columns.endpoint == endpoint)
        if batch is not None:
            which.append(columns.batch == batch)
        if since is not None:
            which.append(columns.created_at >= since)
        if until is not None:
            which.append(columns.created_at <= until)
        now = self._database.clock()
        again = {"state": PENDING, "attempts": 0, "next_at": now, "since": now, "ended_at": None}
        with self._database.write(durable=True) as connection:
            return connection.execute(update(deliveries).where(*which).values(again)).rowcount

    def claim(self, id_: str, lease: float) -> Delivery | None:
        """Become the holder of a delivery; None where somebody else is, or its endpoint is disabled."""
        with self._database.write() as connection:
            row = self._claim(connection, id_, lease)
            return None if row is None else noun(Delivery, row)

    def settle(self, claim: Delivery, state: str, wait: float, attempt: Try, judge: Judge) -> Judgement | None:
        """Write down an attempt: the delivery has ended in `state`, or is pending for `wait` seconds.

        `judge` says what a failure means for the endpoint: while it is left alone, what was sent to it comes back.
        None where the claim has passed to somebody else: nothing was written.
        """
        now = self._database.clock()
        values = {
            "state": state,
            "status": attempt.status,
            "cause": attempt.cause,
            "next_at": now + wait,
            "ended_at": None if state == PENDING else now,
        }
        with self._database.write() as connection:
            if not self._change(connection, claim, **values):
                return None
            connection.execute(
                tries.insert(), {"delivery": claim.id, "fence": claim.fence, **msgspec.structs.asdict(attempt)}
            )
            if attempt.cause is None:
                return Judgement(recovered=self._receivers.well(connection, claim.endpoint))
            judgement = self._receivers.failed(connection, claim.endpoint, attempt.cause, judge)
            if judgement.hold is not None or judgement.disable:
                sent = (deliveries.c.endpoint == claim.endpoint, deliveries.c.state == SENT)
                connection.execute(update(deliveries).where(*sent).values(state=PENDING))
            return judgement

    def reap(self) -> int:
        """Have deliveries tried again whose holders gave no sign for the length of their lease; return how many."""
        late = [noun(Delivery, row) for row in self._expired()]
        if not late:
            return 0
        with self._database.write() as connection:
            return sum(self._change(connection, delivery, state=PENDING) for delivery in late)


_RIPE = (  # made once: that takes longer than the answer
    select(deliveries.c.endpoint)
    .where(
        deliveries.c.queue == QUEUE,
        deliveries.c.state == GATHERED,
        deliveries.c.next_at <= bindparam("now"),
    )
    .distinct()
)


def _open(now: float | BindParameter[float]) -> ColumnElement[bool]:
    """Whether a delivery's endpoint may be sent anything now."""
    held = or_(endpoints.c.held_until.is_(None), endpoints.c.held_until <= now)
    return deliveries.c.endpoint.in_(select(endpoints.c.id).where(endpoints.c.disabled_at.is_(None), held))


def _interval(per_minute: int) -> float:
    """Return the seconds of an endpoint's rate that one notice uses up."""
    return 60.0 / (_SPREAD * per_minute)


def _share(receiver: Row[Any], now: float) -> int:
    """Return how many notices an endpoint may be sent now: one, to try it, when it was held; no more than its rate."""
    many = _MESSAGE if receiver.held_until is None else 1
    if receiver.per_minute is None:
        return many
    used = max(0.0, receiver.paced_until - now) / _interval(receiver.per_minute)
    burst = max(1, receiver.per_minute // _BURST)
    return min(many, int(burst - used + 1e-6))
