"""The account of a drill: what was lost, what happened twice, what was read otherwise than in peace."""

from collections.abc import Callable, Iterable, Sequence

from deploy.drill.result import Effects
from deploy.drill.scene import Scene
from shared.limits import Limits
from shared.record import Record
from shared.store import DEAD, DONE, Item
from tasks import child
from workers import pipeline
from workers.validate import Policy

_EXAMPLES = 20


def effects(scene: Scene, batches: Sequence[str], submitted: int) -> Effects:
    """Count. `submitted` is the number of documents, each in one batch."""
    examples: list[str] = []
    names = doubled = dead = twice = told = 0
    told_again = scene.receiver.doubled()
    for batch in batches:
        for record in scene.store.records.of_batch(batch):
            names += 1
            history = scene.store.documents.history(record.document.sha256)
            ends = sum(each.event in {DONE, DEAD} for each in history)
            if ends != 1:
                doubled += 1
                examples.append(f"{record.document.name}: {[each.event for each in history]}")
            if any(each.event == DEAD for each in history):
                dead += 1
                examples.append(f"{record.document.name}: {[(each.event, each.note) for each in history]}")
            # A neighbour that changed what is said of a document, and another that changed it back, are news twice.
            told_again[record.document.sha256] = max(
                0, told_again.get(record.document.sha256, 0) - sum(each.event == "judged" for each in history) // 2
            )
            twice += any(each.attempt > 1 for each in history)
            told += record.outcome in scene.receiver.outcomes.get(record.document.sha256, ())
    ended = sum(scene.store.batches.get(batch).ended_at is not None for batch in batches)
    return Effects(
        lost=submitted - names + scene.store.figures.unended(),
        doubled=doubled,
        dead=dead,
        notices_lost=names - told + len(batches) - len(scene.receiver.batches & set(batches)) + len(batches) - ended,
        notices_doubled=sum(told_again.values()),
        notices_changed=scene.receiver.changed,
        notices_repeated=scene.receiver.repeated,
        worked_twice=twice,
        examples=examples[:_EXAMPLES],
    )


def differing(
    records: Iterable[Record], items: Sequence[Item], limits: Limits, policy: Policy, advance: Callable[[int], None]
) -> list[str]:
    """Read every document in peace, as `check` does, and name those whose reading is another."""
    found = {record.document.name: record for record in records}
    others = []
    for number, item in enumerate(items, 1):
        data = item.data if isinstance(item.data, bytes) else item.data.read_bytes()
        ending = child.run(pipeline.check, data, item.name, item.hints, limits, policy, limits=limits)
        record, peace = found.get(item.name), ending.value
        if record is None or peace is None or (record.report, record.reason) != (peace.report, peace.reason):
            others.append(item.name)
        advance(number)
    return others
