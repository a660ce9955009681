"""A child's end, whatever it is, becomes an ending of the parent's."""

import ctypes
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest

from shared.errors import Message, Refused, TryLater, Unreadable
from shared.limits import Limits
from tasks import child

LIMITS = Limits(seconds=1, memory_mb=256)
PATIENT = Limits(seconds=30, memory_mb=256)  # memory must run out before time does, on a busy machine too
ROOMY = Limits()


def echo(value: dict[str, int | Decimal]) -> dict[str, int | Decimal]:
    return value


def refuse() -> int:
    raise Refused("too-complex", what=Message("页", "pages"), count=Decimal(7), limit=5)


def mistake() -> int:
    raise KeyError("words of the document")


def loop() -> int:
    while True:
        pass


def sleep() -> int:
    time.sleep(60)
    return 0


def devour() -> int:
    eaten = []
    while True:
        eaten.append(bytearray(2**20))


def segfault() -> int:
    ctypes.string_at(0)
    return 0


def abort_full() -> int:
    """End as PDFium does where it gets no more memory."""
    eaten = b"x" * (200 * 2**20)  # touched, unlike zeros
    os.abort()
    return len(eaten)


def kill_itself() -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def leave() -> int:
    os._exit(3)


def write_file(path: str) -> int:
    with Path(path).open("wb", buffering=0) as file:
        return file.write(b"x")


def talk() -> bytes:
    return bytes(child.RESULT_BYTES)


def open_files() -> int:
    """Count what is open."""
    found = 0
    for number in range(64):
        with suppress(OSError):
            os.fstat(number)
            found += 1
    return found


def spawn() -> int:
    """Fork a grandchild that would outlive us, and tell its number."""
    grandchild = os.fork()
    if not grandchild:
        time.sleep(60)
    return grandchild


def test_the_value_comes_back_as_the_type_that_the_function_returns() -> None:
    value = {"a": 12, "b": Decimal("1.50")}
    ending = child.run(echo, value, limits=ROOMY)
    assert ending.result() == value
    assert isinstance(ending.result()["b"], Decimal)
    assert not ending.died
    assert set(ending.note) == {"seconds", "peak_mb"}


def test_a_stop_comes_back_as_it_was_raised() -> None:
    ending = child.run(refuse, limits=ROOMY)
    with pytest.raises(Refused) as stop:
        ending.result()
    assert stop.value.reason.code == "too-complex"
    assert stop.value.reason.message == Message("页：7，超过上限 5", "pages: 7, more than the limit of 5")
    assert not ending.died


@pytest.mark.parametrize(
    ("work", "code", "word"),
    [
        (loop, "time-limit", "SIG"),  # of the clock or of the processor, whichever is first
        (sleep, "time-limit", "SIGKILL"),
        (devour, "memory-limit", "MemoryError"),
        (segfault, "crashed", "SIGSEGV"),
        (abort_full, "memory-limit", "SIGABRT"),
        (os.abort, "crashed", "SIGABRT"),
        (kill_itself, "crashed", "SIGKILL"),
        (leave, "crashed", "exit 3"),
    ],
)
def test_limits_and_crashes_are_reasons(work: Callable[[], int], code: str, word: str) -> None:
    ending = child.run(work, limits=PATIENT if work in {devour, abort_full} else LIMITS)
    assert ending.died
    assert isinstance(ending.stop, Unreadable)
    assert ending.stop.reason.code == code
    assert any(str(value).startswith(word) for value in ending.note.values())
    assert ending.note["peak_mb"] > 0


def test_a_mistake_of_ours_is_named_by_place_and_does_not_quote_the_document() -> None:
    ending = child.run(mistake, limits=ROOMY)
    assert ending.died
    assert ending.note["error"].startswith("KeyError in test_child.py:")
    assert "words" not in str(ending)


def test_memory_is_counted_from_where_the_child_began() -> None:
    ballast = bytearray(400 * 2**20)
    assert child.run(echo, {"a": 1}, limits=LIMITS).result() == {"a": 1}
    del ballast


def test_no_file_can_be_written(tmp_path: Path) -> None:
    ending = child.run(write_file, str(tmp_path / "file"), limits=ROOMY)
    assert ending.note["error"].startswith(("OSError", "PermissionError"))


def test_no_file_of_the_parent_is_open(tmp_path: Path) -> None:
    with (tmp_path / "secret").open("wb"):
        assert child.run(open_files, limits=ROOMY).result() == 4  # standard input, output, error; the pipe


def test_a_result_beyond_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "RESULT_BYTES", 1000)
    ending = child.run(talk, limits=ROOMY)
    assert ending.stop is not None
    assert ending.stop.reason.code == "too-complex"


def test_nothing_of_a_child_is_left_running() -> None:
    grandchild = Path("/proc", str(child.run(spawn, limits=ROOMY, programs=True).result()), "stat")
    deadline = time.monotonic() + 30
    while grandchild.exists() and grandchild.read_text().split()[2] != "Z":
        assert time.monotonic() < deadline, "still running"
        time.sleep(0.01)


def test_the_beat_is_heard_while_the_child_works() -> None:
    beats = []
    child.run(sleep, limits=LIMITS, beat=lambda: beats.append(1), beat_seconds=0.1)
    assert beats


def test_a_beat_that_fails_leaves_no_child_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    forked: list[int] = []
    fork = os.fork

    def note() -> int:
        pid = fork()
        forked.append(pid)
        return pid

    def fail() -> None:
        raise ConnectionError

    monkeypatch.setattr(os, "fork", note)
    with pytest.raises(ConnectionError):
        child.run(sleep, limits=ROOMY, beat=fail, beat_seconds=0.1)
    (pid,) = forked
    with pytest.raises(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)


def test_no_child_to_be_had_is_nobodys_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", fail)
    with pytest.raises(TryLater):
        child.run(echo, {}, limits=ROOMY)


def test_trusted_work_has_the_same_endings() -> None:
    assert child.here(echo, {"a": 1}).result() == {"a": 1}
    assert not child.here(refuse).died
    failed = child.here(mistake)
    assert failed.died
    assert failed.note["error"].startswith("KeyError in test_child.py:")
