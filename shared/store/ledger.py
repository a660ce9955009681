"""The ledger: which body and year every report is of, and so what stands beside it.

A body has a revision that every change among its reports raises. Who ends a document has looked at what stands beside
it before; if a revision has moved since, somebody else ended one of them meanwhile, and it is looked at again.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, delete, exists, select

from shared.record import Record, decode
from shared.store.database import Database, insert_or_update, upsert
from shared.store.errors import MovedError
from shared.store.tables import bodies, documents, ledger, records
from shared.waiver import bare


class Entry(msgspec.Struct, frozen=True):
    """Where a report stands. `body` is None for a report of nobody known, or of no known year."""

    body: str | None = None
    year: int | None = None


class Beside(msgspec.Struct, frozen=True):
    """A report that stands beside another. `superseded`: its address holds a later version now."""

    record: Record
    supersedes: str | None
    superseded: bool


class View(msgspec.Struct, frozen=True):
    """What stands beside a document as it ends: `touched` are those whose neighbourhood changes by it.

    `supersedes` is what the document's address held before.
    """

    supersedes: str | None
    beside: tuple[Beside, ...]
    touched: frozenset[str]
    revisions: dict[str, int]


class Filing(msgspec.Struct, frozen=True):
    """A document's place in the ledger, None for what is no report; others' new records; on what they were made."""

    entry: Entry | None
    revisions: dict[str, int]
    revised: tuple[Record, ...] = ()


# Whether a later version of a ledger's document is a report, too. Made once: an alias has every column of its table.
_LATER, _PLACE = documents.alias(), ledger.alias()
_SUPERSEDED: ColumnElement[bool] = (
    exists()
    .select_from(_LATER.join(_PLACE, _PLACE.c.document == _LATER.c.id))
    .where(_LATER.c.supersedes == ledger.c.document)
)


class Ledger:
    """The ledger of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def view(self, document: str, entry: Entry | None, most: int) -> View:
        """Return what stands beside a document that is about to get this entry (None: it is no report).

        Of a body and year with more than `most` files nothing needs to be known but that there are more.
        """
        with self._database.read() as connection:
            return _View(connection, document, most).of(entry)


class _View:
    """One look, in one transaction. Revisions are read first: what changes later is then seen to have moved."""

    def __init__(self, connection: Connection, document: str, most: int) -> None:
        self._connection = connection
        self._document = document
        self._most = most

    def of(self, entry: Entry | None) -> View:
        """Return what stands beside the document."""
        own = self._document
        supersedes = self._one(select(documents.c.supersedes).where(documents.c.id == own))
        successors = self._all(select(documents.c.id).where(documents.c.supersedes == own))
        locks = {f"version {supersedes}"} if supersedes else set[str]()
        locks |= {f"version {own}"} if successors else set()
        revisions = self._revisions(locks)
        chain = self._entries([own, *([supersedes] if supersedes else []), *successors])
        places = {(each.body, each.year) for each in [*chain.values(), entry] if each and each.body and each.year}
        revisions |= self._revisions({body for body, _ in places})
        files = {
            place: self._files(*place, supersedes)
            for body, year in places
            for place in ((body, year - 1), (body, year), (body, year + 1))
        }
        calm = {place for place in places if len(files[place]) <= self._most + 1}
        touched = {id_ for body, year in calm for place in ((body, year), (body, year + 1)) for id_ in files[place]}
        touched |= chain.keys() - {own}
        known = touched | {id_ for body, year in calm for id_ in files[body, year - 1]}
        for body, _ in places - calm:  # those who share that name stand beside nobody, and did before
            revisions.pop(body, None)
        return View(supersedes, tuple(self._beside(known, touched | {own})), frozenset(touched), revisions)

    def _files(self, body: str, year: int, but: str | None) -> list[str]:
        """Return the files of a body and year that are not superseded, without the document itself."""
        which = [ledger.c.body == body, ledger.c.year == year, ledger.c.document != self._document, ~_SUPERSEDED]
        if but is not None:
            which.append(ledger.c.document != but)
        return self._all(select(ledger.c.document).where(*which).limit(self._most + 2))

    def _beside(self, known: Iterable[str], judged: Iterable[str]) -> list[Beside]:
        """Read records, and those that the judged ones supersede."""
        before = select(documents.c.supersedes).where(documents.c.id.in_(sorted(judged)))
        ids = {*known, *filter(None, self._all(before))} - {self._document}
        columns = (records.c.document, records.c.body, documents.c.supersedes, _SUPERSEDED.label("superseded"))
        held = ledger.join(records, records.c.document == ledger.c.document).join(
            documents, documents.c.id == ledger.c.document
        )
        found: Select[Any] = select(*columns).select_from(held).where(ledger.c.document.in_(sorted(ids)))
        return [
            Beside(bare(decode(row.body)), row.supersedes, bool(row.superseded))
            for row in self._connection.execute(found.order_by(records.c.document))
        ]

    def _entries(self, ids: Sequence[str]) -> dict[str, Entry]:
        rows = self._connection.execute(select(ledger).where(ledger.c.document.in_(ids)))
        return {row.document: Entry(row.body, row.year) for row in rows}

    def _revisions(self, names: set[str]) -> dict[str, int]:
        rows = self._connection.execute(select(bodies).where(bodies.c.id.in_(sorted(names))))
        return dict.fromkeys(sorted(names), 0) | {row.id: row.revision for row in rows}

    def _one(self, asked: Select[Any]) -> Any:  # noqa: ANN401 - any column
        return self._connection.execute(asked).scalar()

    def _all(self, asked: Select[Any]) -> list[Any]:
        return list(self._connection.execute(asked).scalars())


def raise_revisions(connection: Connection, revisions: Mapping[str, int]) -> None:
    """Raise the revisions of bodies, in one order always; MovedError where one is not what it was."""
    for name, revision in sorted(revisions.items()):
        row = {"id": name, "revision": 1}
        raised = insert_or_update(connection, bodies, row, {"revision": bodies.c.revision + 1})
        if connection.execute(raised.returning(bodies.c.revision)).scalar() != revision + 1:
            raise MovedError(name)


def write_entry(connection: Connection, document: str, entry: Entry | None) -> None:
    """Put a document into its place, or out of the ledger."""
    if entry is None:
        connection.execute(delete(ledger).where(ledger.c.document == document))
    else:
        upsert(connection, ledger, {"document": document, "body": entry.body, "year": entry.year})
