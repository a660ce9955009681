"""The scene of a drill: a store, a Redis server, the processes of a line, a receiver; and how to get at each."""

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kombu.connection import Connection
from msgspec.structs import replace

from deploy.drill.clock import Clock
from deploy.drill.receiver import Receiver
from deploy.embedded import Server
from deploy.fleet import Fleet
from shared.settings import Settings
from shared.store import Store
from tasks import app

SCHEDULER, SENDER, WORKER, POOL, READER, CHILD, REDIS, DRILL = (
    "scheduler",
    "sender",
    "worker",
    "pool",
    "reader",
    "child",
    "redis",
    "drill",
)
_BELOW = {POOL: WORKER, READER: POOL, CHILD: READER}  # whose children they are
_EVENTS = ("report.accepted", "report.failed", "document.refused", "batch.completed")
_AT_ONCE = 16  # notices: the receiver is fast, and not what is measured


class _Fleet(Fleet):
    """A fleet whose processes go by the drill's clock."""

    def __init__(self, settings: Settings, workers: int, logs: Path, clock: Path) -> None:
        self.scheduler = ("deploy.drill.process", str(clock), "scheduler")
        self.worker = ("deploy.drill.process", str(clock), "worker")
        super().__init__(settings, workers, logs)


@dataclass
class Scene:
    """What faults strike and recovery is seen in. `server` is None where the Redis server is somebody else's."""

    settings: Settings
    store: Store
    fleet: Fleet
    server: Server | None
    receiver: Receiver
    clock: Clock

    def pids(self, role: str) -> list[int]:
        """Return the processes that play a role at this moment."""
        if role == DRILL:
            return [os.getpid()]
        if role == REDIS:
            return [self.server.pid] if self.server and self.server.pid else []
        if role in _BELOW:
            return [child for pid in self.pids(_BELOW[role]) for child in children(pid)]
        return [member.process.pid for member in self.fleet.members if member.name.split("-")[0] == role]

    def redis(self) -> Any:  # noqa: ANN401 - redis-py's client, as kombu makes it
        """Return a client of the Redis server; whoever asks closes it."""
        connection: Any = Connection(self.settings.redis_url, connect_timeout=3)  # type: ignore[no-untyped-call] # kombu is
        return connection.channel().client

    def celery(self) -> Any:  # noqa: ANN401 - Celery ships no types
        """Return an application that can send messages of this line."""
        return app.build(self.settings, self.store.line)

    def wait(self, what: Callable[[], object], seconds: float, every: float = 0.05) -> bool:
        """Wait until something is so; False where that took longer."""
        deadline = time.monotonic() + seconds
        while not what():
            if time.monotonic() > deadline:
                return False
            self.fleet.check()
            time.sleep(every)
        return True


def children(pid: int) -> list[int]:
    """Return the processes that a process started."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, thread.read_text().split())
    return found


@contextmanager
def set_up(settings: Settings, workers: int) -> Iterator[Scene]:
    """Run a line in the settings' home until the context is left. Servers that they name are used, others made."""
    folder = Path(settings.home)
    clock = Clock(folder / "clock")
    networks = ",".join(filter(None, (settings.allowed_networks, "127.0.0.0/8")))
    settings = replace(settings, allowed_networks=networks)
    with ExitStack() as stack:
        server: Server | None = None
        if settings.redis_url is None:
            server = Server(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nianbao-"))))
            server.start()
            stack.callback(server.stop)
            settings = replace(settings, redis_url=server.url)
        own = clock if settings.database.startswith("sqlite") else None  # PostgreSQL has a clock that nobody steps
        with Store.open(settings, own) as store, Receiver() as receiver:
            endpoint = store.endpoints.add(receiver.url, _EVENTS, at_once=_AT_ONCE)
            receiver.secret = endpoint.secrets[0]
            with _Fleet(settings, workers, folder / "logs", folder / "clock") as fleet:
                yield Scene(settings, store, fleet, server, receiver, clock)
