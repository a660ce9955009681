"""What the charts of a season are drawn from."""

from msgspec import structs

from shared.store import Slot, Store
from tests.unit.store.samples import Clock, claim, end, record, silent, submit, take

HOUR = 3_600


def test_documents_are_counted_by_the_hour_in_which_they_ended_with_the_time_they_took(
    store: Store, clock: Clock
) -> None:
    clock.now = 100 * HOUR + 600.0
    batch = submit(store, "a", "b")
    clock.now += 1_200
    end(store, batch)
    clock.now += HOUR
    end(store, submit(store, "c"))
    first, second = store.season.slots(100 * HOUR, HOUR)
    assert first == Slot(number=100, outcomes={"failed": 2}, seconds=1_200)
    assert second == Slot(number=101, outcomes={"failed": 1}, seconds=0)
    assert [each.number for each in store.season.slots(101 * HOUR, HOUR)] == [101]


def test_a_stretch_begins_where_the_local_one_does(store: Store, clock: Clock) -> None:
    clock.now = 100 * HOUR + 1_700.0
    end(store, submit(store, "a"))
    assert [each.number for each in store.season.slots(0, HOUR)] == [100]
    assert [each.number for each in store.season.slots(0, HOUR, offset=1_900)] == [101]


def test_reports_are_counted_by_their_day_of_publication(store: Store) -> None:
    assert store.season.years() == []
    submit(store, "a", "b")
    for sent in take(store):
        held = claim(store, sent)
        plain = record(held)
        assert plain.report is not None
        report = structs.replace(plain.report, year=2023, published="2024-01-30")
        store.documents.finish(held, structs.replace(plain, report=report), silent, {})
    assert store.season.years() == [2023]
    assert store.season.published(2023) == {"2024-01-30": 2}
    assert store.season.published(2022) == {}
