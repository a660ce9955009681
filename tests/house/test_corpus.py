"""Every edition of the form and every format has a document among the samples."""

import json
from pathlib import Path

import pytest

from shared.form import forms
from tests.corpus.render import STYLES
from workers.extract import READERS

CORPUS = Path(__file__).parents[1] / "corpus"
SAMPLES = sorted(path.name for path in (CORPUS / "samples").iterdir())
EXPECTED = json.loads((CORPUS / "expected.json").read_text("utf-8"))
SUFFIXES = {"pdf": ".pdf", "docx": ".docx", "html": ".html", "text": ".txt"}


@pytest.mark.parametrize("form", sorted(forms()))
def test_an_edition_has_samples_in_every_format(form: str) -> None:
    found = {Path(name).suffix for name in SAMPLES if form in name}
    assert found >= set(SUFFIXES.values())


def test_every_reader_has_renderings() -> None:
    converted = {"doc", "scan"}  # made at test time: tests/unit/extract/test_doc.py, tests/corpus/test_scans.py
    assert set(READERS) == {style.format for style in STYLES.values()} | converted


def test_every_sample_has_its_expectation() -> None:
    assert sorted(EXPECTED) == SAMPLES
