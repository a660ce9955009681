"""A waived finding stays in the record and counts for nothing, until its word no longer holds."""

import msgspec
import pytest

from shared.finding import Finding
from shared.record import Outcome, Record
from shared.report import State, Value
from shared.store import Claim, NotFoundError, Store
from tests.unit.notify.samples import finding
from tests.unit.store.samples import Clock, claim, record, silent, submit, take

KEY = "applications.new.total"
FOUND = msgspec.structs.replace(finding(), fingerprint="f" * 16)
DAY = 86_400


def read(store: Store, held: Claim, value: int = 12, found: Finding = FOUND) -> str:
    """End a document with one finding about a cell."""
    plain = record(held, Outcome.FAILED)
    assert plain.report is not None
    report = msgspec.structs.replace(plain.report, cells={KEY: Value(value, State.NUMBER, str(value))})
    done = msgspec.structs.replace(plain, findings=(found,), report=report)
    store.documents.finish(held, done, silent, {})
    return held.id


def document(store: Store, name: str = "a", url: str | None = None, value: int = 12) -> str:
    submit(store, name, url=url)
    return read(store, claim(store, *take(store)), value)


def again(store: Store, id_: str, value: int = 12) -> None:
    store.documents.requeue([id_])
    read(store, claim(store, *take(store)), value)


def stands(store: Store, id_: str) -> tuple[str, str | None, int]:
    """Return the outcome, who waived, and how many findings there are to look at."""
    kept: Record = store.records.get(id_)
    row = store.documents.get(id_)
    assert row.outcome == kept.outcome
    assert len(kept.findings) == 1
    word = kept.findings[0].waived
    batch = row.submissions[0].batch
    return kept.outcome.value, word.author if word else None, sum(store.batches.rules(batch).values())


def test_a_waived_finding_does_not_count(store: Store) -> None:
    id_ = document(store)
    assert stands(store, id_) == ("failed", None, 1)
    store.waivers.add(id_, "ff", "李某", "口径不同")
    assert stands(store, id_) == ("accepted", "李某", 0)


def test_it_survives_a_reading_and_ends_when_its_cell_changes(store: Store) -> None:
    id_ = document(store)
    store.waivers.add(id_, "ff", "李某", "口径不同")
    again(store, id_)
    assert stands(store, id_) == ("accepted", "李某", 0)
    again(store, id_, value=13)
    assert stands(store, id_) == ("failed", None, 1)


def test_it_holds_for_a_later_version(store: Store) -> None:
    old = document(store, "old", "https://a.test/1")
    store.waivers.add(old, "ff", "李某", "口径不同")
    new = document(store, "new", "https://a.test/1")
    changed = document(store, "changed", "https://a.test/1", value=13)
    assert [stands(store, id_)[0] for id_ in (old, new, changed)] == ["accepted", "accepted", "failed"]


def test_given_to_the_first_version_it_reaches_those_that_are_there(store: Store) -> None:
    old, new = (document(store, name, "https://a.test/1") for name in ("old", "new"))
    store.waivers.add(old, "ff", "李某", "口径不同")
    assert stands(store, new) == ("accepted", "李某", 0)
    store.waivers.withdraw(old, "ff")
    assert stands(store, new) == ("failed", None, 1)


def test_it_runs_out_after_its_last_day(store: Store, clock: Clock) -> None:
    id_ = document(store)
    store.waivers.add(id_, "ff", "李某", "口径不同", until="2023-11-15")  # it is the 14th
    clock.now += DAY
    assert store.waivers.expire() == 0
    clock.now += DAY
    assert store.waivers.expire() == 1
    assert stands(store, id_) == ("failed", None, 1)
    assert store.waivers.expire() == 0
    assert [each.ended_at for each in store.waivers.every()] == [clock.now]


def test_one_of_another_document_is_another(store: Store) -> None:
    one, other = document(store, "a"), document(store, "b")
    store.waivers.add(one, "ff", "李某", "口径不同")
    assert stands(store, other)[0] == "failed"


@pytest.mark.parametrize("prefix", ["", "0"])
def test_what_is_not_there_cannot_be_waived_or_withdrawn(store: Store, prefix: str) -> None:
    id_ = document(store)
    with pytest.raises(NotFoundError):
        store.waivers.add(id_, prefix, "李某", "x")
    with pytest.raises(NotFoundError):
        store.waivers.withdraw(id_, prefix)
    with pytest.raises(NotFoundError):
        store.waivers.add("0" * 64, "ff", "李某", "x")
    assert store.waivers.every() == []
