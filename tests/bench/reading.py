"""How fast documents become records: `make bench`, or `python -m tests.bench.reading [ROUNDS]`.

Everything is measured side by side in one process, file by file in turns, by the processor's time, so that a busy
machine slows all alike; a file's time is its fastest round. Ratios are medians over the files with their quartiles.
Nothing here is a gate.
"""

import ctypes
import gc
import io
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import docx
import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as api
from lxml import html

from shared.job import Hints
from shared.limits import Limits
from shared.record import Outcome
from tests.corpus import samples
from tests.corpus.generate import bulk
from workers import pipeline
from workers.validate import default_policy

ROUNDS = 3
TURNS = 2  # in a row: PDFium looks through the machine's fonts once more after something read without them
GENERATED = 24  # of each format but PDF, whose samples come from the programs that bodies use
LIMITS = Limits()

Work = Callable[[bytes], object]


class File(NamedTuple):
    """A document that is read."""

    name: str
    data: bytes


def record(data: bytes) -> object:
    """From bytes to the finished record."""
    return pipeline.check(data, "a", Hints(), LIMITS, default_policy())


def plumber(data: bytes) -> object:
    """What a program does that reads tables and text with pdfplumber."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        found = []
        for page in document.pages:
            found.append(([table.extract() for table in page.find_tables()], page.extract_text()))
            page.close()
        return found


def enumeration(data: bytes) -> object:
    """Every character with its box, every corner of every path, by PDFium and nothing else."""
    with pdfium.PdfDocument(data) as document:
        return [(list(_characters(page)), list(_corners(page))) for page in document]


def _characters(page: Any) -> Iterator[tuple[int, float, float, float, float]]:  # noqa: ANN401 - ships no types
    text, box = page.get_textpage(), api.FS_RECTF()
    for place in range(text.count_chars()):
        api.FPDFText_GetLooseCharBox(text, place, box)
        yield api.FPDFText_GetUnicode(text, place), box.left, box.top, box.right, box.bottom


def _corners(page: Any) -> Iterator[tuple[float, float]]:  # noqa: ANN401 - as above
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(api.FPDFPage_CountObjects(page)):
        shape = api.FPDFPage_GetObject(page, index)
        if api.FPDFPageObj_GetType(shape) == api.FPDF_PAGEOBJ_PATH:
            for place in range(api.FPDFPath_CountSegments(shape)):
                api.FPDFPathSegment_GetPoint(api.FPDFPath_GetPathSegment(shape, place), x, y)
                yield x.value, y.value


def markup(data: bytes) -> object:
    """The page as lxml parses it."""
    return html.document_fromstring(data)


def word(data: bytes) -> object:
    """The document as python-docx opens it, with the text of every cell."""
    opened = docx.Document(io.BytesIO(data))
    return [[cell.text for cell in row.cells] for table in opened.tables for row in table.rows]


def plain(data: bytes) -> object:
    """The characters."""
    return str(data, "utf-8", "replace")


def seconds(files: Sequence[File], works: Sequence[Work], rounds: int) -> list[list[float]]:
    """Return the fastest time of every work on every file: a list a work."""
    best = [[float("inf")] * len(files) for _ in works]
    for _ in range(rounds):
        for index, file in enumerate(files):
            for kind, work in enumerate(works):
                for _ in range(TURNS):
                    begin = time.process_time()
                    work(file.data)
                    best[kind][index] = min(best[kind][index], time.process_time() - begin)
    return best


def ratio(ours: Sequence[float], theirs: Sequence[float], *, faster: bool) -> str:
    """Return the median of the files' ratios with its quartiles."""
    ratios = [b / a if faster else a / b for a, b in zip(ours, theirs, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return f"{middle:5.1f} ×  ({low:.1f} to {high:.1f})"


def shares(files: Sequence[File]) -> str:
    """Return where the time to a record goes, in percent by stage."""
    spent = dict.fromkeys(("intake", "read", "normalize", "judge"), 0.0)
    for file in files:
        described, marks = pipeline.describe(file.data, file.name, Hints()), [time.process_time()]
        described = pipeline.intake(file.data, described, LIMITS)
        marks.append(time.process_time())
        document = pipeline.read(described.format or "", file.data, LIMITS)
        marks.append(time.process_time())
        report = pipeline.normalize(document)
        marks.append(time.process_time())
        pipeline.validate(described, report, default_policy())
        marks.append(time.process_time())
        for stage, begin, end in zip(spent, marks, marks[1:], strict=False):
            spent[stage] += end - begin
    whole = sum(spent.values())
    return ", ".join(f"{stage} {100 * part / whole:.0f} %" for stage, part in spent.items())


def corpus(format_: str) -> list[File]:
    """Return the documents of a format: the committed PDF files, generated ones of the others."""
    if format_ == "pdf":
        chosen = (name for name, sample in samples.samples().items() if name.endswith(".pdf") and not sample.reason)
        return [File(name, (samples.FOLDER / name).read_bytes()) for name in sorted(chosen)]
    styles = {"html": ["html-word", "html-portal", "html-clean"], "docx": ["docx"], "text": ["text-tsv", "text-line"]}
    return [File(each.name, each.data) for each in bulk(GENERATED, "bench", styles[format_])]


def line(what: str, times: Sequence[float], against: str = "") -> None:
    """Print a row of the table."""
    print(f"{what:34} {1000 * statistics.median(times):8.1f} ms   {against}")  # noqa: T201 - the table is the result


def main(rounds: int = ROUNDS) -> None:
    """Print the table."""
    files = corpus("pdf")
    gc.freeze()  # as the child does in which documents are read; it serves all alike
    sound = [
        file
        for file in files
        if pipeline.check(file.data, "", Hints(), LIMITS, default_policy()).outcome is Outcome.ACCEPTED
    ]
    for name, chosen in (("PDF, sums hold", sound), ("PDF, all samples", files)):
        ours, theirs, least = seconds(chosen, (record, plumber, enumeration), rounds)
        line(f"{name} ({len(chosen)} files)", ours, shares(chosen))
        line("  pdfplumber tables and text", theirs, f"{ratio(ours, theirs, faster=True)} as long")
        line("  PDFium merely enumerating", least, f"record takes {ratio(ours, least, faster=False)} as long")
    for format_, bare in (("html", markup), ("docx", word), ("text", plain)):
        chosen = corpus(format_)
        ours, theirs = seconds(chosen, (record, bare), rounds)
        line(f"{format_} ({len(chosen)} files)", ours, shares(chosen))
        line(f"  {bare.__doc__}", theirs, f"record takes {ratio(ours, theirs, faster=False)} as long")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
