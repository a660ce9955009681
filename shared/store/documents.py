"""Documents: where each stands on the line, who holds it, how it ended, and everything that ever happened to it."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, case, delete, func, select, update

from shared.job import UNTOLD, Hints
from shared.record import Engine, File, Record, encode
from shared.store.batches import EXPRESS, FIRST_STAGE, of_document, reopen
from shared.store.batches import revised as note_revised
from shared.store.database import Database
from shared.store.ledger import Filing, raise_revisions, write_entry
from shared.store.records import write_record
from shared.store.rows import find, noun
from shared.store.tables import batches, documents, drafts, events, submissions
from shared.store.work import OPEN, PENDING, Work

DONE, DEAD = "done", "dead"


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened to a document. `event` is a name, `note` its details."""

    at: float
    event: str
    stage: str
    attempt: int
    note: Any


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One document in one stage, held by one process."""

    id: str
    fence: int
    stage: str
    queue: str
    attempt: int
    lost: int
    express: bool
    generation: int
    created_at: float  # when it was first submitted, in seconds since the epoch
    supersedes: str | None = None  # the document that its address held before
    batch: str | None = None  # that which it came with first, for the log
    told: Hints = UNTOLD  # what was said of it then; later submissions change no record
    file: File
    brought: Any = None  # what the stage before left in this process's memory, where it went on at once
    passed: tuple[Event, ...] = ()  # the stages since it was claimed, to be written down with the next one that is

    @property
    def is_first(self) -> bool:
        """Whether nothing was ever told of the document, nor of one that its address held before."""
        return self.generation == 0 and self.supersedes is None

    @property
    def has_draft(self) -> bool:
        """Whether some stage may have left a draft of it."""
        return (self.passed[0] if self.passed else self).stage != FIRST_STAGE


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Where a document goes from a stage that is done with it, and what it takes along.

    `draft` makes the bytes for a next stage elsewhere, `brought` is for one in the same process. `lost` are the workers
    that it has cost, where it goes back.
    """

    stage: str
    queue: str
    file: File
    draft: Callable[[], bytes] | None = None
    brought: Any = None
    lost: int = 0


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """Under which name a batch holds a document."""

    batch: str
    name: str
    source_url: str | None
    submitted_at: float
    label: str = ""  # of the batch
    region: str | None = None  # as the submitter has it
    publisher: str | None = None  # likewise


Announce = Callable[[Connection, Record, Sequence[Submission], int], None]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Where one document stands. Times are seconds since the epoch."""

    id: str
    name: str
    size: int
    source_url: str | None
    supersedes: str | None
    stage: str
    state: str  # pending, sent, running; done; dead: it outlasted the line's patience
    queue: str
    attempts: int
    lost: int
    format: str | None
    outcome: str | None
    engine: str | None
    created_at: float
    next_at: float
    ended_at: float | None
    submissions: tuple[Submission, ...] = ()
    superseded_by: str | None = None


class Documents(Work):
    """The documents of a store, served by turn."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, documents, documents.c.turn, documents.c.format)
        here = (documents.c.stage == bindparam("at_stage"), documents.c.queue == bindparam("at_queue"))
        self._claiming = self._claiming.where(*here)

    def get(self, prefix: str) -> Document:
        """Return the document whose SHA-256 begins like this."""
        with self._database.read() as connection:
            row = find(connection, documents, prefix)
            held = select(submissions).where(submissions.c.document == row.id).order_by(submissions.c.submitted_at)
            later = select(documents.c.id).where(documents.c.supersedes == row.id).order_by(documents.c.created_at)
            return noun(
                Document,
                row,
                submissions=tuple(noun(Submission, each) for each in connection.execute(held)),
                superseded_by=connection.execute(later.limit(1)).scalar(),
            )

    def of_other_engines(self, engine: Engine) -> int:
        """Count the documents that another engine read."""
        others = select(func.count()).select_from(documents).where(documents.c.engine != _engine(engine))
        with self._database.read() as connection:
            return connection.execute(others).scalar_one()

    def versions(self) -> dict[str, str]:
        """Return which document each superseded, of those that did."""
        held = select(documents.c.id, documents.c.supersedes).where(documents.c.supersedes.is_not(None))
        with self._database.read() as connection:
            return {row.id: row.supersedes for row in connection.execute(held)}

    def history(self, id_: str) -> list[Event]:
        """Return everything that happened to a document, oldest first."""
        told = select(events).where(events.c.document == id_).order_by(events.c.id)
        with self._database.read() as connection:
            return [noun(Event, row, note=msgspec.json.decode(row.note)) for row in connection.execute(told)]

    def dead(self, limit: int = 100) -> list[Document]:
        """Return documents that outlasted the line's patience, newest first."""
        ended = select(documents).where(documents.c.state == DEAD).order_by(documents.c.ended_at.desc()).limit(limit)
        with self._database.read() as connection:
            return [noun(Document, row) for row in connection.execute(ended)]

    def claim(self, id_: str, stage: str, queue: str, lease: float) -> Claim | None:
        """Become the holder of a document in this stage and queue; None where that is not to be had (any more)."""
        with self._database.write() as connection:
            row = self._claim(connection, id_, lease, at_stage=stage, at_queue=queue)
            if row is None:
                return None
            came = connection.execute(_CAME, {"of": id_}).one()
            return msgspec.structs.replace(_claim(row), batch=came.batch, told=_HINTS.decode(came.hints))

    def renew(self, claim: Claim, lease: float) -> bool:
        """Show that the holder is alive; False where the document has passed to somebody else."""
        with self._database.write() as connection:
            return self._change(connection, claim, lease_until=self._database.clock() + lease)

    def draft(self, id_: str) -> bytes:
        """Return what the stage before left for this one; nothing where it went on at once and did not arrive."""
        with self._database.read() as connection:
            return bytes(connection.execute(_DRAFT, {"of": id_}).scalar() or b"")

    def hand_on(self, claim: Claim, step: Step, note: object) -> bool:
        """Pass a document on to its next stage; False where the claim has passed to somebody else."""
        return self._pass(claim, step, note, step.draft, state=PENDING, attempts=0, next_at=0, lost=step.lost)

    def go_on(self, claim: Claim, step: Step, note: object, lease: float) -> Claim | None:
        """Pass a document on to its next stage in this process; None where it has passed to somebody else.

        There is no draft: who takes it up later, should this process die, reads it again, and what it has cost so far
        is not forgotten, so that there is an end to that. So nothing is written down before there is something to lose:
        what a stage has brought goes on under the claim that it was made under.
        """
        next_ = {"stage": step.stage, "queue": step.queue, "attempt": 1, "file": step.file, "brought": step.brought}
        if step.brought is not None:
            passed = (*claim.passed, self._event(claim, "passed", note))
            return msgspec.structs.replace(claim, passed=passed, **next_)
        fence = claim.fence + 1
        until = self._database.clock() + lease
        if not self._pass(claim, step, note, attempts=1, fence=fence, lease_until=until):
            return None
        return msgspec.structs.replace(claim, passed=(), fence=fence, **next_)

    def finish(  # noqa: PLR0913, PLR0917 - one ending's parts
        self,
        claim: Claim,
        record: Record,
        announce: Announce,
        note: object,
        state: str = DONE,
        filing: Filing | None = None,
    ) -> bool:
        """End a document with its record, in one transaction with the deliveries that `announce` writes.

        False where the claim has passed to somebody else: nothing was written. `announce` is given a submission for
        every batch that waits for the document, and how often it was requeued or judged again. With a `filing` the
        document takes its place in the ledger, and those beside it get the records that follow from that; MovedError
        where what the filing was made on has changed: nothing was written then either.
        """
        values = _standing(claim) | {
            "state": state,
            "outcome": record.outcome,
            "engine": _engine(record.engine),
            "ended_at": self._database.clock(),
        }
        if record.document.format is not None:
            values["format"] = record.document.format
        with self._database.write() as connection:
            if not self._change(connection, claim, **values):
                return False
            if filing is not None:  # before any record: whoever waits here keeps nobody else waiting
                raise_revisions(connection, filing.revisions)
                write_entry(connection, claim.id, filing.entry)
            if claim.has_draft:
                connection.execute(_NO_DRAFT, {"of": claim.id})
            record = write_record(connection, record, self._database.clock(), is_first=claim.is_first)
            if record.outcome != values["outcome"]:  # it has waivers
                connection.execute(_OUTCOME, {"of": claim.id, "outcome": record.outcome})
            self._tell(connection, claim, state, note)
            announce(connection, record, _submissions(connection, claim.id), claim.generation)
            for revised in filing.revised if filing else ():
                self._revise(connection, revised, announce, claim.id)
            if filing and filing.revised:
                note_revised(connection, [each.document.sha256 for each in filing.revised])
        return True

    def give_back(self, claim: Claim, wait: float, event: str, note: object) -> bool:
        """Have a document tried again after `wait` seconds, its patience untouched: nothing is wrong with it."""
        return self._again(claim, wait, event, note)

    def retry(self, claim: Claim, queue: str, wait: float, event: str, note: object) -> bool:
        """Have a document that cost a worker or broke a limit tried again in `queue` after `wait` seconds."""
        return self._again(claim, wait, event, note, queue=queue, lost=claim.lost + 1)

    def expired(self) -> list[Claim]:
        """Return the claims whose holders gave no sign for the length of their lease."""
        return [_claim(row) for row in self._expired()]

    def requeue(
        self, ids: Iterable[str] | None = None, *, batch: str | None = None, unlike: Engine | None = None
    ) -> int:
        """Read documents once more, from their bytes: these, whatever their state; otherwise the dead ones.

        `batch` keeps to the dead of one batch, `unlike` to those another engine gave up on. Return how many.
        """
        which = [documents.c.state.not_in(OPEN) if ids is not None else documents.c.state == DEAD]
        if ids is not None:
            which.append(documents.c.id.in_(list(ids)))
        if batch is not None:
            held = select(submissions.c.document).where(submissions.c.batch == batch)
            which.append(documents.c.id.in_(held))
        if unlike is not None:
            which.append(documents.c.engine != _engine(unlike))
        again = {
            "stage": FIRST_STAGE,
            "state": PENDING,
            "queue": case((documents.c.express, EXPRESS), else_=FIRST_STAGE),
            "attempts": 0,
            "lost": 0,
            "next_at": 0,
            "outcome": None,
            "ended_at": None,
            "generation": documents.c.generation + 1,
        }
        with self._database.write(durable=True) as connection:
            rows = connection.execute(update(documents).where(*which).values(again).returning(*documents.c)).all()
            for row in rows:
                self._tell(connection, _claim(row), "requeued", {})
                reopen(connection, of_document(row.id))
        return len(rows)

    def _pass(
        self, claim: Claim, step: Step, note: object, draft: Callable[[], bytes] | None = None, **values: object
    ) -> bool:
        values |= {"stage": step.stage, "queue": step.queue}
        values |= {"format": step.file.format, "media_type": step.file.media_type}
        with self._database.write() as connection:
            if not self._change(connection, claim, **values):
                return False
            if draft is not None:
                connection.execute(_NO_DRAFT, {"of": claim.id})
                connection.execute(drafts.insert(), {"document": claim.id, "body": draft()})
            self._tell(connection, claim, "passed", note)
        return True

    def _revise(self, connection: Connection, record: Record, announce: Announce, because: str) -> None:
        """Put a record that another document has changed in the place of the one before."""
        id_ = record.document.sha256
        record = write_record(connection, record, self._database.clock())
        ended = update(documents).where(documents.c.id == id_, documents.c.state.not_in(OPEN))
        values = {"outcome": record.outcome, "generation": documents.c.generation + 1}
        row = connection.execute(ended.values(values).returning(*documents.c)).one_or_none()
        if row is not None:  # what is being read once more will be told of when it has ended
            self._tell(connection, _claim(row), "judged", {"because": because})
            announce(connection, record, _submissions(connection, id_), row.generation)

    def _again(self, claim: Claim, wait: float, event: str, note: object, **values: object) -> bool:
        values = _standing(claim) | {"state": PENDING, "next_at": self._database.clock() + wait} | values
        with self._database.write() as connection:
            changed = self._change(connection, claim, **values)
            if changed:
                self._tell(connection, claim, event, note)
        return changed

    def _tell(self, connection: Connection, claim: Claim, event: str, note: object) -> None:
        told = (*claim.passed, self._event(claim, event, note))
        rows = [msgspec.structs.asdict(each) | {"document": claim.id, "note": encode(each.note)} for each in told]
        connection.execute(events.insert(), rows)

    def _event(self, claim: Claim, event: str, note: object) -> Event:
        return Event(at=self._database.clock(), event=event, stage=claim.stage, attempt=claim.attempt, note=note)


# Made once: that takes longer than what they ask for.
_DRAFT = select(drafts.c.body).where(drafts.c.document == bindparam("of"))
_NO_DRAFT = delete(drafts).where(drafts.c.document == bindparam("of"))
_HELD = (
    select(submissions, batches.c.label)
    .join(batches, batches.c.id == submissions.c.batch)
    .where(submissions.c.document == bindparam("of"))
    .order_by(submissions.c.batch, submissions.c.name.desc())
)
_CAME = (
    select(submissions.c.batch, submissions.c.hints)
    .where(submissions.c.document == bindparam("of"))
    .order_by(submissions.c.submitted_at, submissions.c.batch, submissions.c.name)
    .limit(1)
)
_OUTCOME = update(documents).where(documents.c.id == bindparam("of"))
_HINTS = msgspec.json.Decoder(Hints)


def _claim(row: Row[Any]) -> Claim:
    file = File(
        name=row.name,
        sha256=row.id,
        size=row.size,
        source_url=row.source_url,
        format=row.format,
        media_type=row.media_type,
    )
    return noun(Claim, row, attempt=row.attempts, file=file)


def _standing(claim: Claim) -> dict[str, object]:
    """Return where the holder of a claim has got to with it, which may be further than has been written down."""
    return {
        "stage": claim.stage,
        "queue": claim.queue,
        "attempts": claim.attempt,
        "format": claim.file.format,
        "media_type": claim.file.media_type,
    }


def _submissions(connection: Connection, document: str) -> list[Submission]:
    """Return one submission for every batch that holds a document."""
    found = {}
    for row in connection.execute(_HELD, {"of": document}):
        hints = _HINTS.decode(row.hints)
        found[row.batch] = noun(Submission, row, region=hints.region, publisher=hints.publisher)
    return list(found.values())


def _engine(engine: Engine) -> str:
    return f"{engine.version}/{engine.rules}"
