import pytest
from msgspec import structs

from shared.store import DELIVERED, FAILED, PENDING, Endpoint, Judgement, NotFoundError, Store, Try
from tests.unit.store.samples import LEASE, Clock

OK = Try(at=1.0, seconds=0.1, status=204, cause=None, answer="")
BAD = Try(at=1.0, seconds=0.1, status=500, cause="status: 500", answer="oh")


def patient(_: int, __: float) -> Judgement:
    return Judgement()


@pytest.fixture
def endpoint(store: Store) -> Endpoint:
    return store.endpoints.add("https://example.test/hook", ["endpoint.test"])


def send(store: Store, endpoint: Endpoint) -> str:
    id_ = store.deliveries.test(endpoint, "endpoint.test", b"{}")
    (sent,) = store.deliveries.take("notify", 10)
    assert (sent.id, sent.stage, sent.lane) == (id_, "notify", endpoint.id)
    return id_


def test_the_same_notice_is_one_delivery_and_a_requeued_document_has_another(store: Store, endpoint: Endpoint) -> None:
    with store._database.write() as connection:  # noqa: SLF001 - posting is part of somebody's transaction
        ids = [
            store.deliveries.post(connection, endpoint, "report.failed", b"{}", generation=generation)
            for generation in (0, 0, 1)
        ]
    assert ids[0] == ids[1] != ids[2]
    assert len(store.deliveries.newest()) == 2
    assert all(id_.startswith("msg_") for id_ in ids)


def test_a_delivery_that_arrived_has_ended(store: Store, endpoint: Endpoint) -> None:
    id_ = send(store, endpoint)
    claim = store.deliveries.claim(id_, LEASE)
    assert claim is not None
    assert claim.body == b"{}"
    assert store.deliveries.claim(id_, LEASE) is None
    assert store.deliveries.settle(claim, DELIVERED, 0, OK, patient) is not None
    assert not store.deliveries.settle(claim, DELIVERED, 0, OK, patient)
    assert store.deliveries.get(id_).state == DELIVERED
    assert store.deliveries.tries(id_) == [OK]
    assert store.deliveries.waiting() == {}


def test_a_delivery_that_failed_waits_and_is_tried_again(store: Store, endpoint: Endpoint, clock: Clock) -> None:
    id_ = send(store, endpoint)
    claim = store.deliveries.claim(id_, LEASE)
    assert claim is not None
    store.deliveries.settle(claim, PENDING, 30, BAD, patient)
    clock.now += 29
    assert store.deliveries.waiting() == {}
    assert store.deliveries.claim(id_, LEASE) is None
    clock.now += 1
    assert store.deliveries.waiting() == {"notify": 0}
    again = store.deliveries.claim(id_, LEASE)
    assert again is not None
    assert (again.attempts, again.status, again.cause) == (2, 500, "status: 500")


def test_a_lost_holder_is_replaced_and_writes_nothing(store: Store, endpoint: Endpoint, clock: Clock) -> None:
    id_ = send(store, endpoint)
    frozen = store.deliveries.claim(id_, LEASE)
    clock.now += LEASE + 1
    assert store.deliveries.reap() == 1
    assert store.deliveries.reap() == 0
    assert frozen is not None
    assert not store.deliveries.settle(frozen, DELIVERED, 0, OK, patient)
    assert store.deliveries.claim(id_, LEASE) is not None


def test_nothing_is_brought_to_a_disabled_endpoint_until_it_is_enabled(store: Store, endpoint: Endpoint) -> None:
    id_ = store.deliveries.test(endpoint, "endpoint.test", b"{}")
    store.endpoints.disable(endpoint.id, "")
    assert store.deliveries.take("notify", 10) == []
    assert store.deliveries.claim(id_, LEASE) is None
    store.endpoints.enable(endpoint.id)
    assert len(store.deliveries.take("notify", 10)) == 1


def test_failed_deliveries_are_replayed_under_their_ids(store: Store, endpoint: Endpoint, clock: Clock) -> None:
    id_ = send(store, endpoint)
    claim = store.deliveries.claim(id_, LEASE)
    assert claim is not None
    store.deliveries.settle(claim, FAILED, 0, BAD, patient)
    assert store.deliveries.newest(state=FAILED, endpoint=endpoint.id)[0].id == id_
    clock.now += 1000
    assert store.deliveries.replay(endpoint="another") == 0
    assert store.deliveries.replay() == 1
    delivery = store.deliveries.get(id_)
    assert (delivery.state, delivery.attempts, delivery.since) == (PENDING, 0, clock.now)
    assert store.deliveries.replay([id_]) == 0
    again = store.deliveries.claim(id_, LEASE)
    assert again is not None
    store.deliveries.settle(again, DELIVERED, 0, OK, patient)
    assert store.deliveries.replay() == 0
    assert store.deliveries.replay([id_]) == 1
    assert len(store.deliveries.tries(id_)) == 2


def sent(store: Store, room: int = 400) -> int:
    """Count what is sent now, and have it arrive."""
    taken = store.deliveries.take("notify", room)
    for each in taken:
        claim = store.deliveries.claim(each.id, LEASE)
        assert claim is not None
        store.deliveries.settle(claim, DELIVERED, 0, OK, patient)
    return len(taken)


@pytest.mark.parametrize("rate", [20, 100])
def test_an_endpoint_is_never_sent_more_than_its_rate_in_any_minute(store: Store, clock: Clock, rate: int) -> None:
    endpoint = store.endpoints.add("https://example.test/robot", [], per_minute=rate)
    for _ in range(4 * rate):
        clock.now += 0.001
        store.deliveries.test(endpoint, "endpoint.test", b"{}")
    counts = []
    for _ in range(240):
        clock.now += 1
        counts.append(sent(store))
    assert max(sum(counts[second : second + 60]) for second in range(180)) <= rate
    assert sum(counts) >= 4 * rate * 0.75


def test_who_waits_longest_is_served_first_and_nobody_twice(store: Store, clock: Clock) -> None:
    endpoints = [store.endpoints.add(f"https://example.test/{number}", []) for number in range(3)]
    for endpoint in endpoints:
        clock.now += 1
        store.deliveries.test(endpoint, "endpoint.test", b"{}")
    assert [each.lane for each in store.deliveries.take("notify", 2)] == [each.id for each in endpoints[:2]]
    assert [each.lane for each in store.deliveries.take("notify", 2)] == [endpoints[2].id]


def test_a_message_that_was_lost_blocks_its_endpoint_for_a_moment_only(
    store: Store, endpoint: Endpoint, clock: Clock
) -> None:
    send(store, endpoint)
    clock.now += 1
    later = store.deliveries.test(endpoint, "endpoint.test", b"{}")
    assert store.deliveries.take("notify", 10) == []
    clock.now += 30
    assert [each.id for each in store.deliveries.take("notify", 10)] == [later]


def test_a_range_of_notices_is_replayed(store: Store, endpoint: Endpoint, clock: Clock) -> None:
    begin = clock.now
    for _ in range(4):
        clock.now += 100
        store.deliveries.test(endpoint, "endpoint.test", b"{}")
        sent(store)
    assert store.deliveries.replay(since=begin) == 0  # none has failed
    assert store.deliveries.replay(since=begin + 150, until=begin + 350, arrived=True) == 2
    assert store.deliveries.replay(batch="b1", arrived=True) == 0
    assert sent(store) == 2


def test_a_step_of_the_clock_moves_what_a_receiver_is_left_alone_for(store: Store, clock: Clock) -> None:
    """Put back by an hour, the clock holds nobody for an hour longer, and uses up nobody's rate."""
    paced = store.endpoints.add("https://example.test/robot", [], per_minute=4)
    failing = store.endpoints.add("https://example.test/hook", [])
    for endpoint in (paced, failing):
        for _ in range(2):
            store.deliveries.test(endpoint, "endpoint.test", b"{}")
            clock.now += 0.01
    for each in store.deliveries.take("notify", 10):
        claim = store.deliveries.claim(each.id, LEASE)
        if claim is not None and claim.endpoint == paced.id:
            store.deliveries.settle(claim, DELIVERED, 0, OK, patient)
        elif claim is not None:
            store.deliveries.settle(claim, PENDING, 5, BAD, lambda *_: Judgement(hold=30))
    clock.now -= 3_600
    store.deliveries.shift(-3_600)
    assert store.endpoints.get(failing.id).held_until == clock.now + 30
    assert sent(store) == 0
    clock.now += 31
    assert sent(store) == 2  # one of the second minute, and one to try who was held


def test_whatever_a_receiver_answered_is_written_down(store: Store, endpoint: Endpoint) -> None:
    claim = store.deliveries.claim(send(store, endpoint), LEASE)
    assert claim is not None
    odd = structs.replace(OK, answer="a\0b \U0010ffff", cause=None)
    assert store.deliveries.settle(claim, DELIVERED, 0, odd, patient) is not None
    assert store.deliveries.tries(claim.id) == [structs.replace(odd, answer="a\ufffdb \U0010ffff")]
    with pytest.raises(NotFoundError):
        store.deliveries.get("msg_\0")
