"""A line of real processes: an embedded server, a store in a folder, workers and a scheduler."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deploy.embedded import Server
from deploy.fleet import Fleet
from shared.limits import Limits
from shared.settings import Settings
from shared.store import OPEN, Item, Store

PATIENCE = 90.0  # seconds that no test should need
LEASE = 2.0


class Line:
    """What a test drives and looks at."""

    def __init__(self, settings: Settings, server: Server, store: Store, fleet: Fleet) -> None:
        self.settings = settings
        self.server = server
        self.store = store
        self.fleet = fleet

    def submit(self, items: Iterable[Item]) -> str:
        """Submit a sealed batch; return its id."""
        batch = self.store.batches.create("")
        self.store.batches.submit(batch, items)
        self.store.batches.seal(batch)
        return batch

    def wait(self, what: Callable[[], object], doing: str) -> None:
        """Wait until something is so; how long it takes proves nothing."""
        deadline = time.monotonic() + PATIENCE
        while not what():
            self.fleet.check()
            assert time.monotonic() < deadline, f"waited {PATIENCE} s for: {doing}\n{self.words()}"
            time.sleep(0.02)

    def finish(self, batch: str) -> None:
        """Wait until a batch has ended."""
        self.wait(lambda: self.store.batches.get(batch).ended_at is not None, "the end of the batch")

    def pid(self, name: str) -> int:
        """Return the process of a member of the fleet."""
        return next(member.process.pid for member in self.fleet.members if member.name == name)

    def words(self) -> str:
        """Return the last words of every process."""
        logs = Path(self.settings.home, "logs")
        return "\n".join(f"--- {log.name}\n{log.read_text()[-3000:]}" for log in sorted(logs.glob("*.log")))

    def sound(self, batch: str) -> None:
        """Assert what holds after any fault: every document has ended once, with its record, and nothing is open."""
        counts = self.store.batches.counts(batch)
        assert counts.open == 0
        assert len(list(self.store.records.of_batch(batch))) == counts.total
        for record in self.store.records.of_batch(batch):
            ends = [event for event in self.store.documents.history(record.document.sha256) if event.event in ENDS]
            assert len(ends) == 1, record.document.name
        assert not set(counts.states) & set(OPEN)


ENDS = {"done", "dead"}


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    with suppress(FileNotFoundError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def freeze(pid: int) -> list[int]:
    """Stop a process and all that it started; return them."""
    frozen = [pid]
    os.kill(pid, signal.SIGSTOP)
    for child in children(pid):
        frozen += freeze(child)
    return frozen


@contextmanager
def run_line(folder: Path, fleet: type[Fleet] = Fleet, workers: int = 2, **limits: int) -> Iterator[Line]:
    """Run a line in a folder until the context is left."""
    home, socket = folder / "home", folder / "redis"
    home.mkdir()
    socket.mkdir()
    server = Server(socket)
    server.start()
    settings = Settings(
        home=str(home),
        redis_url=server.url,
        lease_seconds=LEASE,
        log_level="debug",
        allowed_networks="127.0.0.0/8",
        limits=Limits(**limits),
    )
    try:
        with Store.open(settings) as store, fleet(settings, workers, home / "logs", grace=5) as running:
            yield Line(settings, server, store, running)
    finally:
        server.stop()
