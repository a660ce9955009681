"""A rehearsal says what would flip and changes nothing."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shared.record import encode
from shared.store import Store
from tests.unit.cli.conftest import Run, write


@pytest.fixture(autouse=True)
def kept(run: Run, work: Callable[[], None], home: Path) -> None:
    """Have reports read: a clean one, one with a fault, one in two files that differ in one number."""
    write(home / "reports" / "clean.html")
    write(home / "reports" / "faulty.html", "N01", seed="other")
    write(home / "reports" / "none.txt").write_text("nothing")
    assert run("submit", home / "reports").status == 0
    work()


def flips(run: Run, home: Path, policy: str) -> list[dict[str, Any]]:
    (home / "own.toml").write_text(policy)
    ended = run("rules", "rehearse", home / "own.toml", "--json")
    assert ended.status == 0
    return [json.loads(line) for line in ended.out.splitlines()]


def test_the_policy_in_use_flips_nothing(run: Run, home: Path) -> None:
    assert flips(run, home, "") == []


def test_a_severity_that_changes_flips_findings_and_outcomes(run: Run, home: Path, store: Store) -> None:
    before = [encode(record) for record in store.records.every()]
    (flip,) = flips(run, home, '[severity]\nN01 = "info"')
    assert (flip["name"], flip["rule"], flip["before"], flip["after"]) == ("faulty.html", "N01", "error", "info")
    assert flip["outcome"] == ["failed", "accepted"]
    assert [encode(record) for record in store.records.every()] == before


def test_a_rule_that_is_off_finds_nothing_and_one_that_is_on_does(run: Run, home: Path) -> None:
    (gone,) = flips(run, home, 'off = ["S16", "N01"]')
    assert (gone["before"], gone["after"]) == ("error", None)
    came = flips(run, home, '[deadlines]\ntownship = "01-01"\ndepartment = "01-01"\ngovernment = "01-01"')
    assert {flip["rule"] for flip in came} <= {"T01", "T02", "T03"}
    assert all(flip["before"] is None for flip in came)


def test_records_of_another_engine_are_judged_by_every_rule(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "used.toml").write_text('off = ["N01"]')
    monkeypatch.setenv("NIANBAO_POLICY", str(home / "used.toml"))  # not the one that the records were judged by
    (gone,) = flips(run, home, 'off = ["N01"]')
    assert (gone["rule"], gone["after"]) == ("N01", None)


def test_people_see_a_table_and_sums(run: Run, home: Path) -> None:
    (home / "own.toml").write_text('[severity]\nN01 = "info"')
    ended = run("rules", "rehearse", home / "own.toml")
    assert "✗ failed → ✓ accepted  1" in ended.out
    assert "records: 3, verdicts that flip: 1" in ended.out


def test_names_of_bodies_bring_years_together(run: Run, home: Path, work: Callable[[], None], store: Store) -> None:
    text = (home / "reports" / "clean.html").read_text("utf-8")
    (record,) = (each for each in store.records.every() if each.document.name == "clean.html")
    assert record.report is not None
    name = record.report.publisher or ""
    before = re.sub(r"20\d\d", lambda year: str(int(year[0]) - 1), text)
    (home / "before.html").write_text(before.replace(name, "某县溪口镇人民政府"), "utf-8")
    assert run("submit", home / "before.html").status == 0
    work()
    assert "X08" not in {flip["rule"] for flip in flips(run, home, '[severity]\nX08 = "error"')}
    together = flips(run, home, f'[[bodies]]\nnames = ["{name}", "某县溪口镇"]')
    (copied,) = (flip for flip in together if flip["rule"] == "X08")
    assert (copied["name"], copied["before"], copied["after"]) == ("clean.html", None, "warning")
