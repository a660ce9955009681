"""A store and what tasks work with, in this process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.limits import Limits
from shared.settings import Settings
from shared.store import Store
from tasks.context import Context
from tests.unit.store.samples import LEASE, Clock
from workers.validate import default_policy


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def context(tmp_path: Path, clock: Clock) -> Iterator[Context]:
    with Store.open(Settings(home=str(tmp_path)), clock) as store:
        yield Context(store, Limits(), default_policy(), LEASE)
