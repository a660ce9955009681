"""What is installed with the product is written down, held to its hashes, and looked at for known holes."""

import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.house.audit import AUDITED, verdict

_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)
LOCKS = ("requirements.txt", "requirements-ocr.txt", "requirements-parquet.txt")  # of the images
CLEAN = '{"dependencies": [{"name": "a", "version": "1", "vulns": []}], "fixes": []}'
HOLE = '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}]}'
UNKNOWN = '{"dependencies": [{"name": "a", "skip_reason": "not found"}]}'


@pytest.mark.parametrize("lock", LOCKS)
def test_the_bill_of_materials_names_every_package_with_its_version_and_hashes(tmp_path: Path, lock: str) -> None:
    bill = tmp_path / "sbom.json"
    told = ["requirements", lock, "--pyproject", "pyproject.toml", "--no-validate", "-o", str(bill)]
    subprocess.run([sys.executable, "-m", "cyclonedx_py", *told], check=True, capture_output=True)
    made = json.loads(bill.read_bytes())
    assert (made["bomFormat"], made["metadata"]["component"]["name"]) == ("CycloneDX", "nianbao")
    listed = {each["name"]: each for each in made["components"]}
    pinned = dict(_PIN.findall(Path(lock).read_text()))
    assert {name: each["version"] for name, each in listed.items()} == pinned
    assert all(reference["hashes"] for each in listed.values() for reference in each["externalReferences"])


def test_the_audit_is_of_all_that_any_image_holds() -> None:
    held, audited = ([set(_PIN.findall(Path(lock).read_text())) for lock in locks] for locks in (LOCKS, AUDITED))
    assert set.union(*held) == set.union(*audited)


def test_known_holes_are_told_and_fail() -> None:
    assert verdict(CLEAN, strict=True) == (0, ["0 known vulnerabilities in 1 packages"])
    status, said = verdict(HOLE, strict=False)
    assert (status, said[0]) == (1, "a 1: CVE-1, mended in 2")


def test_what_nobody_answers_for_passes_loudly_and_fails_where_that_is_asked() -> None:
    for printed in (UNKNOWN, "", "connection refused"):
        status, said = verdict(printed, strict=False)
        assert (status, said[-1].startswith("NOT AUDITED")) == (0, True)
        assert verdict(printed, strict=True)[0] == 1


def test_celery_and_what_it_stands_on_are_the_series_that_the_guards_know() -> None:
    for name, series in (("celery", "5.7."), ("kombu", "5.7."), ("billiard", "4.3."), ("redis", "8.1.")):
        assert version(name).startswith(series)
        assert dict(_PIN.findall(Path("requirements.txt").read_text()))[f"{name}"].startswith(series)


def test_what_is_tested_is_what_is_installed() -> None:
    """The images' lock files and that of the tests hold every package at one version."""
    tested = dict(_PIN.findall(Path("requirements-dev.txt").read_text()))
    for lock in (*LOCKS, "requirements-build.txt"):
        pinned = dict(_PIN.findall(Path(lock).read_text()))
        assert pinned.items() <= tested.items(), lock
