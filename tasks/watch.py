"""What the pump notices about its own time: that the clock was stepped, or that it was not looking for a while."""

import time
from collections.abc import Callable

_STEP = 2.0  # seconds that the clock and the time that passed may differ between two looks


class Watch:
    """Compares a clock that can be stepped with the time that passed. Called `look` at every round."""

    def __init__(self, clock: Callable[[], float], passed: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._passed = passed
        self._seen = clock(), passed()
        self._well = passed()

    def look(self) -> float:
        """Return by how many seconds the clock was stepped since the last look; 0 where it was not."""
        before, self._seen = self._seen, (self._clock(), self._passed())
        stepped = (self._seen[0] - before[0]) - (self._seen[1] - before[1])
        return stepped if abs(stepped) > _STEP else 0.0

    def blind(self) -> float:
        """Return for how many seconds nobody looked after the leases, or could have renewed them; begin anew."""
        before, self._well = self._well, self._passed()
        return self._well - before
