"""What judging costs: `python -m tests.bench.rules`. Milliseconds of processor time, beside those of reading the file.

Every rule over one record, the median of many; over one whose prose fills twenty pages, and forty.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

import msgspec

from shared.job import Hints
from shared.limits import Limits
from shared.report import Report
from tests.corpus.asides import ASIDES
from tests.corpus.generate import make
from tests.corpus.render import render
from workers.pipeline import check
from workers.validate import Policy, judge

_REPORTS = 60
_ROUNDS = 5
_PAGE = 800  # characters
_EVERY = Policy.load("off = []")


def long(report: Report, pages: int) -> Report:
    """Return a report whose section 一 fills so many pages."""
    text = report.sections["overview"].text
    for number in range(10**6):
        if len(text) >= pages * _PAGE:
            break
        text += f"\n{number}、" + ASIDES[number % len(ASIDES)].text.format_map(_Slots())
    section = msgspec.structs.replace(report.sections["overview"], text=text, places=())
    return msgspec.structs.replace(report, sections={**report.sections, "overview": section})


class _Slots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "2023" if key in {"year", "last", "next"} else "某"


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of one call, the least of some."""
    found = []
    for _ in range(_ROUNDS):
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    return min(found)


def main() -> None:
    """Measure and print."""
    judging, reading, reports = [], [], []
    for number in range(_REPORTS):
        name, data = render(make(f"bench {number}"), "html-clean")
        record = check(data, name, Hints(), Limits(), _EVERY)
        if record.report is None:
            raise AssertionError
        report = msgspec.structs.replace(record.report, claims=())
        whole = seconds(lambda name=name, data=data: check(data, name, Hints(), Limits(), _EVERY))  # type: ignore[misc]
        judging.append(seconds(lambda report=report: judge(report, _EVERY)))  # type: ignore[misc]
        reading.append(whole - judging[-1])
        reports.append(report)
    _print("one report", median(judging), median(reading))
    longest = next(report for report in reports if report.form == "gov_2021")
    for pages in (20, 40):
        _print(f"{pages} pages of prose", seconds(lambda pages=pages: judge(long(longest, pages), _EVERY)))  # type: ignore[misc]


def _print(what: str, judging: float, reading: float | None = None) -> None:
    beside = f", {judging / reading:.2f} of reading it from HTML" if reading else ""
    sys.stdout.write(f"{what:20} every rule in {judging * 1000:6.2f} ms{beside}\n")


if __name__ == "__main__":
    main()
