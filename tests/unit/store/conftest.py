"""A store in a folder of its own, and a clock that stands still until it is moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.settings import Settings
from shared.store import Store
from tests.unit.store.samples import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with Store.open(Settings(home=str(tmp_path)), clock) as opened:
        yield opened
