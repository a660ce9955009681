"""A batch that has ended is counted once, and again when a record of it has changed."""

from collections.abc import Callable

import pytest

from deploy.gateway.tallies import Tallies
from shared.store import Counts, Store
from tests.unit.gateway.conftest import report, submit
from tests.unit.gateway.test_documents import only


def test_an_ended_batch_is_counted_once_until_a_record_changes(
    store: Store, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = submit(store, ("a.html", report("N04")))
    counted: list[str] = []
    count = store.batches.counts
    monkeypatch.setattr(store.batches, "counts", lambda id_: counted.append(id_) or count(id_))
    tallies = Tallies(store)

    def looked_at() -> tuple[dict[str, int], dict[str, int], int]:
        found = store.batches.get(batch)
        return tallies.counts(found).outcomes, tallies.rules(found), len(counted)

    assert looked_at() == ({}, {}, 1)
    work()
    assert looked_at() == ({"failed": 1}, {"N04": 1}, 2)
    assert looked_at()[2] == 3  # it has only just ended
    now = store.clock() + 60
    monkeypatch.setattr(store, "clock", lambda: now)
    assert looked_at() == ({"failed": 1}, {"N04": 1}, 4)
    assert looked_at() == ({"failed": 1}, {"N04": 1}, 4)
    sha256 = only(store, batch)
    (finding,) = store.records.get(sha256).findings
    store.waivers.add(sha256, finding.fingerprint, "李某", "口径不同")
    assert looked_at() == ({"accepted": 1}, {}, 5)
    store.waivers.withdraw(sha256, finding.fingerprint)
    assert looked_at() == ({"failed": 1}, {"N04": 1}, 6)
    store.documents.requeue([sha256])
    assert looked_at()[0] == {}


def test_a_large_batch_under_way_is_counted_for_a_tenth_of_the_time(
    store: Store, work: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many look on; and anew as soon as it has ended."""
    monkeypatch.setattr("deploy.gateway.tallies._LARGE", 2)
    small, large = (
        submit(store, ("a.html", report("N04"))),
        submit(store, ("a.html", report()), ("b.html", report("A01"))),
    )
    passed, counted = [0.0], list[str]()
    count = store.batches.counts

    def slow(id_: str) -> Counts:
        passed[0] += 3
        counted.append(id_)
        return count(id_)

    monkeypatch.setattr(store.batches, "counts", slow)
    tallies = Tallies(store, lambda: passed[0])
    for _ in range(3):
        for batch in (small, large):
            assert tallies.counts(store.batches.get(batch)).open > 0
    assert (counted.count(small), counted.count(large)) == (3, 1)
    passed[0] += 30
    assert tallies.counts(store.batches.get(large)).open == 2
    assert counted.count(large) == 2
    work()
    assert tallies.counts(store.batches.get(large)).open == 0
