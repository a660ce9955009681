import pytest

from shared.store import Entry, Filing, MovedError, Store
from tests.unit.store.samples import claim, record, silent, submit, take

BODY = Entry("某县清溪镇", 2023)


def file(store: Store, name: str, entry: Entry | None = BODY, url: str | None = None) -> str:
    """Submit a document and end it in its place."""
    submit(store, name, url=url)
    held = claim(store, *take(store))
    view = store.ledger.view(held.id, entry, 8)
    store.documents.finish(held, record(held), silent, {}, filing=Filing(entry, view.revisions))
    return held.id


def beside(store: Store, entry: Entry | None = BODY, most: int = 8) -> tuple[set[str], set[str]]:
    """Return what stands beside a new document with this entry, and what of it is touched."""
    view = store.ledger.view("0" * 64, entry, most)
    return {each.record.document.sha256 for each in view.beside}, set(view.touched)


def test_the_years_around_stand_beside_and_the_later_ones_are_touched(store: Store) -> None:
    before, same, after, _, _ = (
        file(store, f"{body} {year}", Entry(body, year))
        for body, year in ((BODY.body, 2022), (BODY.body, 2023), (BODY.body, 2024), (BODY.body, 2025), ("乙", 2023))
    )
    assert beside(store) == ({before, same, after}, {same, after})


def test_a_report_of_nobody_known_stands_alone(store: Store) -> None:
    file(store, "a", Entry())
    assert beside(store, Entry()) == (set(), set())
    assert beside(store, None) == (set(), set())


def test_a_later_version_takes_the_place_of_the_one_before(store: Store) -> None:
    old = file(store, "old", url="https://a.test/1")
    new = file(store, "new", url="https://a.test/1")
    view = store.ledger.view("0" * 64, BODY, 8)
    assert [(each.record.document.sha256, each.supersedes) for each in view.beside if not each.superseded] == [
        (new, old)
    ]
    assert view.touched == {new}


def test_a_name_that_too_many_share_stands_for_nobody(store: Store) -> None:
    for number in range(4):
        file(store, str(number))
    assert len(beside(store, most=3)[1]) == 4  # one too many: they are told so
    assert beside(store, most=2) == (set(), set())  # they know


def test_what_was_looked_at_must_not_have_moved(store: Store) -> None:
    submit(store, "a")
    held = claim(store, *take(store))
    view = store.ledger.view(held.id, BODY, 8)
    file(store, "b")
    with pytest.raises(MovedError):
        store.documents.finish(held, record(held), silent, {}, filing=Filing(BODY, view.revisions))
    assert store.documents.get(held.id).state == "running"
    assert len(list(store.records.every())) == 1
