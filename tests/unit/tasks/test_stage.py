from collections.abc import Callable
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from shared.errors import Refused, TryLater, Unreadable
from shared.record import Outcome, Record
from shared.store import Claim, Document, Step
from tasks import stage
from tasks.child import Ending
from tasks.context import Context
from tests.unit.store.samples import Clock, record, submit, take

End = Ending[Step | Record]


def died() -> End:
    return Ending(stop=Unreadable("time-limit", limit=60), died=True, note={"seconds": 60, "signal": "SIGKILL"})


def work(context: Context, do: stage.Do, queue: str = "intake") -> None:
    stage.work(context, {"intake": do}, "intake", queue, take(context.store, queue))


def document(context: Context) -> Document:
    (sent,) = {held.id for held in context.store.documents.dead()} or {context.store.documents.get(PREFIX).id}
    return context.store.documents.get(sent)


PREFIX = "ca978112ca1b"  # SHA-256 of "a"


def events(context: Context) -> list[str]:
    return [event.event for event in context.store.documents.history(document(context).id)]


def test_a_step_hands_on_and_a_record_ends(context: Context) -> None:
    submit(context.store, "a")
    work(context, lambda _, claim: Ending(Step(stage="intake", queue="intake", file=claim.file), note={"seconds": 1}))
    work(context, lambda _, claim: Ending(record(claim, Outcome.ACCEPTED)))
    assert events(context) == ["passed", "done"]
    assert document(context).outcome == "accepted"
    assert context.store.documents.history(document(context).id)[0].note == {"seconds": 1}


def test_a_document_goes_on_at_once_where_the_next_queue_is_this_workers(context: Context) -> None:
    """What it brings along stays in this process, and under its claim."""
    submit(context.store, "a")
    seen: list[tuple[str, str, int, int, object]] = []

    def begin(_: Context, held: Claim) -> End:
        step = Step(stage="extract", queue="extract.text", file=held.file, brought="read", draft=lambda: b"draft")
        return Ending(step, note={"seconds": 1})

    def end(_: Context, held: Claim) -> End:
        seen.append((held.stage, held.queue, held.attempt, held.fence, held.brought))
        return Ending(record(held, Outcome.ACCEPTED))

    ids = take(context.store)
    both: dict[str, stage.Do] = {"intake": begin, "extract": end}
    stage.work(replace(context, queues=frozenset({"extract.text"})), both, "intake", "intake", ids)
    assert seen == [("extract", "extract.text", 1, 1, "read")]
    history = context.store.documents.history(ids[0])
    assert [(each.event, each.stage) for each in history] == [("passed", "intake"), ("done", "extract")]
    assert context.store.documents.draft(ids[0]) == b""


def test_who_went_on_too_late_holds_nothing(context: Context, clock: Clock) -> None:
    submit(context.store, "a")

    def outrun(_: Context, held: Claim) -> End:
        clock.now += 1000
        (late,) = context.store.documents.expired()
        context.store.documents.retry(late, "intake", 0, "lost", {})
        return Ending(Step(stage="extract", queue="extract.text", file=held.file))

    ids = take(context.store)
    with capture_logs() as logs:
        stage.work(replace(context, queues=frozenset({"extract.text"})), {"intake": outrun}, "intake", "intake", ids)
    assert [entry["event"] for entry in logs] == ["stage.passed", "fence.stale"]
    assert (document(context).stage, document(context).state) == ("intake", "pending")


@pytest.mark.parametrize("stop", [Refused("empty"), Unreadable("broken", what="x", detail="y")])
def test_a_stop_is_an_end_however_it_comes(context: Context, stop: Refused | Unreadable) -> None:
    def raise_it(*_: object) -> End:
        raise stop

    submit(context.store, "a")
    work(context, raise_it)
    submit(context.store, "b")
    work(context, lambda *_: Ending(stop=stop))
    for found in context.store.records.every():
        assert (found.outcome, found.reason) == (stop.outcome, stop.reason)


def test_what_is_away_is_tried_later_and_counts_against_nobody(context: Context, clock: Clock) -> None:
    def away(*_: object) -> End:
        raise TryLater("the bytes are away")

    submit(context.store, "a")
    for wait in (1, 5, 15, 60, 300, 300, 300):
        work(context, away)
        assert document(context).next_at == clock.now + wait
        clock.now += wait
    assert (document(context).lost, document(context).state) == (0, "pending")
    work(context, lambda _, claim: Ending(record(claim)))
    assert document(context).state == "done"


@pytest.mark.parametrize("way", [lambda *_: died(), lambda *_: 1 / 0])
def test_a_death_is_tried_again_then_alone_then_no_more(
    context: Context, clock: Clock, way: Callable[[Context, Claim], End]
) -> None:
    submit(context.store, "a")
    for queue in ("intake", "intake", "quarantine"):
        assert document(context).queue == queue
        work(context, way, queue)
        clock.now += 10
    assert document(context).state == "dead"
    (found,) = context.store.records.every()
    assert found.outcome == "unreadable"
    assert found.reason is not None
    assert events(context) == [found.reason.code] * 2 + ["dead"]


def test_a_late_result_is_refused(context: Context, clock: Clock) -> None:
    submit(context.store, "a")

    def outrun(_: Context, claim: Claim) -> End:
        clock.now += 1000
        (late,) = context.store.documents.expired()
        context.store.documents.retry(late, "intake", 0, "lost", {})
        return Ending(record(claim))

    with capture_logs() as logs:
        work(context, outrun)
    assert [entry["event"] for entry in logs] == ["document.done", "fence.stale"]
    assert document(context).state == "pending"


def test_each_document_of_a_message_is_claimed_for_itself(context: Context) -> None:
    submit(context.store, "a", "b", "c")
    ids = take(context.store)
    context.store.documents.claim(ids[1], "intake", "intake", 10)
    done = []

    def do(_: Context, claim: Claim) -> End:
        done.append(claim.id)
        return Ending(record(claim))

    stage.work(context, {"intake": do}, "intake", "intake", [*ids, *ids, "nothing"])
    assert done == [ids[0], ids[2]]


def test_what_does_not_fit_into_the_time_goes_back(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 0.0, stage.BUDGET + 1])
    monkeypatch.setattr("tasks.stage.time.monotonic", lambda: next(times, stage.BUDGET + 1))
    batch = submit(context.store, "a", "b", "c")
    ids = take(context.store)
    monkeypatch.setattr(stage, "here", lambda do, *args: Ending(do(*args)))
    stage.work(context, {"intake": lambda _, claim: Ending(record(claim))}, "intake", "intake", ids)
    assert context.store.batches.counts(batch).states == {"done": 1, "pending": 2}


def test_the_log_says_what_it_is_about(context: Context) -> None:
    import structlog  # noqa: PLC0415 - only here

    batch = submit(context.store, "a")
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        work(context, lambda _, claim: Ending(record(claim)))
    (entry,) = logs
    bound = {key: entry[key] for key in ("batch", "document", "stage", "attempt")}
    assert bound == {"batch": batch, "document": document(context).id, "stage": "intake", "attempt": 1}


def test_what_cannot_be_written_down_is_done_again_and_counts_against_nobody_here(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker goes on: the rest of its message is sent again by the pump."""

    def full(*_: object, **__: object) -> bool:
        raise TryLater("the database: database or disk is full")

    submit(context.store, "a", "b", "c")
    one, two, three = take(context.store)
    monkeypatch.setattr(context.store.documents, "finish", full)
    with capture_logs() as logs:
        stage.work(context, {"intake": lambda _, claim: Ending(record(claim))}, "intake", "intake", [one, two])
    assert [entry["event"] for entry in logs] == ["document.done", "finish.later"]
    assert [context.store.documents.get(id_).state for id_ in (one, two)] == ["pending", "sent"]
    (later,) = context.store.documents.history(one)
    assert (later.event, later.note) == ("later", {"why": "the database: database or disk is full"})
    monkeypatch.setattr(context.store.documents, "give_back", full)
    stage.work(context, {"intake": lambda _, claim: Ending(record(claim))}, "intake", "intake", [three])
    assert context.store.documents.get(three).state == "running", "until its lease runs out"
