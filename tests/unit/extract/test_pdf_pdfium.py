"""What PDFium tells of a file agrees with pdfplumber, page by page; what it cannot open says why."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shared.document import Document, Table
from shared.errors import Refused, Unreadable
from shared.limits import Limits
from tests.unit.extract import plumber
from tests.unit.extract.drawn import pdf
from workers.extract import pdf_pdfium
from workers.extract.pdf import document, read_pdf
from workers.extract.pdf_pdfium import pages

LIMITS = Limits()
SAMPLES = sorted((Path(__file__).parents[2] / "corpus" / "samples").glob("*gov_*.pdf"))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"no pdf at all"])
def test_no_pdf_is_broken(data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(pages(data, LIMITS))


def test_too_many_pages_are_refused_before_any_is_read() -> None:
    found = pages(pdf(*[lambda paper: paper.text(72, 90, "甲")] * 3), Limits(pages=2))
    with pytest.raises(Refused):
        next(found)


def test_a_page_of_more_characters_than_any_report_has_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pdfium, "_CHARACTERS", 9)
    data = pdf(lambda paper: paper.text(72, 90, "甲" * 9), lambda paper: paper.text(72, 90, "甲" * 10))
    with pytest.raises(Refused) as refused:
        list(pages(data, LIMITS))
    assert refused.value.reason.code == "too-complex"
    assert "page 2: 10" in refused.value.reason.message.en


def grids(found: Document) -> Iterator[list[list[tuple[str, int, int, int]]]]:
    for block in found.blocks:
        if isinstance(block, Table):
            yield [
                [(_solid(cell.text), cell.column, cell.row_span, cell.column_span) for cell in r] for r in block.rows
            ]


def _solid(text: str) -> str:
    """Drop spaces that part no numbers: at the end of a line PDFium drops them too."""
    return re.sub("(?<![0-9]) | (?![0-9])", "", text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_pdfplumber_reads_the_same_cells_from_real_producers_files(path: Path) -> None:
    data = path.read_bytes()
    found = list(grids(read_pdf(data, LIMITS)))
    assert found == list(grids(document(plumber.pages(data), LIMITS)))
    assert found
