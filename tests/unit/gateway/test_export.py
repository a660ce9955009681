from collections.abc import Callable

import msgspec

from shared.record import decode, encode, schema
from shared.store import Store
from tests.unit.gateway.conftest import Client, problem, report, submit


def test_the_data_set_is_streamed_whole_or_by_batch(client: Client, store: Store, work: Callable[[], None]) -> None:
    first = submit(store, ("a.html", report()))
    submit(store, ("b.html", report("N01")))
    work()
    every = [decode(line) for line in client.get("/v1/export").content.splitlines()]
    assert every == list(store.records.every())
    assert len(every) == 2
    (one,) = client.get("/v1/export", params={"batch": first}).content.splitlines()
    assert decode(one).document.name == "a.html"


def test_cells_and_findings_come_in_rows(client: Client, store: Store, work: Callable[[], None]) -> None:
    submit(store, ("b.html", report("N01")))
    work()
    findings = [msgspec.json.decode(line) for line in client.get("/v1/export?table=findings").content.splitlines()]
    assert "N01" in {row["rule"] for row in findings}
    cells = [msgspec.json.decode(line) for line in client.get("/v1/export?table=cells").content.splitlines()]
    (record,) = store.records.every()
    assert record.report is not None
    assert [row["cell"] for row in cells] == list(record.report.cells)


def test_an_export_of_nothing_is_empty_and_one_of_no_batch_is_not_found(client: Client) -> None:
    assert client.get("/v1/export").content == b""
    assert problem(client.get("/v1/export?batch=b0"), 404) == "not-found"
    assert problem(client.get("/v1/export?table=x"), 400) == "bad-request"


def test_the_schema_of_records_is_the_published_one(client: Client) -> None:
    assert client.get("/v1/schema").content == encode(schema())
