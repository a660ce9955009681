"""The pump and a real server, without workers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import redis

from deploy.embedded import Server
from shared.record import Engine, Outcome
from shared.settings import Settings
from shared.store import Store
from tasks import line
from tasks.app import build
from tasks.pump import Pump
from tasks.watch import Watch
from tests.unit.store.samples import Clock, claim, end, finish, hand_on, record, silent, submit

pytestmark = pytest.mark.line

MakePump = Callable[[Store], Pump]


class Awake(Watch):
    """Takes a clock that is moved for time that passed, with the pump at its work all the while."""

    def look(self) -> float:
        return 0.0

    def stragglers(self) -> float:
        return 0.0

    def blind(self) -> float:
        return 0.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    (tmp_path / "redis").mkdir()
    server = Server(tmp_path / "redis")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def client(server: Server) -> Iterator[redis.Redis]:
    with redis.Redis(unix_socket_path=server.url.removeprefix("redis+socket://")) as client:
        yield client


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store.open(Settings(home=str(tmp_path)), clock) as store:
        yield store


@pytest.fixture
def pump(server: Server) -> Iterator[MakePump]:
    made = []

    def make(store: Store) -> Pump:
        settings = Settings(redis_url=server.url, window=20, lease_seconds=10)
        made.append(Pump(store, build(settings, store.line), settings, Awake(store.clock)))
        return made[-1]

    yield make
    for each in made:
        each.close()


def messages(client: redis.Redis, store: Store, queue: str = "intake") -> list[list[str]]:
    """Return the ids of every message in a queue, oldest first."""
    raw = client.lrange(f"nianbao:{store.line}:{queue}", 0, -1)[::-1]
    bodies = [msgspec.json.decode(msgspec.json.decode(each)["body"].encode()) for each in raw]
    assert all(body[0][0] == queue for body in bodies)
    return [body[0][1] for body in bodies]


@pytest.fixture(autouse=True)
def plain_bodies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have kombu write bodies that can be read without it."""
    monkeypatch.setattr("kombu.transport.virtual.Channel.body_encoding", None)


def test_a_queue_is_filled_up_to_its_window_with_messages_of_several_ids(
    store: Store, pump: MakePump, client: redis.Redis
) -> None:
    batch = submit(store, *map(str, range(50)))
    running = pump(store)
    assert running.tick()
    parcels = messages(client, store)
    assert [len(ids) for ids in parcels] == [2] * 10
    assert store.batches.counts(batch).states == {"pending": 30, "sent": 20}
    assert not running.tick()
    for id_ in parcels[0]:
        finish(store, claim(store, id_))
    assert running.tick()
    assert sum(map(len, messages(client, store))) == 22  # the server keeps what nobody fetched
    assert store.batches.counts(batch).states == {"pending": 28, "sent": 20, "done": 2}


def test_each_stage_has_its_queue(store: Store, pump: MakePump, client: redis.Redis) -> None:
    submit(store, "a")
    running = pump(store)
    running.tick()
    ((id_,),) = messages(client, store)
    hand_on(store, claim(store, id_))
    running.tick()
    assert messages(client, store, "extract.text") == [[id_]]


def test_deliveries_are_sent_when_they_are_due(store: Store, pump: MakePump, client: redis.Redis) -> None:
    endpoint = store.endpoints.add("https://example.test", [])
    id_ = store.deliveries.test(endpoint, "endpoint.test", b"{}")
    pump(store).tick()
    assert messages(client, store, "notify") == [[id_]]


def test_what_redis_forgot_is_sent_again_at_once(store: Store, pump: MakePump, client: redis.Redis) -> None:
    submit(store, "a", "b")
    running = pump(store)
    running.tick()
    before = messages(client, store)
    client.flushall()
    running.tick()
    assert messages(client, store) == before
    assert not running.tick()


def test_a_single_message_that_was_lost_is_sent_again_after_a_while(
    store: Store, pump: MakePump, client: redis.Redis, clock: Clock
) -> None:
    submit(store, "a", "b")
    running = pump(store)
    running.tick()
    before = messages(client, store)
    client.delete(f"nianbao:{store.line}:intake")
    clock.now += 5
    assert not running.tick()
    clock.now += 6
    running.tick()
    assert messages(client, store) == before
    clock.now += 60
    running.tick()
    assert messages(client, store) == before  # they still lie there: nobody has come for them


def test_a_message_that_was_lost_before_others_is_sent_again_though_those_wait(
    store: Store, pump: MakePump, client: redis.Redis, clock: Clock
) -> None:
    """Messages are taken in turn. Under a bulk a queue may not be empty for hours."""
    submit(store, "a")
    running = pump(store)
    running.tick()
    ((lost,),) = messages(client, store)
    client.delete(f"nianbao:{store.line}:intake")
    clock.now += 5
    submit(store, "b")
    running.tick()
    ((waits,),) = messages(client, store)
    clock.now += 6
    running.tick()
    assert messages(client, store) == [[waits], [lost]]
    clock.now += 11
    running.tick()
    assert messages(client, store) == [[waits], [lost]]


def test_a_server_that_is_away_stops_nothing_else(
    store: Store, pump: MakePump, server: Server, client: redis.Redis, clock: Clock
) -> None:
    batch = submit(store, "a")
    ended = submit(store, "b")
    end(store, ended)
    again = submit(store, "c")
    running = pump(store)
    server.kill()
    assert running.tick()
    assert store.batches.get(ended).ended_at == clock.now
    assert store.batches.counts(again).states == {"pending": 1}
    assert not running.tick()
    server.start()
    running.tick()
    assert len(messages(client, store)) == 1
    assert store.batches.counts(batch).open == 0


def test_a_server_that_dies_between_two_ticks_gets_everything_again(
    store: Store, pump: MakePump, server: Server, client: redis.Redis
) -> None:
    submit(store, "a")
    running = pump(store)
    running.tick()
    submit(store, "b")
    server.kill()
    running.tick()
    assert store.documents.waiting()["intake"] <= 1
    server.start()
    running.tick()
    running.tick()
    assert {id_ for ids in messages(client, store) for id_ in ids} == {
        document.document.sha256 for document in store.records.every()
    } | set(_pending(store))


def _pending(store: Store) -> list[str]:
    store.documents.unsend()
    return [sent.id for sent in store.documents.take("intake", 100)]


def test_work_is_taken_back_from_whoever_gave_no_sign(store: Store, pump: MakePump, clock: Clock) -> None:
    batch = submit(store, "a")
    running = pump(store)
    for losses in range(5):
        queue = "intake" if losses < 2 else "quarantine"
        (id_,) = [sent.id for sent in store.documents.take(queue, 1)]
        assert store.documents.claim(id_, "intake", queue, 10) is not None
        clock.now += 11
        running.tick()
        store.documents.unsend()
    assert store.documents.get(id_).state == "dead"
    assert store.records.get(id_).outcome is Outcome.UNREADABLE
    assert store.batches.get(batch).ended_at == clock.now


def test_the_dead_of_another_engine_are_tried_once_more(store: Store, pump: MakePump) -> None:
    submit(store, "a")
    (sent,) = store.documents.take("intake", 1)
    held = claim(store, sent.id)
    dead = msgspec.structs.replace(record(held, Outcome.UNREADABLE), engine=Engine("0.0.1", "older"))
    store.documents.finish(held, dead, silent, {}, "dead")
    pump(store)
    assert store.documents.get(sent.id).state == "pending"


def test_two_lines_on_one_server_do_not_meet(tmp_path: Path, store: Store, pump: MakePump, client: redis.Redis) -> None:
    with Store.open(Settings(home=str(tmp_path / "other"))) as other:
        submit(store, "a")
        submit(other, "b")
        pumps = [pump(store), pump(other)]
        for _ in range(3):
            for each in pumps:
                each.tick()
        assert len(messages(client, store)) == len(messages(client, other)) == 1
        assert messages(client, store) != messages(client, other)


def test_two_pumps_of_one_line_send_nothing_twice(store: Store, pump: MakePump, client: redis.Redis) -> None:
    submit(store, *map(str, range(10)))
    one, two = pump(store), pump(store)
    for each in (one, two, one, two):
        each.tick()
    sent = [id_ for ids in messages(client, store) for id_ in ids]
    assert len(sent) == len(set(sent)) == 10


def test_leases_that_ran_out_while_nobody_could_look_blame_no_document(
    store: Store, server: Server, clock: Clock
) -> None:
    """The database was away, or the machine slept: whoever held the documents could not renew their leases."""
    submit(store, "a")
    settings = Settings(redis_url=server.url, lease_seconds=10)
    running = Pump(store, build(settings, store.line), settings, Watch(clock, clock))
    running.tick()
    (id_,) = [each.id for each in store.documents.moving()]
    for _ in range(9):
        claim(store, id_)
        clock.now += 60
        running.tick()
    running.close()
    document = store.documents.get(id_)
    assert (document.queue, document.lost, document.state) == ("intake", 0, "sent")
    assert {event.event for event in store.documents.history(id_)} == {"later"}


def test_a_clock_that_is_put_back_delays_nothing(store: Store, server: Server, clock: Clock) -> None:
    submit(store, "a")
    settings = Settings(redis_url=server.url, lease_seconds=10)
    running = Pump(store, build(settings, store.line), settings, Watch(clock, lambda: 0.0))
    running.tick()
    (id_,) = [each.id for each in store.documents.moving()]
    store.documents.give_back(claim(store, id_), 5, "later", {})
    clock.now -= 3_600
    running.tick()
    running.close()
    assert store.documents.get(id_).next_at == clock.now + 5


def test_a_step_that_two_pumps_see_is_one(store: Store, server: Server, clock: Clock) -> None:
    """And what was written down between the step and their look is moved by none."""
    submit(store, "a")
    settings = Settings(redis_url=server.url, lease_seconds=10)
    passed = Clock()
    pumps = [Pump(store, build(settings, store.line), settings, Watch(clock, passed)) for _ in range(2)]
    for each in pumps:
        each.tick()
    (moving,) = store.documents.moving()
    store.documents.give_back(claim(store, moving.id), 100, "later", {})
    begin = clock.now
    for number, step in enumerate((3_600, -3_600, 3_600)):
        clock.now += step
        endpoint = store.endpoints.add(f"https://{number}.test", [])
        id_ = store.deliveries.test(endpoint, "endpoint.test", b"{}")
        for timepiece in (clock, passed):
            timepiece.now += 0.5
        for each in pumps:
            each.tick()
        assert store.deliveries.get(id_).state == "sent"
    for each in pumps:
        each.close()
    assert store.documents.get(moving.id).next_at == begin + 3_600 + 100


def test_what_is_written_down_by_the_clock_before_is_found_after_the_step(
    store: Store, server: Server, clock: Clock
) -> None:
    """Somebody had asked for the time before the clock was put back, and wrote it down afterwards."""
    passed = Clock()
    endpoint = store.endpoints.add("https://example.test", [])
    settings = Settings(redis_url=server.url, lease_seconds=10)
    running = Pump(store, build(settings, store.line), settings, Watch(clock, passed))
    running.tick()
    clock.now -= 3_600
    running.tick()
    clock.now += 3_600
    id_ = store.deliveries.test(endpoint, "endpoint.test", b"{}")
    for each in (clock, passed):
        each.now += 1
    clock.now -= 3_600
    passed.now += 0
    running.tick()
    running.close()
    assert store.deliveries.get(id_).state == "sent"


def test_the_pump_shows_that_it_does_its_rounds_and_writes_that_down_now_and_then(
    store: Store, pump: MakePump, clock: Clock
) -> None:
    running = pump(store)
    begin, seen = clock.now, set()
    for _ in range(12):
        running.tick()
        seen.add(store.meta.get(line.PUMPED))
        clock.now += 1
    assert seen == {repr(begin), repr(begin + 5), repr(begin + 10)}
