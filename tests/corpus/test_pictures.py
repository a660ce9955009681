"""Reports whose tables are pictures, through the whole pipeline: no wrong number, and the reader told what is one."""

from collections.abc import Callable, Sequence
from functools import cache

import pytest

from shared.job import Hints
from shared.limits import Limits
from shared.record import Record
from shared.report import State
from tests.corpus import samples
from tests.corpus.compare import compare
from tests.corpus.pictured import Item, printed, saved, screenshots, web, word
from workers.extract import pictures
from workers.extract.ocr_model import is_there
from workers.pipeline import allowance, check
from workers.validate import Policy

FAULTY = "08-gov_2021-R02-labels-spaced-libreoffice-serif.pdf"
EXACT = 0.95
needs_extra = pytest.mark.skipif(not is_there(), reason="the extra ocr is not installed")


@cache
def shown() -> tuple[Item, ...]:
    return tuple(screenshots((samples.FOLDER / FAULTY).read_bytes()))


def read(data: bytes, name: str) -> Record:
    return check(data, name, Hints(), Limits(seconds=120), Policy.load())


@needs_extra
@pytest.mark.parametrize(("write", "name"), [(word, "a.docx"), (saved, "a.mhtml")])
def test_tables_that_are_pictures_are_recognized(write: Callable[[Sequence[Item]], bytes], name: str) -> None:
    record = read(write(shown()), name)
    found = compare(record, samples.case(FAULTY))
    assert record.report is not None
    assert record.engine.recognizer is not None
    assert not found.wrong
    assert not found.false_errors
    assert found.exact >= EXACT * (found.exact + len(found.null))
    assert not found.prose
    for cell in record.report.cells.values():
        assert cell.value is None or (cell.where.picture and cell.where.bbox and cell.where.table)
    (fault,) = [finding for finding in record.findings if finding.severity == "error"]
    assert (fault.rule, fault.confirmed) == ("R02", True)
    told = [finding for finding in record.findings if finding.rule == "S14"]
    assert all(finding.where[0].picture for finding in told)
    assert len(told) == 3


@needs_extra
def test_pictures_on_pages_of_text_are_recognized_at_their_place_on_the_page() -> None:
    record = read(printed(shown()), "a.pdf")
    found = compare(record, samples.case(FAULTY))
    assert record.report is not None
    assert not record.report.recognized
    assert not found.wrong
    assert not found.false_errors
    assert not found.prose
    assert found.exact >= EXACT * (found.exact + len(found.null))
    boxes = {each.where.picture: (each.where.page, each.where.bbox) for each in record.report.pictures}
    for cell in record.report.cells.values():
        if cell.value is not None and cell.where.bbox:
            page, box = boxes[cell.where.picture]
            assert box
            assert cell.where.page == page
            assert box[0] <= cell.where.bbox[0] < cell.where.bbox[2] <= box[2]
            assert box[1] <= cell.where.bbox[1] < cell.where.bbox[3] <= box[3]


def test_without_the_extra_nothing_but_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "is_there", lambda: False)
    record = read(word(shown()), "a.docx")
    assert record.report is not None
    assert {cell.state for cell in record.report.cells.values()} == {State.MISSING}
    assert all("nianbao[ocr]" in finding.message.en for finding in record.findings if finding.rule == "S14")
    assert record.engine.recognizer is None


def test_pictures_that_did_not_come_with_their_page_are_told() -> None:
    record = read(web(shown(), [f"/images/{number}.png" for number, _ in enumerate(shown())]), "a.html")
    told = [finding.message.zh for finding in record.findings if finding.rule == "S14"]
    assert told
    assert all("没有随文提交" in message for message in told)


@needs_extra
def test_pictures_have_the_time_of_scans() -> None:
    for data in (word(shown()), web(shown()), saved(shown())):
        assert allowance(data, Limits()).seconds == Limits().scanned_seconds
    assert allowance(b"<p>a</p>", Limits()).seconds == Limits().seconds
