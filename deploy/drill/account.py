"""The account of a drill: what was lost, what happened twice, what was read otherwise than in peace."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from deploy.drill.result import Effects
from deploy.drill.scene import Scene
from shared.errors import TryLater
from shared.record import Record, encode
from shared.store import DEAD, DONE, NotFoundError, Store

_EXAMPLES = 20


def effects(scene: Scene, batches: Sequence[str], submitted: int) -> Effects:
    """Count. `submitted` is the number of documents, each in one batch."""
    examples: list[str] = []
    names = doubled = dead = twice = untold = gone = miscounted = 0
    told_again = scene.receiver.doubled()
    for batch in batches:
        outcomes: Counter[str] = Counter()
        for record in scene.store.records.of_batch(batch):
            names += 1
            outcomes[record.outcome] += 1
            id_, name = record.document.sha256, record.document.name
            history = scene.store.documents.history(id_)
            ends = sum(each.event in {DONE, DEAD} for each in history)
            if ends != 1:
                doubled += 1
                examples.append(f"{name}: {[each.event for each in history]}")
            if any(each.event == DEAD for each in history):
                dead += 1
                examples.append(f"{name}: {[(each.event, each.note) for each in history]}")
            # A neighbour that changed what is said of a document, and another that changed it back, are news twice.
            changes = sum(each.event == "judged" for each in history)
            told_again[id_] = max(0, told_again.get(id_, 0) - changes // 2)
            twice += any(each.attempt > 1 for each in history)
            if record.outcome not in scene.receiver.outcomes.get(id_, ()):
                untold += 1
                examples.append(f"{name}: {record.outcome}: nobody was told")
            if not _kept(scene.store, id_):
                gone += 1
                examples.append(f"{name}: the bytes are gone, or others")
        counts = scene.store.batches.counts(batch)
        if counts.open or counts.outcomes != outcomes:
            miscounted += 1
            examples.append(f"{batch}: {counts.outcomes}, not {dict(outcomes)}; {counts.open} open")
    silent = [batch for batch in batches if batch not in scene.receiver.batches]
    unended = [batch for batch in batches if scene.store.batches.get(batch).ended_at is None]
    return Effects(
        lost=submitted - names + scene.store.figures.unended(),
        bytes_lost=gone,
        doubled=doubled,
        dead=dead,
        miscounted=miscounted,
        notices_lost=untold + len(silent) + len(unended),
        notices_doubled=sum(told_again.values()),
        notices_changed=scene.receiver.changed,
        notices_repeated=scene.receiver.repeated,
        worked_twice=twice,
        examples=[*examples, *(f"{batch}: nobody was told of its end" for batch in silent)][:_EXAMPLES],
    )


def differing(records: Iterable[Record], peace: Iterable[Record]) -> list[str]:
    """Name the documents whose records are not, byte for byte, those that were made in peace."""
    found = {record.document.name: _digest(record) for record in records}
    return [name for record in peace if found.get(name := record.document.name) != _digest(record)]


def _kept(store: Store, id_: str) -> bool:
    try:
        return hashlib.sha256(store.blobs.get(id_)).hexdigest() == id_
    except (NotFoundError, TryLater):
        return False


def _digest(record: Record) -> bytes:
    return hashlib.sha256(encode(record)).digest()
