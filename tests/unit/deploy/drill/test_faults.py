from deploy.cli.words import WORDS
from deploy.drill.faults import FAULTS


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
