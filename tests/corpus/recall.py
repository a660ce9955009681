"""Which injected faults are found, and what else: `python -m tests.corpus.recall --reports 1000 --seed S`.

Every report of the run has one fault of one rule, the rules taking turns; or none, for as many reports as `--clean`
says. A report counts as right only where exactly the expected findings come: of that rule, of every other, of every
severity.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec

from shared.job import Hints
from shared.limits import Limits
from shared.record import Record
from tests.corpus import generate, hazards, series
from tests.corpus.case import Case
from tests.corpus.faults import FAULTS
from tests.corpus.render import render
from tests.corpus.series import Series
from workers.pipeline import check
from workers.validate import Page, Policy, reconcile

CHEAP = ("html-clean", "html-spans", "text-tsv", "text-pipe", "text-cells")
DEAR = ("pdf", "docx", "xlsx", "mhtml", "html-portal", "html-word", "text-bars", "text-line")
ALL_RULES = Policy.load("off = []")


class Judged(msgspec.Struct):
    """One report: what was asked of it and what came."""

    fault: str | None
    style: str
    seed: str
    misses: list[str]  # expected and not found, or found and not expected
    false_errors: list[str]


def one(seed: str, fault: str | None, style: str, risks: Sequence[str] = ()) -> Judged:
    """Generate, print, read and judge one report."""
    case = generate.make(seed, fault=fault, hazards=risks)
    name, data = render(case, style)
    record = check(data, name, Hints(), Limits(), ALL_RULES)
    return _compared(case, record, fault, style, seed)


def judged(made: Series, style: str = "html-clean", *, beside: bool = True) -> list[Record]:
    """Print, read and judge every file of a series, each beside the others or alone."""
    policy = Policy.load("off = []\n" + made.policy)
    pages: list[Page] = []
    at: dict[str, str] = {}  # address: what it holds
    for filed in made.files:
        kind = "docx" if filed.url.endswith(".docx") else style
        name, data = render(filed.case, kind)
        record = check(data, name, filed.told, Limits(), policy)
        pages.append(Page(record, at.get(filed.url)))
        at[filed.url] = pages[-1].id
    if not beside:
        return [page.record for page in pages]
    changed = {record.document.sha256: record for record in reconcile(pages, [page.id for page in pages], policy)}
    return [changed.get(page.id, page.record) for page in pages]


def run(reports: int, clean: int, seed: str, dear: float = 0.1) -> Iterator[Judged]:
    """Yield reports with one fault each, then clean ones with hazards; a share of both on dear paper."""
    names = sorted({*FAULTS, *series.FAULTS})
    for index in range(reports):
        fault, rng = names[index % len(names)], random.Random(f"{seed}/{index}")
        if fault in series.FAULTS:
            yield from _series(f"{seed}/{index}", fault)
        else:
            yield one(f"{seed}/{index}", fault, _style(rng, dear))
    for index in range(clean):
        rng = random.Random(f"{seed}/clean/{index}")
        if index % 12 == 0:
            yield from _series(f"{seed}/clean/{index}", None)
            continue
        style = _style(rng, dear)
        yield one(f"{seed}/clean/{index}", None, style, hazards.choose(style, None, rng))


def _style(rng: random.Random, dear: float) -> str:
    return rng.choice(DEAR if rng.random() < dear else CHEAP)


def _series(seed: str, fault: str | None) -> Iterator[Judged]:
    made = series.make(seed, fault)
    for filed, record in zip(made.files, judged(made), strict=True):
        yield _compared(filed.case, record, fault, "series", seed)


def _compared(case: Case, record: Record, fault: str | None, style: str, seed: str) -> Judged:
    found = Counter(f"{each.rule} {each.severity}" for each in record.findings)
    expected = Counter(case.expected.findings) + Counter(dict.fromkeys(case.expected.any_number, len(record.findings)))
    errors = [each for each in found - expected if each.endswith(" error")]
    misses = case.expected.misses(found)
    if record.report is None:
        misses.append(f"no report: {record.reason.code if record.reason else record.outcome}")
    return Judged(fault, style, seed, misses, errors)


def main() -> int:
    """Run, print a table by rule and every report that was not judged as it should be; 1 where there is one."""
    parser = argparse.ArgumentParser(prog="python -m tests.corpus.recall", description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--clean", type=int, default=500)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--dear", type=float, default=0.1, help="share of PDF, Word, spreadsheets and the like")
    asked = parser.parse_args()
    by_fault: dict[str, list[Judged]] = defaultdict(list)
    for each in run(asked.reports, asked.clean, asked.seed, asked.dear):
        by_fault[each.fault or "none"].append(each)
        if each.misses:
            sys.stdout.write(f"{each.fault} {each.style} {each.seed}: {'; '.join(each.misses)}\n")
    every = [each for listed in by_fault.values() for each in listed]
    for fault, listed in sorted(by_fault.items()):
        right = sum(not each.misses for each in listed)
        sys.stdout.write(f"{fault:24} {right:5} of {len(listed):5} as expected\n")
    wrong = sum(bool(each.misses) for each in every)
    false = sum(bool(each.false_errors) for each in every)
    sys.stdout.write(f"{len(every)} reports, {len(every) - wrong} exactly as expected, {false} with a false error\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
