"""Legacy documents are read as the DOCX that LibreOffice makes of them, or refused with what to install."""

import shutil
import subprocess
from pathlib import Path

import pytest

from shared.errors import Refused, Unreadable
from shared.job import Hints
from shared.limits import Limits
from shared.record import Record
from tasks import child
from tests.corpus import samples
from workers import pipeline
from workers.extract import doc
from workers.extract.doc import read_doc
from workers.intake import takes_program
from workers.validate import default_policy

NAME = "17-gov_2021-A02-docx.docx"
office = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")


def checked(data: bytes) -> Record:
    """Check in a limited child, as the command line and the workers do."""
    limits = Limits()
    given = (data, "a.doc", Hints(), limits, default_policy())
    ending = child.run(pipeline.check, *given, limits=limits, programs=takes_program(data))
    return ending.result()


@office
@pytest.mark.parametrize("extension", ["doc", "rtf"])
def test_a_legacy_document_gives_the_record_of_its_docx(extension: str, tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={tmp_path.as_uri()}/profile", "--headless", "--convert-to", extension]
    made = [*command, "--outdir", str(tmp_path), str(samples.FOLDER / NAME)]
    subprocess.run(made, check=True, capture_output=True, timeout=120)
    found = checked((tmp_path / NAME).with_suffix(f".{extension}").read_bytes())
    expected = checked((samples.FOLDER / NAME).read_bytes())
    assert found.reason is None
    assert found.document.format == "doc"
    assert found.report
    assert expected.report
    assert {key: cell.value for key, cell in found.report.cells.items()} == {
        key: cell.value for key, cell in expected.report.cells.items()
    }
    assert [each.rule for each in found.findings] == [each.rule for each in expected.findings]


@office
def test_what_cannot_be_converted_is_broken_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc.tempfile, "tempdir", str(tmp_path))
    with pytest.raises((Unreadable, Refused)):
        read_doc(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), Limits())
    assert list(tmp_path.iterdir()) == []


def test_without_libreoffice_it_is_refused_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "_PLACES", "/nowhere")
    with pytest.raises(Refused) as refused:
        read_doc(b"", Limits())
    assert refused.value.reason.code == "unsupported-format"
    assert "LibreOffice" in refused.value.reason.message.en
    assert "LibreOffice" in refused.value.reason.message.zh


def test_a_conversion_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "soffice"
    endless.write_text("#!/bin/sh\nexec sleep 100\n")
    endless.chmod(0o755)
    monkeypatch.setattr(doc, "_PLACES", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(Unreadable) as unreadable:
        read_doc(b"{\\rtf1}", Limits(seconds=1))
    assert unreadable.value.reason.code == "time-limit"
