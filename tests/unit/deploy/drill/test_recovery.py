"""A line is well again when what should move does."""

from types import SimpleNamespace
from typing import Any

from deploy.drill.recovery import Recovery


class Deliveries:
    """Notices of which one is open, and perhaps due."""

    def __init__(self) -> None:
        self.due = False

    def waiting(self) -> dict[str, int]:
        return {"notify": 0} if self.due else {}

    def moving(self) -> list[object]:
        return []


def scene(deliveries: Deliveries) -> Any:  # noqa: ANN401 - as much of one as is looked at
    documents = SimpleNamespace(moving=list, backlog=list)
    store = SimpleNamespace(documents=documents, deliveries=deliveries, figures=SimpleNamespace(ended=lambda: 7))
    return SimpleNamespace(store=store, fleet=SimpleNamespace(members=[]), receiver=SimpleNamespace(effects=3))


def test_a_notice_that_waits_for_its_next_time_holds_nothing_up() -> None:
    deliveries = Deliveries()
    recovery = Recovery(scene(deliveries))
    assert recovery.complete()
    deliveries.due = True
    assert recovery.missing() == "notices"
