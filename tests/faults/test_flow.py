"""Several submitters on one line, one of them with a bulk."""

import pytest

from shared.store import Item
from tests.faults.conftest import ToyLine

pytestmark = pytest.mark.faults


def test_a_single_report_by_hand_overtakes_a_bulk(toy: ToyLine) -> None:
    bulk = toy.order(*["sleep 0.05"] * 40)
    toy.line.wait(lambda: toy.store.batches.counts(bulk).outcomes, "the bulk to be under way")
    by_hand = toy.store.batches.create("by hand", express=True)
    toy.store.batches.submit(by_hand, [Item("ok", b"ok by hand")])
    toy.store.batches.seal(by_hand)
    toy.line.finish(by_hand)
    assert toy.store.batches.counts(bulk).open > 0
    toy.line.finish(bulk)
    ends = [toy.store.batches.get(batch).ended_at for batch in (by_hand, bulk)]
    assert None not in ends
    assert ends == sorted(ends)  # type: ignore[type-var] # neither is None


def test_a_worker_that_is_told_to_stop_ends_well_and_its_work_is_taken_up(toy: ToyLine) -> None:
    batch = toy.order(*["sleep 0.2"] * 12)
    toy.line.wait(lambda: toy.begun("sleep 0.2"), "the work to begin")
    (worker, *_) = toy.begun("sleep 0.2")
    restarts = toy.line.fleet.restarts
    member = next(each for each in toy.line.fleet.members if each.process.pid == worker)
    process = member.process
    process.terminate()
    toy.line.wait(lambda: toy.line.fleet.restarts > restarts, "another worker")
    toy.line.finish(batch)
    toy.line.sound(batch)
    assert process.returncode == 0
