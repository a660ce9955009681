"""Batches: what was submitted together, by whom it is waited for, and how far it has come."""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, takewhile
from operator import itemgetter
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, func, select, tuple_, update

from shared.job import Hints
from shared.record import encode
from shared.store.blobs import Blobs
from shared.store.database import SETTLING, Database, insert_new
from shared.store.errors import SealedError
from shared.store.rows import find, noun
from shared.store.tables import batches, documents, events, findings, submissions
from shared.store.work import OPEN, PENDING

FIRST_STAGE = "intake"
EXPRESS = "express"
_TRANSACTION = 200  # documents
_REGION = 12  # digits, with those of towns and villages


class Item(msgspec.Struct, frozen=True):
    """One document to submit. A file is read when its turn comes, a large one piece by piece."""

    name: str
    data: bytes | Path
    hints: Hints = Hints()


class Submitted(msgspec.Struct, frozen=True):
    """What became of the items: `known` documents cost nothing, their records are there or on their way."""

    new: int = 0
    known: int = 0


Told = Callable[[str, str, bool], None]  # name, document, whether it is new


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """One batch. Times are seconds since the epoch."""

    id: str
    label: str
    express: bool
    created_at: float
    generation: int  # how often it was reopened
    revision: int  # how often records of it changed after its end
    sealed_at: float | None
    ended_at: float | None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One item of a batch, and where its document stands."""

    name: str
    document: str
    source_url: str | None
    state: str
    stage: str
    outcome: str | None


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """A document has ended. `id` counts up in the order in which documents end."""

    id: int
    at: float
    document: str
    name: str
    outcome: str | None


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How far a batch has come: its items by state of their documents, and by outcome."""

    states: dict[str, int]
    outcomes: dict[str, int]

    @property
    def total(self) -> int:
        """Every item of the batch."""
        return sum(self.states.values())

    @property
    def open(self) -> int:
        """Those that have not ended."""
        return sum(self.states.get(state, 0) for state in OPEN)


AnnounceBatch = Callable[[Connection, Batch, Counts, dict[str, int]], None]


class Batches:
    """The batches of a store."""

    def __init__(self, database: Database, blobs: Blobs) -> None:
        self._database = database
        self._blobs = blobs
        self._waits_for: dict[str, str] = {}  # by batch, the document that was seen open last

    def create(self, label: str, *, express: bool = False) -> str:
        """Begin a batch and return its id. An express batch (a report by hand) does not wait behind the others."""
        with self._database.write(durable=True) as connection:
            return begin(connection, label, self._database.clock(), express=express)

    def submit(self, batch: str, items: Iterable[Item], told: Told = lambda *_: None) -> Submitted:
        """Add items, some hundreds in a transaction; none is in memory longer than it takes to store it.

        `told` hears of every item once it is stored.

        Submitting an item twice changes nothing, so that a submission that broke off is simply repeated.
        """
        new = known = 0
        left = iter(items)
        while some := list(islice(self._stored(left), _TRANSACTION)):
            self._blobs.settle()
            with self._database.write(durable=True) as connection:
                fresh = _add(connection, batch, some, self._database.clock())
            new += len(fresh)
            known += len(some) - len(fresh)
            for item in some:
                told(item["name"], item["id"], item["id"] in fresh)
        return Submitted(new, known)

    def seal(self, batch: str) -> None:
        """Add nothing more: the batch has ended when its documents have."""
        with self._database.write(durable=True) as connection:
            where = (batches.c.id == batch, batches.c.sealed_at.is_(None))
            connection.execute(update(batches).where(*where).values(sealed_at=self._database.clock()))

    def get(self, prefix: str) -> Batch:
        """Return the batch whose id begins like this."""
        with self._database.read() as connection:
            return noun(Batch, find(connection, batches, prefix))

    def newest(self, limit: int = 20, before: str | None = None) -> list[Batch]:
        """Return the newest batches, newest first; `before` keeps to those older than that one."""
        newest = select(batches).order_by(batches.c.id.desc()).limit(limit)
        if before is not None:
            newest = newest.where(batches.c.id < before)
        with self._database.read() as connection:
            return [noun(Batch, row) for row in connection.execute(newest)]

    def items(
        self, batch: str, limit: int, after: tuple[str, str] | None = None, *, outcome: str | None = None
    ) -> list[Listed]:
        """Return items of a batch by name and document: the first ones, or those behind `after`."""
        key = (submissions.c.name, submissions.c.document)
        columns = (*key, submissions.c.source_url, documents.c.state, documents.c.stage, documents.c.outcome)
        held = submissions.join(documents, submissions.c.document == documents.c.id)
        listed: Select[Any] = select(*columns).select_from(held).where(submissions.c.batch == batch)
        if after is not None:
            listed = listed.where(tuple_(*key) > after)
        if outcome is not None:
            listed = listed.where(documents.c.outcome == outcome)
        with self._database.read() as connection:
            return [noun(Listed, row) for row in connection.execute(listed.order_by(*key).limit(limit))]

    def outcomes(self, batch: str) -> list[str]:
        """Return the outcome of every item of a batch by name, `open` for those that have not ended."""
        held = submissions.join(documents, submissions.c.document == documents.c.id)
        listed = select(documents.c.outcome).select_from(held).where(submissions.c.batch == batch)
        with self._database.read() as connection:
            rows = connection.execute(listed.order_by(submissions.c.name, submissions.c.document)).scalars()
            return [each or "open" for each in rows]

    def endings(self, batch: str, after: int, limit: int, *, ended: bool) -> list[Ending]:
        """Return how documents of a batch ended, in order, from the event behind `after`.

        A document that was read again ended again. Its outcome is the one it has now. Until the batch has `ended`,
        PostgreSQL keeps the endings of the last seconds for another time: ids are given before transactions end, and
        whoever goes on behind the highest would never hear of a lower one that appears later.
        """
        ends = events.c.event.in_(("done", "dead"))
        names = select(submissions.c.document, func.min(submissions.c.name).label("name"))
        held = names.where(submissions.c.batch == batch).group_by(submissions.c.document).subquery()
        told: Select[Any] = (
            select(events.c.id, events.c.at, events.c.document, held.c.name, documents.c.outcome)
            .join(held, held.c.document == events.c.document)
            .join(documents, documents.c.id == events.c.document)
            .where(events.c.id > after, ends)
            .order_by(events.c.id)
            .limit(limit)
        )
        in_order = ended or self._database.is_sqlite
        settled = float("inf") if in_order else self._database.clock() - SETTLING
        with self._database.read() as connection:
            rows = connection.execute(told)
            return [noun(Ending, row) for row in takewhile(lambda row: row.at <= settled, rows)]

    def counts(self, batch: str) -> Counts:
        """Count the batch's items."""
        with self._database.read() as connection:
            return _counts(connection, batch)

    def rules(self, batch: str) -> dict[str, int]:
        """Count the findings in the batch's documents, by rule."""
        with self._database.read() as connection:
            return _rules(connection, batch)

    def close(self, announce: AnnounceBatch) -> list[str]:
        """End every sealed batch whose documents have all ended; `announce` writes its deliveries with it.

        However many wait, the transaction that writes looks at those only that seem to have ended.
        """
        with self._database.read() as connection:
            waiting = connection.execute(_SEALED).all()
            through = [row.id for row in waiting if not self._is_open(connection, row.id)][:_TRANSACTION]
        if not through:
            return []
        closed = []
        with self._database.write() as connection:
            ending = _SEALED.where(batches.c.id.in_(through)).with_for_update(key_share=True, skip_locked=True)
            for row in connection.execute(ending).all():
                if not self._is_open(connection, row.id):
                    ended = update(batches).where(batches.c.id == row.id).values(ended_at=self._database.clock())
                    connection.execute(ended)
                    announce(connection, noun(Batch, row), _counts(connection, row.id), _rules(connection, row.id))
                    closed.append(row.id)
        return closed

    def _is_open(self, connection: Connection, batch: str) -> bool:
        """Say whether a document of the batch has not ended: mostly by a look at the one that was to be served last."""
        if connection.execute(_IS_OPEN, {"of": self._waits_for.get(batch)}).first() is not None:
            return True
        last = connection.execute(_LAST_OPEN, {"of": batch}).scalar()
        if last is None:
            self._waits_for.pop(batch, None)
        else:
            self._waits_for[batch] = last
        return last is not None

    def _stored(self, items: Iterator[Item]) -> Iterator[dict[str, Any]]:
        for item in items:
            sha256, size = self._blobs.put(item.data)
            yield {"id": sha256, "size": size, "name": item.name, "hints": item.hints}


# Made once: that takes longer than most answers.
_SEALED = select(batches).where(batches.c.ended_at.is_(None), batches.c.sealed_at.is_not(None))
_IS_OPEN = select(documents.c.id).where(documents.c.id == bindparam("of"), documents.c.state.in_(OPEN))
_LAST_OPEN = (
    select(documents.c.id)
    .join(submissions, submissions.c.document == documents.c.id)
    .where(submissions.c.batch == bindparam("of"), documents.c.state.in_(OPEN))
    .order_by(documents.c.turn.desc())
    .limit(1)
)


def begin(connection: Connection, label: str, now: float, *, express: bool) -> str:
    """Begin a batch and return its id; ids sort by time."""
    id_ = f"b{int(now * 1000):011x}{secrets.token_hex(3)}"
    connection.execute(batches.insert(), {"id": id_, "label": label, "express": express, "turn": 0, "created_at": now})
    return id_


def reopen(connection: Connection, which: Select[Any]) -> None:
    """Have batches that had ended wait again for documents that are read once more.

    Whoever is closing one of them at this moment saw those documents as they were: that is waited for.
    """
    held = select(batches.c.id).where(batches.c.id.in_(which)).order_by(batches.c.id)
    connection.execute(held.with_for_update(key_share=True)).all()
    again = {"ended_at": None, "generation": batches.c.generation + 1}
    connection.execute(update(batches).where(batches.c.id.in_(which), batches.c.ended_at.is_not(None)).values(again))


def revised(connection: Connection, documents_: Iterable[str]) -> None:
    """Note for the ended batches that hold these documents that their records have changed."""
    held = select(submissions.c.batch).where(submissions.c.document.in_(list(documents_)))
    which = (batches.c.id.in_(held), batches.c.ended_at.is_not(None))
    ids = (
        connection.execute(select(batches.c.id).where(*which).order_by(batches.c.id).with_for_update()).scalars().all()
    )
    connection.execute(update(batches).where(batches.c.id.in_(ids)).values(revision=batches.c.revision + 1))


def of_document(document: str) -> Select[Any]:
    """Select the ids of the batches that hold a document."""
    return select(submissions.c.batch).where(submissions.c.document == document).distinct()


def _add(connection: Connection, batch: str, items: Sequence[dict[str, Any]], now: float) -> set[str]:
    """Add items to a batch; return those of their documents that are new."""
    held = connection.execute(select(batches).where(batches.c.id == batch).with_for_update(key_share=True)).one()
    if held.sealed_at is not None:
        raise SealedError(f"batch {batch} is sealed")
    ids = {item["id"] for item in items}
    known = set(connection.execute(select(documents.c.id).where(documents.c.id.in_(ids))).scalars())
    turn = max(held.turn, _floor(connection))
    latest = _latest(connection, {item["hints"].source_url for item in items} - {None})
    queue = EXPRESS if held.express else FIRST_STAGE
    fresh: dict[str, dict[str, Any]] = {}
    for item in items:
        id_, url = item["id"], item["hints"].source_url
        if id_ not in known and id_ not in fresh:
            fresh[id_] = {
                "id": id_,
                "size": item["size"],
                "name": item["name"],
                "source_url": url,
                "supersedes": latest.get(url),
                "created_at": now,
                "turn": turn + len(fresh),
                "express": held.express,
                "stage": FIRST_STAGE,
                "state": PENDING,
                "queue": queue,
            }
        if url is not None:
            latest[url] = id_
    # In one order always: two who submit the same documents would wait for each other.
    insert_new(connection, documents, sorted(fresh.values(), key=itemgetter("id")))
    insert_new(
        connection,
        submissions,
        [
            {
                "batch": batch,
                "name": item["name"],
                "document": item["id"],
                "source_url": item["hints"].source_url,
                "hints": encode(item["hints"]),
                "region": (item["hints"].region or "").replace("\0", "")[:_REGION] or None,
                "submitted_at": now,
            }
            for item in items
        ],
    )
    connection.execute(update(batches).where(batches.c.id == batch).values(turn=turn + len(fresh)))
    if held.express:
        waiting = select(documents.c.id).where(documents.c.id.in_(ids), documents.c.state == PENDING)
        held_ids = connection.execute(waiting.order_by(documents.c.id).with_for_update(key_share=True)).scalars().all()
        connection.execute(update(documents).where(documents.c.id.in_(held_ids)).values(express=True, queue=queue))
    return set(fresh)


def _floor(connection: Connection) -> int:
    """Return the turn that is being served: who comes now stands beside the others, not behind all they brought."""
    turn = connection.execute(select(func.min(documents.c.turn)).where(documents.c.state == PENDING)).scalar()
    return int(turn or 0)


def _latest(connection: Connection, urls: set[str]) -> dict[str, str]:
    """Return the document that each URL held last."""
    if not urls:
        return {}
    found = select(submissions.c.source_url, submissions.c.document).where(submissions.c.source_url.in_(urls))
    rows = connection.execute(found.order_by(submissions.c.submitted_at))
    return {row.source_url: row.document for row in rows}


def _in(batch: str) -> Select[Any]:
    return select(submissions.c.document).where(submissions.c.batch == batch)


def _counts(connection: Connection, batch: str) -> Counts:
    held = submissions.join(documents, submissions.c.document == documents.c.id)
    grouped = (
        select(documents.c.state, documents.c.outcome, func.count().label("items"))
        .select_from(held)
        .where(submissions.c.batch == batch)
        .group_by(documents.c.state, documents.c.outcome)
    )
    states: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    for row in connection.execute(grouped):
        states[row.state] = states.get(row.state, 0) + row.items
        if row.state not in OPEN:
            outcomes[row.outcome] = outcomes.get(row.outcome, 0) + row.items
    return Counts(states=states, outcomes=outcomes)


def _rules(connection: Connection, batch: str) -> dict[str, int]:
    grouped = (
        select(findings.c.rule, func.count().label("findings"))
        .where(findings.c.document.in_(_in(batch)))
        .group_by(findings.c.rule)
        .order_by(findings.c.rule)
    )
    return {row.rule: row.findings for row in connection.execute(grouped)}
