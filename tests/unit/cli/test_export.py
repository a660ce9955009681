import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.store import records
from tests.unit.cli.conftest import Run

Work = Callable[[], None]


@pytest.fixture
def batch(run: Run, work: Work, clean: Path, faulty: Path) -> str:
    """A batch of one report; another batch has another."""
    run("submit", clean)
    found = run("submit", faulty).out.strip()
    work()
    return found


def names(folder: Path) -> list[str]:
    return [json.loads(line)["document"]["name"] for line in (folder / "reports.jsonl").read_text().splitlines()]


@pytest.mark.usefixtures("batch")
def test_everything_is_written(run: Run, home: Path) -> None:
    ended = run("export", "--out", "out")
    assert (ended.status, ended.out) == (0, "")
    assert sorted(names(home / "out")) == ["clean.html", "faulty.html"]
    assert "the data set of 2 documents is in out" in ended.err


def test_one_batch_is_written(run: Run, home: Path, batch: str) -> None:
    run("export", "--batch", batch[:14], "--out", "out")
    assert names(home / "out") == ["faulty.html"]


@pytest.mark.usefixtures("batch")
@pytest.mark.parametrize("format_", ["jsonl", "csv", "parquet"])
def test_every_format_is_written(run: Run, home: Path, format_: str) -> None:
    assert run("export", "--out", "out", "--format", format_).status == 0
    assert {path.name for path in (home / "out").iterdir()} == {
        f"{n}.{format_}" for n in ("reports", "cells", "findings")
    }


@pytest.mark.usefixtures("batch")
def test_parquet_may_lie_in_folders_by_year_and_form(run: Run, home: Path) -> None:
    assert run("export", "--out", "out", "--format", "parquet", "--partition").status == 0
    assert len(list((home / "out" / "reports").glob("season=*/edition=gov_2021/part-0.parquet"))) == 1
    ended = run("export", "--out", "out", "--partition")
    assert ended.status == 2
    assert "--format parquet" in ended.err


@pytest.mark.usefixtures("batch")
def test_with_a_mark_only_what_has_changed_is_written_again(
    run: Run, home: Path, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written in the last minute may come twice: a transaction may have its time before it ends."""
    monkeypatch.setattr(records, "SETTLING", 0.0)
    assert run("export", "--out", "first", "--mark", "mark").status == 0
    assert sorted(names(home / "first")) == ["clean.html", "faulty.html"]
    assert run("export", "--out", "second", "--mark", "mark").status == 0
    assert names(home / "second") == []
    document = json.loads((home / "first" / "reports.jsonl").read_text().splitlines()[0])["document"]
    assert run("requeue", document["sha256"]).status == 0
    work()
    assert run("export", "--out", "third", "--mark", "mark").status == 0
    assert names(home / "third") == [document["name"]]
    assert sorted(path.name for path in home.glob(".mark*")) == []


@pytest.mark.usefixtures("batch")
def test_a_mark_that_is_none_or_of_a_part_is_refused(run: Run, home: Path, batch: str) -> None:
    assert run("export", "--out", "out", "--mark", "mark", "--batch", batch).status == 2
    (home / "mark").write_text("[]")
    ended = run("export", "--out", "out", "--mark", "mark")
    assert (ended.status, "mark is no mark" in ended.err) == (2, True)


@pytest.mark.usefixtures("batch")
def test_parquet_without_its_extra_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ended = run("export", "--out", "out", "--format", "parquet")
    assert ended.status == 2
    assert "pip install nianbao[parquet]" in ended.err


def test_a_folder_that_cannot_be_made_is_named(run: Run, home: Path) -> None:
    (home / "file").touch()
    ended = run("export", "--out", "file/out")
    assert ended.status == 2
    assert "file/out: a part of this path is no folder" in ended.err


def test_a_batch_that_is_not_there_is_named(run: Run) -> None:
    assert "'b9'" in run("export", "--batch", "b9", "--out", "out").err
