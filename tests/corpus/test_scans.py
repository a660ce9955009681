"""Scans through the whole pipeline: no wrong number, nearly every cell exact, faults found where two readings agree."""

import io
import random
from functools import cache

import pytest
from PIL import Image

from shared.job import Hints
from shared.limits import Limits
from shared.record import Outcome, Record
from tests.corpus import samples
from tests.corpus.compare import Comparison, compare
from tests.corpus.scan import pictures, scan
from workers.extract.ocr_model import is_there
from workers.pipeline import check
from workers.validate import Policy

pytestmark = pytest.mark.skipif(not is_there(), reason="the extra ocr is not installed")

FAULTY = "08-gov_2021-R02-labels-spaced-libreoffice-serif.pdf"
CLEAN = "13-stat_2014-heading-values-chromium.pdf"
EXACT = 0.98


def printed(name: str) -> bytes:
    return (samples.FOLDER / name).read_bytes()


@cache
def read(name: str) -> tuple[Record, Comparison]:
    record = check(scan(printed(name), random.Random(name)), name, Hints(), Limits(), Policy.load())
    return record, compare(record, samples.case(name))


@pytest.mark.parametrize("name", [FAULTY, CLEAN])
def test_a_scan_is_read_without_a_wrong_number(name: str) -> None:
    record, found = read(name)
    assert record.report is not None
    assert record.report.recognized == tuple(range(1, (record.document.pages or 0) + 1))
    assert record.engine.recognizer is not None
    assert not found.wrong
    assert not found.false_errors
    assert found.exact >= EXACT * (found.exact + len(found.null))


def test_a_sum_that_fails_in_two_recognitions_is_the_publishers_mistake() -> None:
    record, _ = read(FAULTY)
    assert record.outcome is Outcome.FAILED
    assert [finding.rule for finding in record.findings if finding.severity == "error"] == ["R02"]
    assert all(finding.confirmed for finding in record.findings if finding.rule == "R02")


def test_a_scan_is_told_as_one() -> None:
    record, _ = read(CLEAN)
    assert record.outcome is Outcome.ACCEPTED
    assert [finding.rule for finding in record.findings] == ["S14"]


def test_cells_of_a_scan_stand_where_they_are_seen() -> None:
    record, _ = read(FAULTY)
    straight = check(printed(FAULTY), FAULTY, Hints(), Limits(), Policy.load())
    assert record.report is not None
    assert straight.report is not None
    for key, cell in record.report.cells.items():
        there = straight.report.cells[key].where
        if cell.value is not None and cell.where.bbox and there.bbox:
            assert cell.where.page == there.page
            assert cell.where.bbox == pytest.approx(there.bbox, abs=16)  # a scan leans, and lies askew


def png(page: Image.Image) -> bytes:
    told = io.BytesIO()
    page.save(told, "PNG", dpi=(150, 150))
    return told.getvalue()


def test_a_picture_of_one_page_is_a_document() -> None:
    page = pictures(printed(CLEAN), random.Random(0))[1]
    record = check(png(page), "page.png", Hints(), Limits(), Policy.load())
    assert record.document.format == "scan"
    assert record.document.pages == 1
    assert record.report is not None
    expected = samples.case(CLEAN).truth.cells
    told = {key: cell.value for key, cell in record.report.cells.items() if cell.value is not None}
    assert len(told) > len(expected) / 2
    assert all(expected[key].value == value for key, value in told.items())
