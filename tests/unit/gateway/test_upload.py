import io
import tarfile
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deploy.gateway.upload import _clean
from shared.settings import Settings
from shared.store import Store
from tests.unit.gateway.conftest import Client, problem, report


def packed(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def names(store: Store, batch: str) -> list[str]:
    return [item.name for item in store.batches.items(batch, 100)]


def test_files_of_a_form_become_a_sealed_batch(client: Client, store: Store) -> None:
    files = [("files", ("2023/甲.html", report())), ("files", ("乙.html", report(seed="other")))]
    answer = client.post("/v1/batches", files=files, data={"label": "一月"})
    assert answer.status_code == 201
    receipt = answer.json()
    assert (receipt["new"], receipt["known"], receipt["problems"]) == (2, 0, [])
    assert answer.headers["location"] == f"/v1/batches/{receipt['batch']}"
    batch = store.batches.get(receipt["batch"])
    assert batch.label == "一月"
    assert batch.sealed_at is not None
    assert not batch.express
    assert names(store, batch.id) == ["2023/甲.html", "乙.html"]


def test_a_single_report_travels_past_the_bulk(client: Client, store: Store) -> None:
    receipt = client.post("/v1/batches", files=[("files", ("a.html", report()))]).json()
    assert store.batches.get(receipt["batch"]).express


def test_what_the_line_has_no_room_for_is_to_be_sent_later(
    client: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is kept: the sender has it still."""
    monkeypatch.setattr(store.room, "_most", 0)
    answer = client.post("/v1/batches", files=[("files", ("a.html", report()))])
    assert problem(answer, 503) == "unavailable"
    assert answer.headers["retry-after"] == "5"
    assert store.batches.newest() == []
    monkeypatch.setattr(store.room, "_most", 1)
    assert client.post("/v1/batches", files=[("files", ("a.html", report()))]).status_code == 201


def test_what_is_known_costs_nothing(client: Client) -> None:
    client.post("/v1/batches", files=[("files", ("a.html", report()))])
    again = client.post("/v1/batches", files=[("files", ("b.html", report()))]).json()
    assert (again["new"], again["known"]) == (0, 1)


@pytest.mark.parametrize("media_type", ["application/zip", "application/x-zip-compressed"])
def test_an_archive_alone_is_taken_member_by_member(client: Client, store: Store, media_type: str) -> None:
    data = packed({"a.html": report(), "sub/b.html": report(seed="other"), ".hidden": b""})
    answer = client.post("/v1/batches", content=data, headers={"content-type": media_type})
    assert names(store, answer.json()["batch"]) == ["a.html", "sub/b.html"]


def test_a_tar_in_a_form_is_taken_member_by_member(client: Client, store: Store) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.html")
        info.size = len(report())
        archive.addfile(info, io.BytesIO(report()))
    answer = client.post("/v1/batches", files=[("files", ("season.tar.gz", file.getvalue()))])
    assert names(store, answer.json()["batch"]) == ["a.html"]


def test_a_manifest_tells_what_the_crawler_knew(client: Client, store: Store) -> None:
    line = {"path": "./a.html", "source_url": "https://example.org/a", "year": 2023}
    files = [("files", ("a.html", report())), ("manifest", ("list", msgspec.json.encode(line) + b"\n"))]
    receipt = client.post("/v1/batches", files=files).json()
    (item,) = store.batches.items(receipt["batch"], 10)
    assert (item.name, item.source_url) == ("a.html", "https://example.org/a")


def test_a_manifest_may_list_members_of_an_archive(client: Client, store: Store) -> None:
    lines = b'{"path":"a.html","source_url":"https://example.org/a"}\n{"path":"gone.html"}\n'
    files = [("files", ("x.zip", packed({"a.html": report()}))), ("manifest", ("m.ndjson", lines))]
    receipt = client.post("/v1/batches", files=files).json()
    assert [item.source_url for item in store.batches.items(receipt["batch"], 10)] == ["https://example.org/a"]
    assert [each["name"] for each in receipt["problems"]] == ["gone.html"]


@pytest.mark.parametrize("path", ["/etc/passwd", "../a.html", "x/../../a.html", "C:\\a.html", "other.html", ""])
def test_a_manifest_cannot_name_what_was_not_uploaded(client: Client, store: Store, path: str) -> None:
    manifest = msgspec.json.encode({"path": path})
    files = [("files", ("a.html", report())), ("manifest", ("m.ndjson", manifest))]
    answer = client.post("/v1/batches", files=files)
    assert problem(answer, 422) == "manifest-path"
    assert store.batches.newest() == []


def test_a_manifest_cannot_name_a_file_of_the_machine_through_an_archive(client: Client) -> None:
    files = [
        ("files", ("x.zip", packed({"a.html": report()}))),
        ("manifest", ("m.ndjson", b'{"path":"../etc/passwd"}')),
    ]
    assert problem(client.post("/v1/batches", files=files), 422) == "manifest-path"


def test_a_broken_manifest_is_told_with_its_line_and_no_path_of_the_machine(client: Client, settings: Settings) -> None:
    files = [("files", ("a.html", report())), ("manifest", ("list.ndjson", b'{"path":"a.html"}\n{oops\n'))]
    answer = client.post("/v1/batches", files=files)
    assert problem(answer, 422) == "manifest"
    assert "list.ndjson, line 2" in answer.json()["detail"]
    assert settings.home not in answer.text


def test_a_broken_archive_is_a_problem_beside_the_files_that_were_taken(client: Client, settings: Settings) -> None:
    files = [("files", ("a.html", report())), ("files", ("broken.zip", b"PK\x03\x04 no more"))]
    receipt = client.post("/v1/batches", files=files).json()
    assert receipt["new"] == 1
    assert [each["name"] for each in receipt["problems"]] == ["broken.zip"]
    assert "broken.zip is no whole archive" in receipt["problems"][0]["message"]["en"]
    assert settings.home not in str(receipt)


def test_an_upload_above_the_limit_is_refused_declared_or_not(client: Client, settings: Settings, store: Store) -> None:
    data = bytes(settings.upload_bytes + 1)
    assert problem(client.post("/v1/batches", files=[("files", ("a.pdf", data))]), 413) == "too-large"

    def chunks() -> object:
        for _ in range(40):
            yield bytes(2**15)

    headers = {"content-type": "application/zip"}
    answer = client.post("/v1/batches", content=chunks(), headers=headers)  # type: ignore[arg-type]
    assert problem(answer, 413) == "too-large"
    assert store.batches.newest() == []


def test_a_form_that_is_cut_off_makes_no_batch(client: Client, store: Store) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.html"\r\n\r\nhalf'
    headers = {"content-type": "multipart/form-data; boundary=x"}
    assert problem(client.post("/v1/batches", content=body, headers=headers), 400) == "bad-upload"
    assert store.batches.newest() == []


def test_nothing_is_no_batch(client: Client, store: Store) -> None:
    body, headers = b"--x--\r\n", {"content-type": "multipart/form-data; boundary=x"}
    assert problem(client.post("/v1/batches", content=body, headers=headers), 422) == "nothing"
    answer = client.post("/v1/batches", json={})
    assert problem(answer, 415) == "media-type"
    assert "application/x-ndjson" in answer.json()["detail"]
    assert store.batches.newest() == []


def test_nothing_stays_on_the_disk_but_what_was_taken(client: Client, settings: Settings) -> None:
    client.post("/v1/batches", files=[("files", ("a.html", report()))])
    client.post("/v1/batches", files=[("manifest", ("m", b"{}"))])
    assert list(Path(settings.home, "incoming").iterdir()) == []


def test_a_request_repeated_under_its_key_makes_no_second_batch(client: Client, store: Store) -> None:
    headers = {"idempotency-key": "one"}
    first = client.post("/v1/batches", files=[("files", ("a.html", report()))], headers=headers)
    again = client.post("/v1/batches", files=[("files", ("a.html", report()))], headers=headers)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert len(store.batches.newest()) == 1
    other = client.post("/v1/batches", files=[("files", ("b.html", report()))], headers=headers)
    assert problem(other, 422) == "idempotency"


def test_a_submission_that_was_broken_off_is_taken_up_again(client: Client, store: Store) -> None:
    """The batch stands, unsealed and empty, when the process died before it was filled."""
    files = [("files", ("a.html", report()))]
    headers = {"idempotency-key": "one"}
    whole = client.post("/v1/batches", files=files, headers=headers).json()
    key = store.keys.every()[-1]
    request = store.requests.begin(key.id, "one", "", "", express=False)
    assert request.batch == whole["batch"]
    begun = store.requests.begin(key.id, "two", request.digest, "", express=False)
    answer = client.post("/v1/batches", files=files, headers={"idempotency-key": "two"}).json()
    assert answer["batch"] == begun.batch
    assert store.batches.get(begun.batch).sealed_at is not None
    assert store.batches.counts(begun.batch).total == 1


@given(st.text() | st.text("/\\.:\0a"))
@example("//")
def test_a_cleaned_name_stays_inside(name: str) -> None:
    cleaned = _clean(name)
    assert not cleaned.startswith("/")
    assert "\0" not in cleaned
    assert ".." not in Path(cleaned).parts
