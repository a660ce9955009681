"""The real pipeline through real workers."""

import json
from collections.abc import Iterator

import pytest
from standardwebhooks import Webhook

from shared.job import Hints
from shared.limits import Limits
from shared.record import encode
from shared.store import Item
from tasks.app import build
from tests.corpus.samples import FOLDER
from tests.line.harness import Line, run_line
from tests.unit.notify.conftest import Receiver
from workers.pipeline import check
from workers.validate import default_policy

pytestmark = pytest.mark.line

SAMPLES = [Item(path.name, path, Hints(source_url=f"https://example.test/{path.name}")) for path in FOLDER.iterdir()]
EVENTS = ("report.failed", "document.refused", "batch.completed")


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(lambda handler: handler.reply(204))
    yield receiver
    receiver.close()


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with run_line(tmp_path_factory.mktemp("line")) as running:
        yield running


@pytest.fixture(scope="module")
def batch(line: Line, receiver: Receiver) -> str:
    line.store.endpoints.add(receiver.url, EVENTS)
    batch = line.submit(SAMPLES)
    line.finish(batch)
    return batch


def test_the_line_finds_what_the_pipeline_finds(line: Line, batch: str) -> None:
    """Byte for byte."""
    line.sound(batch)
    found = {record.document.name: encode(record) for record in line.store.records.of_batch(batch)}
    for item in SAMPLES:
        expected = check(item.data.read_bytes(), item.name, item.hints, Limits(), default_policy())
        assert found[item.name] == encode(expected), item.name


def test_every_document_is_worked_on_once(line: Line, batch: str) -> None:
    for record in line.store.records.of_batch(batch):
        events = line.store.documents.history(record.document.sha256)
        told = [(event.event, event.stage, event.attempt) for event in events]
        if record.report is not None:
            assert told == [("passed", "intake", 1), ("passed", "extract", 1), ("done", "validate", 1)]
        assert all(event.note["seconds"] >= 0 for event in events)


def test_the_same_message_any_number_of_times_is_once(line: Line, batch: str) -> None:
    before = list(line.store.records.of_batch(batch))
    ids = [record.document.sha256 for record in before]
    app = build(line.settings, line.store.line)
    for stage in ("intake", "extract", "validate"):
        app.tasks[stage].apply_async(("intake", ids), queue="intake")
    new = line.submit([Item("new.txt", b"new")])  # it waits behind them
    line.finish(new)
    assert list(line.store.records.of_batch(batch)) == before
    test_every_document_is_worked_on_once(line, batch)


def test_the_same_bytes_again_cost_nothing(line: Line, batch: str, receiver: Receiver) -> None:
    told = len(receiver.got)
    histories = {id_: line.store.documents.history(id_) for id_ in hashes(line, batch)}
    again = line.submit(SAMPLES)
    line.finish(again)
    assert {id_: line.store.documents.history(id_) for id_ in hashes(line, again)} == histories
    assert line.store.batches.counts(again) == line.store.batches.counts(batch)
    line.wait(lambda: len(receiver.got) > told, "the notice of the batch's end")
    assert [json.loads(body)["type"] for _, body in receiver.got[told:]] == ["batch.completed"]


def test_every_document_that_failed_is_told_once_and_signed(line: Line, batch: str, receiver: Receiver) -> None:
    (endpoint,) = line.store.endpoints.every()
    failed = {record.document.name for record in line.store.records.of_batch(batch) if record.outcome == "failed"}

    def told() -> dict[str, list[dict[str, object]]]:
        got: dict[str, list[dict[str, object]]] = {}
        for headers, body in receiver.got:
            notice = Webhook(endpoint.secrets[0]).verify(body, headers)
            if notice["data"]["batch"] == batch:
                got.setdefault(notice["type"], []).append(notice["data"])
        return got

    line.wait(lambda: "batch.completed" in told(), "the notice of the batch's end")
    line.wait(lambda: len(told()["report.failed"]) == len(failed), "every notice")
    names = [data["document"]["name"] for data in told()["report.failed"]]  # type: ignore[index]
    assert sorted(names) == sorted(failed)
    (completed,) = told()["batch.completed"]
    assert completed["outcomes"] == line.store.batches.counts(batch).outcomes
    assert completed["rules"] == line.store.batches.rules(batch)
    delivery = line.store.deliveries.newest(endpoint=endpoint.id)[-1]
    assert [attempt.status for attempt in line.store.deliveries.tries(delivery.id)] == [204]


def hashes(line: Line, batch: str) -> list[str]:
    return [record.document.sha256 for record in line.store.records.of_batch(batch)]
