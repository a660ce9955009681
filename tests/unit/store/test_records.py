import msgspec
import pytest

from shared.job import Hints
from shared.store import Item, NotFoundError, Store
from shared.store import records as module
from tests.unit.store.samples import Clock, end, submit, take


@pytest.fixture(autouse=True)
def pages_of_three(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAGE", 3)


@pytest.mark.parametrize("number", [0, 2, 3, 4, 7])
def test_records_of_a_batch_come_by_name_whatever_the_order_of_their_ends(store: Store, number: int) -> None:
    names = [f"{n}" for n in range(number)]
    submit(store, "other")
    batch = submit(store, *reversed(names))
    end(store, batch)
    assert [record.document.name for record in store.records.of_batch(batch)] == names
    assert len(list(store.records.every())) == number + 1


def test_a_record_bears_the_name_and_url_that_its_batch_knows(store: Store) -> None:
    first = submit(store, "a", url="https://example.test/first")
    second = store.batches.create("")
    store.batches.submit(second, [Item("copy", b"a", Hints()), Item("again", b"a", Hints(source_url="u"))])
    end(store, first)
    (told,) = store.records.of_batch(first)
    assert (told.document.name, told.document.source_url) == ("a", "https://example.test/first")
    again, copy = store.records.of_batch(second)
    assert (copy.document.name, copy.document.source_url) == ("copy", None)
    assert (again.document.name, again.document.source_url) == ("again", "u")
    assert msgspec.structs.replace(copy, document=told.document) == told


def test_what_has_not_ended_has_no_record(store: Store) -> None:
    batch = submit(store, "a")
    assert list(store.records.of_batch(batch)) == []
    with pytest.raises(NotFoundError):
        store.records.get(take(store)[0])


@pytest.mark.parametrize("ids", [1, 2, 50])
def test_what_has_changed_since_a_time_comes_once(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, ids: int
) -> None:
    monkeypatch.setattr(module, "_IDS", ids)
    end(store, submit(store, "a", "b", "c"))
    clock.now += module.SETTLING
    assert len(list(store.records.changed(0.0))) == 3
    until = store.records.until()
    assert len(list(store.records.changed(until - 1))) == 3, "the last minute comes twice"
    clock.now += 1
    end(store, submit(store, "d", "a"))
    assert [record.document.name for record in store.records.changed(until)] == ["d"]
