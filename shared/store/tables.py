"""The tables. Times are seconds since the epoch; states and queues are words.

`documents` and `deliveries` are work: both carry the columns that `work.py` moves them along by.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.engine import Dialect

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})


class Told(TypeDecorator[str]):
    """Text that others wrote: names, answers, addresses. NUL, which PostgreSQL does not keep, becomes `\ufffd`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's
        """Return what is kept of a text."""
        return value and value.replace("\0", "\ufffd")


def _work() -> list[Column]:  # type: ignore[type-arg] # columns of several types
    return [
        Column("state", String(16), nullable=False),  # pending, sent, running; then how it ended
        Column("queue", String(32), nullable=False),
        Column("attempts", Integer, nullable=False, default=0),  # claims, in this stage
        Column("fence", Integer, nullable=False, default=0),  # claims, ever: who holds an older one writes nothing
        Column("next_at", Double, nullable=False, default=0),  # not before
        Column("sent_at", Double),
        Column("lease_until", Double),
    ]


meta = Table("meta", metadata, Column("key", String(32), primary_key=True), Column("value", Text, nullable=False))

batches = Table(
    "batches",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("label", Told, nullable=False),
    Column("express", Boolean, nullable=False),
    Column("turn", BigInteger, nullable=False),  # of its next document
    Column("generation", Integer, nullable=False, default=0),  # how often it was reopened
    Column("revision", Integer, nullable=False, server_default="0"),  # how often records changed after its end
    Column("created_at", Double, nullable=False),
    Column("sealed_at", Double),  # nothing is added any more
    Column("ended_at", Double),  # every document has ended
    Index(None, "ended_at"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the bytes
    Column("size", BigInteger, nullable=False),
    Column("name", Told, nullable=False),  # as first submitted
    Column("source_url", Told),
    Column("supersedes", String(64), ForeignKey("documents.id")),  # what the same URL held before
    Column("created_at", Double, nullable=False),
    Column("turn", BigInteger, nullable=False),  # order of service
    Column("express", Boolean, nullable=False),
    Column("stage", String(16), nullable=False),
    Column("lost", Integer, nullable=False, default=0),  # workers or limits it has cost in this stage
    Column("generation", Integer, nullable=False, default=0),  # how often it was requeued
    Column("format", String(16)),
    Column("media_type", Told),
    Column("outcome", String(16)),
    Column("engine", String(64)),
    Column("ended_at", Double),
    *_work(),
    Index(None, "queue", "state", "turn"),
    Index(None, "state", "turn"),
    Index(None, "supersedes"),
    Index(None, "state", "lease_until"),
)

submissions = Table(
    "submissions",
    metadata,
    Column("batch", String(32), ForeignKey("batches.id"), primary_key=True),
    Column("name", Told, primary_key=True),
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("source_url", Told),
    Column("hints", LargeBinary, nullable=False),
    Column("region", String(12)),  # of the hints, to be asked for
    Column("submitted_at", Double, nullable=False),
    Index(None, "document", "batch"),
    Index(None, "source_url"),
    Index(None, "region", "document"),
)

drafts = Table(  # what one stage leaves for the next; gone when the document has ended
    "drafts",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

findings = Table(  # the record's findings once more, to be asked for
    "findings",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("rule", String(16), nullable=False),
    Column("severity", String(16), nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Index(None, "rule", "severity"),
    Index(None, "document", "rule"),
)

events = Table(  # a document's history
    "events",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("document", String(64), ForeignKey("documents.id"), nullable=False),
    Column("at", Double, nullable=False),
    Column("event", String(32), nullable=False),
    Column("stage", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("note", LargeBinary, nullable=False),
    Index(None, "document", "id"),
)

endpoints = Table(
    "endpoints",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("url", Told, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("secrets", LargeBinary, nullable=False),
    Column("events", LargeBinary, nullable=False),
    Column("min_severity", String(16), nullable=False),
    Column("created_at", Double, nullable=False),
    Column("disabled_at", Double),
    Column("disabled_because", Told),
    Column("filters", LargeBinary),  # what it chose beyond events and severity
    Column("at_once", Integer, nullable=False, server_default="4"),  # notices
    Column("per_minute", Integer),  # notices; None: as many as it takes
    Column("paced_until", Double, nullable=False, server_default="0"),  # what it was sent uses its rate up until then
    Column("failures", Integer, nullable=False, server_default="0"),  # in a row
    Column("failing_since", Double),
    Column("held_until", Double),  # nothing is sent; then one notice, to see whether it is well again
    Column("held_because", Told),
)

standings = Table(  # how documents stood when they were last told of
    "standings",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

deliveries = Table(  # the outbox
    "deliveries",
    metadata,
    Column("id", String(64), primary_key=True),  # the notice's webhook-id, the same over every attempt
    Column("endpoint", String(32), ForeignKey("endpoints.id"), nullable=False),
    Column("event", String(32), nullable=False),
    Column("batch", String(32), ForeignKey("batches.id")),
    Column("document", String(64), ForeignKey("documents.id")),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("since", Double, nullable=False),  # creation or replay: its patience counts from here
    Column("ended_at", Double),
    Column("status", Integer),  # of the last answer
    Column("cause", Told),  # of the last failure
    *_work(),
    Index(None, "queue", "state", "next_at"),
    Index(None, "state", "lease_until"),
    Index(None, "endpoint", "created_at"),
    Index(None, "endpoint", "state", "next_at"),
    Index(None, "document"),
)

tries = Table(  # every attempt at a delivery
    "tries",
    metadata,
    Column("delivery", String(64), ForeignKey("deliveries.id"), primary_key=True),
    Column("fence", Integer, primary_key=True),
    Column("at", Double, nullable=False),
    Column("seconds", Double, nullable=False),
    Column("status", Integer),
    Column("cause", Told),
    Column("answer", Told, nullable=False),
    Index(None, "at"),
)

keys = Table(  # of the HTTP interface
    "keys",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("name", Told, nullable=False),
    Column("hash", String(64), nullable=False, unique=True),  # SHA-256 of the secret
    Column("scopes", LargeBinary, nullable=False),
    Column("created_at", Double, nullable=False),
    Column("revoked_at", Double),
)

requests = Table(  # submissions over HTTP that carry an Idempotency-Key
    "requests",
    metadata,
    Column("owner", String(32), primary_key=True),  # id of the key that was shown
    Column("key", String(255), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("batch", String(32), ForeignKey("batches.id"), nullable=False),
    Column("receipt", LargeBinary),
    Column("created_at", Double, nullable=False),
    Index(None, "created_at"),
)

heads = Table(  # of the records, to be asked for
    "heads",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("name", Told, nullable=False),
    Column("title", Told),
    Column("publisher", Told),
    Column("year", Integer),
    Column("form", String(16)),
    Column("published", String(10)),
    Column("outcome", String(16), nullable=False),
    Column("errors", Integer, nullable=False),
    Column("warnings", Integer, nullable=False),
    Column("ended_at", Double, nullable=False),
    Index(None, "publisher", "year"),
    Index(None, "ended_at"),
)

ledger = Table(  # of which body and year every report is
    "ledger",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("body", String(255)),  # None: of nobody known
    Column("year", Integer),
    Index(None, "body", "year"),
)

waivers = Table(  # findings that a person has let pass
    "waivers",
    metadata,
    Column("document", String(64), ForeignKey("documents.id"), primary_key=True),
    Column("fingerprint", String(64), primary_key=True),
    Column("rule", String(16), nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("cells", LargeBinary, nullable=False),  # of the finding, as they stood
    Column("until", String(10)),  # ISO date, the last day
    Column("ended_at", Double),  # withdrawn, or run out
    Index(None, "ended_at", "until"),
)

bodies = Table(  # how often the reports of each have changed; and the versions of each document
    "bodies",
    metadata,
    Column("id", String(255), primary_key=True),
    Column("revision", Integer, nullable=False),
)
