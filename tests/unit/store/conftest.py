"""A store of its own for every test, on both engines, and a clock that stands still until it is moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.settings import Settings
from shared.store import Store
from tests.unit.store.samples import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a fresh database of each engine."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'nianbao.db'}"


@pytest.fixture
def store(tmp_path: Path, clock: Clock, database_url: str) -> Iterator[Store]:
    with Store.open(Settings(home=str(tmp_path), database_url=database_url), clock) as opened:
        yield opened
