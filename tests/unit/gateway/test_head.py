import pytest

from shared.store import Store
from tests.unit.gateway.conftest import Client, submit

PATHS = ("/healthz", "/docs", "/docs/openapi.json", "/login", "/static/console.css", "/v1/batches")


@pytest.mark.parametrize("path", PATHS)
def test_whatever_is_answered_to_get_has_its_head_answered(client: Client, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"] == got.headers["content-type"]
    assert head.headers.get("content-length") == got.headers.get("content-length")


def test_the_head_of_a_stream_does_not_wait_for_its_end(client: Client, store: Store) -> None:
    batch = submit(store, ("a.html", b"x"))  # nobody works, so it never ends
    head = client.head(f"/v1/batches/{batch}/events")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-type"].startswith("text/event-stream")


def test_the_head_of_what_is_not_there_is_not_found(client: Client) -> None:
    assert client.head("/nowhere").status_code == 404
    assert client.head("/nowhere").content == b""
