from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from deploy.cli import doctor
from tests.unit.cli.conftest import Run


def line(out: str, what: str) -> str:
    [found] = [line for line in out.splitlines() if line.split(maxsplit=2)[1:2] == [what]]
    return found


def test_where_all_is_well_nothing_is_made(run: Run, home: Path) -> None:
    ended = run("doctor")
    assert ended.status == 0, ended.out
    assert "All is well." in ended.out
    for what in ("versions", "rules", "Redis", "database", "storage", "limits", "parquet", "PostgreSQL"):
        assert line(ended.out, what).startswith("✓"), ended.out
    assert "memory and time limits hold" in ended.out
    assert list(home.iterdir()) == []


def test_what_is_there_is_opened(run: Run, clean: Path) -> None:
    run("submit", clean)
    assert "newest batch 20" in line(run("doctor").out, "database")


@pytest.mark.parametrize(
    ("variable", "value", "what"),
    [
        ("NIANBAO_REDIS_URL", "redis://127.0.0.1:1/0", "Redis"),
        ("NIANBAO_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing", "database"),
        ("NIANBAO_BLOBS", "/proc/nothing", "storage"),
    ],
)
def test_what_must_be_mended_is_named(
    run: Run, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, what: str
) -> None:
    monkeypatch.setenv(variable, value)
    ended = run("doctor")
    assert ended.status == 1
    assert line(ended.out, what).startswith("✗")
    assert "To be mended: 1." in ended.out


def hold() -> int:
    return 0


def test_limits_that_do_not_hold_are_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_eat", hold)
    ended = run("doctor")
    assert ended.status == 1
    assert "memory-limit does not hold" in ended.out


def test_a_disk_that_is_full_is_found(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = type("Usage", (), {"free": 5 * 2**20})
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda _: usage)
    ended = run("doctor")
    assert ended.status == 1
    assert "has 0.0 GiB left" in ended.out


def test_an_extra_that_is_absent_is_no_fault(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)
    ended = run("doctor")
    assert ended.status == 0
    assert line(ended.out, "parquet").startswith("!")
    assert "nianbao[parquet]" in ended.out


def test_what_reads_scans_and_legacy_documents_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "recognizes", lambda: False)
    monkeypatch.setattr(doctor, "office", lambda: None)
    ended = run("doctor")
    assert ended.status == 0
    assert "nianbao[ocr]" in line(ended.out, "OCR")
    assert "LibreOffice" in line(ended.out, "LibreOffice")
    monkeypatch.setattr(doctor, "recognizes", lambda: True)
    monkeypatch.setattr(doctor, "office", lambda: "/usr/bin/soffice")
    told = run("doctor").out
    assert line(told, "OCR").startswith("✓")
    assert line(told, "LibreOffice").startswith("✓")


@pytest.mark.parametrize("there", [True, False])
def test_a_font_to_draw_pages_with_is_looked_for(run: Run, monkeypatch: pytest.MonkeyPatch, *, there: bool) -> None:
    monkeypatch.setattr(doctor, "draws_chinese", lambda: there)
    ended = run("doctor")
    assert line(ended.out, "fonts").startswith("✓" if there else "!")
    assert ended.status == 0


def test_secrets_that_are_kept_plain_are_marked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert line(run("doctor").out, "secrets").startswith("✓")
    run("endpoint", "add", "https://example.test/")
    told = line(run("doctor").out, "secrets")
    assert told.startswith("!")
    assert "NIANBAO_SECRET_KEY" in told
    monkeypatch.setenv("NIANBAO_SECRET_KEY", Fernet.generate_key().decode())
    assert "not encrypted yet" in line(run("doctor").out, "secrets")


def test_the_reach_of_notices_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "127.0.0.0/8" in line(run("doctor").out, "reach")
    monkeypatch.delenv("NIANBAO_ALLOWED_NETWORKS")
    assert "public addresses over https only" in line(run("doctor").out, "reach")


def test_a_key_that_is_none_is_said_as_a_mistake_of_the_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_SECRET_KEY", "secret")
    ended = run("endpoint", "list")
    assert ended.status == 2
    assert "NIANBAO_SECRET_KEY" in ended.err


def test_what_the_kernel_does_not_refuse_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.isolation, "allowed", lambda: ["network", "signals"])
    ended = run("doctor")
    assert "does not keep readers from: the network, reaching other processes" in " ".join(ended.out.split())


def test_where_the_kernel_refuses_everything_it_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.isolation, "allowed", list)
    assert "readers have no network" in run("doctor").out
