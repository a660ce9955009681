"""A line whose documents are orders: see `toy`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.fleet import Fleet
from shared.store import Item, Store
from tests.line.harness import Line, run_line
from tests.unit.notify.conftest import Receiver


class ToyFleet(Fleet):
    """The fleet, with the toy's processes."""

    scheduler = ("tests.faults.toy", "scheduler")
    worker = ("tests.faults.toy", "worker")


class ToyLine:
    """A line, and orders for it."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self.home = Path(line.settings.home)
        (self.home / "fail").mkdir(exist_ok=True)
        self._number = 0

    @property
    def store(self) -> Store:
        """The line's store."""
        return self.line.store

    def order(self, *orders: str) -> str:
        """Submit a batch of documents, each unlike all others; return its id."""
        items = []
        for order in orders:
            self._number += 1
            items.append(Item(f"{self._number} {order}", f"{order} x{self._number}".encode()))
        return self.line.submit(items)

    def outcomes(self, batch: str) -> dict[str, str]:
        """Return each order's outcome, or the reason for it."""
        records = self.store.records.of_batch(batch)
        return {
            each.document.name.split(maxsplit=1)[1]: each.reason.code if each.reason else each.outcome
            for each in records
        }

    def begun(self, order: str) -> list[int]:
        """Return the worker of every time that an order was begun."""
        effects = self.home / "effects"
        lines = effects.read_text().splitlines() if effects.exists() else []
        return [int(line.split()[0]) for line in lines if line.split(maxsplit=1)[1].startswith(order)]


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ToyLine]:
    with run_line(tmp_path_factory.mktemp("faults"), ToyFleet, seconds=3, memory_mb=256) as line:
        yield ToyLine(line)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver(lambda handler: handler.reply(204))
    yield receiver
    receiver.close()
