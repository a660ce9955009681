import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest

from tasks.line import NOTIFY, QUEUES
from tests.unit.deploy.files import FOLDER, least_memory, longest_stop, megabytes, named_variables, variables

PLACE = FOLDER / "systemd"
ANALYZE = shutil.which("systemd-analyze")
SERVICES = sorted(PLACE.glob("*.service"))


def unit(name: str) -> dict[str, str]:
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(PLACE / name)
    return dict(parser["Service"])


def test_workers_take_every_queue_but_that_of_notices_which_has_one_of_its_own() -> None:
    for name, queues in (("nianbao-worker@", set(QUEUES) - {NOTIFY}), ("nianbao-sender", {NOTIFY})):
        program, *arguments = unit(f"{name}.service")["ExecStart"].split()
        assert program.endswith("/nianbao")
        assert sorted(arguments) == sorted(["worker", *queues])


def test_a_worker_has_no_way_out_and_its_time_and_memory() -> None:
    worker = unit("nianbao-worker@.service")
    assert (worker["IPAddressDeny"], worker["IPAddressAllow"]) == ("any", "localhost")
    assert int(worker["TimeoutStopSec"]) >= longest_stop()
    assert worker["KillMode"] == "mixed"  # Celery stops its own children
    assert megabytes(worker["MemoryMax"]) >= least_memory()


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_services_come_back_and_have_few_rights(path: Path) -> None:
    service = unit(path.name)
    assert service["Restart"] == "always"
    assert service["User"] == "nianbao"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    calls = service["SystemCallFilter"].split()
    assert calls[0] == "@system-service"
    assert {"landlock_create_ruleset", "landlock_add_rule", "landlock_restrict_self"} <= set(calls)
    assert service["SystemCallErrorNumber"] == "EPERM", "by default a call that is not allowed kills"


def test_the_target_wants_units_that_there_are() -> None:
    names = {path.name for path in SERVICES}
    line = next(line for line in (PLACE / "nianbao.target").read_text().splitlines() if line.startswith("Wants="))
    for name in line.removeprefix("Wants=").split():
        assert name in names or f"{name.partition('@')[0]}@.service" in names


def test_only_variables_that_the_program_reads_are_set() -> None:
    assert named_variables("".join(path.read_text() for path in PLACE.iterdir())) <= variables()


@pytest.mark.skipif(ANALYZE is None, reason="systemd-analyze is not installed")
@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_systemd_understands_them(path: Path) -> None:
    done = subprocess.run(
        [shutil.which("systemd-analyze"), "verify", "--man=no", path], capture_output=True, text=True, check=False
    )
    said = [line for line in done.stderr.splitlines() if path.name in line and "is not executable" not in line]
    assert said == []
