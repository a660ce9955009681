"""Peak memory of every role, as the kernel counts it."""

import threading
from pathlib import Path
from typing import Self

from deploy.drill.scene import CHILD, DRILL, POOL, READER, REDIS, SCHEDULER, SENDER, WORKER, Scene

_LOOK = 0.25  # seconds
_ROLES = (SCHEDULER, SENDER, WORKER, POOL, READER, CHILD, REDIS, DRILL)


class Memory:
    """A context: while it lasts, the roles' processes are looked at; `peaks` are megabytes of the largest of each."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory")
        self.peaks = dict.fromkeys(_ROLES, 0)

    def _watch(self) -> None:
        while not self._stop.wait(_LOOK):
            for role in _ROLES:
                for pid in self._scene.pids(role):
                    self.peaks[role] = max(self.peaks[role], _peak(pid))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()


def _peak(pid: int) -> int:
    """Return the largest resident memory that a process ever had, in megabytes; 0 where it has gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)
