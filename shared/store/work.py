"""How a row of work moves: pending → sent → running → ended, and back. Redis may forget; these rows do not.

A *claim* makes one process the holder of a row: it counts an attempt, raises the fence and sets a lease. Whoever comes
back later with an older fence (a frozen process that woke up) holds nothing and changes nothing.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import msgspec
from sqlalchemy import (
    CTE,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.sql.dml import ReturningUpdate

from shared.store.database import Database

PENDING, SENT, RUNNING = "pending", "sent", "running"
OPEN = (PENDING, SENT, RUNNING)
_SOON = 60.0  # seconds that most of what is tried again waits at most


class Sent(msgspec.Struct, frozen=True):
    """A row that was marked as sent. Rows of one stage and lane may travel in one message."""

    id: str
    stage: str
    lane: str | None


class Backlog(msgspec.Struct, frozen=True):
    """How much of a queue stands in one state, and since when the oldest row exists (seconds since the epoch).

    `sent` is when the first of the rows was sent that have been.
    """

    queue: str
    state: str
    rows: int
    oldest: float
    sent: float | None = None


class Moving(msgspec.Struct, frozen=True):
    """A row that is on its way: sent, or running under a fence."""

    id: str
    stage: str
    queue: str
    state: str
    fence: int


class Held(Protocol):
    """What names a claim."""

    @property
    def id(self) -> str:
        """The row."""

    @property
    def fence(self) -> int:
        """The fence it was claimed under."""


class Work:
    """The rows of a table that carries the columns of work, served in `order` while `enabled` holds."""

    def __init__(
        self, database: Database, table: Table, order: Column[Any], lane: Column[Any], *enabled: ColumnElement[bool]
    ) -> None:
        self._database = database
        self._table = table
        self._order = order
        self._lane = lane
        self._enabled = enabled
        # Made once: that takes longer than they do.
        columns, queues = table.c, _queues(table)
        due = self._due(bindparam("now"))
        self._waiting = select(queues.c.queue).where(exists().where(columns.queue == queues.c.queue, *due))
        self._sent = (
            select(columns.queue, func.count().label("sent")).where(columns.state == SENT).group_by(columns.queue)
        )
        self._stale = (
            select(columns.queue).where(columns.state == SENT, columns.sent_at < bindparam("before")).distinct()
        )
        self._late = select(table).where(columns.state == RUNNING, columns.lease_until < bindparam("now"))
        self._claiming = _claiming(table, enabled)
        holds = (table.c.state == RUNNING, table.c.fence == bindparam("held_fence"))
        self._changing = update(table).where(table.c.id == bindparam("held_id"), *holds)

    def waiting(self) -> dict[str, int]:
        """Name the queues that have something due, with the number of their rows already on the way."""
        with self._database.read() as connection:
            on_the_way = {row.queue: row.sent for row in connection.execute(self._sent)}
            due = connection.execute(self._waiting, {"now": self._database.clock()}).scalars()
            return {queue: on_the_way.get(queue, 0) for queue in due}

    def backlog(self) -> list[Backlog]:
        """Count the rows that have not ended, by queue and state."""
        columns = self._table.c
        counted: Select[Any] = (
            select(columns.queue, columns.state, func.count(), func.min(columns.created_at), func.min(columns.sent_at))
            .where(columns.state.in_(OPEN))
            .group_by(columns.queue, columns.state)
            .order_by(columns.queue, columns.state)
        )
        with self._database.read() as connection:
            return [Backlog(*row) for row in connection.execute(counted)]

    def moving(self) -> list[Moving]:
        """Return the rows that are on their way: a window's worth of every queue at most."""
        columns = self._table.c
        stage = columns.stage if "stage" in columns else columns.queue
        rows = select(columns.id, stage, columns.queue, columns.state, columns.fence)
        with self._database.read() as connection:
            return [Moving(*row) for row in connection.execute(rows.where(columns.state.in_((SENT, RUNNING))))]

    def take(self, queue: str, room: int) -> list[Sent]:
        """Mark up to `room` rows that are due in this queue as sent and return them in their order."""
        if room <= 0:
            return []
        columns = self._table.c
        due = (
            select(self._table)
            .where(columns.queue == queue, *self._due(self._database.clock()))
            .order_by(self._order)
            .limit(room)
        )
        with self._database.write() as connection:
            rows = connection.execute(due.with_for_update(skip_locked=True)).all()
            if rows:
                mark = update(self._table).where(columns.id.in_([row.id for row in rows]))
                connection.execute(mark.values(state=SENT, sent_at=self._database.clock()))
        return [Sent(row.id, getattr(row, "stage", queue), getattr(row, self._lane.name)) for row in rows]

    def stale(self, before: float) -> list[str]:
        """Name the queues that have rows which were sent before this time and are not claimed yet."""
        with self._database.read() as connection:
            return list(connection.execute(self._stale, {"before": before}).scalars())

    def unsend(self, ids: Iterable[str] | None = None, *, queue: str | None = None, before: float | None = None) -> int:
        """Make sent rows pending again: these, or those of a queue sent before a time, or all. Return how many."""
        columns = self._table.c
        which = [columns.state == SENT]
        if ids is not None:
            which.append(columns.id.in_(list(ids)))
        if queue is not None:
            which.append(columns.queue == queue)
        if before is not None:
            which.append(columns.sent_at < before)
        with self._database.write() as connection:
            return connection.execute(update(self._table).where(*which).values(state=PENDING)).rowcount

    def shift(self, seconds: float, *, beyond: float = 0.0, since: float | None = None, lease: float = 0.0) -> int:
        """Move the times of rows which have not ended, those behind `beyond`: the clock was stepped by so much.

        What was written down `since` a time of the clock as it is now stays, a lease of so many seconds from then, too.
        """
        columns, spared = self._table.c, self._spared(seconds, since)
        moving = {
            columns.next_at: moved(columns.next_at, beyond, spared),
            columns.sent_at: moved(columns.sent_at, beyond, spared),
            columns.lease_until: moved(columns.lease_until, beyond, (spared[0] + lease, spared[1] + lease)),
        }
        values = {each: case((moves, each + seconds), else_=each) for each, moves in moving.items()}
        which = (columns.ended_at.is_(None), or_(*moving.values()))
        with self._database.write() as connection:
            return connection.execute(update(self._table).where(*which).values(values)).rowcount

    def _spared(self, seconds: float, since: float | None) -> tuple[float, float]:
        """Return what times are of rows that were due, or nearly, when they were written down since `since`.

        One that was written down before and comes to lie there was due in as many seconds as the clock was put forward.
        """
        now = self._database.clock()
        return (now, now) if since is None else (since, now + (_SOON if seconds > 0 else 0.0))

    def _due(self, now: float | BindParameter[float]) -> list[ColumnElement[bool]]:
        return [self._table.c.state == PENDING, self._table.c.next_at <= now, *self._enabled]

    def _claim(self, connection: Connection, id_: str, lease: float, **asked: object) -> Row[Any] | None:
        """Become the holder of a row for `lease` seconds; None where somebody else is, was, or it is not due."""
        now = self._database.clock()
        asked |= {"claimed": id_, "now": now, "until": now + lease}
        return connection.execute(self._claiming, asked).one_or_none()

    def _change(self, connection: Connection, held: Held, **values: object) -> bool:
        """Change a row as its holder; False where the claim has passed to somebody else, and nothing was changed."""
        holds = {"held_id": held.id, "held_fence": held.fence}
        return connection.execute(self._changing, values | holds).rowcount == 1

    def _expired(self) -> Sequence[Row[Any]]:
        """Return the rows whose holders gave no sign for the length of their lease."""
        with self._database.read() as connection:
            return connection.execute(self._late, {"now": self._database.clock()}).all()


def moved(time: Column[Any], beyond: float, spared: tuple[float, float]) -> ColumnElement[bool]:
    """Say which times move with the clock: those behind `beyond`, but for what was `spared`."""
    return and_(time > beyond, not_(time.between(*spared)))


def _claiming(table: Table, enabled: Sequence[ColumnElement[bool]]) -> ReturningUpdate[Any]:
    """Claim the row `claimed` at `now`, `until` then."""
    columns = table.c
    due = and_(columns.state == PENDING, columns.next_at <= bindparam("now"))
    free = (columns.id == bindparam("claimed"), or_(columns.state == SENT, due), *enabled)
    values = {
        "state": RUNNING,
        "attempts": columns.attempts + 1,
        "fence": columns.fence + 1,
        "lease_until": bindparam("until"),
    }
    return update(table).where(*free).values(values).returning(*columns)


def _queues(table: Table) -> CTE:
    """Select the queues that have any rows, found by leaps, not by steps. Made once: that takes longer."""
    first = select(func.min(table.c.queue).label("queue")).cte("queues", recursive=True)
    other = table.alias()
    after = select(func.min(other.c.queue)).where(other.c.queue > first.c.queue).scalar_subquery()
    return first.union_all(select(after).where(first.c.queue.is_not(None)))
