"""Figures about the line as a whole, for whoever watches over it: what waits, and what happened since a last look."""

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Table, bindparam, func, or_, select

from shared.store.database import SETTLING, Database
from shared.store.documents import DEAD, DONE
from shared.store.tables import deliveries, documents, endpoints, events, findings, tries
from shared.store.work import OPEN, PENDING

_NEWEST = 10_000  # events
_MANY = 10  # documents


class Load(msgspec.Struct, frozen=True):
    """So many documents of one format have to pass one stage yet, and wait for it in this queue or are in it."""

    queue: str
    stage: str
    format: str | None
    rows: int


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """One event of a document's history, with what the document is by now."""

    id: int
    document: str
    event: str
    stage: str
    attempt: int
    note: dict[str, Any]
    format: str | None
    outcome: str | None


class Brought(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt at a delivery."""

    at: float
    seconds: float
    status: int | None


class Figures:
    """The figures of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def given_up(self) -> int:
        """Count the documents that the line gave up on: they are in quarantine until they are requeued."""
        counted = select(func.count()).select_from(documents).where(documents.c.state == DEAD)
        with self._database.read() as connection:
            return connection.execute(counted).scalar_one()

    def put_off(self, attempts: int) -> list[tuple[str, Any]]:
        """Return documents that were put off in vain so often, longest first, with why the last time: ten at most."""
        columns = documents.c
        waiting = select(columns.id).where(columns.state == PENDING, columns.attempts >= attempts)
        why = select(events.c.note).where(events.c.document == bindparam("of"), events.c.event == "later")
        with self._database.read() as connection:
            ids = connection.execute(waiting.order_by(columns.created_at, columns.id).limit(_MANY)).scalars().all()
            notes = {
                id_: connection.execute(why.order_by(events.c.id.desc()).limit(1), {"of": id_}).scalar() for id_ in ids
            }
        return [(id_, msgspec.json.decode(note).get("why")) for id_, note in notes.items() if note is not None]

    def lately(self, seconds: float = 3_600.0) -> dict[str, int]:
        """Count what befell documents in the last hour, by event, as far as the newest ten thousand events tell."""
        newest = select(events.c.event, events.c.at).order_by(events.c.id.desc()).limit(_NEWEST).subquery()
        since = self._database.clock() - seconds
        counted = select(newest.c.event, func.count()).where(newest.c.at > since).group_by(newest.c.event)
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(counted)}

    def load(self) -> list[Load]:
        """Count the documents that are being worked on or could be, by queue, stage and format."""
        columns = (documents.c.queue, documents.c.stage, documents.c.format)
        counted = select(*columns, func.count()).where(*self._workable(documents)).group_by(*columns)
        with self._database.read() as connection:
            return [Load(*row) for row in connection.execute(counted)]

    def notices(self) -> int:
        """Count the deliveries that are being worked on or could be."""
        free = or_(endpoints.c.held_until.is_(None), endpoints.c.held_until <= self._database.clock())
        live = deliveries.c.endpoint.in_(select(endpoints.c.id).where(endpoints.c.disabled_at.is_(None), free))
        with self._database.read() as connection:
            counted = select(func.count()).select_from(deliveries).where(*self._workable(deliveries), live)
            return connection.execute(counted).scalar_one()

    def ended(self) -> int:
        """Count the documents that have ended."""
        counted = select(func.count()).select_from(documents).where(documents.c.state.in_((DONE, DEAD)))
        with self._database.read() as connection:
            return connection.execute(counted).scalar_one()

    def unended(self) -> int:
        """Count the documents that have not."""
        counted = select(func.count()).select_from(documents).where(documents.c.state.in_(OPEN))
        with self._database.read() as connection:
            return connection.execute(counted).scalar_one()

    def last(self) -> int:
        """Return the id of the newest event."""
        with self._database.read() as connection:
            return connection.execute(select(func.max(events.c.id))).scalar() or 0

    def happened(self, after: int, limit: int = 5_000) -> list[Happened]:
        """Return the events behind this one, oldest first; those of the last seconds come another time.

        Ids are given before transactions end: an event with a lower id may yet appear behind one with a higher.
        """
        settled = self._database.clock() - SETTLING
        told = (
            select(events, documents.c.format, documents.c.outcome)
            .join(documents, documents.c.id == events.c.document)
            .where(events.c.id > after)
            .order_by(events.c.id)
            .limit(limit)
        )
        some: list[Happened] = []
        with self._database.read() as connection:
            for row in connection.execute(told):
                if row.at > settled:
                    break
                named = {name: getattr(row, name) for name in Happened.__struct_fields__ if name != "note"}
                some.append(Happened(note=msgspec.json.decode(row.note), **named))
        return some

    def rules(self, ids: list[str]) -> list[tuple[str, str, int]]:
        """Count the findings in these documents, by rule and severity."""
        columns = (findings.c.rule, findings.c.severity)
        counted = select(*columns, func.count()).where(findings.c.document.in_(ids)).group_by(*columns)
        with self._database.read() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(counted)]

    def brought(self, after: float, limit: int = 5_000) -> list[Brought]:
        """Return the attempts at deliveries behind this time, oldest first; those of the last seconds another time."""
        columns = (tries.c.at, tries.c.seconds, tries.c.status)
        settled = self._database.clock() - SETTLING
        told = select(*columns).where(tries.c.at > after, tries.c.at <= settled).order_by(tries.c.at).limit(limit)
        with self._database.read() as connection:
            return [Brought(at=row.at, seconds=row.seconds, status=row.status) for row in connection.execute(told)]

    def _workable(self, table: Table) -> tuple[ColumnElement[bool], ...]:
        """Leave out what waits for a later time: more workers would not bring it nearer."""
        columns = table.c
        return columns.state.in_(OPEN), or_(columns.state != PENDING, columns.next_at <= self._database.clock())
