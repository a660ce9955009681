"""Waivers: findings that a person has let pass, by document and fingerprint.

They hold for later versions from the same address too, as long as nothing in the finding's cells has changed.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, select, update

from shared.errors import Message
from shared.finding import Waiver
from shared.record import Record, decode, encode
from shared.store.batches import revised
from shared.store.database import Database, upsert
from shared.store.errors import NotFoundError, no_record
from shared.store.records import write_record
from shared.store.tables import documents, records, waivers
from shared.store.work import OPEN
from shared.waiver import cells_of


class Waived(msgspec.Struct, frozen=True, kw_only=True):
    """A waiver as it is kept. `ended_at`, in seconds since the epoch: when it was withdrawn or ran out."""

    document: str
    fingerprint: str
    rule: str
    waiver: Waiver
    ended_at: float | None


class Waivers:
    """The waivers of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, document: str, prefix: str, author: str, reason: str, until: str | None = None) -> Record:
        """Let a finding of a document pass, named by the beginning of its fingerprint; return the record as it is then.

        NotFoundError where the document has no record, or no finding or several begin like this.
        """
        now = self._database.clock()
        waiver = Waiver(author=author, reason=reason, since=_day(now), until=until)
        with self._database.write(durable=True) as connection:
            record = _record(connection, document)
            named = [each for each in record.findings if prefix and each.fingerprint.startswith(prefix)]
            if len(named) != 1:
                raise NotFoundError(
                    Message(
                        f"文件 {document[:12]} 中有 {len(named)} 条差错的编号以“{prefix}”开头",
                        f"{len(named)} findings of {document[:12]} begin with {prefix!r}",
                    )
                )
            (finding,) = named
            row = {
                "document": document,
                "fingerprint": finding.fingerprint,
                "rule": finding.rule,
                "body": encode(waiver),
                "cells": encode(cells_of(record, finding)),
                "until": until,
                "ended_at": None,
            }
            upsert(connection, waivers, row)
            return self._settle(connection, document)

    def withdraw(self, document: str, prefix: str) -> Record:
        """Have a finding count again; NotFoundError where no waiver that holds begins like this."""
        with self._database.write(durable=True) as connection:
            held = (waivers.c.document == document, waivers.c.ended_at.is_(None))
            rows = connection.execute(select(waivers).where(*held)).all()
            named = [row.fingerprint for row in rows if prefix and row.fingerprint.startswith(prefix)]
            if len(named) != 1:
                raise NotFoundError(
                    Message(
                        f"文件 {document[:12]} 中有 {len(named)} 条豁免的编号以“{prefix}”开头",
                        f"{len(named)} waivers of {document[:12]} begin with {prefix!r}",
                    )
                )
            self._end(connection, document, named)
            return self._settle(connection, document)

    def every(self) -> list[Waived]:
        """Return all waivers, those that hold first, by document."""
        order = (waivers.c.ended_at.is_not(None), waivers.c.document, waivers.c.fingerprint)
        with self._database.read() as connection:
            return [_noun(row) for row in connection.execute(select(waivers).order_by(*order))]

    def expire(self) -> int:
        """End the waivers whose last day has passed; return how many."""
        late = select(waivers).where(waivers.c.ended_at.is_(None), waivers.c.until < _day(self._database.clock()))
        with self._database.read() as connection:
            if connection.execute(late.limit(1)).first() is None:
                return 0
        with self._database.write() as connection:
            rows = connection.execute(late.with_for_update(skip_locked=True)).all()
            for document in sorted({row.document for row in rows}):
                self._end(connection, document, [row.fingerprint for row in rows if row.document == document])
                self._settle(connection, document)
        return len(rows)

    def _end(self, connection: Connection, document: str, fingerprints: Iterable[str]) -> None:
        which = (waivers.c.document == document, waivers.c.fingerprint.in_(list(fingerprints)))
        connection.execute(update(waivers).where(*which).values(ended_at=self._database.clock()))

    def _settle(self, connection: Connection, document: str) -> Record:
        """Write the records of a document and of its later versions anew, as they are with the waivers that hold."""
        first = select(documents.c.id).where(documents.c.id == document).cte("versions", recursive=True)
        later = select(documents.c.id).join(first, documents.c.supersedes == first.c.id)
        versions = connection.execute(select(first.union(later).c.id)).scalars().all()
        written = {id_: self._rewrite(connection, id_) for id_ in sorted(versions)}
        revised(connection, written)
        record = written[document]
        if record is None:
            raise no_record(document)
        return record

    def _rewrite(self, connection: Connection, document: str) -> Record | None:
        try:
            record = _record(connection, document)
        except NotFoundError:
            return None
        record = write_record(connection, record, self._database.clock())
        ended = update(documents).where(documents.c.id == document, documents.c.state.not_in(OPEN))
        connection.execute(ended.values(outcome=record.outcome))
        return record


def _record(connection: Connection, document: str) -> Record:
    body = connection.execute(select(records.c.body).where(records.c.document == document).with_for_update()).scalar()
    if body is None:
        raise no_record(document)
    return decode(body)


def _noun(row: Row[Any]) -> Waived:
    return Waived(
        document=row.document,
        fingerprint=row.fingerprint,
        rule=row.rule,
        waiver=msgspec.json.decode(row.body, type=Waiver),
        ended_at=row.ended_at,
    )


def _day(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
