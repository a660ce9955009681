"""Records: the results, as the data set and the commands read them."""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, select, tuple_

from shared.record import Record, decode, encode
from shared.store.database import Database, insert_new
from shared.store.errors import NotFoundError
from shared.store.heads import write_head
from shared.store.tables import findings, records, submissions

_PAGE = 200  # records in memory


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
            raise NotFoundError(f"{document} has no record yet")
        return bytes(body)

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


def write_record(connection: Connection, record: Record, now: float) -> None:
    """Put a record, what may be asked of it and its head in the place of those before."""
    document = record.document.sha256
    for table in (records, findings):
        connection.execute(delete(table).where(table.c.document == document))
    connection.execute(records.insert(), {"document": document, "body": encode(record)})
    insert_new(connection, findings, _findings(document, record))
    write_head(connection, record, now)


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
    ]
