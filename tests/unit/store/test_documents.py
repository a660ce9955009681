import msgspec
import pytest

from shared.job import Hints
from shared.record import Engine, Outcome
from shared.store import DEAD, Item, NotFoundError, Step, Store
from tests.unit.store.samples import LEASE, Clock, claim, end, finish, hand_on, record, silent, submit, take


def test_a_document_passes_its_stages_and_takes_its_draft_along(store: Store) -> None:
    submit(store, "a")
    (id_,) = take(store)
    assert hand_on(store, claim(store, id_), b"draft")
    assert take(store, "extract.text") == [id_]
    held = claim(store, id_, "extract", "extract.text")
    assert (held.attempt, held.file.format, held.file.media_type) == (1, "text", "text/plain")
    assert store.documents.draft(id_) == b"draft"
    assert finish(store, held)
    assert store.records.get(id_) == record(held)
    assert [(event.event, event.stage) for event in store.documents.history(id_)] == [
        ("passed", "intake"),
        ("done", "extract"),
    ]


def test_a_document_that_goes_on_is_claimed_for_its_next_stage_at_once(store: Store, clock: Clock) -> None:
    submit(store, "a")
    (id_,) = take(store)
    held = claim(store, id_)
    file = msgspec.structs.replace(held.file, format="text")
    on = store.documents.go_on(held, Step(stage="extract", queue="extract.text", file=file), {}, LEASE)
    assert on is not None
    assert (on.stage, on.queue, on.attempt, on.fence, on.file) == ("extract", "extract.text", 1, held.fence + 1, file)
    assert not finish(store, held)
    assert store.documents.claim(id_, "extract", "extract.text", LEASE) is None
    clock.now += LEASE + 1
    (late,) = store.documents.expired()
    assert (late.id, late.stage, late.file.format) == (id_, "extract", "text")
    assert finish(store, on)
    assert store.documents.go_on(on, Step(stage="validate", queue="validate", file=file), {}, LEASE) is None


@pytest.mark.parametrize("end", ["finish", "hand on", "try again"])
def test_what_a_stage_has_brought_goes_on_under_its_claim_and_is_written_down_with_what_comes_of_it(
    store: Store, clock: Clock, end: str
) -> None:
    submit(store, "a")
    (id_,) = take(store)
    held = claim(store, id_)
    file = msgspec.structs.replace(held.file, format="text", media_type="text/plain")
    step = Step(stage="extract", queue="extract.text", file=file, brought="read")
    on = store.documents.go_on(held, step, {"seconds": 1}, LEASE)
    assert on is not None
    assert (on.fence, on.brought, store.documents.get(id_).stage) == (held.fence, "read", "intake")
    assert store.documents.history(id_) == []
    begun = clock.now
    clock.now += 1
    if end == "finish":
        assert finish(store, on)
        expected = ("extract", "extract.text", "done")
    elif end == "hand on":
        assert store.documents.hand_on(on, Step(stage="validate", queue="validate", file=file), {})
        expected = ("validate", "validate", "passed")
    else:
        assert store.documents.retry(on, "quarantine", 0, "time-limit", {})
        expected = ("extract", "quarantine", "time-limit")
    found, history = store.documents.get(id_), store.documents.history(id_)
    assert (found.stage, found.queue, history[-1].event) == expected
    assert found.format == "text"
    assert [(each.at, each.event, each.stage, each.note) for each in history[:-1]] == [
        (begun, "passed", "intake", {"seconds": 1})
    ]
    assert not finish(store, on)


def test_what_went_on_with_a_worker_that_died_is_where_it_was_claimed(store: Store, clock: Clock) -> None:
    submit(store, "a")
    (id_,) = take(store)
    held = claim(store, id_)
    on = store.documents.go_on(held, Step(stage="validate", queue="validate", file=held.file, brought=1), {}, LEASE)
    assert on is not None
    clock.now += LEASE + 1
    (late,) = store.documents.expired()
    assert store.documents.retry(late, "intake", 0, "lost", {})
    assert claim(store, id_).stage == "intake"
    assert not finish(store, on)


def test_a_document_has_one_holder(store: Store) -> None:
    submit(store, "a")
    (id_,) = take(store)
    claim(store, id_)
    assert store.documents.claim(id_, "intake", "intake", LEASE) is None


@pytest.mark.parametrize(("stage", "queue"), [("extract", "intake"), ("intake", "quarantine")])
def test_a_message_of_another_stage_or_queue_claims_nothing(store: Store, stage: str, queue: str) -> None:
    submit(store, "a")
    (id_,) = take(store)
    assert store.documents.claim(id_, stage, queue, LEASE) is None


def test_what_was_never_sent_can_be_claimed_once_it_is_due(store: Store, clock: Clock) -> None:
    """Redis was flushed and the message was not: the work is not done twice."""
    submit(store, "a")
    (id_,) = take(store)
    store.documents.unsend()
    held = claim(store, id_)
    store.documents.give_back(held, 60, "later", {})
    assert store.documents.claim(id_, "intake", "intake", LEASE) is None
    clock.now += 60
    assert claim(store, id_).attempt == 2


def test_a_holder_whose_lease_ended_writes_nothing(store: Store, clock: Clock) -> None:
    submit(store, "a")
    (id_,) = take(store)
    frozen = claim(store, id_)
    assert store.documents.expired() == []
    clock.now += LEASE + 1
    (late,) = store.documents.expired()
    assert late.id == id_
    assert store.documents.retry(late, "intake", 0, "lost", {})
    take(store)
    awake = claim(store, id_)
    assert awake.lost == 1
    assert not store.documents.renew(frozen, LEASE)
    assert not finish(store, frozen, Outcome.ACCEPTED)
    assert not hand_on(store, frozen)
    assert not store.documents.give_back(frozen, 0, "later", {})
    assert not store.documents.retry(frozen, "intake", 0, "lost", {})
    assert finish(store, awake)
    assert not finish(store, awake)
    assert store.documents.get(id_).outcome == "failed"


def test_a_sign_of_life_keeps_the_lease(store: Store, clock: Clock) -> None:
    submit(store, "a")
    held = claim(store, take(store)[0])
    clock.now += LEASE - 1
    assert store.documents.renew(held, LEASE)
    clock.now += LEASE - 1
    assert store.documents.expired() == []


def test_an_announcement_is_part_of_the_end(store: Store) -> None:
    one, two = submit(store, "a"), submit(store, "a", "b")
    id_ = take(store)[0]
    held, told = claim(store, id_), []

    def fail(*_: object) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        store.documents.finish(held, record(held), fail, {})
    assert store.documents.get(id_).state == "running"
    with pytest.raises(NotFoundError):
        store.records.get(id_)
    store.documents.finish(held, record(held), lambda *all_: told.append(all_[1:]), {})
    ((announced, held_by, generation),) = told
    assert announced == record(held)
    assert sorted((each.batch, each.name) for each in held_by) == sorted([(one, "a"), (two, "a")])
    assert generation == 0


def test_only_the_dead_are_requeued_unless_named(store: Store) -> None:
    batch = submit(store, "a", "b")
    one, two = take(store)
    held = claim(store, one)
    store.documents.finish(held, record(held, Outcome.UNREADABLE), silent, {}, DEAD)
    finish(store, claim(store, two))
    assert [document.id for document in store.documents.dead()] == [one]
    assert store.batches.close(silent) == [batch]
    assert store.documents.requeue() == 1
    again = store.documents.get(one)
    assert (again.state, again.stage, again.outcome, again.lost, again.attempts) == ("pending", "intake", None, 0, 0)
    assert store.batches.get(batch).ended_at is None
    assert store.documents.requeue([two]) == 1
    assert {claim(store, id_).generation for id_ in take(store)} == {1}
    assert [event.event for event in store.documents.history(one)] == ["dead", "requeued"]


def test_what_is_on_its_way_is_not_requeued(store: Store) -> None:
    submit(store, "a")
    assert store.documents.requeue(take(store)) == 0


def test_the_dead_of_another_engine_or_of_one_batch_are_requeued(store: Store) -> None:
    batches = [submit(store, name) for name in "ab"]
    for id_ in take(store):
        held = claim(store, id_)
        store.documents.finish(held, record(held, Outcome.UNREADABLE), silent, {}, DEAD)
    engine = record(held).engine
    assert store.documents.requeue(unlike=engine) == 0
    assert store.documents.requeue(batch=batches[0]) == 1
    assert store.documents.requeue(unlike=Engine(engine.version, "other")) == 1


def test_a_window_is_taken_in_turn_and_counted(store: Store) -> None:
    submit(store, *"abcde")
    assert [store.documents.get(id_).name for id_ in take(store, room=2)] == ["a", "b"]
    assert store.documents.waiting() == {"intake": 2}
    take(store)
    assert store.documents.waiting() == {}


def test_what_redis_forgot_is_pending_again(store: Store, clock: Clock) -> None:
    submit(store, *"abc")
    one, *_ = take(store, room=1)
    clock.now += 100
    two, three = take(store)
    assert store.documents.stale(clock.now - 50) == ["intake"]
    assert store.documents.unsend(queue="validate", before=clock.now - 50) == 0
    assert store.documents.unsend(queue="intake", before=clock.now - 50) == 1
    assert take(store) == [one]
    assert store.documents.unsend([two]) == 1
    claim(store, three)
    assert store.documents.unsend() == 1


def test_a_document_is_found_by_the_beginning_of_its_hash(store: Store) -> None:
    batch = submit(store, "a")
    end(store, batch)
    id_ = store.records.every().__next__().document.sha256
    document = store.documents.get(id_[:8])
    assert document.id == id_
    assert [(each.batch, each.name) for each in document.submissions] == [(batch, "a")]


def test_a_step_of_the_clock_moves_leases_and_waits_along(store: Store, clock: Clock) -> None:
    """An hour back and nobody waits an hour longer; an hour forward and nobody loses a lease."""
    submit(store, "held", "waits", "sent", "fresh")
    ids = take(store, room=3)
    held = claim(store, ids[0])
    store.documents.give_back(claim(store, ids[1]), 5, "later", {})
    for step in (-3_600, 3_600):
        clock.now += step
        assert store.documents.shift(step) == 3
        assert store.documents.expired() == []
        assert store.documents.waiting() == {"intake": 1}
        assert store.documents.stale(clock.now - 1) == []
    clock.now += 5
    assert take(store)[0] == ids[1]
    clock.now += LEASE
    assert [late.id for late in store.documents.expired()] == [held.id]


@pytest.mark.parametrize("step", [-3_600, 3_600])
def test_what_was_written_down_after_the_clock_was_stepped_is_not_moved(store: Store, clock: Clock, step: int) -> None:
    """The pump sees the step a moment later: whatever the others did meanwhile they did by the new clock."""
    submit(store, "old", "fresh", "sent", "waits")
    old, fresh, *_ = take(store, room=2)
    before = claim(store, old)
    clock.now += step
    held = claim(store, fresh)
    (sent,) = take(store, room=1)
    store.documents.give_back(claim(store, *take(store, room=1)), 0, "later", {})
    clock.now += 0.2
    store.documents.shift(step, since=clock.now - 0.3, lease=LEASE)
    assert store.documents.waiting() == {"intake": 1}
    assert store.documents.stale(clock.now - 0.25) == []
    assert store.documents.stale(clock.now) == ["intake"]
    assert store.documents.expired() == []
    clock.now += LEASE
    assert {late.id for late in store.documents.expired()} == {before.id, held.id}
    assert store.documents.get(sent).state == "sent"


def test_what_is_on_its_way_is_told_with_who_holds_it(store: Store) -> None:
    submit(store, "a", "b", "c")
    first, second = take(store, room=2)
    held = claim(store, first)
    moving = {each.id: (each.stage, each.queue, each.state, each.fence) for each in store.documents.moving()}
    assert moving == {
        first: ("intake", "intake", "running", held.fence),
        second: ("intake", "intake", "sent", 0),
    }
    finish(store, held)
    assert [each.id for each in store.documents.moving()] == [second]
    assert (store.figures.ended(), store.figures.unended()) == (1, 2)


def test_what_was_said_of_a_document_is_what_its_first_submission_said(store: Store, clock: Clock) -> None:
    for year in (2023, 2022):
        batch = store.batches.create("")
        store.batches.submit(batch, [Item("a", b"a", Hints(year=year))])
        clock.now += 1
    (id_,) = take(store)
    assert claim(store, id_).told == Hints(year=2023)


def test_of_a_document_that_has_ended_no_draft_is_left(store: Store) -> None:
    submit(store, "a")
    (id_,) = take(store)
    held = claim(store, id_)
    file = msgspec.structs.replace(held.file, format="text")
    assert not held.has_draft
    assert hand_on(store, held, b"draft")
    held = claim(store, *take(store, "extract.text"), "extract", "extract.text")
    on = store.documents.go_on(held, Step(stage="validate", queue="validate", file=file, brought="read"), {}, LEASE)
    assert on is not None
    assert finish(store, on)
    assert store.documents.draft(id_) == b""


def test_the_first_record_of_an_address_is_told_from_those_after_it(store: Store) -> None:
    submit(store, "a", url="https://a.cn/1")
    (first,) = take(store)
    held = claim(store, first)
    assert held.is_first
    finish(store, held)
    store.documents.requeue([first])
    assert not claim(store, *take(store)).is_first
    submit(store, "b", url="https://a.cn/1")
    assert not claim(store, *take(store)).is_first
