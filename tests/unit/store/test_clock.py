import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest

from shared.store.clock import ServerClock

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Passed:
    """Time that passes as the test tells."""

    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


class Server:
    """A connection to a server whose clock is so many seconds ahead of the time that passed."""

    def __init__(self, passed: Passed, ahead: float) -> None:
        self.passed, self.ahead, self.asked, self.takes = passed, ahead, 0, 0.0

    def execute(self, _: object) -> "Server":
        return self

    def scalar_one(self) -> float:
        self.asked += 1
        self.passed.now += self.takes
        return self.passed.now - self.takes / 2 + self.ahead


@pytest.fixture
def passed() -> Passed:
    return Passed()


@pytest.fixture
def server(passed: Passed) -> Server:
    return Server(passed, 9_000.0)


@pytest.fixture
def clock(passed: Passed, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServerClock]:
    monkeypatch.setattr(time, "time", lambda: 1_000.0)
    return ServerClock(passed)


def look(clock: ServerClock, server: Server) -> None:
    clock.look(cast("Connection", server))


def test_the_host_is_believed_until_the_server_was_asked(clock: ServerClock, passed: Passed, server: Server) -> None:
    passed.now += 5
    assert clock() == 1_005.0
    look(clock, server)
    assert clock() == passed.now + 9_000.0


def test_time_goes_on_between_answers_and_nobody_asks_all_the_time(
    clock: ServerClock, passed: Passed, server: Server
) -> None:
    look(clock, server)
    passed.now += 3
    look(clock, server)
    assert (clock(), server.asked) == (9_053.0, 1)


def test_a_server_whose_clock_was_stepped_is_followed(clock: ServerClock, passed: Passed, server: Server) -> None:
    look(clock, server)
    server.ahead += 3_600
    passed.now += 6
    look(clock, server)
    assert clock() == passed.now + 12_600.0


def test_an_answer_that_was_long_on_its_way_is_not_believed_unless_it_is_the_first(
    clock: ServerClock, passed: Passed, server: Server
) -> None:
    server.takes = 8.0
    look(clock, server)
    assert clock() == passed.now + 9_000.0
    server.ahead = 0.0
    passed.now += 6
    look(clock, server)
    assert (clock(), server.asked) == (passed.now + 9_000.0, 2)
