"""The pump: the only one that publishes. It holds no state, may die at any moment, and several may run."""

import secrets
from collections import defaultdict
from collections.abc import Iterator

import celery
import structlog

from shared.engine import engine
from shared.errors import Message, TryLater, Unreadable
from shared.settings import Settings
from shared.store import Sent, Store, Work
from tasks import line, notify
from tasks.broker import AWAY, SENT_AT, Broker, connect
from tasks.context import policy_of
from tasks.stage import give_up
from tasks.watch import Watch

_EPOCH = "epoch"
_SIGN = 5.0  # seconds
_LOST = "worker lost"
_STEPPED = "stepped"  # key of when a pump last saw the clock stepped, and by how many seconds
_ALIKE = 2.0  # seconds by which two pumps may see one step differently
_NEAR = 60.0  # seconds around a step of the clock within which a time was written down by the clock before

_log = structlog.get_logger()


class Pump:
    """Moves a store's work into Redis, a window at a time, and what Redis or a worker lost back."""

    def __init__(self, store: Store, app: celery.Celery, settings: Settings, watch: Watch | None = None) -> None:
        self._store = store
        self._app = app
        self._window = settings.window
        self._patience = settings.lease_seconds
        self._policy = policy_of(settings)
        self._works: tuple[Work, ...] = (store.documents, store.deliveries)
        self._watch = watch or Watch(store.clock)
        self._broker: Broker | None = None
        self._signed = 0.0
        if sealed := store.endpoints.seal():
            _log.info("secrets.sealed", endpoints=sealed)
        again = store.documents.requeue(unlike=engine())
        if again:
            _log.info("documents.requeued", count=again, because="the engine is another")

    def tick(self) -> bool:
        """Do everything that is due once; say whether there was anything. Redis or the database may be away."""
        moved = 0
        try:
            self._mind_the_clock()
            moved += self._now_and_then()
            moved += self._reap() + len(self._store.batches.close(notify.of_batch(self._store)))
            moved += notify.digests(self._store)
            if self._broker is None:
                self._broker = connect(self._app, self._store.line)
                _log.info("redis.connected")
            self._remember(self._broker)
            moved += sum(self._fill(self._broker, work) for work in self._works)
        except AWAY as error:
            if self._broker is not None:
                _log.warning("redis.away", why=str(error))
            self.close()
        except TryLater as error:
            _log.warning("store.away", why=str(error))
        return moved > 0

    def _now_and_then(self) -> int:
        """Show whoever asks the database that the pump does its rounds; end waivers, which last for days."""
        if self._signed <= (now := self._store.clock()) < self._signed + _SIGN:
            return 0
        self._store.meta.set(line.PUMPED, repr(now))
        self._signed = now
        return self._store.waivers.expire()

    def close(self) -> None:
        """Let go of Redis."""
        if self._broker is not None:
            self._broker.close()
            self._broker = None

    def _mind_the_clock(self) -> None:
        """Keep what was to happen in five seconds from happening in an hour, or now, because the clock was stepped."""
        if stepped := self._watch.look():
            if not self._first_to_see(stepped):
                return
            since = self._watch.since
            moved = sum(work.shift(stepped, since=since, lease=self._patience) for work in self._works)
            _log.warning("clock.stepped", seconds=round(stepped, 1), moved=moved)
        elif back := self._watch.stragglers():
            beyond = self._store.clock() - back - _NEAR
            moved = sum(work.shift(back, beyond=beyond) for work in self._works)
            _log.info("clock.stragglers", moved=moved)

    def _first_to_see(self, stepped: float) -> bool:
        """Say whether no other pump has seen this step. What it moved is moved once."""
        now = self._store.clock()

        def is_another(seen: str) -> bool:
            at, by = map(float, seen.split())
            return abs(by - stepped) > _ALIKE or not 0 <= now - at <= _NEAR

        return self._store.meta.replace(_STEPPED, f"{now!r} {stepped!r}", lambda seen: not seen or is_another(seen))

    def _reap(self) -> int:
        """Take work back from workers that gave no sign for the length of their lease.

        Where the pump itself could not look for so long, because the database or the whole machine was away, leases
        ran out that nobody could renew: the work is sent again, and no document is blamed for it.
        """
        late = self._store.documents.expired()
        innocent = self._watch.blind() > self._patience / 2
        for claim in late:
            if innocent:
                self._store.documents.give_back(
                    claim, 0.0, "later", {"why": Message("存储曾无法访问", "the store was away")}
                )
                continue
            chance = line.after_loss(claim.lost + 1, claim.queue)
            if chance is None:
                give_up(self._store, self._policy, claim, Unreadable("crashed", signal=_LOST), {"signal": _LOST})
            else:
                queue, wait = chance
                _log.warning("document.lost", document=claim.id, stage=claim.stage, next_queue=queue)
                self._store.documents.retry(claim, queue, wait, "lost", {})
        return len(late) + self._store.deliveries.reap()

    def _remember(self, broker: Broker) -> None:
        """Find out what Redis forgot: everything, when its epoch is not ours; single messages, when time tells."""
        known = self._store.meta.get(_EPOCH)
        if known is None or not broker.knows(known):
            lost = sum(work.unsend() for work in self._works)
            epoch = secrets.token_hex(8)
            self._store.meta.set(_EPOCH, epoch)
            broker.keep(epoch, known)
            if known is not None:
                _log.warning("redis.forgot", sent_again=lost)
        before = self._store.clock() - self._patience
        for work in self._works:
            for queue in work.stale(before):
                first = broker.first(queue)  # messages are taken in turn: what was sent before this one is lost
                gone = before if first is None else min(before, first)
                if sent_again := work.unsend(queue=queue, before=gone):
                    _log.warning("messages.lost", queue=queue, sent_again=sent_again)

    def _fill(self, broker: Broker, work: Work) -> int:
        """Top every queue up to the window. What is published was marked as sent before: never the other way round."""
        moved = 0
        for queue, on_the_way in work.waiting().items():
            begin = self._store.clock()
            sent = work.take(queue, self._window - on_the_way)
            if sent:
                try:
                    self._publish(broker, queue, sent, begin)
                except BaseException:
                    work.unsend([each.id for each in sent])
                    raise
            moved += len(sent)
        return moved

    def _publish(self, broker: Broker, queue: str, sent: list[Sent], begin: float) -> None:
        with self._app.amqp.Producer(broker.channel) as producer, producer.batch():
            for stage, ids in _parcels(queue, sent):
                options = {**broker.route(queue), "producer": producer, "argsrepr": "", "kwargsrepr": ""}
                options["headers"] = {SENT_AT: begin}  # no later than the rows say
                self._app.tasks[stage].apply_async((queue, ids), **options)


def _parcels(queue: str, sent: list[Sent]) -> Iterator[tuple[str, list[str]]]:
    """Yield messages' stages and ids, in the order of service."""
    lanes: defaultdict[tuple[str, str | None], list[str]] = defaultdict(list)
    for each in sent:
        lanes[each.stage, each.lane].append(each.id)
    for (stage, lane), ids in lanes.items():
        size = line.parcel(stage, lane, queue, len(ids))
        for start in range(0, len(ids), size):
            yield stage, ids[start : start + size]
