"""The process that the line's children come from: what it does is what `child.run` does; what ends it ends them."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from shared.errors import TryLater, Unreadable
from shared.limits import Limits
from tasks.reader import Reader
from tests.line.harness import children
from tests.unit.tasks import test_child as work

LIMITS = Limits(seconds=30)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    made = Reader()
    made.start()
    yield made
    made.stop()


def environment() -> dict[str, str]:
    return dict(os.environ)


def readers() -> list[int]:
    return [pid for pid in children(os.getpid()) if b"tasks.reader" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def busy(reader: int) -> int:
    """Return the child that a reader has, as soon as it has one."""
    deadline = time.monotonic() + 60
    while not (found := children(reader)):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return found[0]


def gone(pid: int) -> bool:
    """Say whether a process has ended within a minute."""
    deadline = time.monotonic() + 60
    with suppress(FileNotFoundError):
        while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z":
            if time.monotonic() > deadline:
                return False
            time.sleep(0.01)
    return True


def test_values_and_stops_come_back_as_from_a_child_of_ones_own(reader: Reader) -> None:
    value = {"a": 12, "b": Decimal("1.50")}
    ending = reader.run(work.echo, value, limits=LIMITS)
    assert ending.result() == value
    assert set(ending.note) == {"seconds", "peak_mb"}
    refused = reader.run(work.refuse, limits=LIMITS)
    assert refused.stop is not None
    assert (refused.stop.reason.code, refused.died) == ("too-complex", False)


def test_a_child_that_dies_leaves_its_reason_and_the_reader(reader: Reader) -> None:
    before = readers()
    ending = reader.run(work.kill_itself, limits=LIMITS)
    assert ending.died
    assert (ending.stop.reason.code, ending.note["signal"]) == ("crashed", "SIGKILL")  # type: ignore[union-attr]
    assert reader.run(work.sleep, limits=Limits(seconds=1)).stop.reason.code == "time-limit"  # type: ignore[union-attr]
    assert reader.run(work.echo, {"a": 1}, limits=LIMITS).result() == {"a": 1}
    assert readers() == before


def test_a_reader_has_none_of_its_workers_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_DATABASE_URL", "postgresql://nianbao:secret@db/nianbao")
    fresh = Reader()
    fresh.start()
    try:
        told = fresh.run(environment, limits=LIMITS).result()
    finally:
        fresh.stop()
    assert told["PATH"] == os.environ["PATH"]
    assert "NIANBAO_DATABASE_URL" not in told


def test_a_reader_that_is_killed_at_rest_has_a_successor(reader: Reader) -> None:
    reader.run(work.echo, {"a": 1}, limits=LIMITS)
    (pid,) = readers()
    os.kill(pid, signal.SIGKILL)
    assert gone(pid)
    assert reader.run(work.echo, {"a": 1}, limits=LIMITS).result() == {"a": 1}


def test_a_reader_that_is_killed_at_work_takes_its_child_along_and_the_document_is_told(reader: Reader) -> None:
    reader.run(work.echo, {"a": 1}, limits=LIMITS)
    (pid,) = readers()
    held: list[int] = []

    def kill() -> None:
        if not held:
            held.append(busy(pid))
            os.kill(pid, signal.SIGKILL)

    ending = reader.run(work.sleep, limits=LIMITS, beat=kill, beat_seconds=0.05)
    assert ending.died
    assert isinstance(ending.stop, Unreadable)
    assert ending.note["signal"] == "reader lost"
    assert gone(held[0])


def test_a_reader_that_does_not_start_is_no_documents_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(TryLater, match="no reader"):
        Reader().run(work.echo, {"a": 1}, limits=LIMITS)


def test_who_cannot_go_on_leaves_no_child_behind(reader: Reader) -> None:
    reader.run(work.echo, {"a": 1}, limits=LIMITS)
    (pid,) = readers()
    held: list[int] = []

    def fail() -> None:
        held.append(busy(pid))
        raise TryLater("the database is away")

    with pytest.raises(TryLater):
        reader.run(work.sleep, limits=LIMITS, beat=fail, beat_seconds=0.05)
    assert gone(held[0])
    assert gone(pid)


def test_a_reader_does_not_outlive_its_worker() -> None:
    """The worker is killed while a document is being read, and everybody is frozen."""
    read, write = os.pipe()
    worker = os.fork()
    if not worker:

        def tell() -> None:
            (pid,) = readers()
            os.kill(busy(pid), signal.SIGSTOP)
            os.kill(pid, signal.SIGSTOP)
            os.write(write, f"{pid} {busy(pid)}\n".encode())
            os.kill(os.getpid(), signal.SIGKILL)

        try:
            own = Reader()
            own.run(work.echo, {"a": 1}, limits=LIMITS)
            own.run(work.sleep, limits=LIMITS, beat=tell, beat_seconds=0.05)
        finally:
            os._exit(1)
    os.waitpid(worker, 0)
    pids = [int(pid) for pid in os.read(read, 100).split()]
    assert all(map(gone, pids))
    assert len(pids) == 2
