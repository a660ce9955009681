"""A file that is touched while a process gets round to its work, for probes that see files only.

`test -n "$(find /tmp/heartbeat -mmin -5)"` is such a probe. A worker that waits for its server does not get round, so
the probe's patience is longer than outages usually are; who is restarted in one loses nothing.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from celery import bootsteps

EVERY = 1.0  # seconds


def beats(path: str) -> Callable[[], None]:
    """Return what is called at every round of a loop; nothing happens where no file is named."""
    return Path(path).touch if path else lambda: None


class Heartbeat(bootsteps.StartStopStep):  # type: ignore[misc,unused-ignore] # Celery ships no types
    """Has the main loop of a Celery worker touch the file that its option `heartbeat_file` names."""

    requires = ("celery.worker.components:Timer",)

    def __init__(self, worker: Any, heartbeat_file: str = "", **options: Any) -> None:  # noqa: ANN401 - Celery's
        self.path = heartbeat_file
        super().__init__(worker, **options)

    def start(self, worker: Any) -> None:  # noqa: ANN401 - Celery's
        """Begin."""
        if self.path:
            touch = beats(self.path)
            touch()
            worker.timer.call_repeatedly(EVERY, touch)

    def stop(self, worker: Any) -> None:  # noqa: ANN401 - Celery's
        """Leave the timer to the worker, which stops it."""
