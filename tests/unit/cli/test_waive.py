import json
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.store import Store
from tests.unit.cli.conftest import Run


@pytest.fixture
def failed(run: Run, work: Callable[[], None], faulty: Path, store: Store) -> tuple[str, str]:
    """Have a report read; return it and the finding that it fails by."""
    assert run("submit", faulty).status == 0
    work()
    (record,) = store.records.every()
    (found,) = (each for each in record.findings if each.rule == "N01")
    return record.document.sha256, found.fingerprint


def test_a_waiver_is_given_shown_exported_and_withdrawn(
    run: Run, home: Path, failed: tuple[str, str], store: Store
) -> None:
    document, finding = failed
    ended = run(
        "waive", document[:10], finding[:6], "--reason", "口径不同", "--author", "李某", "--until", "2099-12-31"
    )
    assert (ended.status, ended.out.strip()) == (0, "✓ accepted")
    shown = run("show", document).out
    assert finding in shown
    assert "waived by 李某" in shown
    assert "until 2099-12-31: 口径不同" in shown
    run("export", "--out", home / "out")
    rows = [json.loads(line) for line in (home / "out" / "findings.jsonl").read_text("utf-8").splitlines()]
    (row,) = (row for row in rows if row["fingerprint"] == finding)
    assert (row["waived_by"], row["waived_because"], row["waived_until"]) == ("李某", "口径不同", "2099-12-31")
    assert "李某" in run("waivers").out
    assert run("waive", document, finding, "--withdraw").out.strip() == "✗ failed"
    assert "ended" in run("waivers").out
    assert [record.outcome for record in store.records.every()] == ["failed"]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ((), "say why with --reason"),
        (("--reason", " "), "say why with --reason"),
        (("--reason", "x", "--until", "tomorrow"), "tomorrow is no date"),
    ],
)
def test_a_waiver_wants_a_reason_and_a_real_day(
    run: Run, failed: tuple[str, str], more: tuple[str, ...], why: str
) -> None:
    ended = run("waive", *failed, *more)
    assert ended.status == 2
    assert why in ended.err


def test_what_is_not_there_cannot_be_waived(run: Run, failed: tuple[str, str]) -> None:
    assert run("waive", failed[0], "zz", "--reason", "x").status == 2
    assert run("waivers").out.strip() == "no waivers"
