"""README says what is so."""

import re
from pathlib import Path

import pytest

from deploy.cli import main
from tests.house.rules_table import README, printed, table

TEXT = README.read_text("utf-8")
COMMANDS = set(re.findall(r"(?:`|\$ )nianbao ([a-z]+)", TEXT))


def test_the_sample_in_readme_is_what_check_prints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")
    pattern, shown = re.findall(r"\$ nianbao check (\S+\*)\n(.*?)```", TEXT, re.DOTALL)[0]
    [sample] = README.parent.glob(pattern)
    assert main(["check", str(sample)]) == 1
    printed_lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert shown.rstrip().splitlines() == printed_lines[: len(shown.rstrip().splitlines())]


def test_the_table_of_rules_is_the_registry() -> None:
    assert printed(TEXT) == table()


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_that_readme_names_exists(name: str) -> None:
    assert main([name, "--help"]) == 0


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"(?:`|\$ )make ([a-z]+)", TEXT))))
def test_a_verb_that_readme_names_stands_in_the_makefile(verb: str) -> None:
    makefile = (README.parent / "Makefile").read_text("utf-8")
    assert re.search(rf"^{verb}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:shared|workers|tasks|deploy|tests)/[\w/.]*)`", TEXT))))
def test_a_path_that_readme_names_exists(path: str) -> None:
    assert (README.parent / path).exists()


def test_nothing_but_the_agreed_stands_at_the_top() -> None:
    allowed = {
        "pyproject.toml",
        "README.md",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "requirements.txt",
        "requirements-build.txt",
        "requirements-dev.txt",
        "requirements-ocr.txt",
        "requirements-parquet.txt",
    }
    allowed |= {"workers", "tasks", "shared", "deploy", "tests", "out", "dist"}
    found = {path.name for path in Path(README.parent).iterdir() if not path.name.startswith(".")}
    assert found <= allowed
