from importlib.resources import files
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml

from tasks.line import NOTIFY, QUEUES
from tests.unit.deploy.files import (
    FOLDER,
    SPECIAL,
    least_memory,
    longest_stop,
    megabytes,
    named_variables,
    seconds,
    variables,
)

TEXT = (FOLDER / "compose" / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
WORKERS = {name: service for name, service in SERVICES.items() if service.get("command", [""])[0] == "worker"}
OWN = {name: service for name, service in SERVICES.items() if "build" in service}


def test_it_is_what_the_compose_specification_describes() -> None:
    schema = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    jsonschema.Draft202012Validator(msgspec.json.decode(schema.read_bytes())).validate(COMPOSE)


def test_every_queue_has_its_workers() -> None:
    assert sorted(queue for worker in WORKERS.values() for queue in worker["command"][1:]) == sorted(QUEUES)


def test_who_sends_does_nothing_else_and_sees_no_document() -> None:
    """Alone in its process it has threads for many slow receivers, and nobody who reads has its way out."""
    assert WORKERS["sender"]["command"] == ["worker", NOTIFY]
    assert WORKERS["sender"]["volumes"] == []


def test_workers_show_that_they_get_round_to_their_work() -> None:
    file = COMPOSE["x-environment"]["NIANBAO_HEARTBEAT"]
    for name, worker in WORKERS.items():
        assert f"find {file} " in worker["healthcheck"]["test"][1], name


def test_who_may_meet_a_scan_or_legacy_word_has_what_reads_them() -> None:
    """Otherwise the same bytes would end in different ways by the queue that they came through."""
    readers = {queue for each in WORKERS.values() if each["image"] == "nianbao-reader" for queue in each["command"][1:]}
    assert readers == SPECIAL


def test_only_variables_that_the_program_reads_are_set() -> None:
    assert named_variables(TEXT) <= variables()


def test_workers_have_the_time_and_memory_that_their_limits_ask_for() -> None:
    for name, worker in WORKERS.items():
        assert seconds(worker["stop_grace_period"]) >= longest_stop(), name
        assert name == "sender" or megabytes(worker["mem_limit"]) >= least_memory(), name


def test_who_reads_documents_has_no_way_out() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name, service in (WORKERS | {each: SERVICES[each] for each in ("redis", "postgres", "scheduler")}).items():
        assert service["networks"] == (["inside", "outside"] if name == "sender" else ["inside"]), name


@pytest.mark.parametrize("name", OWN)
def test_our_processes_have_no_more_rights_than_they_need(name: str) -> None:
    service = OWN[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["restart"] == ("no" if "profiles" in service else "unless-stopped")


def test_ports_are_open_on_this_machine_only() -> None:
    for service in SERVICES.values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_no_password_has_a_default() -> None:
    example = (FOLDER / "compose" / ".env.example").read_text()
    for word in ("REDIS_PASSWORD", "POSTGRES_PASSWORD", "GRAFANA_PASSWORD", "SECRET_KEY"):
        assert f"${{{word}:?}}" in TEXT
        assert f"{word}=\n" in example


def test_images_are_pinned() -> None:
    for name, service in SERVICES.items():
        if name not in OWN:
            tag = service["image"].partition(":")[2]
            assert tag.removeprefix("v")[0].isdigit(), name


def test_what_others_wait_for_tells_its_health() -> None:
    for service in SERVICES.values():
        for awaited, condition in service.get("depends_on", {}).items():
            assert condition == {"condition": "service_healthy"}
            assert "healthcheck" in SERVICES[awaited]


def test_every_file_that_is_mounted_is_there() -> None:
    for service in SERVICES.values():
        for volume in service.get("volumes", []):
            source = volume.split(":")[0]
            assert source in COMPOSE["volumes"] or (FOLDER / "compose" / source).exists(), source
