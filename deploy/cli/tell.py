"""A record told to a person: its outcome in a line, its findings with their arithmetic and places."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deploy.cli.screen import paragraph
from deploy.cli.words import choose, language, say
from shared.document import Where
from shared.finding import Finding, Severity, by_cause
from shared.form import forms
from shared.record import Outcome, Record
from shared.report import Difference, Value

MARKS = {
    Outcome.ACCEPTED: ("✓", "green"),
    Outcome.FAILED: ("✗", "red"),
    Outcome.REFUSED: ("–", "yellow"),
    Outcome.UNREADABLE: ("–", "yellow"),
}
_SEVERITY = {Severity.ERROR: ("✗", "red"), Severity.WARNING: ("!", "yellow"), Severity.INFO: ("·", "dim")}
_PLACES = 3  # named one by one
_LISTED = 40  # documents, all of them in the table
_FREQUENT = 8  # rules
_SUSPECTS = 2
_WIDE = 100  # columns that hold the whole table


class Told(msgspec.Struct, frozen=True):
    """What is kept of a record for the table and the explanations: not its cells, so that thousands can be kept."""

    number: int
    name: str
    outcome: Outcome
    publisher: str | None
    year: int | None
    form: str | None
    cells: tuple[int, int] | None  # mapped, expected
    reason: str | None
    findings: tuple[Finding, ...]
    suspects: dict[str, str]  # key of a suspected cell: what stands in it
    undecided: dict[str, Difference] = {}  # key of a cell that two readings of a failing sum do not agree in

    @classmethod
    def of(cls, record: Record, number: int = 0) -> "Told":
        """Keep what a person is told."""
        report = record.report
        return cls(
            number=number,
            name=record.document.name,
            outcome=record.outcome,
            publisher=report.publisher if report else None,
            year=report.year if report else None,
            form=report.form if report else None,
            cells=(report.coverage.mapped, report.coverage.expected) if report else None,
            reason=choose(record.reason.message) if record.reason else None,
            findings=record.findings,
            suspects={
                key: _content(report.cells[key])
                for finding in record.findings
                for key in finding.suspects
                if report and key in report.cells
            },
            undecided=report.second_reading.differs if report and report.second_reading else {},
        )

    @property
    def problems(self) -> list[Finding]:
        """What a person should look at."""
        return [each for each in self.findings if each.severity is not Severity.INFO and each.waived is None]

    def count(self, severity: Severity) -> int:
        """How many findings are this severe."""
        return sum(finding.severity is severity and finding.waived is None for finding in self.findings)


class Tally:
    """Records as they come: counted all, kept as far as they will be told.

    `explained` bounds the findings that are explained; None: all of them are.
    """

    def __init__(self, explained: int | None = None) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self.rules: Counter[str] = Counter()
        self._explained = explained
        self._accepted: list[Told] = []
        self._others: list[Told] = []

    @property
    def total(self) -> int:
        """How many records there were."""
        return self.outcomes.total()

    @property
    def all_accepted(self) -> bool:
        """Whether nothing failed, was refused or unreadable."""
        return self.total == self.outcomes[Outcome.ACCEPTED]

    def add(self, record: Record) -> None:
        """Take a record in."""
        told = Told.of(record, self.total)
        self.outcomes[told.outcome] += 1
        self.rules.update(finding.rule for finding in told.problems)
        kept = self._accepted if told.outcome is Outcome.ACCEPTED else self._others
        if self._explained is None or len(kept) < max(_LISTED, self._explained):
            kept.append(told)

    def tell(self, console: Console, seconds: float | None = None) -> None:
        """Print the table of outcomes, the explanations and the sum."""
        self._table(console)
        self._explain(console)
        self._sum(console, seconds)

    def _table(self, console: Console) -> None:
        """Print the documents; of very many only those that need somebody."""
        shown = self._others[:_LISTED] if self.total > _LISTED else self._told()
        table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
        columns: dict[str, Callable[[Told], str | Text]] = {
            "outcome": lambda one: outcome(one.outcome),
            "document": lambda one: one.name,
            "publisher": lambda one: one.publisher or "",
            "year": lambda one: str(one.year or ""),
            "form": lambda one: one.form or "",
            "cells": lambda one: "/".join(map(str, one.cells)) if one.cells else "",
            "errors": lambda one: _number(one.count(Severity.ERROR), "red"),
            "warnings": lambda one: _number(one.count(Severity.WARNING), "yellow"),
        }
        if console.width < _WIDE:
            del columns["publisher"], columns["form"], columns["cells"]
        for name in columns:
            fold = name in {"document", "publisher"}
            right = name in {"cells", "errors", "warnings"}
            table.add_column(
                say(f"column.{name}"), overflow="fold", no_wrap=not fold, justify="right" if right else "left"
            )
        for one in shown:
            table.add_row(*(value(one) for value in columns.values()))
        if shown:
            console.print(table)
        if left := self.total - len(shown):
            accepted = left == self.outcomes[Outcome.ACCEPTED]
            console.print(say("table.rest" if accepted else "table.more", count=left), style="dim")

    def _explain(self, console: Console) -> None:
        """Print why documents were not read, and the errors and warnings of the others as far as there is room."""
        left = sys.maxsize if self._explained is None else self._explained
        said = 0
        for one in self._told():
            some = one.problems[:left]
            if some or one.reason is not None or (left and one.undecided):
                console.print()
                explain(console, one, some)
                said += len(some)
                left = max(0, left - max(len(some), bool(one.undecided)))
        if omitted := self.rules.total() - said:
            console.print()
            console.print(say("findings.more", count=omitted), style="dim")

    def _sum(self, console: Console, seconds: float | None) -> None:
        line = Text(say("summary.document" if self.total == 1 else "summary.documents", count=self.total))
        for each in Outcome:
            if count := self.outcomes[each]:
                line.append("  ").append_text(outcome(each)).append(f" {count}")
        if seconds is not None:
            rate = self.total / max(seconds, 0.001)
            line.append("  ").append(say("summary.rate", seconds=f"{seconds:.1f}", rate=f"{rate:.1f}"), "dim")
        console.print()
        console.print(line)
        if self.total > 1 and self.rules:
            named = "  ".join(f"{rule} ×{count}" for rule, count in self.rules.most_common(_FREQUENT))
            console.print(say("summary.rules", rules=named), style="dim")

    def _told(self) -> list[Told]:
        return sorted(self._accepted + self._others, key=lambda told: told.number)


def explain(console: Console, told: Told, findings: Iterable[Finding]) -> None:
    """Print one document: why it was not read, or the findings with their places."""
    head = " ".join(str(part) for part in (told.publisher, told.year) if part)
    console.print(Text.assemble((told.name, "bold"), f"  {head}" if head else ""))
    if told.reason is not None:
        console.print(Text("  ").append_text(outcome(told.outcome)))
        paragraph(console, told.reason, 4)
    for first, *others in by_cause(findings):
        _finding(console, first, told.suspects)
        if others:
            console.print(Text(f"    {say('same-mistake')}", "dim"))
        for other in others:
            _finding(console, other, told.suspects, first)
    if told.undecided:
        console.print(Text(f"  ? {say('undecided')}", "yellow"))
        for key, each in list(told.undecided.items())[:_PLACES]:
            second = say("undecided.unread") if each.second is None else repr(each.second)
            paragraph(console, say("undecided.cell", cell=cell_name(key), first=repr(each.first), second=second), 4)
        if (more := len(told.undecided) - _PLACES) > 0:
            console.print(Text(f"    {say('undecided.more', count=more)}", "dim"))


def outcome(which: Outcome) -> Text:
    """Return an outcome as a mark and a word."""
    mark, style = MARKS[which]
    return Text(f"{mark} {say(f'outcome.{which}')}", style=style)


def severity(which: Severity) -> Text:
    """Return a severity as a mark and a word."""
    mark, style = _SEVERITY[which]
    return Text(f"{mark} {say(f'severity.{which}')}", style=style)


def place(where: Where) -> str:
    """Return where a person looks: page 3, table 2, row 4, column 4."""
    parts = ("page", "picture", "table", "row", "column", "paragraph", "line")
    named = [say(f"place.{part}", n=n) for part in parts if (n := getattr(where, part)) is not None]
    return " ".join(named) if language() == "zh" else ", ".join(named)


def places(wheres: Iterable[Where]) -> str:
    """Return the first few different places, and how many more there are."""
    named = [name for name in dict.fromkeys(place(where) for where in wheres) if name]
    shown = "; ".join(named[:_PLACES]) if language() == "en" else "；".join(named[:_PLACES])
    return (
        f"{shown} {say('place.more', count=len(named) - _PLACES, total=len(named))}" if len(named) > _PLACES else shown
    )


def cell_name(key: str) -> str:
    """Return the labels that lead to a cell, row before column; in English its key, which is English."""
    return _labels().get(key, key) if language() == "zh" else key


@cache
def _labels() -> dict[str, str]:
    return {
        cell.key: " · ".join(label for label in (*row.labels[-1:], *cell.labels[-1:]))
        for form in reversed(forms().values())
        for table in form.tables
        for row in table.rows
        for cell in row.cells
    }


def _finding(console: Console, finding: Finding, suspects: dict[str, str], after: Finding | None = None) -> None:
    """Print a finding; of one that stands `after` another of the same mistake only what that one has not said."""
    indent = 2 if after is None else 4
    mark, style = _SEVERITY[finding.severity]
    known = f" {finding.name}  {finding.fingerprint}".rstrip()
    console.print(Text.assemble((f"{' ' * indent}{mark} {finding.rule}", style), (known, "dim")))
    lines = _lines(finding, suspects)
    said = _lines(after, suspects) if after else []
    for line, dim in lines[:1] + [line for line in lines[1:] if line not in said]:
        paragraph(console, _without_advice(line, said), indent + 2, dim)


def _without_advice(line: str, said: list[tuple[str, str]]) -> str:
    """Drop a last clause that was just said."""
    mark = "；" if language() == "zh" else "; "
    begin, found, last = line.rpartition(mark)
    return begin if found and any(each.endswith(mark + last) for each, _ in said) else line


def _lines(finding: Finding, suspects: dict[str, str]) -> list[tuple[str, str]]:
    """Return what is said of a finding, each line with its style: first what is wrong."""
    lines = [(choose(finding.message), "")]
    if finding.quote and finding.quote not in lines[0][0]:
        lines.append((say("quote", quote=finding.quote), ""))
    if 0 < len(finding.suspects) <= _SUSPECTS:  # of more the message says how they hang together
        named = [
            f"{cell_name(key)} = {suspects[key]}" if key in suspects else cell_name(key) for key in finding.suspects
        ]
        lines.append((say("suspects", cells=("；" if language() == "zh" else "; ").join(named)), ""))
    if found := places(finding.where):
        lines.append((say("place", places=found), "dim"))
    if finding.confirmed:
        lines.append((say("confirmed"), "dim"))
    if word := finding.waived:
        until = say("waived.until", day=word.until) if word.until else ""
        lines.append((say("waived", author=word.author, since=word.since, until=until, reason=word.reason), "dim"))
    return lines


def _content(value: Value) -> str:
    return (value.raw.strip() or say(f"content.{value.state}")) if value.value is None else str(value.value)


def _number(count: int, style: str) -> Text:
    return Text(str(count), style=style) if count else Text("")
