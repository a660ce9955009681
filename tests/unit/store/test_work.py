"""Two workers, a pump, lost messages, frozen processes and requeues in any order: one result, and none is lost."""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.strategies import DataObject, data, floats, sampled_from

from shared.record import Outcome
from shared.settings import Settings
from shared.store import DEAD, Claim, Store
from tests.unit.store.samples import LEASE, Clock, finish, hand_on, record, silent, submit

QUEUES = {"intake": "intake", "extract": "extract.text"}


@cache
def new_database() -> bytes:
    """Make the tables once, not for every example."""
    with tempfile.TemporaryDirectory() as folder:
        Store.open(Settings(home=folder)).close()
        return Path(folder, "nianbao.db").read_bytes()


class Line(RuleBasedStateMachine):
    """The store's documents, driven by everybody at once."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock()
        self.store = self.open()
        self.batch = submit(self.store, *"ab")
        self.ids = [sent.id for sent in self.store.documents.take("intake", 9)]
        self.messages = [("intake", id_) for id_ in self.ids]
        self.held: list[Claim] = []
        self.ended = dict.fromkeys(self.ids, 0)
        self.requeued = dict.fromkeys(self.ids, 0)

    def open(self) -> Store:
        (self.folder / "nianbao.db").write_bytes(new_database())
        return Store.open(Settings(home=str(self.folder)), self.clock)

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(seconds=floats(0.1, LEASE * 2))
    def time_passes(self, seconds: float) -> None:
        self.clock.now += seconds

    @rule()
    def the_pump_sends(self) -> None:
        for stage, queue in QUEUES.items():
            self.messages += [(stage, sent.id) for sent in self.store.documents.take(queue, 2)]

    @rule()
    def redis_forgets(self) -> None:
        """Some messages live on all the same."""
        self.store.documents.unsend()

    @precondition(lambda self: self.messages)
    @rule(draw=data())
    def a_worker_claims(self, draw: DataObject) -> None:
        """A message may come any number of times."""
        stage, id_ = draw.draw(sampled_from(self.messages))
        held = self.store.documents.claim(id_, stage, QUEUES[stage], LEASE)
        if held is not None:
            self.held.append(held)

    @precondition(lambda self: self.held)
    @rule(draw=data(), dead=sampled_from([True, False]))
    def a_holder_finishes(self, draw: DataObject, dead: bool) -> None:  # noqa: FBT001 - drawn
        held = draw.draw(sampled_from(self.held))
        if dead:
            ended = self.store.documents.finish(held, record(held, Outcome.UNREADABLE), silent, {}, DEAD)
        else:
            ended = finish(self.store, held)
        self.ended[held.id] += ended
        assert not ended or held.generation == self.requeued[held.id]

    @precondition(lambda self: self.held)
    @rule(draw=data())
    def a_holder_hands_on(self, draw: DataObject) -> None:
        held = draw.draw(sampled_from(self.held))
        if held.stage == "intake":
            hand_on(self.store, held, b"draft")

    @precondition(lambda self: self.held)
    @rule(draw=data(), wait=floats(0, LEASE))
    def a_holder_gives_back(self, draw: DataObject, wait: float) -> None:
        self.store.documents.give_back(draw.draw(sampled_from(self.held)), wait, "later", {})

    @rule()
    def the_pump_reaps(self) -> None:
        for late in self.store.documents.expired():
            self.store.documents.retry(late, late.queue, 0, "lost", {})

    @rule(draw=data())
    def a_person_requeues(self, draw: DataObject) -> None:
        id_ = draw.draw(sampled_from(self.ids))
        self.requeued[id_] += self.store.documents.requeue([id_])

    @invariant()
    def each_document_ends_once_each_time_it_is_read(self) -> None:
        for id_ in getattr(self, "ids", ()):
            document = self.store.documents.get(id_)
            over = document.state in {"done", "dead"}
            assert self.ended[id_] == self.requeued[id_] + over
            told = [event.event for event in self.store.documents.history(id_)]
            assert told.count("done") + told.count("dead") == self.ended[id_]

    @invariant()
    def a_document_has_one_holder(self) -> None:
        for id_ in getattr(self, "ids", ()):
            renewed = [held for held in self.held if held.id == id_ and self.store.documents.renew(held, 0.0)]
            assert len({held.fence for held in renewed}) <= 1

    @invariant()
    def nothing_is_lost(self) -> None:
        """Whatever has not ended is pending, on its way, or in the hands of somebody whose lease will end."""
        if hasattr(self, "batch"):
            counts = self.store.batches.counts(self.batch)
            assert set(counts.states) <= {"pending", "sent", "running", "done", "dead"}
            assert counts.total == len(self.ids)


TestLine = Line.TestCase
TestLine.settings = settings(max_examples=50, stateful_step_count=30, deadline=None)
