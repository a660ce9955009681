"""A submission that arrives in pieces and goes on where it broke off."""

import io
import os
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from msgspec import structs

from deploy.client import Client as Sender
from deploy.client import File
from deploy.client import client as client_module
from deploy.gateway.serve import Gateway
from deploy.gateway.submission import ABANDONED, incoming
from shared.settings import Settings
from shared.store import Scope, Store
from tests.unit.gateway.conftest import Client, problem, report

_ARRIVED = 10**6  # bytes


def packed(*members: tuple[str, bytes]) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return told.getvalue()


def begin(client: Client, body: bytes, key: str = "k", type_: str = "application/zip") -> dict[str, object]:
    told = {"content_type": type_, "size": len(body)}
    answer = client.post("/v1/uploads", json=told, headers={"idempotency-key": key})
    assert answer.status_code == 201
    found: dict[str, object] = answer.json()
    return found


def add(client: Client, upload: object, offset: int, data: bytes) -> httpx.Response:
    return client.patch(f"/v1/uploads/{upload}", content=data, headers={"upload-offset": str(offset)})


def test_an_upload_goes_on_where_it_broke_off_and_its_receipt_tells_of_every_item(client: Client, store: Store) -> None:
    body = packed(("a.html", report()), ("b.html", report("N04")), ("c.html", report()))
    upload = begin(client, body)
    assert (upload["offset"], upload["size"]) == (0, len(body))
    assert add(client, upload["id"], 0, body[:100]).json()["offset"] == 100
    again = begin(client, body)
    assert (again["id"], again["offset"]) == (upload["id"], 100)
    assert problem(client.post(f"/v1/uploads/{upload['id']}/batch"), 409) == "upload-unfinished"
    assert problem(add(client, upload["id"], 99, body[99:]), 409) == "offset"
    assert problem(add(client, upload["id"], 100, body[100:] + b"x"), 413) == "too-large"
    offset = client.get(f"/v1/uploads/{upload['id']}").json()["offset"]
    add(client, upload["id"], offset, body[offset:])
    made = client.post(f"/v1/uploads/{upload['id']}/batch")
    assert made.status_code == 201
    receipt = made.json()
    assert [(each["name"], each["new"]) for each in receipt["items"]] == [
        ("a.html", True),
        ("b.html", True),
        ("c.html", True),
    ]
    assert receipt["items"][0]["document"] == receipt["items"][2]["document"]
    assert client.post(f"/v1/uploads/{upload['id']}/batch").json() == receipt
    assert len(store.batches.newest()) == 1
    assert begin(client, body)["id"] != upload["id"]  # that one is complete


def test_an_upload_is_its_senders_alone_and_can_be_given_up(nobody: Client, store: Store) -> None:
    one, other = (store.keys.add(name, [Scope.SUBMIT])[1] for name in ("one", "other"))
    nobody.headers["authorization"] = f"Bearer {one}"
    id_ = begin(nobody, b"x" * 10)["id"]
    nobody.headers["authorization"] = f"Bearer {other}"
    assert problem(nobody.get(f"/v1/uploads/{id_}"), 404) == "not-found"
    assert problem(add(nobody, id_, 0, b"x"), 404) == "not-found"
    assert begin(nobody, b"x" * 10)["id"] != id_
    nobody.headers["authorization"] = f"Bearer {one}"
    assert nobody.delete(f"/v1/uploads/{id_}").status_code == 204
    assert problem(nobody.get(f"/v1/uploads/{id_}"), 404) == "not-found"


def test_what_can_be_no_upload_is_refused_before_it_is_sent(client: Client) -> None:
    told = {"content_type": "text/plain", "size": 5}
    assert problem(client.post("/v1/uploads", json=told), 400) == "bad-request"
    told = {"content_type": "application/zip", "size": 2**40}
    assert problem(client.post("/v1/uploads", json=told), 413) == "too-large"


def test_what_was_given_up_is_swept_after_a_day(settings: Settings) -> None:
    folder = incoming(settings.home)
    for name in ("old", "new"):
        (folder / name).mkdir()
        (folder / name / "body").write_bytes(b"x")
    long_ago = time.time() - ABANDONED - 60
    for path in (folder / "old" / "body", folder / "old", folder / "new"):
        os.utime(path, (long_ago, long_ago))
    assert [path.name for path in incoming(settings.home).iterdir()] == ["new"]


@pytest.fixture
def gateway(settings: Settings, store: Store) -> Iterator[Gateway]:
    with Gateway(structs.replace(settings, upload_bytes=2**30), store, "127.0.0.1", 0, "local") as opened:
        yield opened


class Breaking(httpx.HTTPTransport):
    """A network that breaks every upload off in its middle, so many times, once `_ARRIVED` bytes are in a folder."""

    def __init__(self, times: int, folder: Path) -> None:
        super().__init__()
        self.left = times
        self.folder = folder
        self.sent: list[int] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if request.method != "PATCH":
            return super().handle_request(request)
        self.sent.append(int(request.headers["upload-offset"]))
        stream = request.stream
        assert isinstance(stream, httpx.SyncByteStream)

        class Cut(httpx.SyncByteStream):
            def __iter__(cut) -> Iterator[bytes]:  # noqa: N805 - the transport is self
                for number, chunk in enumerate(stream):
                    if number == 9 and self.left:
                        self.left -= 1
                        self.wait()
                        raise httpx.WriteError("broken")
                    yield chunk

        return super().handle_request(httpx.Request("PATCH", request.url, headers=request.headers, stream=Cut()))

    def wait(self) -> None:
        while not any(body.stat().st_size > _ARRIVED for body in self.folder.glob("*/body")):
            time.sleep(0.01)


def test_a_client_whose_connection_breaks_sends_only_what_is_missing(
    gateway: Gateway, store: Store, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_WHOLE", 0)
    paths = [tmp_path / f"{n}.html" for n in range(4)]
    for number, path in enumerate(paths):
        path.write_bytes(bytes([number]) * 10**6)
    transport = Breaking(1, incoming(settings.home))
    with Sender(gateway.url, "local", pause=lambda _: None, transport=transport) as sender:
        receipt = sender.submit([File(path, path.name) for path in paths], "in pieces")
    assert [each.name for each in receipt.items] == [path.name for path in paths]
    assert transport.sent[0] == 0
    assert transport.sent[-1] > _ARRIVED  # what was in flight may be lost
    for item, path in zip(receipt.items, paths, strict=True):
        assert store.blobs.get(item.document) == path.read_bytes()
    assert store.batches.get(receipt.batch).label == "in pieces"
