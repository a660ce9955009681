"""`nianbao demo`, two of them at once."""

from pathlib import Path

import pytest

from tests.corpus.samples import FOLDER
from tests.line.processes import Command

pytestmark = pytest.mark.line


def test_two_demos_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    demos = [Command(tmp_path, "demo", "--out", "out") for _ in range(2)]
    samples = len(list(FOLDER.iterdir()))
    for demo in demos:
        status, out, err = demo.end()
        assert status == 0, err
        assert f"{samples} sample reports" in out
        assert f"got and verified {samples + 1} signed notices" in out  # one a document, one for the batch
        assert "✓ verified by the standardwebhooks reference library" in out
        assert "✓ the same notice with one word changed is refused" in out
        assert "Everything has stopped" in out
    assert [demo.left() for demo in demos] == [([], []), ([], [])]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"reports.jsonl", "cells.jsonl", "findings.jsonl"}
    assert len((tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()) == samples
    assert not (tmp_path / ".nianbao").exists()
