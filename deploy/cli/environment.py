"""What the commands are told by the environment, and the store that it names."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from shared.settings import Settings, load
from shared.store import Store


def settings() -> Settings:
    """Return the settings of this process."""
    return load(os.environ)


@contextmanager
def store() -> Iterator[Store]:
    """Open the store that the settings name."""
    with Store.open(settings()) as opened:
        yield opened
