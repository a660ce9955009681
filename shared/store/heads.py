"""Whose report a document is: what people look for records by. Written with the record, in its transaction."""

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import CompoundSelect, Connection, Select, func, select, tuple_, union_all

from shared.finding import Finding, Severity
from shared.record import Record
from shared.store.database import Database, upsert
from shared.store.rows import noun
from shared.store.tables import findings, heads, ledger, submissions


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """One report: whose, of which year, and how many findings of each kind it has."""

    document: str
    name: str
    title: str | None
    publisher: str | None
    year: int | None
    form: str | None
    published: str | None
    outcome: str
    errors: int
    warnings: int
    ended_at: float


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One finding with the report that it was found in. `number` counts from 0 in its record."""

    head: Head
    number: int
    finding: Finding


class Publisher(msgspec.Struct, frozen=True, kw_only=True):
    """One body, by the name that one of its reports prints, and what was found in all of them.

    `body` is its key in the ledger; of reports that have no place there it is the name printed. `names` counts names.
    """

    body: str
    publisher: str
    names: int
    reports: int
    errors: int
    warnings: int
    first: int | None
    last: int | None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which findings are looked for; None: whatever it is.

    `publisher` is a part of the name, `region` the beginning of a division code: 36 is a province, 3606 a city.
    """

    rule: str | None = None
    severity: Severity | None = None
    publisher: str | None = None
    region: str | None = None
    year: int | None = None
    batch: str | None = None


class Heads:
    """The reports of a store, by their heads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def findings(self, wanted: Wanted, limit: int, after: tuple[float, str, int] | None = None) -> list[Found]:
        """Return findings, those of the latest records first; `after` is the place of the last one seen."""
        place = (heads.c.ended_at, heads.c.document, findings.c.number)
        joined = select(heads, findings.c.number, findings.c.body).select_from(_JOINED)
        found: Select[Any] = _wanted(joined, wanted)
        if after is not None:
            at, document, number = after
            same = (heads.c.ended_at == at) & (tuple_(*place[1:]) > (document, number))
            found = found.where((heads.c.ended_at < at) | same)
        if wanted.rule is None and wanted.batch is None:
            found = found.where(heads.c.document.in_(_latest(wanted, limit, after)))
        found = found.order_by(place[0].desc(), *place[1:]).limit(limit)
        with self._database.read() as connection:
            return [
                Found(
                    head=noun(Head, row),
                    number=row.number,
                    finding=msgspec.json.decode(row.body, type=Finding),
                )
                for row in connection.execute(found)
            ]

    def rules(self, wanted: Wanted) -> dict[str, int]:
        """Count findings by rule, most frequent first."""
        count, source = func.count(), select(findings.c.rule, func.count())
        if wanted.publisher is not None or wanted.year is not None:  # otherwise the index of rules is enough
            source = source.select_from(_JOINED)
        counted = _wanted(source, wanted).group_by(findings.c.rule)
        with self._database.read() as connection:
            rows = connection.execute(counted.order_by(count.desc(), findings.c.rule)).all()
        return {row[0]: row[1] for row in rows}

    def publishers(self, like: str, limit: int, after: str = "") -> list[Publisher]:
        """Return bodies one of whose names holds `like`, in the order of their keys, from the one behind `after`."""
        name = heads.c.publisher
        counted = (
            select(
                _BODY.label("body"),
                func.min(name).label("publisher"),
                func.count(name.distinct()).label("names"),
                func.count().label("reports"),
                func.sum(heads.c.errors).label("errors"),
                func.sum(heads.c.warnings).label("warnings"),
                func.min(heads.c.year).label("first"),
                func.max(heads.c.year).label("last"),
            )
            .select_from(_PLACED)
            .where(name.is_not(None), after < _BODY)
            .group_by(_BODY)
            .order_by(_BODY)
            .limit(limit)
        )
        if like:
            named = select(_BODY).select_from(_PLACED).where(name.contains(like, autoescape=True))
            counted = counted.where(_BODY.in_(named))
        with self._database.read() as connection:
            return [noun(Publisher, row) for row in connection.execute(counted)]

    def ledger(self, body: str) -> list[Head]:
        """Return the reports of a body, given by its key, year by year, newest first."""
        named = select(heads.c.document).select_from(_PLACED).where(heads.c.publisher == body, ledger.c.body.is_(None))
        placed = select(ledger.c.document).where(ledger.c.body == body)
        return self._of(union_all(placed, named))

    def named(self, publisher: str) -> list[Head]:
        """Return the reports of all bodies that print this name, under whatever name."""
        named = select(heads.c.document).where(heads.c.publisher == publisher)
        bodies = select(ledger.c.body).where(ledger.c.document.in_(named), ledger.c.body.is_not(None))
        return self._of(union_all(named, select(ledger.c.document).where(ledger.c.body.in_(bodies))))

    def of(self, documents: Collection[str]) -> dict[str, Head]:
        """Return the heads of some documents, by document; those that have none are absent."""
        with self._database.read() as connection:
            rows = connection.execute(select(heads).where(heads.c.document.in_(documents)))
            return {row.document: noun(Head, row) for row in rows}

    def _of(self, documents: CompoundSelect[Any]) -> list[Head]:
        order = (heads.c.year.desc(), heads.c.ended_at.desc())
        held: Select[Any] = select(heads).where(heads.c.document.in_(documents)).order_by(*order)
        with self._database.read() as connection:
            return [noun(Head, row) for row in connection.execute(held)]


def write_head(connection: Connection, record: Record, now: float) -> None:
    """Put the head of a record in the place of the one before, within the transaction that writes the record."""
    report, document = record.report, record.document.sha256
    severities = [finding.severity for finding in record.findings if finding.waived is None]
    upsert(
        connection,
        heads,
        {
            "document": document,
            "name": record.document.name,
            "title": report.title if report else None,
            "publisher": report.publisher if report else None,
            "year": report.year if report else None,
            "form": report.form if report else None,
            "published": report.published if report else None,
            "outcome": record.outcome,
            "errors": severities.count(Severity.ERROR),
            "warnings": severities.count(Severity.WARNING),
            "ended_at": now,
        },
    )


def _latest(wanted: Wanted, limit: int, after: tuple[float, str, int] | None) -> Select[Any]:
    """Select the latest documents with such findings, enough for a page: found by time, not by sorting all findings."""
    own = _wanted(select(findings.c.document).where(findings.c.document == heads.c.document), wanted)
    latest = select(heads.c.document).where(own.correlate(heads).exists())
    if after is not None:
        latest = latest.where(heads.c.ended_at <= after[0])
        behind = (heads.c.ended_at < after[0]) | (heads.c.document >= after[1])
        latest = latest.where(behind)
    window = latest.order_by(heads.c.ended_at.desc(), heads.c.document).limit(limit + 1).subquery()
    return select(window.c.document)


# Reports with their places: bodies are told apart as the ledger does, however they print their names.
_PLACED = heads.outerjoin(ledger, ledger.c.document == heads.c.document)
_BODY = func.coalesce(ledger.c.body, heads.c.publisher)
_JOINED = findings.join(heads, heads.c.document == findings.c.document)


def _wanted(found: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.rule is not None:
        found = found.where(findings.c.rule == wanted.rule)
    if wanted.severity is not None:
        found = found.where(findings.c.severity == wanted.severity)
    if wanted.publisher is not None:
        found = found.where(heads.c.publisher.contains(wanted.publisher, autoescape=True))
    if wanted.region is not None:
        column = submissions.c.region
        within = column.startswith(wanted.region, autoescape=True)
        found = found.where(findings.c.document.in_(select(submissions.c.document).where(within)))
    if wanted.year is not None:
        found = found.where(heads.c.year == wanted.year)
    if wanted.batch is not None:
        held = select(submissions.c.document).where(submissions.c.batch == wanted.batch)
        found = found.where(findings.c.document.in_(held))
    return found
