import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deploy.cli import batches
from shared.errors import TryLater
from shared.store import Store
from shared.store.room import Room
from tests.unit.cli.conftest import Run, write

Work = Callable[[], None]


def test_a_submission_prints_its_batch_and_nothing_else(run: Run, store: Store, clean: Path, faulty: Path) -> None:
    ended = run("submit", clean, faulty)
    assert ended.status == 0
    [batch] = ended.out.splitlines()
    assert store.batches.counts(batch).states == {"pending": 2}
    assert store.batches.get(batch).sealed_at is not None
    assert f"batch {batch}: 2 new, 0 known" in ended.err


def test_the_same_bytes_again_cost_nothing(run: Run, clean: Path) -> None:
    run("submit", clean)
    assert "0 new, 1 known" in run("submit", clean).err


def test_a_single_document_overtakes_a_bulk_does_not(run: Run, store: Store, clean: Path, faulty: Path) -> None:
    single, bulk = (run("submit", *paths).out.strip() for paths in ((clean,), (clean, faulty)))
    assert store.batches.get(single).express
    assert not store.batches.get(bulk).express


def test_a_batch_is_called_by_what_was_named_or_as_asked(run: Run, store: Store, clean: Path) -> None:
    assert store.batches.get(run("submit", clean.parent).out.strip()).label == "reports"
    assert store.batches.get(run("submit", clean, "--label", "spring").out.strip()).label == "spring"


def test_what_a_crawler_knew_is_kept(run: Run, store: Store, clean: Path, home: Path) -> None:
    manifest = home / "lists" / "m.ndjson"
    manifest.parent.mkdir()
    manifest.write_text(json.dumps({"files": [{"path": "clean.html", "url": "https://example.test/1"}]}))
    batch = run("submit", manifest, "--root", clean.parent).out.strip()
    [(document, submission)] = [
        (found, held)
        for found in [store.documents.get(_only(store))]
        for held in found.submissions
        if held.batch == batch
    ]
    assert document.source_url == submission.source_url == "https://example.test/1"


def _only(store: Store) -> str:
    [sent] = store.documents.take("express", 10)
    return sent.id


def test_a_bad_line_is_named_and_nothing_is_submitted(run: Run, store: Store, home: Path) -> None:
    (home / "m.csv").write_text("path,year\nreports/gone.html,2023\n")
    ended = run("submit", "m.csv")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "Error: m.csv, line 2: no such file: reports/gone.html\n"
    assert store.batches.newest() == []


def test_what_cannot_be_read_is_named_and_the_rest_is_submitted(
    run: Run, store: Store, clean: Path, home: Path
) -> None:
    (clean.parent / "gone.html").symlink_to("nowhere")
    (home / "reports" / "bulk.zip").write_bytes(b"PK\x03\x04 cut short")
    ended = run("submit", clean.parent)
    assert ended.status == 2
    assert store.batches.counts(ended.out.strip()).total == 1
    assert "cannot read" in ended.err
    assert "is no whole archive" in ended.err


def test_a_submission_that_breaks_off_is_a_batch_of_what_was_taken(
    run: Run, store: Store, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "_items", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    assert run("submit", clean).status == 130
    [batch] = store.batches.newest()
    assert batch.sealed_at is not None


@pytest.fixture
def line(store: Store, work: Work, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have a thread do the line's work when there is some."""
    monkeypatch.setattr(batches, "_LOOK", 0.01)
    thread = threading.Thread(target=lambda: (_until_sealed(store), work()))
    thread.start()
    yield
    thread.join()


@pytest.mark.usefixtures("line")
@pytest.mark.parametrize(("faults", "status"), [([None, None], 0), ([None, "N01"], 1)])
def test_waiting_ends_by_the_outcomes(run: Run, home: Path, faults: list[str | None], status: int) -> None:
    paths = [write(home / f"{number}.html", fault, seed=str(number)) for number, fault in enumerate(faults)]
    ended = run("submit", "--wait", *paths)
    assert ended.status == status
    assert len(ended.out.splitlines()) == 1
    assert "✓ accepted" in ended.err


def _until_sealed(store: Store) -> None:
    while not any(batch.sealed_at for batch in store.batches.newest()):
        time.sleep(0.01)


def test_a_bulk_waits_for_room_and_says_so(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([None, TryLater("9 documents"), TryLater("9 documents"), None])

    def check(_: object) -> None:
        if full := next(looks, None):
            raise full

    monkeypatch.setattr(Room, "check", check)
    monkeypatch.setattr(batches, "_SOME", 1)
    monkeypatch.setattr(batches, "_LOOK", 0.0)
    ended = run("submit", write(home / "a.html", seed="a"), write(home / "b.html", seed="b"))
    assert ended.status == 0
    assert ended.err.count("waiting for room: 9 documents") == 1
    assert "2 new" in ended.err


def test_what_there_is_no_room_for_is_not_begun(
    run: Run, store: Store, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_RESERVE_BYTES", str(2**60))
    ended = run("submit", clean)
    assert ended.status == 2
    assert "bytes are free" in ended.err
    assert store.batches.newest() == []


def test_watching_a_batch_that_has_ended_ends_at_once(run: Run, work: Work, clean: Path, faulty: Path) -> None:
    batch = run("submit", clean, faulty).out.strip()
    work()
    ended = run("watch", batch[:14])
    assert ended.status == 1
    assert ended.out == "✓ accepted 1  ✗ failed 1\n"


def test_it_is_said_when_nothing_moves(
    run: Run, store: Store, work: Work, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = run("submit", clean).out.strip()
    monkeypatch.setattr(batches, "_STILL", 0.0)
    looks = iter([None, None, work])

    def pass_time(_: float) -> None:
        if do := next(looks, None):
            do()

    monkeypatch.setattr(batches.time, "sleep", pass_time)
    ended = run("watch", batch)
    assert ended.err.count("nothing moves") == 1
    assert store.batches.get(batch).ended_at is not None


def test_the_status_counts_states_outcomes_and_findings(run: Run, work: Work, clean: Path, faulty: Path) -> None:
    batch = run("submit", clean, faulty).out.strip()
    assert "waiting 2" in run("status", batch).out
    work()
    out = run("status", batch).out
    assert "done 2" in out
    assert "✓ accepted 1  ✗ failed 1" in out
    assert "N01 ×1" in out
    told = json.loads(run("status", batch, "--json").out)
    assert (told["states"], told["outcomes"], told["rules"]) == ({"done": 2}, {"accepted": 1, "failed": 1}, {"N01": 1})
    assert told["batch"]["id"] == batch


def test_without_a_batch_the_newest_are_listed(run: Run, clean: Path, faulty: Path) -> None:
    first, second = run("submit", clean).out.strip(), run("submit", faulty).out.strip()
    lines = run("status").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [second, first]
    assert [each["id"] for each in json.loads(run("status", "--json").out)] == [second, first]


@pytest.mark.parametrize("command", ["status", "watch"])
def test_a_batch_that_is_not_there_is_named(run: Run, command: str) -> None:
    ended = run(command, "b9")
    assert ended.status == 2
    assert "'b9'" in ended.err


def test_the_status_names_whom_somebody_must_look_at(
    run: Run, store: Store, work: Work, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = faulty.with_name("empty.html")
    empty.write_bytes(b"")
    batch = run("submit", faulty, empty).out.strip()
    work()
    lines = run("status", batch).out.splitlines()
    listed = [line.split() for line in lines[lines.index("") + 2 :]]
    assert [(mark, word, name) for mark, word, _, name in listed] == [
        ("✗", "failed", faulty.name),
        ("–", "refused", empty.name),
    ]
    assert store.documents.get(listed[0][2]).name == faulty.name
    monkeypatch.setattr(batches, "_LISTED", 1)
    assert run("status", batch).out.splitlines()[-1] == "1 more are not listed"
