"""What the documents of a drill really say, where the folder tells: `truth.json`, and how records compare with it.

Of every document, by name: `truth.cells` and `truth.attachments` with the numbers printed, `expected` with the
findings that must come ("rule severity", and how often; `any_number`: at least once).
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from shared.number import Number
from shared.record import Record
from shared.report import Value

FILE = "truth.json"


class TrueCell(msgspec.Struct):
    """One cell; None where nobody can say."""

    value: Number | None


class TrueTable(msgspec.Struct):
    """A form that is filed behind the report."""

    form: str
    cells: dict[str, TrueCell]


class Printed(msgspec.Struct):
    """The numbers of one document."""

    cells: dict[str, TrueCell]
    attachments: list[TrueTable] = []


class Expected(msgspec.Struct):
    """The findings of one document."""

    findings: dict[str, int] = {}
    any_number: list[str] = []


class Document(msgspec.Struct):
    """One document."""

    truth: Printed
    expected: Expected


class Quality(msgspec.Struct, kw_only=True):
    """How well documents were read. `expected`, `found` and `right` count findings of the rules that truth tells of."""

    exact: int = 0
    null: int = 0
    wrong: int = 0
    unread: int = 0  # documents without a report
    expected: int = 0
    found: int = 0
    right: int = 0
    examples: list[str] = []  # of what is wrong or unread

    @property
    def precision(self) -> float:
        """The share of what was found that is there."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.right / self.expected if self.expected else 1.0


def load(folder: Path) -> dict[str, Document] | None:
    """Return the truth of a folder's documents by name, where it stands beside them."""
    file = folder / FILE
    return msgspec.json.decode(file.read_bytes(), type=dict[str, Document]) if file.is_file() else None


def hold(records: Iterable[Record], truths: Mapping[str, Document]) -> Quality:
    """Hold records against the truth. Rules that no document of the truth breaks are not judged by it."""
    told = {name for each in truths.values() for name in (*each.expected.findings, *each.expected.any_number)}
    rules = {match[0] for name in told if (match := re.match(r"\w+", name))}
    quality = Quality(examples=[])
    for record in records:
        truth = truths[record.document.name]
        if record.report is None:
            quality.unread += 1
            _example(quality, f"{record.document.name}: {record.reason.code if record.reason else record.outcome}")
            continue
        _cells(quality, record.document.name, record.report.cells, truth.truth.cells)
        attached = {each.form: each.cells for each in record.report.attachments}
        for table in truth.truth.attachments:
            _cells(quality, record.document.name, attached.get(table.form, {}), table.cells)
        _findings(quality, Counter(f"{each.rule} {each.severity}" for each in record.findings), truth.expected, rules)
    return quality


def _cells(quality: Quality, name: str, read: Mapping[str, Value], true: Mapping[str, TrueCell]) -> None:
    for key, cell in true.items():
        value = read[key].value if key in read else None
        if value == cell.value:
            quality.exact += 1
        elif value is None:
            quality.null += 1
        else:
            quality.wrong += 1
            _example(quality, f"{name}: {key} {value}, not {cell.value}")


def _findings(quality: Quality, found: Counter[str], expected: Expected, rules: set[str]) -> None:
    for name in {*found, *expected.findings, *expected.any_number}:
        if name.split()[0] not in rules:
            continue
        times, wanted = found[name], expected.findings.get(name, 0)
        if name in expected.any_number:
            wanted = max(wanted, times, 1)
        quality.found += times
        quality.expected += wanted
        quality.right += min(times, wanted)


def _example(quality: Quality, said: str) -> None:
    if len(quality.examples) < 20:  # noqa: PLR2004 - enough to look into
        quality.examples.append(said)
