"""What a generated report says, whatever it is printed on: the truth that readings are held against."""

from collections import Counter

import msgspec

from shared.number import Number
from shared.report import State
from tests.corpus.bodies import Body


class TrueCell(msgspec.Struct):
    """One cell: what is printed, and what a careful person reads there. `value` is None where nobody can say."""

    value: Number | None
    state: State
    raw: str


class TrueSection(msgspec.Struct):
    """One of the report's sections: its heading, its prose without the tables."""

    heading: str
    paragraphs: list[str]


class TrueTable(msgspec.Struct):
    """Another form (or another copy of a table) inside the same document. `headings`: values on heading rows."""

    form: str
    cells: dict[str, TrueCell]
    headings: dict[str, str] = {}
    table: str | None = None  # for a copy: key of the form's table


class Truth(msgspec.Struct, kw_only=True):
    """A whole report. `sections` are in printed order; dates are ISO."""

    body: Body
    title: str
    publisher: str
    year: int
    form: str
    published: str | None
    period: tuple[str, str] | None
    preamble: list[str] = []
    sections: dict[str, TrueSection] = {}
    cells: dict[str, TrueCell] = {}
    headings: dict[str, str] = {}  # values on heading rows, where the form itself is the 统计表
    attachments: list[TrueTable] = []
    copies: list[TrueTable] = []
    closing: list[str] = []  # signature lines


class Expected(msgspec.Struct):
    """Which findings must come, and no others.

    `findings` is a multiset of "rule severity"; `any_number` names those that must come at least once, however often.
    """

    findings: dict[str, int] = {}
    any_number: list[str] = []

    def add(self, found: dict[str, int], any_number: tuple[str, ...] = ()) -> None:
        """Expect these as well."""
        self.findings = dict(Counter(self.findings) + Counter(found))
        self.any_number = sorted({*self.any_number, *any_number})

    def misses(self, found: Counter[str]) -> list[str]:
        """Return what differs from what was found ("rule severity": times); empty when all is as expected."""
        wrong = []
        for each in sorted({*found, *self.findings, *self.any_number}):
            times, least = found[each], self.findings.get(each, 0)
            if each in self.any_number:
                if times < max(least, 1):
                    wrong.append(f"{each}: not found")
            elif times != least:
                wrong.append(f"{each}: found {times}, expected {least}")
        return wrong

    @property
    def errors(self) -> dict[str, int]:
        """The multiset of rules that must be found as errors."""
        return {each.split()[0]: times for each, times in self.findings.items() if each.endswith(" error")}


def number(value: Number) -> TrueCell:
    """Return a cell that holds a plainly printed number."""
    return TrueCell(value, State.NUMBER if value else State.ZERO, str(value))
