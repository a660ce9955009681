"""What the commands are told by the environment, and the store that it names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from deploy.cli.screen import CommandError
from deploy.cli.words import say
from shared.settings import Settings, load
from shared.store import Store


def settings() -> Settings:
    """Return the settings of this process."""
    return load(os.environ)


def with_redis() -> Settings:
    """Return the settings of a process that cannot do without a server for work orders, which they must name."""
    told = settings()
    if told.redis_url is None:
        raise CommandError(say("error.no-redis-url"))
    return told


@contextmanager
def store() -> Iterator[Store]:
    """Open the store that the settings name."""
    with Store.open(settings()) as opened:
        yield opened
