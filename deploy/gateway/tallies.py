"""What the documents of batches came to, counted once: of a batch that has ended it changes when a record does.

To count twenty thousand documents takes a tenth of a second, a million three; a list shows fifty batches, and people
come back. What is told of a large batch under way is as old as ten times the seconds that it took to count: however
many look on, that is a tenth of one processor.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from shared.store import Batch, Counts, Store

_KEPT = 2_000  # batches
_LARGE = 20_000  # items
_REST = 10.0  # times as long as counting took
_SETTLED = 10.0  # seconds after its end in which somebody who saw a batch open may still be changing a record of it

_State = tuple[float | None, int, int]
_Tally = tuple[Counts, dict[str, int]]


class Tallies:
    """The counts of a store's batches."""

    def __init__(self, store: Store, passed: Callable[[], float] = time.monotonic) -> None:
        self._store = store
        self._passed = passed
        self._open: dict[str, tuple[_State, float, Counts]] = {}  # until when a count is good
        self._counting = threading.Lock()
        self._kept = OrderedDict[str, tuple[_State, _Tally]]()
        self._lock = threading.Lock()

    def counts(self, batch: Batch) -> Counts:
        """Count a batch's items by state and outcome."""
        if self._is_settled(batch):
            return self._settled(batch)[0]
        if batch.id not in self._open:  # small, or not counted yet
            return self._count(batch)
        with self._counting:  # one at a time: who waited finds what the other counted
            return self._known(batch) or self._count(batch)

    def rules(self, batch: Batch) -> dict[str, int]:
        """Count the findings in a batch's documents, by rule."""
        return self._settled(batch)[1] if self._is_settled(batch) else self._store.batches.rules(batch.id)

    def _known(self, batch: Batch) -> Counts | None:
        state, until, counts = self._open.get(batch.id, (None, 0.0, None))
        return counts if state == _state(batch) and self._passed() < until else None

    def _count(self, batch: Batch) -> Counts:
        begin = self._passed()
        counts = self._store.batches.counts(batch.id)
        end = self._passed()
        if counts.total >= _LARGE:
            self._open[batch.id] = (_state(batch), end + _REST * (end - begin), counts)
        return counts

    def _is_settled(self, batch: Batch) -> bool:
        return batch.ended_at is not None and self._store.clock() > batch.ended_at + _SETTLED

    def _settled(self, batch: Batch) -> _Tally:
        # `batch` was read before anything is counted: a change that comes between is found by the next reader.
        state = _state(batch)
        self._open.pop(batch.id, None)
        with self._lock:
            kept = self._kept.get(batch.id)
            if kept is not None and kept[0] == state:
                self._kept.move_to_end(batch.id)
                return kept[1]
        tally = (self._store.batches.counts(batch.id), self._store.batches.rules(batch.id))
        with self._lock:
            self._kept[batch.id] = (state, tally)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return tally


def _state(batch: Batch) -> _State:
    return batch.ended_at, batch.generation, batch.revision
