import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from msgspec.structs import replace
from prometheus_client import CollectorRegistry
from prometheus_client.parser import text_string_to_metric_families

from deploy.measured import measured
from deploy.metrics import Line, served
from shared.settings import Settings
from shared.store import DELIVERED, DONE, PENDING, Store, Try
from shared.store.endpoints import Judgement
from shared.subscription import Filters
from tasks.line import NOTIFY, QUEUES
from tests.unit.store.samples import LEASE, Clock, claim, finish, hand_on, record, silent, submit, take

KNOWN = replace(
    measured(),
    seconds={"intake": {"": 1.0}, "extract": {"text": 2.0}, "validate": {"text": 0.5}, NOTIFY: {"": 4.0}},
    overhead=0.25,
)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store.open(Settings(home=str(tmp_path)), clock) as opened:
        yield opened


@pytest.fixture
def registry(store: Store) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(Line(store, KNOWN))
    return registry


def patient(_: int, __: float) -> Judgement:
    return Judgement()


def backlog(registry: CollectorRegistry) -> dict[str, float]:
    found = {queue: registry.get_sample_value("nianbao_backlog_seconds", {"queue": queue}) for queue in QUEUES}
    return {queue: value for queue, value in found.items() if value}  # type: ignore[misc]


def test_an_empty_line_says_so_for_every_queue(registry: CollectorRegistry) -> None:
    """What is absent cannot be told from what is broken."""
    for queue in QUEUES:
        assert registry.get_sample_value("nianbao_backlog_seconds", {"queue": queue}) == 0
        name = "nianbao_deliveries_open" if queue == NOTIFY else "nianbao_documents_open"
        assert registry.get_sample_value(name, {"queue": queue, "state": PENDING}) == 0


def test_depth_and_age_of_a_queue(store: Store, clock: Clock, registry: CollectorRegistry) -> None:
    submit(store, "a", "b")
    clock.now += 60
    submit(store, "c")
    labels = {"queue": "intake", "state": PENDING}
    assert registry.get_sample_value("nianbao_documents_open", labels) == 3
    assert registry.get_sample_value("nianbao_documents_oldest_seconds", labels) == 60


def test_the_backlog_is_work_in_seconds(store: Store, registry: CollectorRegistry) -> None:
    """Documents that are on their way or being worked on count, too: scaling in would hit them."""
    submit(store, "a", "b", "c")
    first, second, _ = take(store)
    claim(store, second)
    assert hand_on(store, claim(store, first))
    assert backlog(registry) == {"intake": 2 * 1.25, "extract.text": 2.25}


def test_what_waits_for_a_later_time_asks_for_no_workers(
    store: Store, clock: Clock, registry: CollectorRegistry
) -> None:
    submit(store, "a")
    store.documents.give_back(claim(store, take(store)[0]), 60, "later", {})
    assert backlog(registry) == {}
    clock.now += 60
    assert backlog(registry) == {"intake": 1.25}


def test_notices_count_while_their_endpoint_is_told(store: Store, registry: CollectorRegistry) -> None:
    endpoint = store.endpoints.add("https://example.test", ["endpoint.test"])
    store.deliveries.test(endpoint, "endpoint.test", b"{}")
    assert backlog(registry) == {NOTIFY: 4.25}
    store.endpoints.disable(endpoint.id, "why not")
    assert backlog(registry) == {}


def test_notices_to_an_endpoint_that_is_left_alone_ask_for_no_workers(
    store: Store, clock: Clock, registry: CollectorRegistry
) -> None:
    endpoint = store.endpoints.add("https://example.test", ["endpoint.test"])
    ids = [store.deliveries.test(endpoint, "endpoint.test", b"{}") for clock.now in (clock.now, clock.now + 1)]
    held = store.deliveries.claim(ids[0], LEASE)
    assert held is not None
    told = Try(at=clock.now, seconds=0.2, status=503, cause="status: 503", answer="")
    store.deliveries.settle(held, PENDING, 0, told, lambda *_: Judgement(hold=60))
    assert backlog(registry) == {}
    clock.now += 61
    assert set(backlog(registry)) == {NOTIFY}


def test_what_is_kept_back_is_told_with_the_reason(store: Store, clock: Clock, registry: CollectorRegistry) -> None:
    def aside() -> dict[str, float | None]:
        why = ("held", "disabled", "gathered")
        return {each: registry.get_sample_value("nianbao_notices_aside", {"because": each}) for each in why}

    def receivers() -> list[float | None]:
        how = ("well", "held", "disabled")
        return [registry.get_sample_value("nianbao_endpoints", {"state": each}) for each in how]

    assert receivers() == [0, 0, 0]
    endpoint = store.endpoints.add("https://example.test", ["endpoint.test"])
    ids = [store.deliveries.test(endpoint, "endpoint.test", b"{}") for clock.now in (clock.now, clock.now + 1)]
    assert (aside(), receivers()) == ({"held": 0, "disabled": 0, "gathered": 0}, [1, 0, 0])
    held = store.deliveries.claim(ids[0], LEASE)
    assert held is not None
    told = Try(at=clock.now, seconds=0.2, status=503, cause="status: 503", answer="")
    store.deliveries.settle(held, PENDING, 0, told, lambda *_: Judgement(hold=60))
    assert (aside(), receivers()) == ({"held": 2, "disabled": 0, "gathered": 0}, [0, 1, 0])
    store.endpoints.disable(endpoint.id, "gone")
    assert (aside(), receivers()) == ({"held": 0, "disabled": 2, "gathered": 0}, [0, 0, 1])
    daily = store.endpoints.add("https://digest.test", ["report.failed"], filters=Filters(digest_minutes=60))
    with store._database.write() as connection:  # noqa: SLF001 - posting is part of others' transactions
        store.deliveries.post(connection, daily, "report.failed", b"{}", gather=True)
    assert (aside(), receivers()) == ({"held": 0, "disabled": 2, "gathered": 1}, [1, 0, 1])


def test_what_happened_is_counted_once_and_when_it_is_settled(
    store: Store, clock: Clock, registry: CollectorRegistry
) -> None:
    submit(store, "a")
    (id_,) = take(store)
    assert hand_on(store, claim(store, id_))
    take(store, "extract.text")
    held = claim(store, id_, "extract", "extract.text")
    assert store.documents.finish(held, record(held), silent, {"seconds": 0.3, "peak_mb": 100}, DONE)
    ended = {"format": "text", "outcome": "failed"}
    assert registry.get_sample_value("nianbao_ended_total", ended) is None
    clock.now += LEASE
    for _ in range(2):
        assert registry.get_sample_value("nianbao_ended_total", ended) == 1
    finding = record(held).findings[0]
    labels = {"rule": finding.rule, "severity": finding.severity.value}
    assert registry.get_sample_value("nianbao_findings_total", labels) == 1
    assert registry.get_sample_value("nianbao_events_total", {"stage": "intake", "event": "passed"}) == 1
    stage = {"stage": "extract", "format": "text"}
    assert registry.get_sample_value("nianbao_stage_seconds_sum", stage) == 0.3
    assert registry.get_sample_value("nianbao_stage_seconds_bucket", {**stage, "le": "0.25"}) == 0
    assert registry.get_sample_value("nianbao_stage_peak_megabytes_sum", stage) == 100
    assert registry.get_sample_value("nianbao_stage_attempts_count", stage) == 1


def test_what_happened_before_the_process_is_not_its_own(store: Store, clock: Clock) -> None:
    submit(store, "a")
    finish(store, claim(store, take(store)[0]))
    registry = CollectorRegistry()
    registry.register(Line(store, KNOWN))
    clock.now += LEASE
    assert registry.get_sample_value("nianbao_ended_total", {"format": "text", "outcome": "failed"}) is None


def test_the_backlog_learns_from_what_stages_take(store: Store, clock: Clock, registry: CollectorRegistry) -> None:
    for number in range(60):
        submit(store, str(number))
        held = claim(store, take(store)[0])
        file = replace(held.file, format="text")
        store.documents.finish(held, replace(record(held), document=file), silent, {"seconds": 9.0})
    submit(store, "a")
    assert backlog(registry) == {"intake": 1.25}
    clock.now += LEASE
    backlog(registry)
    assert 8 < backlog(registry)["intake"] < 9.25


def test_attempts_at_notices_are_counted(store: Store, clock: Clock, registry: CollectorRegistry) -> None:
    endpoint = store.endpoints.add("https://example.test", ["endpoint.test"])
    id_ = store.deliveries.test(endpoint, "endpoint.test", b"{}")
    held = store.deliveries.claim(id_, LEASE)
    assert held is not None
    clock.now += 1
    told = Try(at=clock.now, seconds=0.2, status=204, cause=None, answer="")
    store.deliveries.settle(held, DELIVERED, 0, told, patient)
    clock.now += LEASE
    assert registry.get_sample_value("nianbao_notice_seconds_sum", {"status": "204"}) == 0.2


def test_metrics_are_served_where_asked_for(store: Store) -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with served(f"127.0.0.1:{port}", store) as ticked:
        ticked()
        text = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    assert families["nianbao_pump_tick_timestamp_seconds"].samples[0].value > 0
    assert {sample.labels["queue"] for sample in families["nianbao_backlog_seconds"].samples} == set(QUEUES)
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False)


def test_metrics_are_served_nowhere_by_default(store: Store) -> None:
    with served("", store) as ticked:
        ticked()
