"""The short form of the drill: a few dozen documents, ten kinds of faults."""

import json
from pathlib import Path

import pytest

from tests.corpus.write import write
from tests.line.processes import Command

pytestmark = pytest.mark.faults

STYLES = ["docx", "html-clean", "text-cells", "text-tsv"]
KINDS = (
    "database-locked",
    "disk-full",
    "messages-doubled",
    "messages-lost",
    "reader-kill",
    "receiver-forgetful",
    "redis-amnesia",
    "redis-flush",
    "scheduler-kill",
    "worker-kill",
)


def test_a_season_in_small_survives_everything(tmp_path: Path) -> None:
    """How soon it is well again depends on the machine; that it is does not."""
    write(tmp_path / "season", 44, "drill", STYLES)
    kinds = [part for kind in KINDS for part in ("--fault", kind)]
    drill = Command(tmp_path, "drill", "season", "--json", *kinds, NIANBAO_LEASE_SECONDS="3")
    status, out, err = drill.end()
    assert status in {0, 1}, err
    result = json.loads(out)
    assert sorted(each["fault"] for each in result["faults"]) == sorted(KINDS)
    assert [each for each in result["faults"] if each["recovery"] is None] == []
    effects = result["effects"]
    harm = ("lost", "bytes_lost", "doubled", "dead", "miscounted")
    harm += ("notices_lost", "notices_doubled", "notices_changed")
    assert {name: effects[name] for name in harm} == dict.fromkeys(harm, 0), effects["examples"]
    assert result["differing"] == []
    quality = result["quality"]
    assert (quality["wrong"], quality["unread"]) == (0, 0), quality["examples"]
    assert quality["exact"] > 5_000
    assert quality["right"] == quality["found"] > 10
    assert effects["worked_twice"] > 0, "nobody was struck while at work"
    assert drill.left() == ([], [])
