"""What time it is on PostgreSQL: the server's, whatever the hosts that share it believe."""

import time
from collections.abc import Callable

from sqlalchemy import Connection, text

_EVERY = 5.0  # seconds until the server is asked again: its own clock may be stepped, or another server take its place
_PROMPT = 1.0  # seconds: an answer that took longer tells the time too badly
_NOW = text("SELECT extract(epoch FROM clock_timestamp())::float8")


class ServerClock:
    """The server's time, asked for now and then in a transaction that is open anyway, and counted on from there.

    Exact to half the time that the answer took. The host's own clock is believed until the server was first asked.
    """

    def __init__(self, passed: Callable[[], float] = time.monotonic) -> None:
        self._passed = passed
        self._ahead = time.time() - passed()
        self._next = passed()
        self._asked = False

    def __call__(self) -> float:
        """Return seconds since the epoch."""
        return self._passed() + self._ahead

    def look(self, connection: Connection) -> None:
        """Ask the server, where that is due."""
        before = self._passed()
        if before < self._next:
            return
        server: float = connection.execute(_NOW).scalar_one()
        after = self._passed()
        if not self._asked or after - before < _PROMPT:
            self._ahead = server - (before + after) / 2
            self._asked = True
        self._next = after + _EVERY
