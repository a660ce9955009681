import json
from collections.abc import Sequence
from typing import Self

import pytest

from shared.errors import TryLater
from shared.finding import Severity
from shared.record import Outcome
from shared.store import DEAD, Endpoint, Store
from shared.subscription import Filters
from tasks import notify
from tasks.context import Context
from tests.unit.store.samples import Clock, claim, record, submit, take
from workers.notify import Attempt, Cause, Reach

URL = "https://example.test/hook"


@pytest.fixture
def store(context: Context) -> Store:
    return context.store


def end(store: Store, id_: str, outcome: Outcome) -> None:
    held = claim(store, id_)
    store.documents.finish(held, record(held, outcome), notify.of_document(store), {}, DEAD)


def posted(store: Store, endpoint: Endpoint) -> list[tuple[str, str | None]]:
    return sorted((each.event, each.document) for each in store.deliveries.newest(endpoint=endpoint.id))


def test_an_endpoint_is_told_of_what_it_asked_for(store: Store) -> None:
    failed = store.endpoints.add(URL, ["report.failed"])
    refused = store.endpoints.add(URL, ["document.refused", "report.accepted"])
    disabled = store.endpoints.add(URL, ["report.failed"])
    store.endpoints.disable(disabled.id, "")
    submit(store, "a", "b", "c")
    one, two, three = take(store)
    end(store, one, Outcome.FAILED)
    end(store, two, Outcome.REFUSED)
    end(store, three, Outcome.ACCEPTED)
    assert posted(store, failed) == [("report.failed", one)]
    assert sorted(posted(store, refused)) == sorted([("document.refused", two), ("report.accepted", three)])
    assert posted(store, disabled) == []


def test_every_batch_that_waits_is_told_by_its_own_name_for_the_document(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed"], min_severity=Severity.ERROR)
    one = submit(store, "a", url="https://example.test/one")
    two = submit(store, "a", url="https://example.test/two")
    (id_,) = take(store)
    end(store, id_, Outcome.FAILED)
    bodies = [json.loads(each.body) for each in store.deliveries.newest(endpoint=endpoint.id)]
    told = {body["data"]["batch"]: body["data"]["document"]["source_url"] for body in bodies}
    assert told == {one: "https://example.test/one", two: "https://example.test/two"}


def again(store: Store, id_: str, outcome: Outcome) -> None:
    store.documents.requeue([id_])
    take(store)
    end(store, id_, outcome)


def test_a_document_that_is_read_again_is_told_of_where_something_changed(store: Store) -> None:
    endpoint = store.endpoints.add(
        URL, ["report.failed", "report.accepted", "finding.opened", "finding.resolved", "finding.regressed"]
    )
    submit(store, "a")
    (id_,) = take(store)
    end(store, id_, Outcome.FAILED)
    assert [event for event, _ in posted(store, endpoint)] == ["finding.opened", "report.failed"]
    again(store, id_, Outcome.FAILED)
    assert len(posted(store, endpoint)) == 2
    again(store, id_, Outcome.ACCEPTED)
    assert [event for event, _ in posted(store, endpoint)][1:3] == ["finding.resolved", "report.accepted"]
    again(store, id_, Outcome.FAILED)
    assert sorted({event for event, _ in posted(store, endpoint)}) == [
        "finding.opened",
        "finding.regressed",
        "finding.resolved",
        "report.accepted",
        "report.failed",
    ]
    assert len(posted(store, endpoint)) == 6


def test_a_new_version_resolves_what_the_one_before_had(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["finding.resolved"])
    url = "https://example.test/report"
    submit(store, "a", url=url)
    (one,) = take(store)
    end(store, one, Outcome.FAILED)
    submit(store, "b", url=url)
    (two,) = take(store)
    end(store, two, Outcome.ACCEPTED)
    assert posted(store, endpoint) == [("finding.resolved", two)]


def test_links_lead_to_the_gateway_where_it_is_known(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed"])
    store.public_url = "https://nianbao.example.test"
    submit(store, "a")
    (id_,) = take(store)
    end(store, id_, Outcome.FAILED)
    (delivery,) = store.deliveries.newest(endpoint=endpoint.id)
    assert json.loads(delivery.body)["data"]["link"] == f"https://nianbao.example.test/reports/{id_}"


def test_a_batch_that_ends_as_it_did_before_is_told_of_once(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["batch.completed"])
    submit(store, "a")
    (id_,) = take(store)
    end(store, id_, Outcome.FAILED)
    assert len(store.batches.close(notify.of_batch(store))) == 1
    again(store, id_, Outcome.FAILED)
    assert len(store.batches.close(notify.of_batch(store))) == 1
    assert len(posted(store, endpoint)) == 1
    again(store, id_, Outcome.ACCEPTED)
    assert len(store.batches.close(notify.of_batch(store))) == 1
    assert len(posted(store, endpoint)) == 2


def states(store: Store, endpoint: Endpoint) -> list[tuple[str, str]]:
    return sorted((each.event, each.state) for each in store.deliveries.newest(endpoint=endpoint.id))


def test_a_digest_tells_of_a_batch_at_its_end(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed", "batch.completed"], filters=Filters(digest_minutes=0))
    submit(store, "a", "b")
    for id_ in take(store):
        end(store, id_, Outcome.FAILED)
    assert states(store, endpoint) == [("report.failed", "gathered")] * 2
    assert store.deliveries.take("notify", 10) == []
    store.batches.close(notify.of_batch(store))
    assert states(store, endpoint) == [
        ("batch.completed", "pending"),
        ("notices.digest", "pending"),
        ("report.failed", "folded"),
        ("report.failed", "folded"),
    ]
    (digest,) = (each for each in store.deliveries.newest() if each.event == "notices.digest")
    assert json.loads(digest.body)["data"]["events"] == {"report.failed": 2}


def test_a_digest_tells_of_some_minutes(store: Store, clock: Clock) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed"], filters=Filters(digest_minutes=10))
    submit(store, "a", "b")
    one, two = take(store)
    end(store, one, Outcome.FAILED)
    clock.now += 599
    end(store, two, Outcome.FAILED)
    assert notify.digests(store) == 0
    clock.now += 1
    assert notify.digests(store) == 1
    assert states(store, endpoint) == [("notices.digest", "pending"), *[("report.failed", "folded")] * 2]
    assert notify.digests(store) == 0


def test_a_completed_batch_is_told_of_with_its_counts(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["batch.completed"])
    deaf = store.endpoints.add(URL, ["report.failed"])
    batch = submit(store, "a")
    (id_,) = take(store)
    held = claim(store, id_)
    store.documents.finish(held, record(held), lambda *_: None, {})
    store.batches.close(notify.of_batch(store))
    (delivery,) = store.deliveries.newest()
    body = json.loads(delivery.body)
    assert (delivery.endpoint, delivery.event, delivery.batch) == (endpoint.id, "batch.completed", batch)
    assert (body["data"]["outcomes"], body["data"]["rules"]) == ({"failed": 1}, {"A01": 1})
    assert posted(store, deaf) == []


class Network:
    """Answers as it is told, and remembers what was sent."""

    def __init__(self, *answers: Attempt) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, Sequence[str], str]] = []

    def __call__(self, _: Reach) -> Self:
        return self

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        pass

    async def bring(self, url: str, secrets: Sequence[str], id_: str, *_: object) -> Attempt:
        self.sent.append((url, secrets, id_))
        return self.answers.pop(0)


def bring(context: Context, monkeypatch: pytest.MonkeyPatch, *answers: Attempt) -> Network:
    """Have the pump's part and the worker's part done once, for all endpoints."""
    network = Network(*answers)
    monkeypatch.setattr(notify, "Courier", network)
    lanes: dict[str | None, list[str]] = {}
    for sent in context.store.deliveries.take("notify", 100):
        lanes.setdefault(sent.lane, []).append(sent.id)
    for ids in lanes.values():
        notify.work(context, ids)
    return network


OK = Attempt(cause=None, status=204, seconds=0.1)
BUSY = Attempt(cause=Cause.STATUS, detail="503", status=503, seconds=0.1, retry_after=900.0)
BROKEN = Attempt(cause=Cause.STATUS, detail="500", status=500, seconds=0.1)
NOBODY = Attempt(cause=Cause.CONNECTION, detail="refused", seconds=0.1)
GONE = Attempt(cause=Cause.GONE, detail="410", status=410, seconds=0.1)


def post(store: Store, number: int, at_once: int = 1) -> list[str]:
    endpoint = store.endpoints.add(URL, ["report.failed"], at_once=at_once)
    ids = []
    for _ in range(number):
        store.clock.now += 1  # type: ignore[attr-defined]
        ids.append(store.deliveries.test(endpoint, "endpoint.test", b"{}"))
    return ids


def the_endpoint(context: Context) -> Endpoint:
    (endpoint,) = context.store.endpoints.every()
    return endpoint


def test_a_notice_goes_out_under_its_id_signed_with_every_live_secret(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    (id_,) = post(context.store, 1)
    rotated = context.store.endpoints.rotate(the_endpoint(context).id)
    network = bring(context, monkeypatch, OK)
    assert network.sent == [(URL, rotated.secrets, id_)]
    assert context.store.deliveries.get(id_).state == "delivered"
    (told,) = context.store.deliveries.tries(id_)
    assert (told.status, told.cause) == (204, None)


def test_a_busy_receiver_is_left_alone_for_as_long_as_it_asks(
    context: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    first, second = post(context.store, 2)
    assert len(bring(context, monkeypatch, BUSY).sent) == 1
    delivery = context.store.deliveries.get(first)
    assert (delivery.state, delivery.next_at, delivery.cause) == ("pending", clock.now + 900, "status: 503")
    clock.now += 899
    assert bring(context, monkeypatch).sent == []
    clock.now += 1
    bring(context, monkeypatch, OK)
    bring(context, monkeypatch, OK)
    assert [attempt.status for attempt in context.store.deliveries.tries(first)] == [503, 204]
    assert [attempt.status for attempt in context.store.deliveries.tries(second)] == [204]


def test_after_five_failures_an_endpoint_is_left_alone_and_what_waits_is_not_tried(
    context: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    ids = post(context.store, 9)
    network = bring(context, monkeypatch, NOBODY, BROKEN, NOBODY, NOBODY, BROKEN)
    assert len(network.sent) == 5
    assert [context.store.deliveries.get(id_).attempts for id_ in ids] == [1] * 5 + [0] * 4
    assert {context.store.deliveries.get(id_).state for id_ in ids} == {"pending"}
    held = the_endpoint(context)
    assert (held.failures, held.held_until, held.held_because) == (5, clock.now + 15, "status: 500")
    clock.now += 14
    assert bring(context, monkeypatch).sent == []


def test_one_notice_tries_an_endpoint_that_was_left_alone(
    context: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    post(context.store, 9)
    bring(context, monkeypatch, *[NOBODY] * 5)
    clock.now += 50
    assert len(bring(context, monkeypatch, NOBODY).sent) == 1
    assert the_endpoint(context).held_until == clock.now + 25  # half as long as it has been failing
    clock.now += 25
    assert len(bring(context, monkeypatch, OK).sent) == 1
    well = the_endpoint(context)
    assert (well.failures, well.failing_since, well.held_until, well.held_because) == (0, None, None, None)
    assert len(bring(context, monkeypatch, *[OK] * 8).sent) == 8


def test_who_fails_for_two_days_is_disabled_with_the_reason_and_misses_nothing(
    context: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    ids = post(context.store, 9)
    bring(context, monkeypatch, *[NOBODY] * 5)
    began = clock.now
    while (disabled := the_endpoint(context)).disabled_at is None:
        assert disabled.held_until is not None
        clock.now = disabled.held_until
        assert len(bring(context, monkeypatch, NOBODY).sent) == 1
    assert (disabled.disabled_at, disabled.disabled_because) == (clock.now, "connection: refused")
    assert 2 * 86400 <= clock.now - began <= 2 * 86400 + 3600
    with context.store._database.write() as connection:  # noqa: SLF001 - posting is part of somebody's transaction
        assert [each.id for each in context.store.endpoints.live(connection)] == [disabled.id]
    clock.now += 30 * 86400
    assert bring(context, monkeypatch).sent == []
    context.store.endpoints.enable(disabled.id)
    assert len(bring(context, monkeypatch, *[OK] * 9).sent) == 9
    assert {context.store.deliveries.get(id_).state for id_ in ids} == {"delivered"}


def test_a_sick_endpoint_takes_nothing_from_a_healthy_one(context: Context, clock: Clock) -> None:
    sick = post(context.store, 300)
    (healthy,) = post(context.store, 1)
    clock.now += 1
    sent = context.store.deliveries.take("notify", 100)
    assert healthy in {each.id for each in sent}
    assert len([each for each in sent if each.id in sick]) == 40
    assert context.store.deliveries.take("notify", 100) == []  # one message at a time


def test_a_message_without_time_for_all_gives_the_rest_back(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = post(context.store, 3)
    monkeypatch.setattr(notify, "BUDGET", 0.0)
    assert bring(context, monkeypatch).sent == []
    assert {(each.state, each.attempts) for each in map(context.store.deliveries.get, ids)} == {("pending", 0)}


def test_a_receiver_that_is_gone_is_told_nothing_more(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = post(context.store, 2)
    bring(context, monkeypatch, GONE)
    assert context.store.deliveries.get(one).state == "failed"
    assert context.store.deliveries.get(two).attempts == 0
    assert the_endpoint(context).disabled_because == "gone: 410"
    with context.store._database.write() as connection:  # noqa: SLF001 - posting is part of somebody's transaction
        assert context.store.endpoints.live(connection) == []


def test_patience_ends_after_three_days(context: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    (id_,) = post(context.store, 1)
    clock.now += 3 * 86400
    bring(context, monkeypatch, BUSY)
    assert context.store.deliveries.get(id_).state == "failed"


def test_an_attempt_that_cannot_be_written_down_is_made_again_and_stops_nobody(
    context: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    ids = post(context.store, 2)

    def full(*_: object) -> None:
        raise TryLater("the database: database or disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(context.store.deliveries, "settle", full)
        bring(context, broken, OK, OK)
    assert "running" in {context.store.deliveries.get(id_).state for id_ in ids}
    clock.now += 60
    context.store.deliveries.reap()
    context.store.deliveries.unsend()
    bring(context, monkeypatch, OK, OK)
    assert {context.store.deliveries.get(id_).state for id_ in ids} == {"delivered"}
