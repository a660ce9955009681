from collections.abc import Callable

import msgspec
import pytest

from deploy.gateway.batches import events
from deploy.gateway.tallies import Tallies
from shared.record import Outcome
from shared.store import Store
from tests.unit.gateway.conftest import Client, problem, report, submit


def test_a_batch_tells_how_far_it_has_come(client: Client, store: Store, work: Callable[[], None]) -> None:
    batch = submit(store, ("a.html", report()), ("b.html", report("N01")))
    before = client.get(f"/v1/batches/{batch}").json()
    assert (before["total"], before["open"], before["ended_at"]) == (2, 2, None)
    work()
    after = client.get(f"/v1/batches/{batch}").json()
    assert after["open"] == 0
    assert after["outcomes"] == {"accepted": 1, "failed": 1}
    assert after["rules"]["N01"] == 1
    assert after["ended_at"] is not None


def test_pages_of_batches_hold_each_once(client: Client, store: Store) -> None:
    made = [submit(store, (f"{n}.html", b"%d" % n)) for n in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        page = client.get("/v1/batches", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]
    assert sorted(seen) == sorted(made)
    assert seen == sorted(seen, reverse=True)


def test_pages_of_documents_hold_each_once(client: Client, store: Store) -> None:
    batch = submit(store, *((f"{n}.html", b"%d" % n) for n in range(5)))
    first = client.get(f"/v1/batches/{batch}/documents", params={"limit": 3}).json()
    second = client.get(f"/v1/batches/{batch}/documents", params={"limit": 3, "cursor": first["next"]}).json()
    assert [each["name"] for each in first["items"] + second["items"]] == [f"{n}.html" for n in range(5)]
    assert second["next"] is None


def test_a_cursor_that_was_not_given_out_is_refused(client: Client) -> None:
    for cursor in ("x", "!", "bnVsbA", "WzFd"):
        assert problem(client.get("/v1/batches", params={"cursor": cursor}), 422) == "bad-cursor"


def test_an_unknown_batch_is_not_found(client: Client) -> None:
    for path in ("", "/documents", "/events"):
        assert problem(client.get(f"/v1/batches/b123{path}"), 404) == "not-found"


def stream(client: Client, batch: str, **headers: str) -> list[tuple[str | None, str | None, object]]:
    """Return the events until the server closes: id, name, data."""
    answer = client.get(f"/v1/batches/{batch}/events", headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = []
    for block in answer.text.replace("\r\n", "\n").strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line)
        told.append((fields.get("id"), fields.get("event"), msgspec.json.decode(fields["data"])))
    return told


def test_the_events_tell_of_every_document_and_end_with_the_batch(
    client: Client, store: Store, work: Callable[[], None]
) -> None:
    batch = submit(store, ("a.html", report()), ("b.html", report("N01")))
    work()
    told = stream(client, batch)
    documents = [data for _, name, data in told if name == "document"]
    assert sorted((each["name"], each["outcome"]) for each in documents) == [  # type: ignore[index]
        ("a.html", Outcome.ACCEPTED),
        ("b.html", Outcome.FAILED),
    ]
    assert told[-1][1] == "completed"
    assert told[-1][2]["open"] == 0  # type: ignore[index]


def test_events_resume_behind_the_last_one_that_came(client: Client, store: Store, work: Callable[[], None]) -> None:
    batch = submit(store, ("a.html", report()), ("b.html", report("N01")))
    work()
    whole = stream(client, batch)
    first = whole[0][0]
    assert first is not None
    assert stream(client, batch, **{"last-event-id": first}) == whole[1:]


@pytest.mark.anyio
async def test_a_batch_is_followed_while_it_is_worked_on(store: Store, work: Callable[[], None]) -> None:
    batch = submit(store, ("a.html", report()))
    told = []
    async for event in events(store, Tallies(store), batch, 0):
        told.append(event.event)
        if len(told) == 1:
            work()
    assert told == ["progress", "document", "completed"]


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def test_a_method_that_is_not_taken_is_named_with_those_that_are(client: Client) -> None:
    answer = client.delete("/v1/batches")
    assert problem(answer, 405) == "method"
    assert "DELETE" in answer.json()["message"]["zh"]
    assert {"GET", "POST"} <= set(answer.headers["allow"].replace(" ", "").split(","))
