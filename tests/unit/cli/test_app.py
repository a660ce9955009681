import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from deploy.cli import app, check, main
from deploy.cli.examples import EXAMPLES
from tests.unit.cli.conftest import Run

COMMANDS = [
    ["check"], ["run"], ["up"], ["submit"], ["status"], ["watch"], ["show"], ["export"], ["rules"], ["forms"],
    ["schema"], ["requeue"], ["worker"], ["scheduler"], ["doctor"], ["demo"], ["endpoint"],
    *(["endpoint", each] for each in ("add", "list", "test", "disable", "enable", "rotate", "deliveries", "replay")),
]  # fmt: skip


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PATH": path, **environment},
    )


def test_the_version_is_that_of_the_distribution(run: Run) -> None:
    assert run("--version").out == f"nianbao {version('nianbao')}\n"


def test_no_command_shows_what_there_is_and_is_a_usage_error(run: Run) -> None:
    ended = run()
    assert ended.status == 2
    assert "check" in ended.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_explains_itself_and_its_options(run: Run, command: list[str]) -> None:
    ended = run(*command, "--help")
    assert ended.status == 0
    assert f"Usage: nianbao {' '.join(command)}" in ended.out


@pytest.mark.parametrize("command", EXAMPLES)
def test_every_example_is_of_its_command_and_takes_options_that_it_has(run: Run, command: str) -> None:
    called = f"nianbao {command.replace('.', ' ')}"
    page = run(*command.split("."), "--help").out
    assert "Examples:" in page
    for example, *_ in EXAMPLES[command]:
        assert called in example
        for option in re.findall(r"(?<= )--[a-z-]+", example):
            assert f"{option} " in page, option


def test_help_is_in_chinese_where_that_is_the_language() -> None:
    ended = shell("nianbao check --help", NIANBAO_LANG="zh")
    assert ended.returncode == 0
    assert "用法：nianbao check [选项]" in ended.stdout
    assert "显示帮助" in ended.stdout
    assert "Options" not in ended.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "Error: no such command: chek (did you mean check, "),
        (["check"], "Error: PATH is missing"),
        (["check", "--jsno", "x"], "Error: no such option: --jsno"),
        (["run", "x", "--workers", "many"], "Error: bad value for --workers: not a number\n"),
        (["run", "x", "--workers", "0"], "Error: bad value for --workers: 1 or more is expected\n"),
        (["schema", "x", "y"], "Error: more arguments than expected: x y"),
        (["export"], "Error: --out is missing"),
        (["export", "--out", "x", "--format", "xls"], "Error: bad value for --format: xls is none of jsonl, csv"),
        (["worker", "kitchen"], "Error: bad value for QUEUE: kitchen is none of express, intake, "),
        (["endpoint", "add"], "Error: URL is missing"),
    ],
)
def test_a_usage_error_is_one_sentence_on_standard_error(run: Run, arguments: list[str], said: str) -> None:
    ended = run(*arguments)
    assert ended.status == 2
    assert ended.out == ""
    assert said in ended.err
    assert "--help" in ended.err.splitlines()[-1]


def test_a_setting_that_cannot_be_meant_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_WINDOW", "wide")
    ended = run("status")
    assert ended.status == 2
    assert "NIANBAO_WINDOW='wide'" in ended.err


def test_a_database_that_is_away_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    ended = run("status")
    assert ended.status == 2
    assert ended.err.startswith("Error: not possible for now: the database: connection failed")
    assert "Traceback" not in ended.err


def test_our_own_mistake_never_looks_like_a_failed_document(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(check, "settings", broken)
    ended = run("check", "x")
    assert ended.status == 2
    assert "ZeroDivisionError" in ended.err
    assert "this is a bug" in ended.err


def test_ctrl_c_ends_as_shells_expect(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check, "settings", interrupted)
    ended = run("check", "x")
    assert (ended.status, ended.err.strip()) == (130, "interrupted")


def test_a_reader_that_goes_away_is_no_error_of_a_document() -> None:
    ended = shell("nianbao forms --json | head -c 10 > /dev/null; exit ${PIPESTATUS[0]}")
    assert ended.returncode == 141
    assert ended.stderr == ""


def test_ctrl_c_before_everything_is_loaded_ends_as_ctrl_c_does(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupt:
        @staticmethod
        def find_spec(*_: object) -> None:
            raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, app.__name__)
    monkeypatch.setattr(sys, "meta_path", [Interrupt])
    assert main(["--version"]) == 130


READS = {"docx", "lxml", "numpy", "openpyxl", "pdfplumber", "pypdfium2"}
KEEPS = {"alembic", "cryptography", "sqlalchemy"}
SERVES = {"litestar", "uvicorn"}
WORKS = {"celery", "kombu", "redis"}
EXTRAS = {"cv2", "onnxruntime", "pyarrow"}


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("--version", READS | KEEPS | SERVES | WORKS | EXTRAS | {"httpx", "structlog"}),
        ("--help", READS | KEEPS | SERVES | WORKS | EXTRAS | {"httpx", "structlog"}),
        ("endpoint --help", READS | KEEPS | SERVES | WORKS | EXTRAS | {"httpx", "structlog"}),
        ("rules", READS | KEEPS | SERVES | WORKS | EXTRAS),
        ("status", READS | SERVES | WORKS | EXTRAS),
        ("submit --help", READS | SERVES | WORKS | EXTRAS),
        ("show --help", READS | SERVES | WORKS | EXTRAS),
        ("check --help", {"litestar", "celery"} | EXTRAS),
        ("worker --help", SERVES | EXTRAS),
        ("scheduler --help", SERVES | EXTRAS),
        ("gateway --help", WORKS | EXTRAS | {"docx", "pdfplumber"}),
    ],
)
def test_a_command_loads_what_it_needs_and_no_more(line: str, missing: set[str]) -> None:
    """Who asks for the version waits for no reader; a gateway's memory holds no worker's libraries."""
    program = "import sys; from deploy.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    ended = subprocess.run(
        [sys.executable, "-c", program, *line.split()], capture_output=True, text=True, check=True, timeout=60
    )
    loaded = ended.stderr.split()
    assert "deploy.cli.app" in loaded
    assert missing.isdisjoint(loaded), missing.intersection(loaded)


@pytest.mark.parametrize("command", ["", "check", "run", "endpoint add", "export", "drill", "waive"])
def test_help_in_chinese_is_whole_on_a_narrow_screen(command: str) -> None:
    ended = shell(f"nianbao {command} --help", NIANBAO_LANG="zh", COLUMNS="80")
    assert ended.returncode == 0
    assert not [line for line in ended.stdout.splitlines() if line.startswith("│") and "…" in line]
