import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.record import decode
from shared.store import Store
from tests.unit.cli.conftest import Run

Work = Callable[[], None]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_document_is_shown_with_its_head_findings_and_history(run: Run, work: Work, faulty: Path) -> None:
    batch = run("submit", faulty).out.strip()
    work()
    out = run("show", sha256(faulty)[:8]).out
    assert sha256(faulty) in out
    assert "✗ failed" in out
    assert "gov_2021" in out
    assert "200/200" in out
    assert batch in out
    assert "✗ N01 parts-equal-total" in out
    assert [line.split()[2:4] for line in out[out.index("History") :].splitlines()[1:4]] == [
        ["passed", "intake"],
        ["passed", "extract"],
        ["done", "validate"],
    ]


def test_the_record_of_the_line_is_that_of_check(run: Run, work: Work, faulty: Path) -> None:
    run("submit", faulty)
    work()
    shown = decode(run("show", sha256(faulty), "--json").out.encode())
    assert shown == decode(run("check", "--json", faulty).out.encode())


def test_a_document_on_its_way_is_shown_without_a_record(run: Run, clean: Path) -> None:
    run("submit", clean)
    assert "waiting  intake" in run("show", sha256(clean)).out
    ended = run("show", sha256(clean), "--json")
    assert (ended.status, ended.out) == (2, "")
    assert "has no record yet" in ended.err


def test_a_refused_document_is_shown_with_its_reason(run: Run, work: Work, home: Path) -> None:
    (home / "empty.pdf").touch()
    run("submit", "empty.pdf")
    work()
    assert "the file is empty (0 bytes)" in run("show", sha256(home / "empty.pdf")).out


def test_deliveries_of_a_document_are_shown(run: Run, store: Store, work: Work, faulty: Path) -> None:
    endpoint = store.endpoints.add("http://127.0.0.1:9/", ["report.failed"])
    run("submit", faulty)
    work()
    out = run("show", sha256(faulty)).out
    assert "report.failed" in out[out.index("Deliveries") :]
    assert endpoint.id in out


def test_a_document_that_is_not_there_is_named(run: Run) -> None:
    ended = run("show", "abcd")
    assert (ended.status, ended.err) == (2, "Error: none of the documents begins with 'abcd'\n")


def test_a_named_document_is_read_once_more(run: Run, store: Store, work: Work, clean: Path) -> None:
    run("submit", clean)
    work()
    ended = run("requeue", sha256(clean)[:10])
    assert (ended.status, ended.out) == (0, "1\n")
    assert store.documents.get(sha256(clean)).state == "pending"
    work()
    assert store.documents.get(sha256(clean)).state == "done"


@pytest.mark.usefixtures("store")
def test_without_names_only_what_is_in_quarantine_is_read_once_more(run: Run, work: Work, clean: Path) -> None:
    batch = run("submit", clean).out.strip()
    work()
    assert run("requeue").out == "0\n"
    assert run("requeue", "--batch", batch).out == "0\n"
    assert run("requeue", "--deliveries").out == "0\n"
    assert run("requeue", "--batch", "b9").status == 2


def test_json_of_a_record_is_whole(run: Run, work: Work, clean: Path) -> None:
    run("submit", clean)
    work()
    assert set(json.loads(run("show", sha256(clean), "--json").out)) >= {"document", "outcome", "report", "engine"}


def test_in_chinese_all_of_the_sentence_is_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    assert run("show", "abcd").err == "错误：没有找到：没有哪一份文件的编号以“abcd”开头\n"
