"""The ledger: which body and year every report is of, and so what stands beside it.

A body has a revision that every change among its reports raises. Who ends a document has looked at what stands beside
it before; if a revision has moved since, somebody else ended one of them meanwhile, and it is looked at again.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.dml import ReturningInsert

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
        versions = {row.id: row for row in self._connection.execute(_VERSIONS, {"own": own})}
        before = versions.pop(own, None)
        supersedes, successors = before.supersedes if before else None, list(versions)
        locks = {f"version {supersedes}"} if supersedes else set[str]()
        locks |= {f"version {own}"} if successors else set()
        revisions = self._revisions(locks)
        chain = self._entries([*([supersedes] if supersedes else []), *successors])
        if before and before.document:  # nobody else writes this one
            chain[own] = Entry(before.body, before.year)
        places = {(each.body, each.year) for each in [*chain.values(), entry] if each and each.body and each.year}
        revisions |= self._revisions({body for body, _ in places})
        files: dict[tuple[str, int], list[str]] = {}
        for body, year in sorted(places):
            files |= self._files(body, year, supersedes)
        calm = {place for place in places if len(files[place]) <= self._most + 1}
        touched = {id_ for body, year in calm for place in ((body, year), (body, year + 1)) for id_ in files[place]}
        touched |= chain.keys() - {own}
        known = touched | {id_ for body, year in calm for id_ in files[body, year - 1]}
        for body, _ in places - calm:  # those who share that name stand beside nobody, and did before
            revisions.pop(body, None)
        beside = self._beside(known, touched, supersedes)
        return View(supersedes, tuple(beside), frozenset(touched), revisions)

    def _files(self, body: str, year: int, but: str | None) -> dict[tuple[str, int], list[str]]:
        """Return the files of a body in three years that are not superseded, without the document and the one `but`."""
        asked = {"body": body, "year": year, "own": self._document, "but": but or "", "most": self._most + 2}
        files: dict[tuple[str, int], list[str]] = {(body, each): [] for each in (year - 1, year, year + 1)}
        for row in self._connection.execute(_FILES, asked):
            files[body, row.year].append(row.document)
        return files

    def _beside(self, known: AbstractSet[str], touched: AbstractSet[str], supersedes: str | None) -> list[Beside]:
        """Read records, and those that the touched ones and the document supersede."""
        before = self._connection.execute(_BEFORE, {"of": sorted(touched)}).scalars() if touched else ()
        ids = {*known, *filter(None, [*before, supersedes])} - {self._document}
        if not ids:
            return []
        return [
            Beside(bare(decode(row.body)), row.supersedes, bool(row.superseded))
            for row in self._connection.execute(_BESIDE, {"of": sorted(ids)})
        ]

    def _entries(self, ids: Sequence[str]) -> dict[str, Entry]:
        rows = self._connection.execute(_ENTRIES, {"of": ids}) if ids else ()
        return {row.document: Entry(row.body, row.year) for row in rows}

    def _revisions(self, names: set[str]) -> dict[str, int]:
        if not names:
            return {}
        rows = self._connection.execute(_REVISIONS, {"of": sorted(names)})
        return dict.fromkeys(sorted(names), 0) | {row.id: row.revision for row in rows}


def _files() -> CompoundSelect[Any]:
    """Select up to `most` files of each of three years of a body."""
    standing = (ledger.c.document != bindparam("own"), ledger.c.document != bindparam("but"), ~_SUPERSEDED)
    of_body = select(ledger.c.year, ledger.c.document).where(ledger.c.body == bindparam("body"), *standing)
    years = [of_body.where(ledger.c.year == bindparam("year", type_=Integer) + apart) for apart in (-1, 0, 1)]
    return union_all(*(select(each.limit(bindparam("most")).subquery()) for each in years))


def _beside() -> Select[Any]:
    columns = (records.c.document, records.c.body, documents.c.supersedes, _SUPERSEDED.label("superseded"))
    held = ledger.join(records, records.c.document == ledger.c.document).join(
        documents, documents.c.id == ledger.c.document
    )
    found = select(*columns).select_from(held).where(ledger.c.document.in_(_OF))
    return found.order_by(records.c.document)


# Made once: that takes longer than most answers.
_OF: BindParameter[Any] = bindparam("of", expanding=True)
_VERSIONS = (
    select(documents.c.id, documents.c.supersedes, ledger)
    .outerjoin(ledger, and_(ledger.c.document == documents.c.id, documents.c.id == bindparam("own")))
    .where(or_(documents.c.id == bindparam("own"), documents.c.supersedes == bindparam("own")))
)
_ENTRIES = select(ledger).where(ledger.c.document.in_(_OF))
_REVISIONS = select(bodies).where(bodies.c.id.in_(_OF))
_BEFORE = select(documents.c.supersedes).where(documents.c.id.in_(_OF))
_FILES, _BESIDE = _files(), _beside()


def raise_revisions(connection: Connection, revisions: Mapping[str, int]) -> None:
    """Raise the revisions of bodies, in one order always; MovedError where one is not what it was."""
    raising = _raising(connection.dialect.name)
    for name, revision in sorted(revisions.items()):
        if connection.execute(raising, {"id": name, "revision": 1}).scalar() != revision + 1:
            raise MovedError(name)


@cache
def _raising(dialect: str) -> ReturningInsert[Any]:
    raised = insert_or_update(dialect, bodies, lambda _: {"revision": bodies.c.revision + 1})
    return raised.returning(bodies.c.revision)


_UNFILED = delete(ledger).where(ledger.c.document == bindparam("of"))


def write_entry(connection: Connection, document: str, entry: Entry | None) -> None:
    """Put a document into its place, or out of the ledger."""
    if entry is None:
        connection.execute(_UNFILED, {"of": document})
    else:
        upsert(connection, ledger, {"document": document, "body": entry.body, "year": entry.year})
