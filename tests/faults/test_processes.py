"""Workers and schedulers that are killed, frozen, and killed again at every boundary of their steps."""

import os
import signal

import pytest

from tests.faults import toy as module
from tests.faults.conftest import ToyLine
from tests.line.harness import freeze
from tests.unit.notify.conftest import Receiver

pytestmark = pytest.mark.faults


def test_a_worker_killed_in_the_middle_loses_nothing(toy: ToyLine) -> None:
    batch = toy.order("sleep 1", *["ok"] * 20)
    toy.line.wait(lambda: toy.begun("sleep 1"), "the work to begin")
    (worker,) = toy.begun("sleep 1")
    os.kill(worker, signal.SIGKILL)
    toy.line.finish(batch)
    toy.line.sound(batch)
    assert toy.store.batches.counts(batch).outcomes == {"accepted": 21}
    assert len(toy.begun("sleep 1")) == 2
    toy.line.wait(lambda: toy.line.fleet.restarts, "another worker")


def test_a_frozen_worker_that_wakes_up_writes_nothing(toy: ToyLine) -> None:
    batch = toy.order("sleep 0.5")
    toy.line.wait(lambda: toy.begun("sleep 0.5"), "the work to begin")
    (worker,) = toy.begun("sleep 0.5")
    frozen = freeze(worker)
    toy.line.finish(batch)
    done = list(toy.store.records.of_batch(batch))
    for pid in frozen:
        os.kill(pid, signal.SIGCONT)
    toy.line.wait(lambda: "fence.stale" in toy.line.words(), "the zombie to be refused")
    toy.line.sound(batch)
    assert list(toy.store.records.of_batch(batch)) == done


@pytest.mark.parametrize("point", module.POINTS)
def test_no_boundary_between_two_steps_loses_or_doubles_anything(toy: ToyLine, point: str, receiver: Receiver) -> None:
    """A process dies before the step, the next one right after it."""
    endpoint = toy.store.endpoints.add(receiver.url, ["report.accepted", "batch.completed"])
    armed = [toy.home / "fail" / f"{side}-{point}" for side in ("before", "after")]
    for file in armed:
        file.touch()
    batch = toy.order(*["ok"] * 3)
    toy.line.finish(batch)
    delivered = lambda: toy.store.deliveries.newest(endpoint=endpoint.id, state="delivered")  # noqa: E731 - asked twice
    toy.line.wait(lambda: len(delivered()) == 4, "every notice")
    toy.store.endpoints.disable(endpoint.id, "the test is over")
    assert not any(file.exists() for file in armed), "nobody came there"
    toy.line.sound(batch)
    assert toy.store.batches.counts(batch).states == {"done": 3}
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 4
