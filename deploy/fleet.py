"""The processes of a line on one machine: workers and the scheduler, started again when they die, stopped together."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import structlog

from deploy import tether
from shared.settings import Settings, is_setting
from tasks.line import NOTIFY, QUARANTINE, QUEUES

_LOOK = 0.1  # seconds between looks at the processes
_PAUSE = 1.0  # seconds
_YOUNG = 10.0  # seconds; who fails younger did not get to work
_STILLBORN = 4  # such failures in a row, after which it is no use
_LAST_WORDS = 2000  # characters of a log

_log = structlog.get_logger()


class FleetError(RuntimeError):
    """A process of the fleet cannot run; the message holds its last words."""


@dataclass
class Member:
    """One process of the fleet."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes]
    started: float
    restarts: int = 0
    again: float | None = None  # when to start it again
    stillborn: int = 0  # failures at its start, in a row


class Fleet:
    """The scheduler, a sender of notices and so many worker processes, each with its log in `logs`.

    The first worker minds the quarantine, too.

    A context: when it is left, the processes are told to stop, and killed after `grace` seconds; what they held then
    is taken up by the next fleet. They do not outlive this process in any case. Whoever waits for their work calls
    `check` now and then.
    """

    scheduler: Sequence[str] = ("deploy.scheduler",)
    worker: Sequence[str] = ("deploy.worker",)

    def __init__(self, settings: Settings, workers: int, logs: Path, grace: float = 15.0) -> None:
        if settings.redis_url is None:
            raise ValueError("a fleet needs a Redis server")
        everyday = [queue for queue in QUEUES if queue not in {QUARANTINE, NOTIFY}]
        self._wanted = {"scheduler": [*self.scheduler], "sender": [*self.worker, NOTIFY]}
        for number in range(1, workers + 1):
            self._wanted[f"worker-{number}"] = [*self.worker, *everyday, *([QUARANTINE] if number == 1 else [])]
        inherited = {name: value for name, value in os.environ.items() if not is_setting(name)}
        self._environ = inherited | settings.environ()
        self._logs = logs
        self._grace = grace
        self._started, self._stopping = threading.Event(), threading.Event()
        # The tie to the parent is one to the thread that starts a process: this one lives as long as they all do.
        self._thread = threading.Thread(target=self._mind, name="fleet", daemon=True)
        self._scratch = Path()
        self._failure: BaseException | None = None
        self.members: list[Member] = []

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        self._thread.start()
        self._started.wait()
        if self._failure:
            raise self._failure
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._thread.join()

    @property
    def restarts(self) -> int:
        """How often a process had to be started again."""
        return sum(member.restarts for member in self.members)

    def check(self) -> None:
        """Raise FleetError when a process dies again and again before it gets to work."""
        for member in self.members:
            if member.stillborn >= _STILLBORN:
                said = self._log(member.name).read_text(errors="replace")[-_LAST_WORDS:]
                raise FleetError(f"{member.name} does not start; it said last:\n{said}")

    def _mind(self) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True) as scratch:
                self._scratch = Path(scratch)
                self._run()
        except BaseException as error:  # noqa: BLE001 - whoever waits for the fleet is told
            self._failure = error
        finally:
            self._started.set()

    def _run(self) -> None:
        for name, arguments in self._wanted.items():
            self.members.append(Member(name, arguments, self._start(name, arguments), time.monotonic()))
        self._started.set()
        while not self._stopping.wait(_LOOK):
            for member in self.members:
                if member.process.poll() is not None:
                    self._revive(member)
        for member in self.members:
            member.process.terminate()
        deadline = time.monotonic() + self._grace
        for member in self.members:
            try:
                member.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _log.warning("process.killed", name=member.name)
                member.process.kill()
                member.process.wait()

    def _revive(self, member: Member) -> None:
        """Start a process that died again: after a pause, and with ever longer ones if it fails by itself at once."""
        now, status = time.monotonic(), member.process.returncode
        if member.again is None:
            failed = status > 0 and now - member.started < _YOUNG  # who was killed did not fail
            member.stillborn = member.stillborn + 1 if failed else 0
            member.again = now + _PAUSE * 2 ** min(member.stillborn, 5) / 2
            _log.warning("process.died", name=member.name, status=status)
        elif now >= member.again:
            member.process, member.started, member.again = self._start(member.name, member.arguments), now, None
            member.restarts += 1

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    def _start(self, name: str, arguments: list[str]) -> subprocess.Popen[bytes]:
        scratch = self._scratch / name  # its temporary files: killed, it does not take them away
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(exist_ok=True)
        with self._log(name).open("ab") as log:
            return tether.start([sys.executable, "-m", *arguments], log, self._environ | {"TMPDIR": str(scratch)})
