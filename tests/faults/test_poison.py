"""Documents that harm whoever reads them."""

import pytest

from tests.faults.conftest import ToyLine

pytestmark = pytest.mark.faults


def test_a_document_that_harms_its_reader_ends_alone_and_harms_nobody_else(toy: ToyLine) -> None:
    """Two chances among others, one alone. Who takes the whole worker along leaves nobody to tell: the leases count."""
    poison = {"loop": "time-limit", "eat": "memory-limit", "kill": "crashed", "crash": "crashed", "memory": "crashed"}
    slayer = toy.order("slay")
    batch = toy.order("refuse", *poison, *["ok"] * 10)
    toy.line.finish(batch)
    toy.line.sound(batch)
    assert toy.store.batches.counts(batch).outcomes == {"accepted": 10, "refused": 1, "unreadable": 5}
    assert toy.outcomes(batch) == {"ok": "accepted", "refuse": "encrypted", **poison}
    toy.line.finish(slayer)
    dead = {document.name.split()[1]: document for document in toy.store.documents.dead()}
    assert set(dead) == {*poison, "slay"}
    events = [event.event for event in toy.store.documents.history(dead.pop("slay").id)]
    assert events == ["passed", "lost", "lost", "lost", "lost", "dead"]
    assert toy.line.fleet.restarts == len(toy.begun("slay")) == 5  # all others live on
    for order, document in dead.items():
        assert document.queue == "quarantine"
        history = toy.store.documents.history(document.id)
        assert [event.event for event in history] == ["passed", poison[order], poison[order], "dead"]
        assert all(event.note["seconds"] >= 0 for event in history)
    assert toy.store.documents.history(dead["loop"].id)[-1].note["peak_mb"] > 0
