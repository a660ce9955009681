"""Endpoints of every temper on one line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from shared.store import DELIVERED, Endpoint
from tests.line.harness import Line, run_line
from tests.unit.notify.conftest import Answer, Receiver
from tests.unit.notify.test_delivery import drip, reset

pytestmark = pytest.mark.line

EACH = 15
WELL = 4
SICK: dict[str, Answer] = {
    "hangs": lambda handler: handler.release.wait(),
    "drips": drip,
    "resets": reset,
    "broken": lambda handler: handler.reply(500),
    "redirects": lambda handler: handler.reply(302, location="/hook"),
    "gone": lambda handler: handler.reply(410),
}


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with run_line(tmp_path, workers=0) as running:
        yield running


@pytest.fixture
def receive() -> Iterator[Callable[[Answer], Receiver]]:
    receivers: list[Receiver] = []

    def start(answer: Answer) -> Receiver:
        receivers.append(Receiver(answer))
        return receivers[-1]

    yield start
    for receiver in receivers:
        receiver.close()


def test_the_healthy_have_all_their_notices_while_the_sick_are_still_waited_for(
    line: Line, receive: Callable[[Answer], Receiver]
) -> None:
    sick = {name: line.store.endpoints.add(receive(answer).url, []) for name, answer in SICK.items()}
    receivers = [receive(lambda handler: handler.reply(204)) for _ in range(WELL)]
    healthy = [line.store.endpoints.add(receiver.url, []) for receiver in receivers]
    with line.store._database.write() as connection:  # noqa: SLF001 - posting is part of somebody's transaction
        for number in range(EACH):
            for endpoint in (*sick.values(), *healthy):
                line.store.deliveries.post(connection, endpoint, "report.failed", b"{}", generation=number)

    def states(endpoint: Endpoint) -> list[str]:
        return [each.state for each in line.store.deliveries.newest(endpoint=endpoint.id)]

    line.wait(lambda: all(set(states(each)) == {DELIVERED} for each in healthy), "the healthy")
    assert DELIVERED not in states(sick["hangs"])  # nobody ever let go of it
    for receiver, endpoint in zip(receivers, healthy, strict=True):
        ids = {headers["webhook-id"] for headers, _ in receiver.got}
        assert len(ids) == EACH  # some twice, where the machine is so busy that a lease runs out
        for headers, body in receiver.got:
            Webhook(endpoint.secrets[0]).verify(body, headers, json_parse=False)
    line.wait(lambda: line.store.endpoints.get(sick["gone"].id).disabled_at, "the one that is gone")
    for name in ("broken", "resets", "redirects"):
        line.wait(lambda: line.store.endpoints.get(sick[name].id).held_until, f"a rest for the one that {name}")  # noqa: B023 - called at once
        tried = [each for each in line.store.deliveries.newest(endpoint=sick[name].id) if each.attempts]
        assert len(tried) < EACH  # the rest waits without an attempt
