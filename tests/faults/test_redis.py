"""A Redis server that forgets, dies, and swallows messages."""

import os
import shutil
import signal
from pathlib import Path

import pytest
import redis

from tests.faults.conftest import ToyLine
from tests.line.harness import freeze

pytestmark = pytest.mark.faults

WORK = ["sleep 0.05"] * 24


def client(toy: ToyLine) -> redis.Redis:
    return redis.Redis(unix_socket_path=toy.line.server.url.removeprefix("redis+socket://"))


def half_way(toy: ToyLine, batch: str) -> None:
    total = toy.store.batches.counts(batch).total
    toy.line.wait(lambda: total / 4 < total - toy.store.batches.counts(batch).open < total, "a part of the work")


def check(toy: ToyLine, batch: str) -> None:
    toy.line.finish(batch)
    toy.line.sound(batch)
    assert toy.store.batches.counts(batch).outcomes == {"accepted": len(WORK)}


def test_memory_that_is_flushed_in_the_middle_loses_nothing(toy: ToyLine) -> None:
    batch = toy.order(*WORK)
    half_way(toy, batch)
    with client(toy) as server:
        server.flushall()
    check(toy, batch)
    assert "redis.forgot" in toy.line.words()


@pytest.mark.parametrize("keeps", [True, False])
def test_a_server_that_is_killed_in_the_middle_loses_nothing(toy: ToyLine, keeps: bool) -> None:  # noqa: FBT001 - a table
    """Whether it finds its file again or not. Submission does not wait for it."""
    batch = toy.order(*WORK)
    half_way(toy, batch)
    toy.line.server.kill()
    meanwhile = toy.order(*WORK)
    if not keeps:
        folder = Path(toy.line.server.url.removeprefix("redis+socket://")).parent
        shutil.rmtree(folder / "appendonlydir")
    toy.line.server.start()
    check(toy, batch)
    check(toy, meanwhile)


def test_a_message_that_dies_with_its_worker_is_sent_again(toy: ToyLine) -> None:
    """Celery takes a message first and writes that it did so afterwards; in between it can be lost for good."""
    workers = [toy.line.pid(name) for name in ("worker-1", "worker-2")]
    for pid in workers:
        freeze(pid)
    batch = toy.order("ok")
    key = f"nianbao:{toy.store.line}:intake"
    with client(toy) as server:
        toy.line.wait(
            lambda: toy.store.batches.counts(batch).states == {"sent": 1} and not server.llen(key),
            "a frozen worker to be handed the message",
        )
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    toy.line.finish(batch)
    toy.line.sound(batch)
    assert "messages.lost" in toy.line.words()
