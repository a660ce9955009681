"""Records: the results, as the data set and the commands read them."""

from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, func, literal, select, tuple_

from shared.finding import Waiver
from shared.record import Record, decode, encode
from shared.report import Value
from shared.store.database import Database, insert_new, upsert
from shared.store.errors import no_record
from shared.store.heads import write_head
from shared.store.tables import documents, findings, heads, records, submissions, waivers
from shared.waiver import Cells, Kept, laid_over

_PAGE = 200  # records in memory
_IDS = 5_000  # ids of records in memory
SETTLING = 60.0  # seconds in which a transaction that has its time already may still end


class _Cells(msgspec.Struct):
    cells: dict[str, Value]


class _Read(msgspec.Struct):
    """What of a record tells how much of it nobody could read."""

    report: _Cells | None = None


class Records:
    """The records of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, document: str) -> Record:
        """Return the record of a document; NotFoundError while it has none."""
        return decode(self.body(document))

    def body(self, document: str) -> bytes:
        """Return the record of a document as JSON; NotFoundError while it has none."""
        with self._database.read() as connection:
            body = connection.execute(select(records.c.body).where(records.c.document == document)).scalar()
        if body is None:
            raise no_record(document)
        return bytes(body)

    def unread(self, documents: Collection[str]) -> dict[str, int]:
        """Count the cells that stand in these reports and could not be read; documents without a report are absent."""
        with self._database.read() as connection:
            rows = connection.execute(select(records).where(records.c.document.in_(documents))).all()
        read = {row.document: msgspec.json.decode(row.body, type=_Read).report for row in rows}
        return {id_: sum(each.is_unread for each in found.cells.values()) for id_, found in read.items() if found}

    def count(self) -> int:
        """Return how many records there are."""
        with self._database.read() as connection:
            return connection.execute(select(func.count()).select_from(records)).scalar_one()

    def of_batch(self, batch: str) -> Iterator[Record]:
        """Read the records of a batch by name, each under the name and URL that it has in this batch."""
        key = (submissions.c.name, submissions.c.document)
        held = (
            select(submissions.c.name, submissions.c.document, submissions.c.source_url, records.c.body)
            .join(records, records.c.document == submissions.c.document)
            .where(submissions.c.batch == batch)
            .order_by(*key)
            .limit(_PAGE)
        )
        last: tuple[str, str] | None = None
        while True:
            page = held if last is None else held.where(tuple_(*key) > last)
            with self._database.read() as connection:
                rows = connection.execute(page).all()
            for row in rows:
                record = decode(row.body)
                file = msgspec.structs.replace(record.document, name=row.name, source_url=row.source_url)
                yield msgspec.structs.replace(record, document=file)
                last = (row.name, row.document)
            if len(rows) < _PAGE:
                return

    def every(self) -> Iterator[Record]:
        """Read the record of every document, by SHA-256, under the name that it had first."""
        held = select(records).order_by(records.c.document).limit(_PAGE)
        last = ""
        while True:
            with self._database.read() as connection:
                rows = connection.execute(held.where(records.c.document > last)).all()
            for row in rows:
                yield decode(row.body)
                last = row.document
            if len(rows) < _PAGE:
                return

    def changed(self, since: float) -> Iterator[Record]:
        """Read the records that were written after a time (seconds since the epoch), as `every` does."""
        ids = select(heads.c.document).where(heads.c.ended_at > since).order_by(heads.c.document).limit(_IDS)
        last = ""
        while True:
            with self._database.read() as connection:
                some = list(connection.execute(ids.where(heads.c.document > last)).scalars())
            for start in range(0, len(some), _PAGE):
                page = select(records).where(records.c.document.in_(some[start : start + _PAGE]))
                with self._database.read() as connection:
                    rows = connection.execute(page.order_by(records.c.document)).all()
                for row in rows:
                    yield decode(row.body)
            if len(some) < _IDS:
                return
            last = some[-1]

    def until(self) -> float:
        """Return a time such that whatever was written before it can be read by now."""
        return self._database.clock() - SETTLING


def write_record(connection: Connection, record: Record, now: float, *, is_first: bool = False) -> Record:
    """Put a record, what may be asked of it and its head in the place of those before; return it with its waivers.

    Findings that are waived are in the record alone: nobody needs to look at them. Where it is the first record of a
    document and of its address, there is nothing before it and nothing is waived.
    """
    document = record.document.sha256
    if not is_first:
        record = laid_over(record, _waivers(connection, document), datetime.fromtimestamp(now, UTC).date().isoformat())
        connection.execute(_EMPTIED, {"of": document})
    upsert(connection, records, {"document": document, "body": encode(record)})
    insert_new(connection, findings, _findings(document, record))
    write_head(connection, record, now)
    return record


_EMPTIED = delete(findings).where(findings.c.document == bindparam("of"))


def _of_versions() -> Select[Any]:
    """Select the waivers of a `document` and of the versions before it, the latest last."""
    row = documents.c
    own = select(row.id, row.supersedes, literal(0).label("back")).where(row.id == bindparam("document"))
    versions = own.cte("versions", recursive=True)
    before = select(row.id, row.supersedes, versions.c.back + 1).join(versions, row.id == versions.c.supersedes)
    versions = versions.union(before)
    held = waivers.join(versions, waivers.c.document == versions.c.id)
    found: Select[Any] = select(waivers).select_from(held).where(waivers.c.ended_at.is_(None))
    return found.order_by(versions.c.back.desc())


_OF_VERSIONS = _of_versions()  # made once: it takes longer than the answer


def _waivers(connection: Connection, document: str) -> dict[str, Kept]:
    """Return the waivers that were given to a document or the versions before it, the latest of each finding."""
    return {
        each.fingerprint: Kept(msgspec.json.decode(each.body, type=Waiver), msgspec.json.decode(each.cells, type=Cells))
        for each in connection.execute(_OF_VERSIONS, {"document": document})
    }


def _findings(document: str, record: Record) -> list[dict[str, Any]]:
    return [
        {
            "document": document,
            "number": number,
            "rule": finding.rule,
            "severity": finding.severity,
            "fingerprint": finding.fingerprint,
            "body": encode(finding),
        }
        for number, finding in enumerate(record.findings)
        if finding.waived is None
    ]
