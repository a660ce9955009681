"""How well scans are read: `make bench`, or `python -m tests.bench.scans [--count N]`. It takes the extra `ocr`.

Reports are drawn anew, printed by Chromium and LibreOffice where these are installed (the committed samples serve where
they are not), and scanned as offices do it. What is wrong is told, what is null is counted. Nothing here is a gate.
"""

import argparse
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count as numbers
from itertools import islice

from shared.job import Hints
from shared.limits import Limits
from tests.corpus import samples
from tests.corpus.case import Case
from tests.corpus.compare import compare
from tests.corpus.generate import make
from tests.corpus.hazards import choose
from tests.corpus.producers import chromium, libreoffice
from tests.corpus.scan import Scanner, any_scanner, ordinary, scan
from workers import pipeline
from workers.extract.ocr_model import is_there
from workers.validate import default_policy

COUNT = 60
_CHROMIUM = ("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UMing CN", 'Liberation Serif", "AR PL UMing CN')
_LIBREOFFICE = ("AR PL UMing CN", "Noto Serif CJK SC", "Noto Sans CJK SC")


def reports(seed: str) -> Iterator[tuple[Case, bytes]]:
    """Yield reports with the PDF that a real producer makes of each, without end."""
    every = (("chromium", "pdf", _web), ("soffice", "docx", _word))
    producers = [(format_, print_) for program, format_, print_ in every if shutil.which(program)]
    if not producers:
        yield from _committed()
    for number in numbers():
        rng = random.Random(f"{seed}/{number}/print")
        format_, print_ = producers[number % len(producers)]
        case = make(f"{seed}/{number}", hazards=choose(format_, None, rng))  # that its document can hold
        yield case, print_(case, rng)


def _web(case: Case, rng: random.Random) -> bytes:
    return chromium(case, rng.choice(_CHROMIUM))


def _word(case: Case, rng: random.Random) -> bytes:
    return libreoffice(case, rng.choice(_LIBREOFFICE))


def _committed() -> Iterator[tuple[Case, bytes]]:
    names = sorted(name for name, sample in samples.samples().items() if name.endswith("pdf") and not sample.reason)
    while True:
        yield from ((samples.case(name), (samples.FOLDER / name).read_bytes()) for name in names)


def main() -> int:
    """Print a line a document and the sums."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scans", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", default="scans")
    parser.add_argument("--dpi", type=int, default=150)
    parser.add_argument("--turned", type=int, default=0, choices=(0, 90, 180, 270))
    parser.add_argument("--ordinary", action="store_true", help="scanned as most offices do, without seals and streaks")
    parser.add_argument("--show", action="store_true", help="every cell that is null, too")
    asked = parser.parse_args()
    write = sys.stdout.write
    if not is_there():
        write("scans: the extra `ocr` is not installed\n")
        return 0
    totals: Counter[str] = Counter()
    for number, (case, printed) in enumerate(islice(reports(asked.seed), asked.count)):
        rng = random.Random(f"{asked.seed}/{number}/scan")
        scanner = ordinary(rng) if asked.ordinary else any_scanner(rng)
        scanner = Scanner(**{**_fields(scanner), "dpi": asked.dpi, "turned": asked.turned})
        data, begin = scan(printed, rng, scanner), time.process_time()
        record = pipeline.check(data, "scan.pdf", Hints(), Limits(), default_policy())
        spent = time.process_time() - begin
        found = compare(record, case)
        pages = record.document.pages or 0
        totals += Counter(
            documents=1, pages=pages, exact=found.exact, null=len(found.null), wrong=len(found.wrong),
            false=len(found.false_errors), milliseconds=round(1000 * spent),
        )  # fmt: skip
        write(f"{number:3} {found.exact:4} exact {len(found.null):3} null {len(found.wrong):2} wrong "
              f"{spent / max(1, pages):5.1f} s a page  {_told(scanner)}\n")  # fmt: skip
        told = [*found.wrong, *found.false_errors, *(found.null if asked.show else ())]
        write("".join(f"      {line}\n" for line in told))
        sys.stdout.flush()
    cells = totals["exact"] + totals["null"] + totals["wrong"]
    write(f"{totals['documents']} scans, {totals['pages']} pages: {totals['exact']} of {cells} cells exact "
          f"({100 * totals['exact'] / max(1, cells):.2f} %), {totals['null']} null, {totals['wrong']} wrong, "
          f"{totals['false']} false errors; {totals['milliseconds'] / 1000 / max(1, totals['pages']):.2f} s of "
          "processor time a page\n")  # fmt: skip
    return 0


def _fields(scanner: Scanner) -> dict[str, float]:
    return {name: getattr(scanner, name) for name in scanner.__struct_fields__}


def _told(scanner: Scanner) -> str:
    """Return what is special about a scanner."""
    usual = Scanner()
    told = [f"lean {scanner.lean:.1f}", f"quality {scanner.quality}"]
    for name in ("bilevel", "colour", "shadow", "streaks", "faint", "stamps", "dpi", "turned"):
        value = getattr(scanner, name)
        if value != getattr(usual, name):
            told.append(name if value is True else f"{name} {value:.2g}")
    return ", ".join(told)


if __name__ == "__main__":
    sys.exit(main())
