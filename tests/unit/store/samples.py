"""Documents to move along."""

import msgspec

from shared.job import Hints
from shared.record import Outcome, Record
from shared.store import Claim, Counts, Item, Step, Store
from tests.unit.notify.samples import finding
from tests.unit.notify.samples import record as sample

LEASE = 10.0


class Clock:
    """Time as the test tells it."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def silent(*_: object) -> None:
    """Tell nobody."""


def submit(store: Store, *contents: str, label: str = "", express: bool = False, url: str | None = None) -> str:
    """Submit texts as one sealed batch; a document's name is its content."""
    batch = store.batches.create(label, express=express)
    store.batches.submit(batch, [Item(each, each.encode(), Hints(source_url=url)) for each in contents])
    store.batches.seal(batch)
    return batch


def take(store: Store, queue: str = "intake", room: int = 100) -> list[str]:
    """Have work sent; return its ids."""
    return [sent.id for sent in store.documents.take(queue, room)]


def claim(store: Store, id_: str, stage: str = "intake", queue: str = "intake") -> Claim:
    """Become the holder, which must succeed."""
    held = store.documents.claim(id_, stage, queue, LEASE)
    assert held is not None
    return held


def record(held: Claim, outcome: Outcome = Outcome.FAILED) -> Record:
    """Return a record of a document, with one finding where it failed."""
    findings = (finding(),) if outcome is Outcome.FAILED else ()
    return msgspec.structs.replace(sample(outcome, findings), document=held.file)


def finish(store: Store, held: Claim, outcome: Outcome = Outcome.FAILED) -> bool:
    """End a document and tell nobody."""
    return store.documents.finish(held, record(held, outcome), silent, {})


def hand_on(store: Store, held: Claim, draft: bytes | None = None) -> bool:
    """Pass a document on to be extracted as text."""
    file = msgspec.structs.replace(held.file, format="text", media_type="text/plain")
    made = None if draft is None else lambda: draft
    return store.documents.hand_on(held, Step(stage="extract", queue="extract.text", file=file, draft=made), {})


def end(store: Store, batch: str, outcome: Outcome = Outcome.FAILED) -> Counts:
    """End every document that is due."""
    for id_ in take(store):
        finish(store, claim(store, id_), outcome)
    return store.batches.counts(batch)
