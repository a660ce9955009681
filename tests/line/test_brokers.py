"""The line on every server that may carry its work orders: what each loses, nobody misses."""

import os
import secrets
import signal
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import redis

from deploy.fleet import Fleet
from shared.limits import Limits
from shared.record import encode
from shared.settings import Settings
from shared.store import Item, Store
from tasks.app import build
from tests import postgres
from tests.corpus.samples import FOLDER
from tests.line.harness import LEASE, Line
from tests.line.servers import RabbitServer, RedisServer, Sentinel, TlsDoor, password_redis, rabbitmq_or_skip, wait
from tests.unit.notify.conftest import Receiver
from workers.pipeline import check
from workers.validate import default_policy

pytestmark = pytest.mark.line

SAMPLES = [Item(path.name, path) for path in sorted(FOLDER.iterdir())]
SOME, FEW = SAMPLES[::2], SAMPLES[::4]


class ByRole(Fleet):
    """A fleet whose processes know the database as the user of their role; `users` has the URLs."""

    users: dict[str, str]

    def _start(self, name: str, arguments: list[str]) -> Any:  # noqa: ANN401 - a process
        role = name.partition("-")[0]
        if role in self.users:
            self._environ["NIANBAO_DATABASE_URL"] = self.users[role]
        try:
            return super()._start(name, arguments)
        finally:
            self._environ["NIANBAO_DATABASE_URL"] = self.users["owner"]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(lambda handler: handler.reply(204))
    yield receiver
    receiver.close()


@contextmanager
def line_on(folder: Path, server: object, fleets: type[Fleet] = Fleet, **told: object) -> Iterator[Line]:
    """Run a line on a server."""
    home = folder / "home"
    settings = Settings(home=str(home), lease_seconds=LEASE, log_level="debug", **told)  # type: ignore[arg-type]
    with Store.open(settings) as store, fleets(settings, 2, home / "logs", grace=5) as fleet:
        yield Line(settings, server, store, fleet)  # type: ignore[arg-type]


def begun(line: Line, items: list[Item]) -> str:
    """Submit; return when the first document has ended."""
    batch = line.submit(items)
    line.wait(lambda: line.store.batches.counts(batch).states.get("done"), "the first document")
    return batch


def ended_as_expected(line: Line, batch: str, items: list[Item]) -> None:
    """Wait for the end, and compare with the pipeline: byte for byte, every document once."""
    line.finish(batch)
    line.sound(batch)
    found = {record.document.name: encode(record) for record in line.store.records.of_batch(batch)}
    for item in items:
        data = item.data if isinstance(item.data, bytes) else item.data.read_bytes()
        assert found[item.name] == encode(check(data, item.name, item.hints, Limits(), default_policy())), item.name


def test_postgresql_an_object_store_and_redis_with_users_who_may_do_what_the_line_does_and_no_more(
    tmp_path: Path, postgres_url: str, s3_url: str, receiver: Receiver
) -> None:
    """With a worker killed and the server flushed in the middle; and somebody is told."""
    ByRole.users = postgres.users(postgres_url) | {"owner": postgres_url}
    told = {"database_url": postgres_url, "blobs": s3_url, "allowed_networks": "127.0.0.0/8"}
    with password_redis(tmp_path) as server, line_on(tmp_path, server, ByRole, redis_url=server.url, **told) as line:
        line.store.endpoints.add(receiver.url, ["batch.completed"])
        batch = begun(line, SOME)
        os.kill(line.pid("worker-1"), signal.SIGKILL)
        server.forget()
        ended_as_expected(line, batch, SOME)
        line.wait(lambda: receiver.got, "the notice of the batch's end")


def test_the_user_of_the_line_may_not_touch_what_is_not_the_lines(tmp_path: Path) -> None:
    with password_redis(tmp_path) as server, redis.Redis.from_url(server.url) as own:
        server.root.set("other", 1)
        own.set("nianbao:x", 1)
        for denied in (lambda: own.get("other"), own.flushall, own.config_get, lambda: own.keys("*")):
            with pytest.raises(redis.exceptions.NoPermissionError):
                denied()


def test_redis_behind_tls_with_an_authority_of_ones_own(tmp_path: Path) -> None:
    with password_redis(tmp_path) as server:
        door = TlsDoor(tmp_path / "tls", server.port)
        url = f"rediss://nianbao:{server.password}@127.0.0.1:{door.port}/0?ssl_cert_reqs=required"
        with line_on(tmp_path, server, redis_url=f"{url}&ssl_ca_certs={door.authority}") as line:
            batch = begun(line, FEW)
            server.forget()
            ended_as_expected(line, batch, FEW)
        door.close()


def test_a_server_whose_certificate_nobody_vouches_for_is_not_spoken_to(tmp_path: Path) -> None:
    with password_redis(tmp_path) as server:
        door = TlsDoor(tmp_path / "tls", server.port)
        stranger = f"rediss://nianbao:{server.password}@127.0.0.1:{door.port}/0?ssl_cert_reqs=required"
        with redis.Redis.from_url(stranger) as client, pytest.raises(redis.ConnectionError, match="CERTIFICATE"):
            client.ping()
        door.close()


def test_sentinels_name_another_server_when_one_dies_and_one_of_them_with_it(tmp_path: Path) -> None:
    """What the new server had not heard of yet is sent again."""
    first = RedisServer(tmp_path / "servers" / "first")
    second = RedisServer(tmp_path / "servers" / "second", replica_of=first)
    word = secrets.token_hex(8)
    sentinels = [Sentinel(tmp_path / "servers" / f"sentinel-{number}", first, 3, word) for number in range(3)]
    one, *others = (f"127.0.0.1:{sentinel.port}" for sentinel in sentinels)
    url = ";".join([f"sentinel://nianbao:{first.password}@{one}/0", *(f"sentinel://{each}" for each in others)])
    told = {"redis_master": "season", "redis_sentinel_password": word}
    try:
        wait(lambda: all(sentinel.knows(replicas=1, others=2) for sentinel in sentinels))
        with line_on(tmp_path, first, redis_url=url, **told) as line:
            batch = begun(line, FEW)
            first.kill()
            sentinels[0].kill()  # the one that the line asks first
            ended_as_expected(line, batch, FEW)
            assert second.root.info("replication")["role"] == "master"
    finally:
        for server in (*sentinels, second, first):
            server.stop()


@pytest.fixture(scope="module")
def rabbitmq(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RabbitServer]:
    rabbitmq_or_skip()
    server = RabbitServer(tmp_path_factory.mktemp("rabbitmq") / "server")
    yield server
    server.stop()


def test_rabbitmq_with_quorum_queues_that_restarts_and_then_forgets_everything(
    tmp_path: Path, rabbitmq: RabbitServer
) -> None:
    """By a user who may touch nothing but the line's own queues."""
    with line_on(tmp_path, rabbitmq, redis_url=rabbitmq.url) as line:
        batch = begun(line, SOME)
        kinds = rabbitmq.queues()
        assert f"nianbao.{line.store.line}.intake" in kinds
        assert set(kinds.values()) == {"quorum"}
        rabbitmq.restart()
        ended_as_expected(line, batch, SOME)
        rabbitmq.forget()
        again = line.submit([Item(item.name, _other(item)) for item in FEW])
        line.finish(again)
        line.sound(again)


def test_rabbitmq_behind_tls_is_spoken_to_where_its_certificate_holds(tmp_path: Path, rabbitmq: RabbitServer) -> None:
    door = TlsDoor(tmp_path / "tls", rabbitmq.port)
    url = rabbitmq.url.replace("amqp://", "amqps://").replace(f":{rabbitmq.port}/", f":{door.port}/")
    with pytest.raises(ssl.SSLCertVerificationError), build(Settings(redis_url=url), "x").connection() as stranger:
        stranger.connect()
    with line_on(tmp_path, rabbitmq, redis_url=f"{url}?ssl_ca_certs={door.authority}") as line:
        ended_as_expected(line, line.submit(FEW), FEW)
    door.close()


def _other(item: Item) -> bytes:
    """Return a sample's bytes made different, without changing what they say."""
    assert isinstance(item.data, Path)
    return item.data.read_bytes() + b"\n"
