import json
from collections.abc import Sequence

import pytest

from shared.finding import Severity
from shared.record import Outcome
from shared.store import DEAD, Endpoint, Store
from tasks import notify
from tasks.context import Context
from tests.unit.store.samples import Clock, claim, record, submit, take
from workers.notify import Attempt, Cause

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
    assert posted(store, refused) == [("document.refused", two), ("report.accepted", three)]
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


def test_a_document_that_is_read_again_is_told_of_again(store: Store) -> None:
    endpoint = store.endpoints.add(URL, ["report.failed"])
    submit(store, "a")
    for _ in range(2):
        (id_,) = take(store)
        end(store, id_, Outcome.FAILED)
        store.documents.requeue([id_])
    assert len({each.id for each in store.deliveries.newest(endpoint=endpoint.id)}) == 2


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

    def __call__(self, url: str, secrets: Sequence[str], id_: str, *_: object, **__: object) -> Attempt:
        self.sent.append((url, secrets, id_))
        return self.answers.pop(0)


def bring(context: Context, monkeypatch: pytest.MonkeyPatch, network: Network) -> None:
    monkeypatch.setattr(notify, "deliver", network)
    notify.work(context, [sent.id for sent in context.store.deliveries.take("notify", 10)])


OK = Attempt(cause=None, status=204, seconds=0.1)
BUSY = Attempt(cause=Cause.STATUS, detail="503", status=503, seconds=0.1, retry_after=900.0)
NOBODY = Attempt(cause=Cause.CONNECTION, detail="refused", seconds=0.1)
GONE = Attempt(cause=Cause.GONE, detail="410", status=410, seconds=0.1)


def post(store: Store, number: int) -> list[str]:
    endpoint = store.endpoints.add(URL, [])
    ids = []
    for _ in range(number):
        store.clock.now += 1  # type: ignore[attr-defined]
        ids.append(store.deliveries.test(endpoint, "endpoint.test", b"{}"))
    return ids


def test_a_notice_goes_out_under_its_id_signed_with_every_live_secret(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    (id_,) = post(context.store, 1)
    (endpoint,) = context.store.endpoints.every()
    rotated = context.store.endpoints.rotate(endpoint.id)
    network = Network(OK)
    bring(context, monkeypatch, network)
    assert network.sent == [(URL, rotated.secrets, id_)]
    assert context.store.deliveries.get(id_).state == "delivered"
    (told,) = context.store.deliveries.tries(id_)
    assert (told.status, told.cause) == (204, None)


def test_a_busy_receiver_is_left_alone_for_as_long_as_it_asks(
    context: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    (id_,) = post(context.store, 1)
    bring(context, monkeypatch, Network(BUSY))
    delivery = context.store.deliveries.get(id_)
    assert (delivery.state, delivery.next_at, delivery.cause) == ("pending", clock.now + 900, "status: 503")
    clock.now += 900
    bring(context, monkeypatch, Network(OK))
    assert [attempt.status for attempt in context.store.deliveries.tries(id_)] == [503, 204]


def test_where_nobody_answers_the_rest_of_the_message_waits_without_an_attempt(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = post(context.store, 3)
    network = Network(NOBODY)
    bring(context, monkeypatch, network)
    assert len(network.sent) == 1
    assert [context.store.deliveries.get(id_).attempts for id_ in ids] == [1, 0, 0]
    assert len({context.store.deliveries.get(id_).next_at for id_ in ids}) == 1
    assert context.store.deliveries.waiting() == {}


def test_a_receiver_that_is_gone_is_told_nothing_more(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = post(context.store, 2)
    bring(context, monkeypatch, Network(GONE))
    assert context.store.deliveries.get(one).state == "failed"
    assert context.store.deliveries.get(two).attempts == 0
    (endpoint,) = context.store.endpoints.every()
    assert endpoint.disabled_because == "gone: 410"


def test_patience_ends_after_three_days(context: Context, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> None:
    (id_,) = post(context.store, 1)
    clock.now += 3 * 86400
    bring(context, monkeypatch, Network(BUSY))
    assert context.store.deliveries.get(id_).state == "failed"
