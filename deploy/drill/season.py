"""A season in small: documents come in portions, and something fails before each of them is through."""

import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread

from deploy.drill.faults import FAULTS, Fault, ForbiddenError, MissedError
from deploy.drill.recovery import Recovery, are_due
from deploy.drill.result import Struck
from deploy.drill.scene import Scene
from shared.errors import TryLater
from shared.store import OPEN, Item

BOUND = 30.0  # seconds within which a line is to be well again
_AHEAD = 1.5  # portions that may be open before the next fault
_PATIENCE = 4.0  # bounds, to see how long it takes where it takes too long
_STALLED = 300.0  # seconds without a document's ending, after which the drill is broken off
_QUIET = 0.5  # seconds between looks at how many have ended


class StalledError(RuntimeError):
    """The line does not come to an end; the message says what it hangs on."""


class Season:
    """Drives a scene. `tell` is called with every fault that was struck, `advance` with how many documents ended."""

    def __init__(  # noqa: PLR0913, PLR0917 - one drill's parts
        self,
        scene: Scene,
        items: Sequence[Item],
        kinds: Sequence[str],
        seed: str,
        tell: Callable[[Struck], None],
        advance: Callable[[int], None],
    ) -> None:
        self._scene = scene
        self._kinds = kinds
        self._rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._tell = tell
        self._advance = advance
        self._portions = _portions(list(items), len(kinds) + 1)
        self._submitted = 0
        self.batches: list[str] = []
        self.seconds = 0.0

    def play(self) -> list[Struck]:
        """Submit everything, strike every fault, wait for the end of all; return what was struck."""
        self._begin = time.monotonic()
        struck = []
        for number, kind in enumerate(self._kinds):
            portion = self._portions[number]
            by_hand, bulk = portion[:1], portion[1:]
            self._submit(bulk)
            self._until_under_way(len(portion))
            struck.append(self._strike(kind, by_hand))
            self._tell(struck[-1])
        self._submit(self._portions[-1])
        self._wait(lambda: self._scene.store.figures.ended() >= self._submitted, "documents")
        self.seconds = time.monotonic() - self._begin
        with suppress(StalledError):  # what did not arrive is lost, and will be counted
            self._wait(lambda: all(self._scene.store.batches.get(each).ended_at for each in self.batches), "batches")
            self._wait(lambda: not self._open_notices(), "notices", self._are_notices_due)
        return struck

    def _strike(self, kind: str, by_hand: Sequence[Item]) -> Struck:
        fault, ended = FAULTS[kind], self._scene.store.figures.ended()
        at, took, missing, missed, forbidden = time.monotonic(), list[float](), "", False, False
        recovery: float | None = None
        submitter = Thread(target=self._submit_by_hand, args=(by_hand, took), name="by-hand")
        try:
            with fault.strike(self._scene, self._rng):
                submitter.start()
                self._last(fault)
            over = time.monotonic()
            state = Recovery(self._scene)
            if self._scene.wait(state.complete, BOUND * _PATIENCE, every=0.2):
                recovery = round(time.monotonic() - over, 1)
            else:
                missing = state.missing()
        except MissedError as nothing:
            over, missing, missed = time.monotonic(), str(nothing), True
            forbidden = isinstance(nothing, ForbiddenError)
            if submitter.ident is None:
                submitter.start()
        submitter.join()
        return Struck(
            fault=kind,
            at=round(at - self._begin, 1),
            ended=ended,
            lasted=round(over - at, 1),
            submitted=round(took[0], 2) if took else None,
            recovery=recovery,
            missing=missing,
            missed=missed,
            forbidden=forbidden,
        )

    def _last(self, fault: Fault) -> None:
        time.sleep(fault.lasts(self._scene.settings.lease_seconds))

    def _submit_by_hand(self, items: Sequence[Item], took: list[float]) -> None:
        begin = time.monotonic()
        if items:
            self._submit(items, express=True)
            took.append(time.monotonic() - begin)

    def _submit(self, items: Sequence[Item], *, express: bool = False) -> None:
        """Submit a batch as a client does that is told to try later."""
        batches = self._scene.store.batches
        if not items:
            return
        id_ = _insisting(lambda: batches.create("drill", express=express))
        _insisting(lambda: batches.submit(id_, items))
        _insisting(lambda: batches.seal(id_))
        self.batches.append(id_)
        self._submitted += len(items)

    def _until_under_way(self, portion: int) -> None:
        """Wait until the line has come so far that a portion and a half are open, and some of it is on the way."""
        figures, documents = self._scene.store.figures, self._scene.store.documents
        few = self._submitted - int(_AHEAD * portion)
        self._wait(lambda: figures.ended() >= few, "documents")
        self._scene.wait(lambda: documents.moving() or figures.ended() >= self._submitted, BOUND)

    def _wait(self, what: Callable[[], object], doing: str, should_move: Callable[[], object] = lambda: True) -> None:
        """Wait for something as long as documents end meanwhile, or notices arrive, or nothing should move yet."""
        seen, since = (-1, -1), time.monotonic()
        while not what():
            self._scene.fleet.check()
            now = self._scene.store.figures.ended(), self._scene.receiver.effects
            self._advance(now[0])
            if now != seen or not should_move():
                seen, since = now, time.monotonic()
            if time.monotonic() - since > _STALLED:
                raise StalledError(f"{doing}: {now[0]} / {self._submitted}")
            time.sleep(_QUIET)

    def _are_notices_due(self) -> bool:
        return are_due(self._scene.store.deliveries)

    def _open_notices(self) -> bool:
        return any(each.state in OPEN for each in self._scene.store.deliveries.backlog())


def _portions(items: list[Item], count: int) -> list[list[Item]]:
    """Return so many portions, about equally large."""
    return [items[number * len(items) // count : (number + 1) * len(items) // count] for number in range(count)]


def _insisting(what: Callable[[], object]) -> str:
    while True:
        try:
            return str(what())
        except TryLater:
            time.sleep(0.2)
