import json
import os
import zipfile
from pathlib import Path

import msgspec
import pytest

from shared.job import Hints
from shared.limits import Limits
from shared.record import Record, decode
from tests.unit.cli.conftest import Run, write
from workers import pipeline
from workers.validate import Policy, default_policy


def records(out: str) -> list[Record]:
    return [decode(line.encode()) for line in out.splitlines()]


def test_an_accepted_report_ends_with_zero(run: Run, clean: Path) -> None:
    ended = run("check", clean)
    assert ended.status == 0
    assert "✓ accepted" in ended.out


def test_a_failed_report_ends_with_one_and_is_explained(run: Run, faulty: Path) -> None:
    ended = run("check", faulty)
    assert ended.status == 1
    assert "✗ N01 parts-equal-total" in ended.out
    assert "where: paragraph" in ended.out


@pytest.mark.usefixtures("clean", "faulty")
def test_json_is_one_record_a_line_and_nothing_else(run: Run, home: Path) -> None:
    (home / "reports" / "empty.pdf").touch()
    ended = run("check", "--json", home / "reports")
    assert ended.status == 1
    assert [(each.document.name, each.outcome) for each in records(ended.out)] == [
        ("clean.html", "accepted"),
        ("empty.pdf", "refused"),
        ("faulty.html", "failed"),
    ]
    assert ended.out.endswith("\n")
    assert set(json.loads(ended.out.splitlines()[0])) >= {
        "document",
        "outcome",
        "report",
        "checks",
        "findings",
        "engine",
    }


def test_the_record_is_the_pipelines_own(run: Run, faulty: Path) -> None:
    [record] = records(run("check", "--json", faulty).out)
    assert record == pipeline.check(faulty.read_bytes(), "faulty.html", Hints(), Limits(), default_policy())


def test_the_same_document_gives_the_same_bytes(run: Run, faulty: Path) -> None:
    assert run("check", "--json", faulty).out == run("check", "--json", faulty).out


@pytest.mark.usefixtures("clean", "faulty")
def test_each_member_of_an_archive_is_a_document(run: Run, home: Path) -> None:
    with zipfile.ZipFile(home / "bulk.zip", "w") as archive:
        for path in (home / "reports").iterdir():
            archive.write(path, f"镇/{path.name}")
    ended = run("check", "--json", home / "bulk.zip")
    assert sorted(each.document.name for each in records(ended.out)) == ["镇/clean.html", "镇/faulty.html"]


@pytest.mark.usefixtures("clean")
def test_a_manifest_names_documents_and_where_they_come_from(run: Run, home: Path) -> None:
    line = {"path": "reports/clean.html", "source_url": "https://example.test/1"}
    (home / "m.ndjson").write_text(json.dumps(line))
    [record] = records(run("check", "--json", home / "m.ndjson").out)
    assert (record.document.name, record.document.source_url) == ("reports/clean.html", "https://example.test/1")


def test_only_the_named_rules_judge(run: Run, faulty: Path) -> None:
    ended = run("check", "--json", "--rules", "a01, S12", faulty)
    assert ended.status == 0
    assert set(records(ended.out)[0].checks) == {"A01", "S12"}


def test_a_rule_that_is_none_is_named(run: Run, clean: Path) -> None:
    ended = run("check", "--rules", "A01,Z99,Z98", clean)
    assert ended.status == 2
    assert "no such rule: Z98, Z99" in ended.err


@pytest.mark.parametrize("arguments", [["nothing.pdf"], ["reports", "nothing.pdf"]])
@pytest.mark.usefixtures("clean")
def test_a_path_that_is_not_there_is_named_before_anything_is_read(run: Run, arguments: list[str]) -> None:
    ended = run("check", "--json", *arguments)
    assert (ended.status, ended.out) == (2, "")
    assert ended.err == "Error: no such file or folder: nothing.pdf\n"


def test_a_folder_without_documents_is_said_to_be_empty(run: Run, home: Path) -> None:
    (home / "empty").mkdir()
    ended = run("check", home / "empty")
    assert ended.status == 2
    assert "no documents were found" in ended.err


def test_what_cannot_be_read_from_the_disk_is_named_and_the_rest_goes_on(run: Run, clean: Path) -> None:
    (clean.parent / "gone.html").symlink_to("nowhere")
    ended = run("check", "--json", clean.parent)
    assert ended.status == 2
    assert [each.document.name for each in records(ended.out)] == ["clean.html"]
    assert "Error: gone.html: no such file or folder\n" in ended.err


def test_a_file_above_the_limit_is_refused_without_being_loaded(
    run: Run, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = clean.parent / "large.pdf"
    with large.open("wb") as file:
        file.truncate(200 * 2**20)
    read, loaded = Path.read_bytes, []
    monkeypatch.setattr(Path, "read_bytes", lambda path: (loaded.append(path), read(path))[1])
    ended = run("check", "--json", large)
    assert ended.status == 1
    [record] = records(ended.out)
    assert record.reason is not None
    assert (record.outcome, record.reason.code) == ("refused", "too-large")
    assert (record.document.size, record.document.name) == (200 * 2**20, "large.pdf")
    assert large not in loaded
    assert len(record.document.sha256) == 64


def loop(data: bytes, name: str, hints: Hints, limits: Limits, policy: Policy) -> Record:
    while "loop" in name:
        pass
    if "eat" in name:
        bytearray(2**34)
    if "die" in name:
        os.abort()
    return REAL(data, name, hints, limits, policy)


REAL = pipeline.check


def test_a_document_that_harms_its_reader_is_reported_and_the_rest_goes_on(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("die.html", "eat.html", "fine.html", "loop.html"):
        write(home / "bad" / name, seed=name)
    monkeypatch.setattr(pipeline, "check", loop)
    monkeypatch.setenv("NIANBAO_LIMIT_SECONDS", "1")
    ended = run("check", "--json", home / "bad")
    assert ended.status == 1
    told = {each.document.name: each for each in records(ended.out)}
    assert {name: each.reason.code if each.reason else None for name, each in told.items()} == {
        "die.html": "crashed",
        "eat.html": "memory-limit",
        "fine.html": None,
        "loop.html": "time-limit",
    }
    assert told["loop.html"].outcome == "unreadable"
    assert told["loop.html"].document.format == "html"  # what was known before stays known


def test_messages_for_people_are_in_their_language(run: Run, monkeypatch: pytest.MonkeyPatch, faulty: Path) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    assert "✗ 不通过" in run("check", faulty).out
    assert run("check", "nothing").err == "错误：没有这个文件或文件夹：nothing\n"
    chinese = run("check", "--json", faulty).out
    monkeypatch.setenv("NIANBAO_LANG", "en")
    assert run("check", "--json", faulty).out == chinese


def test_progress_and_results_do_not_mix(run: Run, clean: Path, faulty: Path) -> None:
    ended = run("check", clean, faulty)
    assert "checking 2/2" in ended.err
    assert "checking" not in ended.out
    assert msgspec.json.decode(run("check", "--json", clean).out)["outcome"] == "accepted"


def test_files_that_are_checked_together_are_judged_beside_each_other(run: Run, home: Path) -> None:
    page = write(home / "reports" / "a.html", fault=None)
    text = page.read_text("utf-8")
    (home / "reports" / "b.html").write_text(text + " ", "utf-8")
    found = records(run("check", "--json", home / "reports").out)
    assert [each.checks["C06"].pass_ for each in found] == [200, 200]
    assert [each.checks["C06"].pass_ for each in records(run("check", "--json", page).out)] == [0]


def test_a_policy_changes_the_judgement_and_is_told_in_the_record(run: Run, home: Path, faulty: Path) -> None:
    (home / "own.toml").write_text('[severity]\nN01 = "info"')
    [usual] = records(run("check", "--json", faulty).out)
    ended = run("check", "--json", faulty, "--policy", home / "own.toml")
    [record] = records(ended.out)
    assert (usual.outcome, record.outcome, ended.status) == ("failed", "accepted", 0)
    assert usual.engine.rules != record.engine.rules


def test_the_environment_may_name_the_policy(
    run: Run, home: Path, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "own.toml").write_text('off = ["N01"]')
    monkeypatch.setenv("NIANBAO_POLICY", "own.toml")
    assert run("check", faulty).status == 0


@pytest.mark.parametrize(("text", "why"), [('off = ["Z99"]', "'Z99' is unknown"), (None, "no such file")])
def test_a_policy_that_cannot_be_used_is_named(run: Run, home: Path, faulty: Path, text: str | None, why: str) -> None:
    if text is not None:
        (home / "own.toml").write_text(text)
    ended = run("check", faulty, "--policy", home / "own.toml")
    assert ended.status == 2
    assert why in ended.err
    assert "own.toml" in ended.err


def test_a_file_whose_name_is_in_gbk_is_told_by_its_name(run: Run, clean: Path) -> None:
    path = clean.rename(clean.parent / os.fsdecode("年报.html".encode("gbk")))
    assert [each.document.name for each in records(run("check", "--json", path).out)] == ["年报.html"]
    ended = run("submit", path)
    assert ended.status == 0
    assert "年报.html" in run("status").out


def test_why_a_policy_cannot_be_used_is_said_in_the_language_of_the_process(
    run: Run, faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    assert run("check", faulty, "--policy", "own.toml").err == (
        "错误：策略文件 own.toml 不能用：没有这个文件或文件夹\n"
    )


@pytest.mark.parametrize("rules", ["", " , "])
def test_no_rule_at_all_accepts_nothing(run: Run, faulty: Path, rules: str) -> None:
    ended = run("check", faulty, "--rules", rules)
    assert ended.status == 2
    assert "accepted" not in ended.out
    assert "names no rule" in ended.err
