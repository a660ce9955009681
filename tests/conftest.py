"""Servers that several folders of tests share, and the signals that they begin with."""

import signal
from collections.abc import Iterator
from secrets import token_hex

import pytest
import structlog

from shared.settings import Settings
from shared.store import Store
from tests import postgres, s3


def pytest_configure() -> None:
    """Let Ctrl-C reach the commands under test though the tests run in a shell's background, which ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _all_logs_are_heard() -> None:
    """A command line that ran before in this process has turned them down."""
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """Run a PostgreSQL server."""
    with postgres.serve() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_tables(postgres_server: postgres.Server) -> str:
    """Give the URL of a database with every table."""
    url = postgres_server.create()
    Store.open(Settings(database_url=url)).close()
    return url


@pytest.fixture
def postgres_url(postgres_tables: str) -> Iterator[str]:
    """Give the URL of a database with every table and nothing in them; making one takes longer than most tests."""
    yield postgres_tables
    postgres.empty(postgres_tables)


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """Run an S3 endpoint; give the URL of its bucket."""
    with s3.serve() as bucket:
        yield bucket


@pytest.fixture
def s3_url(s3_server: str) -> str:
    """Give the URL of a place in a bucket where nothing is."""
    return f"{s3_server}/{token_hex(4)}"
