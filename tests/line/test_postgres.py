"""The line as several machines would share it: PostgreSQL, and a Redis user with a password and no more rights."""

import hashlib
import os
import secrets
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import redis

from deploy import embedded, tether
from deploy.fleet import Fleet
from shared.limits import Limits
from shared.record import encode
from shared.settings import Settings
from shared.store import Item, Store
from tests.corpus.samples import FOLDER
from tests.line.harness import LEASE, PATIENCE, Line
from workers.pipeline import check
from workers.validate import default_policy

pytestmark = pytest.mark.line

SAMPLES = [Item(path.name, path) for path in sorted(FOLDER.iterdir())]
USERS = Path(embedded.__file__).parent / "redis" / "users.acl"


class RedisServer:
    """A Redis server on a port, with the users that the deployments give it, and one for the test alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        password, root = secrets.token_hex(8), secrets.token_hex(8)
        users = USERS.read_text().replace("PASSWORD_SHA256", hashlib.sha256(password.encode()).hexdigest())
        (folder / "users.acl").write_text(f"{users}user root on >{root} ~* &* +@all\n")
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"redis://nianbao:{password}@127.0.0.1:{port}/0"
        self.root = redis.Redis(port=port, username="root", password=root)
        options = ["--port", str(port), "--bind", "127.0.0.1", "--aclfile", str(folder / "users.acl")]
        options += ["--dir", str(folder), "--appendonly", "yes"]
        with (folder / "log").open("wb") as log:
            self.process = tether.start([embedded.find(), *options], log)
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self.process.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.02)

    def stop(self) -> None:
        """End it."""
        self.root.close()
        self.process.terminate()
        self.process.wait()

    def _answers(self) -> bool:
        try:
            return bool(self.root.ping())
        except redis.ConnectionError:
            return False


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RedisServer]:
    (tmp_path / "redis").mkdir()
    server = RedisServer(tmp_path / "redis")
    yield server
    server.stop()


@pytest.fixture
def line(tmp_path: Path, server: RedisServer, postgres_url: str) -> Iterator[Line]:
    home = tmp_path / "home"
    settings = Settings(
        home=str(home), database_url=postgres_url, redis_url=server.url, lease_seconds=LEASE, log_level="debug"
    )
    with Store.open(settings) as store, Fleet(settings, 2, home / "logs", grace=5) as fleet:
        yield Line(settings, server, store, fleet)  # type: ignore[arg-type]


def test_a_killed_worker_and_a_flushed_redis_leave_what_the_pipeline_finds(line: Line, server: RedisServer) -> None:
    """Byte for byte, every document once."""
    batch = line.submit(SAMPLES)
    line.wait(lambda: line.store.batches.counts(batch).states.get("done"), "the first document")
    os.kill(line.pid("worker-1"), signal.SIGKILL)
    server.root.flushall()
    line.finish(batch)
    line.sound(batch)
    found = {record.document.name: encode(record) for record in line.store.records.of_batch(batch)}
    for item in SAMPLES:
        expected = check(item.data.read_bytes(), item.name, item.hints, Limits(), default_policy())  # type: ignore[union-attr]
        assert found[item.name] == encode(expected), item.name


def test_the_user_of_the_line_may_not_touch_what_is_not_the_lines(server: RedisServer) -> None:
    server.root.set("other", 1)
    with redis.Redis.from_url(server.url) as own:
        own.set("nianbao:x", 1)
        for denied in (lambda: own.get("other"), own.flushall, own.config_get, lambda: own.keys("*")):
            with pytest.raises(redis.exceptions.NoPermissionError):
                denied()
