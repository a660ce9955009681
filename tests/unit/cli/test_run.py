import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Run


def test_a_run_without_documents_starts_nothing(run: Run, home: Path) -> None:
    (home / "empty").mkdir()
    ended = run("run", "empty")
    assert ended.status == 2
    assert "no documents were found" in ended.err
    assert not (home / "home").exists()


def test_where_the_data_set_cannot_be_written_nothing_is_started(run: Run, home: Path, clean: Path) -> None:
    (home / "file").touch()
    for out in ("file", "file/out"):
        ended = run("run", clean, "--out", out)
        assert ended.status == 2
        assert f"Error: {out}: " in ended.err
    assert not (home / "home").exists()


def test_parquet_without_its_extra_is_said_before_the_work(
    run: Run, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ended = run("run", clean, "--format", "parquet")
    assert ended.status == 2
    assert "pip install nianbao[parquet]" in ended.err
