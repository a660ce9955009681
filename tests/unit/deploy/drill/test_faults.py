import random
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from redis.exceptions import NoPermissionError

from deploy.cli.words import WORDS
from deploy.drill.faults import FAULTS, ForbiddenError


def test_every_fault_has_its_words() -> None:
    assert {name for name in WORDS if name.startswith("drill.fault.")} == {f"drill.fault.{name}" for name in FAULTS}


def test_what_needs_a_server_of_ones_own_is_not_done_to_others() -> None:
    own = {name for name, fault in FAULTS.items() if fault.possible("sqlite", "own")}
    theirs = {name for name, fault in FAULTS.items() if fault.possible("postgresql", "rediss")}
    assert own - theirs == {"redis-restart", "redis-amnesia", "redis-away"}
    assert theirs - own == {"database-cut"}
    assert "redis-flush" not in {name for name, fault in FAULTS.items() if fault.possible("sqlite", "amqp")}


def test_a_fault_lasts_by_seconds_and_by_leases() -> None:
    assert FAULTS["worker-freeze"].lasts(20) == 24
    assert FAULTS["database-locked"].lasts(20) == 4


@pytest.mark.parametrize("name", ["redis-cut", "redis-freeze", "redis-flush", "messages-lost"])
def test_what_the_servers_user_may_not_do_is_said_and_not_struck(name: str) -> None:
    """The user that deployments give to the line may pause nobody and cut off nobody."""

    def refuse(*_: object, **__: object) -> None:
        raise NoPermissionError("this user has no permissions")

    @contextmanager
    def redis() -> Any:  # noqa: ANN401 - a client
        yield SimpleNamespace(client_kill_filter=refuse, client_pause=refuse, scan_iter=refuse, delete=refuse)

    scene: Any = SimpleNamespace(server=None, redis=redis, store=SimpleNamespace(line="x"))
    with pytest.raises(ForbiddenError, match="no permissions"), FAULTS[name].strike(scene, random.Random(0)):
        raise AssertionError
