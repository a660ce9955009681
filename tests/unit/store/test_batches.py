from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from shared.job import Hints
from shared.record import Outcome
from shared.store import AmbiguousError, Batch, Counts, Item, NotFoundError, SealedError, Store, Submitted
from tests.unit.store.samples import Clock, claim, end, finish, record, silent, submit, take


def test_a_batch_counts_its_items_by_state_and_outcome(store: Store) -> None:
    batch = submit(store, "a", "b", "c")
    one, two, _ = take(store)
    finish(store, claim(store, one), Outcome.ACCEPTED)
    claim(store, two)
    counts = store.batches.counts(batch)
    assert counts.states == {"done": 1, "running": 1, "sent": 1}
    assert counts.outcomes == {"accepted": 1}
    assert (counts.total, counts.open) == (3, 2)


def test_bytes_outlive_the_loss_of_power_before_anything_names_them(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    settled: list[int] = []
    monkeypatch.setattr(store.blobs, "settle", lambda: settled.append(store.figures.unended()))
    submit(store, "a", "b")
    assert settled == [0]


def test_submitting_twice_changes_nothing(store: Store) -> None:
    batch = store.batches.create("twice")
    items = [Item("a", b"1"), Item("b", b"2")]
    assert store.batches.submit(batch, items) == Submitted(new=2, known=0)
    assert store.batches.submit(batch, items) == Submitted(new=0, known=2)
    assert store.batches.counts(batch).total == 2


def test_equal_bytes_under_two_names_are_two_items_and_one_document(store: Store) -> None:
    batch = store.batches.create("copies")
    assert store.batches.submit(batch, [Item("a", b"1"), Item("b", b"1")]) == Submitted(new=1, known=1)
    assert len(take(store)) == 1
    assert store.batches.counts(batch).total == 2


def test_a_batch_of_known_documents_has_ended_at_once(store: Store) -> None:
    end(store, submit(store, "a", "b"))
    again = submit(store, "a", "b")
    assert store.batches.counts(again).open == 0
    assert take(store) == []
    assert again in store.batches.close(silent)


def test_items_are_taken_one_by_one(store: Store) -> None:
    """A hundred thousand files must not be in memory together."""
    alive = peak = 0

    class Bytes(bytes):
        def __del__(self) -> None:
            nonlocal alive
            alive -= 1

    def items() -> Iterator[Item]:
        nonlocal alive, peak
        for number in range(500):
            alive += 1
            peak = max(peak, alive)
            yield Item(str(number), Bytes(str(number).encode()))

    store.batches.submit(store.batches.create("many"), items())
    assert peak < 5


def test_a_file_is_submitted_by_its_path(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"content")
    batch = store.batches.create("")
    store.batches.submit(batch, [Item("file", tmp_path / "file")])
    assert store.blobs.get(take(store)[0]) == b"content"


def test_a_sealed_batch_takes_nothing_more(store: Store) -> None:
    batch = submit(store, "a")
    with pytest.raises(SealedError):
        store.batches.submit(batch, [Item("b", b"b")])


def test_submitters_take_turns_whoever_came_first(store: Store) -> None:
    first = store.batches.create("bulk")
    store.batches.submit(first, [Item(f"a{n}", f"a{n}".encode()) for n in range(6)])
    take(store, room=2)
    submit(store, *(f"b{n}" for n in range(3)))
    served = [store.documents.get(id_).name for id_ in take(store)]
    assert {name[0] for name in served[:2]} == {"a", "b"}
    assert {name[0] for name in served[2:4]} == {"a", "b"}


def test_an_express_batch_has_its_own_queue_even_for_what_waits_already(store: Store) -> None:
    submit(store, "a", "b")
    submit(store, "b", "c", express=True)
    assert {store.documents.get(id_).name for id_ in take(store, "express")} == {"b", "c"}
    assert [store.documents.get(id_).name for id_ in take(store)] == ["a"]


def test_what_a_url_held_before_is_linked(store: Store) -> None:
    url = "https://example.test/1"
    submit(store, "old", url=url)
    submit(store, "new", url=url)
    submit(store, "newest", "other", url=url)
    ids = {store.documents.get(id_).name: id_ for id_ in take(store)}
    assert store.documents.get(ids["old"]).supersedes is None
    assert store.documents.get(ids["new"]).supersedes == ids["old"]
    assert store.documents.get(ids["old"]).superseded_by == ids["new"]
    assert store.documents.get(ids["newest"]).supersedes == ids["new"]
    assert store.documents.get(ids["other"]).supersedes == ids["newest"]


def test_a_batch_is_closed_once_with_its_counts(store: Store, clock: Clock) -> None:
    told: list[tuple[str, dict[str, int], dict[str, int]]] = []

    def announce(_: object, batch: Batch, counts: Counts, rules: dict[str, int]) -> None:
        told.append((batch.id, counts.outcomes, rules))

    batch = submit(store, "a", "b")
    unsealed = store.batches.create("open")
    assert store.batches.close(announce) == []
    end(store, batch)
    clock.now += 5
    assert store.batches.close(announce) == [batch]
    assert store.batches.close(announce) == []
    assert told == [(batch, {"failed": 2}, {"A01": 2})]
    assert store.batches.rules(batch) == {"A01": 2}
    assert store.batches.get(batch).ended_at == clock.now
    assert store.batches.get(unsealed).ended_at is None


def test_an_announcement_that_fails_leaves_the_batch_open(store: Store) -> None:
    batch = submit(store, "a")
    end(store, batch)

    def fail(*_: object) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.batches.close(fail)
    assert store.batches.get(batch).ended_at is None
    assert store.batches.close(silent) == [batch]


def test_an_empty_batch_ends(store: Store) -> None:
    batch = submit(store)
    assert store.batches.close(silent) == [batch]


def test_a_batch_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    one, two = store.batches.create("one"), store.batches.create("two")
    assert store.batches.get(one).label == "one"
    assert [batch.id for batch in store.batches.newest()] == sorted((one, two), reverse=True)
    with pytest.raises(AmbiguousError):
        store.batches.get("b")
    for nothing in ("x", "", "%", "_"):
        with pytest.raises(NotFoundError):
            store.batches.get(nothing)


def test_words_that_no_database_keeps_as_they_are_hinder_nobody(store: Store) -> None:
    batch = store.batches.create("a\0b")
    hints = Hints(source_url="https://a.test/\0", region="36\x000681", publisher="\0")
    store.batches.submit(batch, [Item("a\0b.pdf", b"one", hints)])
    (listed,) = store.batches.items(batch, 10)
    assert (store.batches.get(batch).label, listed.name) == ("a\ufffdb", "a\ufffdb.pdf")
    assert store.batches.items(batch, 10, (listed.name, listed.document)) == []


def test_batches_that_wait_are_closed_by_turns_and_none_is_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.store.batches._TRANSACTION", 2)
    ended = {submit(store) for _ in range(5)}
    submit(store, "open")
    closed = [store.batches.close(silent) for _ in range(4)]
    assert [len(each) for each in closed] == [2, 2, 1, 0]
    assert {id_ for each in closed for id_ in each} == ended


def test_an_ending_that_appears_behind_one_with_a_higher_id_is_told_all_the_same(store: Store, clock: Clock) -> None:
    """PostgreSQL gives ids before transactions end; SQLite has one writer at a time."""
    batch = submit(store, "a", "b")
    late, early = (claim(store, id_) for id_ in take(store))

    def look(*, ended: bool) -> list[str]:
        return [each.document for each in store.batches.endings(batch, 0, 10, ended=ended)]

    if store._database.is_sqlite:  # noqa: SLF001 - each engine in its own way
        finish(store, early)
        assert look(ended=False) == [early.id]
        return

    def meanwhile(*_: object) -> None:
        with ThreadPoolExecutor() as other:
            assert other.submit(finish, store, early).result(10)
        assert look(ended=False) == []

    assert store.documents.finish(late, record(late), meanwhile, {})
    assert look(ended=False) == []
    clock.now += 6
    assert look(ended=False) == look(ended=True) == [late.id, early.id]


def test_hints_are_kept(store: Store) -> None:
    batch = store.batches.create("")
    store.batches.submit(batch, [Item("a", b"a", Hints(source_url="https://example.test/a", year=2023))])
    assert store.documents.get(take(store)[0]).source_url == "https://example.test/a"
