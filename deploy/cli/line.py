"""A line of our own for as long as a command lasts: a Redis server where none is named, workers, the scheduler."""

import fcntl
import os
import re
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

from msgspec.structs import replace

from deploy.cli.screen import CommandError
from deploy.cli.words import say
from deploy.embedded import redis_url
from deploy.fleet import Fleet
from shared.settings import Settings
from shared.store import Store
from tasks.app import build
from tasks.broker import AWAY

WORKERS = max(1, min(8, os.cpu_count() or 1))  # unless told otherwise
_PASSWORD = re.compile("//[^/]*@")


@contextmanager
def line(settings: Settings, workers: int) -> Iterator[tuple[Store, Fleet]]:
    """Run so many workers until the context is left; nothing stays behind, whatever ends it."""
    home = Path(settings.home)
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stack.enter_context(orderly())
        if settings.redis_url is None:
            stack.enter_context(alone(home))
        else:
            _reach(settings)
        told = replace(settings, redis_url=stack.enter_context(redis_url(settings)))
        store = stack.enter_context(Store.open(told))
        yield store, stack.enter_context(Fleet(told, workers, home / "logs"))


def _reach(settings: Settings) -> None:
    """Refuse to begin where the server that is named does not answer; one that goes away later is waited for."""
    try:
        with build(settings, "line").connection() as connection:
            connection.connect()
            connection.channel().close()
    except AWAY as error:
        url = _PASSWORD.sub("//…@", settings.redis_url or "")
        raise CommandError(say("line.no-server", url=url, detail=str(error).rstrip("."))) from error


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep a second line with a server of its own away from this store: the two would undo each other's work."""
    with (home / "lock").open("wb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(say("line.taken", home=home)) from None
        yield


@contextmanager
def orderly() -> Iterator[None]:
    """Leave by way of every `finally` when told to stop (TERM) or left alone (HUP), as on Ctrl-C."""
    numbers = (signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, _leave) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _: FrameType | None) -> None:
    raise SystemExit(128 + number)
