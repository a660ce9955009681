"""`nianbao run` as a user starts it: the same results as `check`, and nothing left behind, however it ends."""

import json
import signal
from pathlib import Path

import pytest

from shared.record import decode
from tests.corpus.generate import bulk
from tests.line.processes import Command

pytestmark = pytest.mark.line


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports in every format, clean and faulty, with one that is none."""
    folder = tmp_path_factory.mktemp("corpus")
    for each in bulk(15, seed="run"):
        (folder / each.name).write_bytes(each.data)
    (folder / "empty.pdf").touch()
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    for each in bulk(120, seed="many", styles=["docx"]):
        (folder / each.name).write_bytes(each.data)
    return folder


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def test_run_writes_the_records_of_check_and_leaves_nothing_running(reports: Path, tmp_path: Path) -> None:
    run = Command(tmp_path, "run", reports, "--out", "out", "--workers", "2")
    status, out, err = run.end()
    assert run.left() == []
    assert status == 1, err
    checked = Command(tmp_path, "check", "--json", reports).end()[1].splitlines()
    assert lines(tmp_path / "out" / "reports.jsonl") == checked

    records = [decode(line.encode()) for line in checked]
    findings = [json.loads(line) for line in lines(tmp_path / "out" / "findings.jsonl")]
    assert [(each["document"], each["fingerprint"]) for each in findings] == [
        (record.document.sha256, finding.fingerprint) for record in records for finding in record.findings
    ]
    cells = [json.loads(line) for line in lines(tmp_path / "out" / "cells.jsonl")]
    assert sum(cell["part"] == "main" for cell in cells) == sum(len(r.report.cells) for r in records if r.report)

    assert f"{len(records)} documents" in out
    assert "documents per second" in out
    assert "the file is empty" in out


def test_what_is_known_is_not_read_again(reports: Path, tmp_path: Path) -> None:
    first = Command(tmp_path, "run", reports, "--format", "csv")
    first.end()
    second = Command(tmp_path, "run", reports)
    _, _, err = second.end()
    assert f"0 new, {len(list(reports.iterdir()))} known" in err
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".csv", ".jsonl"}


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_whatever_ends_it_nothing_is_left_running(
    many: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    run = Command(tmp_path, "run", many, "--workers", "2")
    run.wait_for("new, ")
    run.process.send_signal(number)
    assert run.end()[0] == status
    left = run.left()
    if number is signal.SIGKILL:  # its server's folder is all that nobody could clear away
        assert len(left) == 1
    else:
        assert left == []


def test_a_second_line_on_the_same_store_is_refused_and_the_first_goes_on(many: Path, tmp_path: Path) -> None:
    first = Command(tmp_path, "run", many, "--workers", "1")
    first.wait_for("new, ")
    status, _, err = Command(tmp_path, "run", many).end()
    assert status == 2
    assert "another nianbao is at work" in err
    first.process.send_signal(signal.SIGINT)
    assert first.end()[0] == 130


def test_up_serves_what_others_submit_until_it_is_told_to_stop(reports: Path, tmp_path: Path) -> None:
    up = Command(tmp_path, "up", "--workers", "2")
    up.wait_for("running: 2 workers")
    status, out, err = Command(tmp_path, "submit", "--wait", reports).end()
    assert status == 1, err
    assert len(out.splitlines()) == 1
    up.process.send_signal(signal.SIGINT)
    assert up.end()[0] == 130
    assert up.left() == []
