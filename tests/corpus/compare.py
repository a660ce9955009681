"""Holds a record against the truth: what is wrong, what is merely null, what is exact."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from shared.record import Record
from shared.report import Report, State, Value
from tests.corpus.case import Case
from tests.corpus.truth import TrueCell, Truth


class Comparison(msgspec.Struct):
    """Differences as sentences. `wrong`: a number that is not the printed one. `null`: a number that was not read."""

    exact: int = 0
    wrong: list[str] = []
    null: list[str] = []
    states: list[str] = []  # right value, other state
    head: list[str] = []
    prose: list[str] = []
    findings: list[str] = []
    false_errors: list[str] = []  # of the findings, the errors that nobody made

    @property
    def differences(self) -> list[str]:
        """Everything that is not as it should be."""
        return [*self.wrong, *self.null, *self.states, *self.head, *self.prose, *self.findings]


def differences(record: Record, case: Case) -> list[str]:
    """Return everything in which a record is not what the case's truth says, worst first."""
    return compare(record, case).differences


def compare(record: Record, case: Case) -> Comparison:
    """Compare cells, head, prose and findings."""
    found = Comparison()
    if record.report is None:
        why = record.reason.code if record.reason else "?"
        found.head.append(f"no report: {record.outcome} {why}")
        return found
    compare_report(record.report, case.truth, found)
    findings = Counter(f"{each.rule} {each.severity}" for each in record.findings)
    found.findings = case.expected.misses(findings)
    found.false_errors = [each for each in findings - Counter(case.expected.findings) if each.endswith(" error")]
    return found


def compare_report(report: Report, truth: Truth, found: Comparison) -> Comparison:
    """Compare what was read, without judging the findings."""
    _head(report, truth, found)
    _cells("", report.cells, truth.cells, found)
    attached = {each.form: each.cells for each in report.attachments}
    for table in truth.attachments:
        _cells(f"{table.form}: ", attached.get(table.form, {}), table.cells, found)
    copies = {each.table: each.cells for each in report.copies}
    for table in truth.copies:
        _cells("copy: ", copies.get(table.table or "", {}), table.cells, found)
    extra = {each.form for each in report.attachments} - {each.form for each in truth.attachments}
    found.head += [f"attachment {form} that is none" for form in sorted(extra)]
    if len(report.copies) > len(truth.copies):
        found.head.append(f"{len(report.copies)} copies, expected {len(truth.copies)}")
    if truth.form != "stat_2014":  # reports up to 2018 are free in form
        _sections(report, truth, found)
    return found


def _head(report: Report, truth: Truth, found: Comparison) -> None:
    expected = {
        "title": _tight(truth.title),
        "publisher": truth.publisher,
        "year": truth.year,
        "form": truth.form,
        "published": truth.published,
        "period": truth.period,
    }
    for field, value in expected.items():
        read = getattr(report, field)
        if field == "title" and read is not None:
            read = _tight(read)
        if read != value:
            found.head.append(f"{field} {read!r}, expected {value!r}")


def _cells(prefix: str, read: Mapping[str, Value], truth: Mapping[str, TrueCell], found: Comparison) -> None:
    for key in sorted({*read, *truth}):
        cell, true = read.get(key), truth.get(key)
        if true is None or cell is None:
            found.null.append(f"{prefix}{key}: the key is {'not' if cell is None else 'only'} in the record")
        elif cell.value == true.value:
            found.exact += 1
            if cell.state is not true.state and not (cell.state is State.INFERRED and cell.value is not None):
                found.states.append(f"{prefix}{key}: {cell.state}, expected {true.state} ({cell.raw!r})")
        elif cell.value is None:
            found.null.append(f"{prefix}{key}: null ({cell.state}, {cell.raw!r}), expected {true.value}")
        else:
            found.wrong.append(f"{prefix}{key}: {cell.value} ({cell.state}, {cell.raw!r}), expected {true.value}")


def _sections(report: Report, truth: Truth, found: Comparison) -> None:
    for key in [key for key in report.sections if key not in truth.sections]:
        found.prose.append(f"section {key} that is not there")
    for key, section in truth.sections.items():
        read = report.sections.get(key)
        if read is None:
            found.prose.append(f"section {key} is missing")
            continue
        if _tight(read.heading) != _tight(section.heading):
            found.prose.append(f"heading {read.heading!r}, expected {section.heading!r}")
        expected, signature = _tight("".join(section.paragraphs)), _tight("".join(truth.closing))
        if not any(_same(_tight(read.text), each) for each in (expected, expected + signature)):
            found.prose.append(f"text of {key}: {_difference(_tight(read.text), expected)}")


def _same(read: str, expected: str) -> bool:
    """Equal but for masked personal data."""
    pattern = re.sub(r"(\\\*)+", ".+", re.escape(read))
    return read == expected or ("*" in read and re.fullmatch(pattern, expected) is not None)


def _difference(read: str, expected: str) -> str:
    at = next(
        (n for n, (a, b) in enumerate(zip(read, expected, strict=False)) if a != b), min(len(read), len(expected))
    )
    return f"from {at} on …{read[at : at + 30]!r}, expected …{expected[at : at + 30]!r}"


def _tight(text: str) -> str:
    """Return text without white space."""
    return re.sub(r"\s", "", text)


def summary(comparisons: Iterable[Comparison]) -> dict[str, int]:
    """Return how many cells were exact, null, wrong, and how many other differences there were."""
    totals: Counter[str] = Counter()
    for each in comparisons:
        totals["documents"] += 1
        totals["exact"] += each.exact
        for field in ("wrong", "null", "states", "head", "prose", "findings"):
            totals[field] += len(getattr(each, field))
    return dict(totals)
