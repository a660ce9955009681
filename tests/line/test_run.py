"""`nianbao run` and `up` as a user starts them: the same results as `check`, nothing left behind, however they end."""

import json
import signal
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from shared.record import decode
from tests.corpus.generate import bulk
from tests.line.processes import Command

pytestmark = pytest.mark.line

NOTHING: tuple[list[str], list[str]] = ([], [])


class Done(msgspec.Struct):
    """What a run left behind in `folder`."""

    folder: Path
    status: int
    out: str
    err: str
    left: tuple[list[str], list[str]]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports in every format, clean and faulty, and a file that is none."""
    folder = tmp_path_factory.mktemp("corpus")
    for each in bulk(15, seed="run"):
        (folder / each.name).write_bytes(each.data)
    (folder / "empty.pdf").touch()
    return folder


@pytest.fixture(scope="module")
def done(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Done:
    folder = tmp_path_factory.mktemp("run")
    run = Command(folder, "run", reports, "--out", "out", "--workers", "2")
    return Done(folder, *run.end(), run.left())


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def test_run_leaves_nothing_running(done: Done) -> None:
    assert done.left == NOTHING


def test_run_writes_the_records_of_check(done: Done, reports: Path) -> None:
    assert done.status == 1, done.err
    status, checked, _ = Command(done.folder, "check", "--json", reports).end()
    assert status == 1
    assert lines(done.folder / "out" / "reports.jsonl") == checked.splitlines()


def test_the_tables_hold_every_cell_and_finding_of_the_records(done: Done) -> None:
    records = [decode(line.encode()) for line in lines(done.folder / "out" / "reports.jsonl")]
    findings = [json.loads(line) for line in lines(done.folder / "out" / "findings.jsonl")]
    cells = [json.loads(line, parse_float=Decimal) for line in lines(done.folder / "out" / "cells.jsonl")]
    assert [(each["document"], each["fingerprint"]) for each in findings] == [
        (record.document.sha256, finding.fingerprint) for record in records for finding in record.findings
    ]
    assert [(cell["document"], cell["cell"], cell["value"]) for cell in cells if cell["part"] == "main"] == [
        (record.document.sha256, key, value.value)
        for record in records
        if record.report
        for key, value in record.report.cells.items()
    ]


def test_run_says_what_came_of_it(done: Done, reports: Path) -> None:
    assert f"{len(list(reports.iterdir()))} documents" in done.out
    assert "documents per second" in done.out
    assert "the file is empty" in done.out
    assert "the data set is in out" in done.err


def test_what_is_known_is_not_read_again(done: Done, reports: Path) -> None:
    before = (done.folder / "out" / "reports.jsonl").read_bytes()
    again = Command(done.folder, "run", reports, "--out", "again")
    status, _, err = again.end()
    assert status == 1
    assert f"0 new, {len(list(reports.iterdir()))} known" in err
    assert (done.folder / "again" / "reports.jsonl").read_bytes() == before


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_whatever_ends_it_nothing_is_left_running(
    reports: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    run = Command(tmp_path, "run", reports, "--workers", "2")
    run.wait_for("new, ")
    run.process.send_signal(number)
    assert run.end()[0] == status
    processes, files = run.left()
    assert processes == []
    killed = number is signal.SIGKILL
    assert len(files) == 2 * killed  # the folders of its server and its fleet are all that nobody could clear away


def test_up_serves_what_others_submit_alone_on_its_store_until_it_is_told_to_stop(
    reports: Path, tmp_path: Path
) -> None:
    up = Command(tmp_path, "up", "--workers", "2")
    up.wait_for("running, workers: 2")
    status, _, err = Command(tmp_path, "run", reports).end()
    assert status == 2
    assert "another nianbao is at work" in err
    status, out, err = Command(tmp_path, "submit", "--wait", reports).end()
    assert status == 1, err
    assert len(out.splitlines()) == 1
    up.process.send_signal(signal.SIGINT)
    assert up.end()[0] == 130
    assert up.left() == NOTHING
