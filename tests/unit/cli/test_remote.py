"""The commands on a gateway: a real one, in a thread, over the store whose line the test works."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from deploy.gateway.serve import Gateway
from shared.settings import Settings
from shared.store import Scope, Store
from tests.unit.cli.conftest import Run, write


@pytest.fixture
def url(home: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    _, secret = store.keys.add("test", [Scope.SUBMIT, Scope.READ])
    with Gateway(Settings(home=str(home / "home")), store, "127.0.0.1", 0) as gateway:
        monkeypatch.setenv("NIANBAO_HOME", str(home / "elsewhere"))  # what is not asked of the gateway is not there
        monkeypatch.setenv("NIANBAO_KEY", secret)
        yield gateway.url


def test_a_folder_is_submitted_followed_and_exported(
    run: Run, url: str, clean: Path, faulty: Path, work: Callable[[], None]
) -> None:
    sent = run("submit", clean.parent, "--server", url, "--label", "一月")
    assert sent.status == 0, sent.err
    batch = sent.out.strip()
    assert "2 new, 0 known" in sent.err
    assert f"{url}/batches/{batch}" in sent.err
    before = run("status", batch, "--server", url)
    assert "waiting 2" in before.out
    assert "一月" in before.out
    work()
    told = msgspec.json.decode(run("status", batch, "--server", url, "--json").out)
    assert told["outcomes"] == {"accepted": 1, "failed": 1}
    assert faulty.name in run("status", batch, "--server", url).out
    watched = run("watch", batch, "--server", url)
    assert watched.status == 1
    assert "failed 1" in watched.out
    assert batch in run("status", "--server", url).out
    out = clean.parent.parent / "out"
    assert run("export", "--server", url, "--batch", batch, "--out", out).status == 0
    lines = (out / "reports.jsonl").read_bytes().splitlines()
    names = [msgspec.json.decode(line)["document"]["name"] for line in lines]
    assert names == [clean.name, faulty.name]


def test_the_environment_may_name_the_gateway(run: Run, url: str, clean: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_SERVER", url)
    batch = run("submit", clean).out.strip()
    assert batch in run("status").out


def test_who_waits_exits_by_the_outcomes(run: Run, url: str, faulty: Path, work: Callable[[], None]) -> None:
    done = threading.Event()

    def keep_working() -> None:
        while not done.wait(0.05):
            work()

    worker = threading.Thread(target=keep_working)
    worker.start()
    try:
        ended = run("submit", faulty, "--server", url, "--wait")
    finally:
        done.set()
        worker.join()
    assert ended.status == 1, ended.err
    assert "failed 1" in ended.err


def test_a_manifest_travels_with_its_hints(run: Run, url: str, home: Path, store: Store) -> None:
    write(home / "reports" / "甲.html")
    manifest = home / "reports" / "list.ndjson"
    manifest.write_text('{"path": "甲.html", "source_url": "https://example.org/a"}\n', "utf-8")
    batch = run("submit", manifest, "--server", url).out.strip()
    (item,) = store.batches.items(batch, 10)
    assert (item.name, item.source_url) == ("甲.html", "https://example.org/a")


def test_what_the_gateway_refuses_is_a_sentence(
    run: Run, url: str, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("status", "b0", "--server", url).err == "Error: none of the batches begins with 'b0'\n"
    monkeypatch.setenv("NIANBAO_KEY", "wrong")
    refused = run("submit", clean, "--server", url)
    assert (refused.status, refused.out) == (2, "")
    assert "the API key is unknown or was revoked" in refused.err


def test_a_file_that_cannot_be_read_does_not_keep_the_others(run: Run, url: str, clean: Path, home: Path) -> None:
    broken = home / "reports" / "broken.zip"
    broken.write_bytes(b"PK\x03\x04")
    sent = run("submit", clean, broken, "--server", url)
    assert sent.status == 2
    assert "1 new" in sent.err
    assert "broken.zip is no whole archive" in sent.err
