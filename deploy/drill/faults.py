"""Everything that is made to fail, by name. A fault strikes when its context is entered and ends when it is left."""

import os
import random
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from redis.exceptions import NoPermissionError
from sqlalchemy import create_engine, text

from deploy import tether
from deploy.drill.receiver import Mood
from deploy.drill.scene import CHILD, POOL, READER, REDIS, SCHEDULER, SENDER, WORKER, Scene
from tasks.line import QUEUES

_FIND = 20.0  # seconds to wait for somebody to strike
_HOUR = 3_600.0
_QUOTA = 4_096  # bytes that a file may have while the disk is full
_COPIES = 2
_OWN, _REDIS = ("own",), ("own", "redis", "rediss", "redis+socket")

Strike = Callable[[Scene, random.Random], AbstractContextManager[None]]


class MissedError(Exception):
    """There was nothing to strike."""


class ForbiddenError(MissedError):
    """The drill's user may not strike. The message is the server's."""


@dataclass(frozen=True)
class Fault:
    """One kind. It lasts for `seconds` and so many `leases`.

    `brokers` are those it can be had with, by scheme of their URL (`own`: the drill's Redis server); `databases`
    likewise. None: with all.
    """

    strike: Strike
    seconds: float = 0.0
    leases: float = 0.0
    brokers: tuple[str, ...] | None = None
    databases: tuple[str, ...] | None = None

    def possible(self, database: str, broker: str) -> bool:
        """Say whether it can be had with these servers."""
        return database in (self.databases or (database,)) and broker in (self.brokers or (broker,))

    def lasts(self, lease: float) -> float:
        """Return how many seconds it lasts."""
        return self.seconds + self.leases * lease


@contextmanager
def _signalled(role: str, number: signal.Signals, scene: Scene, rng: random.Random) -> Iterator[None]:
    """Signal one process of a role, whichever."""
    for _ in range(int(_FIND / 0.002)):
        if pids := scene.pids(role):
            with suppress(ProcessLookupError):
                os.kill(rng.choice(pids), number)
                break
        time.sleep(0.002)
    else:
        raise MissedError(role)
    yield


@contextmanager
def _frozen(role: str, scene: Scene, rng: random.Random) -> Iterator[None]:
    """Stop a process with everything below it for longer than its leases last; then it goes on as if nothing was."""
    chosen = [rng.choice(scene.pids(role))]
    if role == WORKER:
        for below in (POOL, READER, CHILD):
            chosen += [pid for pid in scene.pids(below) if _parent(pid) in chosen]
    for pid in chosen:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in chosen:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


@contextmanager
def _host_lost(scene: Scene, _: random.Random) -> Iterator[None]:
    """Kill every process at once, the Redis server too where it is ours."""
    for role in (CHILD, READER, POOL, WORKER, SENDER, SCHEDULER):
        for pid in scene.pids(role):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
    with _server_away(scene, keep=True) if scene.server else ExitStack():
        yield


@contextmanager
def _server_away(scene: Scene, _: random.Random | None = None, *, keep: bool) -> Iterator[None]:
    """Kill the Redis server; afterwards it starts again, with what it had written down or without."""
    server = scene.server
    if server is None:
        raise MissedError(REDIS)
    server.kill()
    if not keep:
        server.forget()
    try:
        yield
    finally:
        server.start()


@contextmanager
def _redis(scene: Scene) -> Iterator[Any]:
    """Give a client of the Redis server, whose user may not be allowed what a fault needs."""
    with scene.redis() as client:
        try:
            yield client
        except NoPermissionError as error:
            raise ForbiddenError(str(error)) from None


@contextmanager
def _flushed(scene: Scene, _: random.Random) -> Iterator[None]:
    """Have the Redis server forget the line: everything, where it is ours."""
    with _redis(scene) as client:
        if scene.server:
            client.flushall()
        else:
            keys = list(client.scan_iter(f"nianbao:{scene.store.line}:*", count=1_000))
            client.delete(*keys) if keys else None
    yield


@contextmanager
def _messages_lost(scene: Scene, _: random.Random) -> Iterator[None]:
    """Take away every message that waits, as a worker does that dies between taking and writing down that it took."""
    with _redis(scene) as client:
        client.delete(*(f"nianbao:{scene.store.line}:{queue}" for queue in QUEUES))
    yield


@contextmanager
def _paused(scene: Scene, rng: random.Random) -> Iterator[None]:
    """Have the Redis server answer nobody: frozen where it is ours, paused where it is not."""
    if scene.server:
        with _frozen(REDIS, scene, rng):
            yield
        return
    with _redis(scene) as client:
        client.client_pause(10_000)
        yield
        client.client_unpause()


@contextmanager
def _cut_off(scene: Scene, _: random.Random) -> Iterator[None]:
    """Close every connection to the Redis server."""
    with _redis(scene) as client:
        client.client_kill_filter(_type="normal", skipme=True)
    yield


@contextmanager
def _doubled(scene: Scene, _: random.Random) -> Iterator[None]:
    """Send every document that is on its way again, twice, each in a message of its own."""
    celery = scene.celery()
    with celery.connection_for_write() as connection, celery.amqp.Producer(connection) as producer:
        for each in scene.store.documents.moving():
            for _copy in range(_COPIES):
                celery.tasks[each.stage].apply_async((each.queue, [each.id]), queue=each.queue, producer=producer)
        for each in scene.store.deliveries.moving():
            celery.tasks[each.queue].apply_async((each.queue, [each.id]), queue=each.queue, producer=producer)
    yield


@contextmanager
def _second_pump(scene: Scene, _: random.Random) -> Iterator[None]:
    """Run one scheduler more."""
    environ = {**os.environ, **scene.settings.environ()}
    with (Path(scene.settings.home, "logs", "second.log")).open("ab") as log:
        process = tether.start([sys.executable, "-m", *scene.fleet.scheduler], log, environ)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _disk_full(scene: Scene, _: random.Random) -> Iterator[None]:
    """Let no process of the line write any file beyond a few kilobytes: neither database, nor bytes, nor log."""
    limits: dict[int, tuple[int, int]] = {}
    for role in (SCHEDULER, SENDER, WORKER, POOL):
        for pid in scene.pids(role):
            with suppress(ProcessLookupError):
                before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (_QUOTA, before[1]))
                limits[pid] = before
    try:
        yield
    finally:
        for pid, before in limits.items():
            with suppress(ProcessLookupError):
                resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


@contextmanager
def _database_locked(scene: Scene, _: random.Random) -> Iterator[None]:
    """Hold the lock that everybody needs who writes."""
    engine = create_engine(scene.settings.database, isolation_level="AUTOCOMMIT")
    sqlite = engine.dialect.name == "sqlite"
    try:
        with engine.connect() as connection:
            connection.execute(text("BEGIN IMMEDIATE" if sqlite else "BEGIN"))
            if not sqlite:
                connection.execute(text("LOCK TABLE documents, deliveries, events IN ACCESS EXCLUSIVE MODE"))
            yield
            connection.execute(text("ROLLBACK"))
    finally:
        engine.dispose()


@contextmanager
def _connections_cut(scene: Scene, _: random.Random) -> Iterator[None]:
    """Close every connection to the database server, as its restart would."""
    engine = create_engine(scene.settings.database)
    with engine.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
    engine.dispose()
    yield


@contextmanager
def _moody(mood: Mood, scene: Scene, _: random.Random) -> Iterator[None]:
    """Have the receiver behave badly."""
    scene.receiver.mood = mood
    try:
        yield
    finally:
        scene.receiver.mood = Mood.WELL


@contextmanager
def _stepped(seconds: float, scene: Scene, _: random.Random) -> Iterator[None]:
    """Step the clock of the whole host, and put it right again."""
    scene.clock.step(seconds)
    try:
        yield
    finally:
        scene.clock.step(-seconds)


def _parent(pid: int) -> int:
    with suppress(OSError), open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123 - a line of the kernel's
        return int(stat.read().rpartition(")")[2].split()[1])
    return 0


FAULTS: dict[str, Fault] = {
    "worker-term": Fault(partial(_signalled, WORKER, signal.SIGTERM)),
    "worker-kill": Fault(partial(_signalled, WORKER, signal.SIGKILL)),
    "pool-kill": Fault(partial(_signalled, POOL, signal.SIGKILL)),
    "reader-kill": Fault(partial(_signalled, READER, signal.SIGKILL)),
    "child-kill": Fault(partial(_signalled, CHILD, signal.SIGKILL)),
    "worker-freeze": Fault(partial(_frozen, WORKER), leases=1.2),
    "scheduler-term": Fault(partial(_signalled, SCHEDULER, signal.SIGTERM)),
    "scheduler-kill": Fault(partial(_signalled, SCHEDULER, signal.SIGKILL)),
    "sender-kill": Fault(partial(_signalled, SENDER, signal.SIGKILL)),
    "host-loss": Fault(_host_lost, seconds=1.0),
    "second-pump": Fault(_second_pump, seconds=4.0),
    "redis-flush": Fault(_flushed, brokers=_REDIS),
    "redis-restart": Fault(partial(_server_away, keep=True), brokers=_OWN),
    "redis-amnesia": Fault(partial(_server_away, keep=False), brokers=_OWN),
    "redis-away": Fault(partial(_server_away, keep=True), seconds=8.0, brokers=_OWN),
    "redis-freeze": Fault(_paused, seconds=5.0, brokers=_REDIS),
    "redis-cut": Fault(_cut_off, brokers=_REDIS),
    "messages-lost": Fault(_messages_lost, brokers=_REDIS),
    "messages-doubled": Fault(_doubled),
    "disk-full": Fault(_disk_full, seconds=4.0),
    "database-locked": Fault(_database_locked, seconds=4.0),
    "database-cut": Fault(_connections_cut, databases=("postgresql",)),
    "receiver-failing": Fault(partial(_moody, Mood.FAILING), seconds=6.0),
    "receiver-forgetful": Fault(partial(_moody, Mood.FORGETFUL), seconds=4.0),
    "receiver-silent": Fault(partial(_moody, Mood.SILENT), seconds=6.0),
    "clock-forward": Fault(partial(_stepped, _HOUR), seconds=4.0),
    "clock-back": Fault(partial(_stepped, -_HOUR), seconds=4.0),
}
