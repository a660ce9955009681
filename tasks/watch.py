"""What the pump notices about its own time: that the clock was stepped, or that it was not looking for a while."""

import time
from collections.abc import Callable

_STEP = 2.0  # seconds that the clock and the time that passed may differ between two looks
_STRAGGLE = (1.0, 5.0, 35.0)  # seconds after a step; a transaction waits for no lock longer than the last


class Watch:
    """Compares a clock that can be stepped with the time that passed. Called `look` at every round."""

    def __init__(self, clock: Callable[[], float], passed: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._passed = passed
        self._seen = clock(), passed()
        self._well = passed()
        self.since = self._seen[0]  # when was looked before the last time, by the clock as it is now
        self._stepped, self._later = 0.0, list[float]()

    def look(self) -> float:
        """Return by how many seconds the clock was stepped since the last look; 0 where it was not."""
        before, self._seen = self._seen, (self._clock(), self._passed())
        stepped = (self._seen[0] - before[0]) - (self._seen[1] - before[1])
        self.since = self._seen[0] - (self._seen[1] - before[1])
        if abs(stepped) <= _STEP:
            return 0.0
        self._stepped = stepped
        self._later = [self._seen[1] + after for after in _STRAGGLE] if stepped < 0 else []
        return stepped

    def stragglers(self) -> float:
        """Return the last step back, in seconds, a few times after it was seen; 0 at other times.

        Whoever had asked for the time before the step may have written it down after it.
        """
        if not self._later or self._passed() < self._later[0]:
            return 0.0
        self._later.pop(0)
        return self._stepped

    def blind(self) -> float:
        """Return for how many seconds nobody looked after the leases, or could have renewed them; begin anew."""
        before, self._well = self._well, self._passed()
        return self._well - before
