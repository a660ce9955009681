import os
import signal
import sys
import tempfile
import time
from pathlib import Path

import pytest

from deploy import fleet as module
from deploy.fleet import Fleet, FleetError
from shared.settings import Settings

pytestmark = pytest.mark.line

SETTINGS = Settings(redis_url="redis://127.0.0.1:1", home="/nowhere")


def program(folder: Path, name: str, text: str) -> list[str]:
    """Write a module that a fleet can run; return its name."""
    (folder / f"{name}.py").write_text(text)
    return [name]


def wait(what: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not what():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture(autouse=True)
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(module, "_PAUSE", 0.02)


def fleet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, grace: float = 30) -> Fleet:
    arguments = program(tmp_path, "member", text)
    monkeypatch.setattr(Fleet, "scheduler", arguments)
    monkeypatch.setattr(Fleet, "worker", arguments)
    return Fleet(SETTINGS, 2, tmp_path / "logs", grace)


IDLE = "import sys, time\nprint(sys.argv[1:], flush=True)\ntime.sleep(600)"


def test_a_fleet_is_a_scheduler_a_sender_and_workers_of_which_one_minds_the_quarantine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fleet(tmp_path, monkeypatch, IDLE) as running:
        assert [member.name for member in running.members] == ["scheduler", "sender", "worker-1", "worker-2"]
        logs = [tmp_path / "logs" / f"{member.name}.log" for member in running.members]
        wait(lambda: all("\n" in log.read_text() for log in logs))
        queues = [[queue for queue in ("validate", "notify", "quarantine") if queue in log.read_text()] for log in logs]
        assert queues == [[], ["notify"], ["validate", "quarantine"], ["validate"]]
    assert all(member.process.poll() == -signal.SIGTERM for member in running.members)


def test_a_member_that_dies_is_started_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with fleet(tmp_path, monkeypatch, IDLE) as running:
        for _ in range(5):
            before = running.restarts
            os.kill(running.members[1].process.pid, signal.SIGKILL)
            wait(lambda: running.restarts == before + 1)  # noqa: B023 - called at once
        running.check()  # whoever is killed has not failed


def test_what_a_killed_member_had_in_temporary_files_goes_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()

    def made() -> set[Path]:
        return set((tmp_path / "temporary").glob("*/*/left-*"))

    with fleet(tmp_path, monkeypatch, f"import tempfile\ntempfile.mkstemp(prefix='left-')\n{IDLE}") as running:
        wait(lambda: len(made()) == len(running.members) == 4)
        before = made()
        os.kill(running.members[1].process.pid, signal.SIGKILL)
        wait(lambda: len(made() - before) == 1)
        assert len(before - made()) == 1
        os.kill(running.members[2].process.pid, signal.SIGKILL)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_fleet_that_cannot_begin_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(FileNotFoundError, match="nowhere"), fleet(tmp_path, monkeypatch, IDLE):
        pass


def test_a_member_that_cannot_start_is_reported_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with fleet(tmp_path, monkeypatch, "raise SystemExit('no such thing')") as running:

        def failed() -> bool:
            try:
                running.check()
            except FleetError as error:
                return "no such thing" in str(error)
            return False

        wait(failed)


def test_who_does_not_stop_in_time_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deaf = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint(1, flush=True)\ntime.sleep(600)"
    with fleet(tmp_path, monkeypatch, deaf, grace=0.1) as running:
        logs = [tmp_path / "logs" / f"{member.name}.log" for member in running.members]
        wait(lambda: all(log.read_text() for log in logs))
    assert all(member.process.poll() == -signal.SIGKILL for member in running.members)


def test_a_fleet_does_not_outlive_whoever_started_it(tmp_path: Path) -> None:
    """Even by kill -9."""
    program(tmp_path, "member", IDLE)
    text = (
        "import sys, time\nfrom pathlib import Path\n"
        "from deploy.fleet import Fleet\nfrom shared.settings import Settings\n"
        "Fleet.scheduler = Fleet.worker = ['member']\n"
        f"with Fleet(Settings(redis_url='redis://127.0.0.1:1'), 1, Path({str(tmp_path / 'logs')!r})) as fleet:\n"
        "    print(*[member.process.pid for member in fleet.members], flush=True)\n    time.sleep(600)\n"
    )
    reader, writer = os.pipe()
    pid = os.posix_spawn(
        sys.executable, [sys.executable, "-c", text], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, writer, 1)]
    )
    os.close(writer)
    with os.fdopen(reader) as told:
        pids = told.readline().split()
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    wait(lambda: not any(Path("/proc", each).exists() for each in pids))
