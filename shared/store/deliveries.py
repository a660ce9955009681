"""Deliveries: the outbox of notices, and the log of every attempt to bring them."""

import hashlib
from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, select, update

from shared.store.database import Database, insert_new
from shared.store.endpoints import Endpoint
from shared.store.rows import find, noun
from shared.store.tables import deliveries, endpoints, tries
from shared.store.work import OPEN, PENDING, SENT, Work

QUEUE = "notify"
DELIVERED, FAILED = "delivered", "failed"


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """One notice for one endpoint. Times are seconds since the epoch."""

    id: str  # webhook-id
    fence: int
    endpoint: str
    event: str
    batch: str | None
    document: str | None
    body: bytes
    state: str  # pending, sent, running; delivered; failed: its patience has ended
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


class Deliveries(Work):
    """The deliveries of a store, served as they fall due; those of a disabled endpoint wait."""

    def __init__(self, database: Database) -> None:
        enabled = deliveries.c.endpoint.in_(select(endpoints.c.id).where(endpoints.c.disabled_at.is_(None)))
        super().__init__(database, deliveries, deliveries.c.next_at, deliveries.c.endpoint, enabled)

    def post(  # noqa: PLR0913 - one row's columns
        self,
        connection: Connection,
        endpoint: Endpoint,
        event: str,
        body: bytes,
        *,
        batch: str | None = None,
        document: str | None = None,
        generation: int = 0,
    ) -> str:
        """Put a notice into the outbox, within the transaction that makes it true; return its id.

        The id is made of what the notice is about, so that posting it again changes nothing.
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
            "state": PENDING,
            "queue": QUEUE,
        }
        insert_new(connection, deliveries, [row])
        return str(row["id"])

    def test(self, endpoint: Endpoint, event: str, body: bytes) -> str:
        """Put a notice into the outbox that is about nothing else; return its id."""
        with self._database.write(durable=True) as connection:
            return self.post(
                connection, endpoint, event, body, document=None, generation=int(self._database.clock() * 1000)
            )

    def get(self, prefix: str) -> Delivery:
        """Return the delivery whose id begins like this."""
        with self._database.read() as connection:
            return noun(Delivery, find(connection, deliveries, prefix))

    def newest(
        self, *, endpoint: str | None = None, document: str | None = None, state: str | None = None, limit: int = 100
    ) -> list[Delivery]:
        """Return the newest deliveries, newest first: all, or those of an endpoint, a document, a state."""
        asked = {"endpoint": endpoint, "document": document, "state": state}
        which = [deliveries.c[name] == value for name, value in asked.items() if value is not None]
        newest = select(deliveries).where(*which).order_by(deliveries.c.created_at.desc(), deliveries.c.id).limit(limit)
        with self._database.read() as connection:
            return [noun(Delivery, row) for row in connection.execute(newest)]

    def tries(self, id_: str) -> list[Try]:
        """Return every attempt at a delivery, oldest first."""
        told = select(tries).where(tries.c.delivery == id_).order_by(tries.c.fence)
        with self._database.read() as connection:
            return [noun(Try, row) for row in connection.execute(told)]

    def replay(self, ids: Iterable[str] | None = None, *, endpoint: str | None = None) -> int:
        """Bring notices once more, under the same ids: these, whatever became of them; otherwise the failed ones."""
        state = deliveries.c.state.not_in(OPEN) if ids is not None else deliveries.c.state == FAILED
        which = [state]
        if ids is not None:
            which.append(deliveries.c.id.in_(list(ids)))
        if endpoint is not None:
            which.append(deliveries.c.endpoint == endpoint)
        again = {"state": PENDING, "attempts": 0, "next_at": 0, "since": self._database.clock(), "ended_at": None}
        with self._database.write(durable=True) as connection:
            return connection.execute(update(deliveries).where(*which).values(again)).rowcount

    def claim(self, id_: str, lease: float) -> Delivery | None:
        """Become the holder of a delivery; None where somebody else is, or its endpoint is disabled."""
        with self._database.write() as connection:
            row = self._claim(connection, id_, lease)
            return None if row is None else noun(Delivery, row)

    def settle(self, claim: Delivery, state: str, wait: float, attempt: Try) -> bool:
        """Write down an attempt: the delivery has ended in `state`, or is pending for `wait` seconds.

        False where the claim has passed to somebody else.
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
                return False
            connection.execute(
                tries.insert(), {"delivery": claim.id, "fence": claim.fence, **msgspec.structs.asdict(attempt)}
            )
        return True

    def postpone(self, ids: Iterable[str], wait: float) -> None:
        """Have deliveries that were sent wait without an attempt: their endpoint does not answer."""
        waits = update(deliveries).where(deliveries.c.id.in_(list(ids)), deliveries.c.state == SENT)
        with self._database.write() as connection:
            connection.execute(waits.values(state=PENDING, next_at=self._database.clock() + wait))

    def reap(self) -> int:
        """Have deliveries tried again whose holders gave no sign for the length of their lease; return how many."""
        late = [noun(Delivery, row) for row in self._expired()]
        with self._database.write() as connection:
            return sum(self._change(connection, delivery, state=PENDING) for delivery in late)
