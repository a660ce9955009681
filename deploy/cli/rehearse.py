"""`nianbao rules rehearse`: what another policy, or this program after an upgrade, would say of the stored records."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from deploy.cli import tell
from deploy.cli.beside import beside_each_other
from deploy.cli.environment import settings, store
from deploy.cli.policy import chosen
from deploy.cli.screen import counted, err, out, print_line, progress
from deploy.cli.words import choose, say
from shared.engine import engine
from shared.finding import Finding, Severity
from shared.record import File, Outcome, Record, encode
from shared.store import Store
from shared.waiver import bare, carried
from tasks.context import policy_of
from workers.validate import ALL, LEDGER, Policy, affected, flips, rejudge

_SHOWN = 200  # flips, on a screen


class Changed(msgspec.Struct, frozen=True):
    """One verdict that flips, as `--json` prints it. `before` and `after`: the finding's severity, null for none."""

    document: str
    name: str
    publisher: str | None
    year: int | None
    outcome: tuple[Outcome, Outcome]
    rule: str
    before: Severity | None
    after: Severity | None
    finding: Finding


class _Before(msgspec.Struct, frozen=True):
    """What is kept of a record while the others are judged."""

    document: File
    outcome: Outcome
    findings: tuple[Finding, ...]


def rehearse(
    file: Annotated[Path, typer.Argument(help=say("rehearse.file"), metavar="FILE")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help=say("rehearse.json"))] = False,
) -> None:
    """Print every verdict that would flip. Nothing is changed."""
    old, new = policy_of(settings()), chosen(file)
    sums, begin = _Sums(), time.monotonic()
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("document", "publisher", "year", "rule", "before", "after", "says"):
        table.add_column(say(f"rehearse.column.{name}"), overflow="fold")
    with store() as opened, progress(say("rehearse.doing"), opened.records.count()) as advance:
        for record, changes in rehearsed(opened, old, new, advance):
            for each in changes[: _SHOWN - table.row_count]:
                _row(table, each)
            for each in changes if as_json else ():
                print_line(encode(each))
            sums.add(record, changes)
    if not as_json:
        _tell(table, sums)
        err().print(say("rehearse.seconds", seconds=f"{time.monotonic() - begin:.1f}"), style="dim")


class _Sums:
    """How many records there are, how many verdicts flip, and which outcomes."""

    def __init__(self) -> None:
        self.documents = self.flips = 0
        self.outcomes: Counter[tuple[Outcome, Outcome]] = Counter()

    def add(self, record: Record, changes: Sequence[Changed]) -> None:
        """Take a record in."""
        self.documents += 1
        self.flips += len(changes)
        if changes and changes[0].outcome[0] is not record.outcome:
            self.outcomes[changes[0].outcome] += 1


def _tell(table: Table, sums: _Sums) -> None:
    if table.row_count:
        out().print(table)
    if sums.flips > table.row_count:
        out().print(say("rehearse.more", count=sums.flips - table.row_count), style="dim")
    for (before, after), count in sorted(sums.outcomes.items()):
        out().print(Text.assemble(tell.outcome(before), " → ", tell.outcome(after), f"  {count}"))
    out().print(say("rehearse.sum", documents=sums.documents, flips=sums.flips))


def rehearsed(
    opened: Store, old: Policy, new: Policy, advance: Callable[[int], None]
) -> Iterator[tuple[Record, list[Changed]]]:
    """Yield every record as it would be, with what flips in it."""
    usual, known = engine(old.mark), dict[str, _Before]()
    again = affected(old, new)

    def judged() -> Iterator[Record]:
        for record in opened.records.every():
            known[record.document.sha256] = _Before(record.document, record.outcome, record.findings)
            is_usual = msgspec.structs.replace(record.engine, recognizer=None) == usual
            yield rejudge(bare(record), new, again if is_usual else ALL)

    records: Iterator[Record] = counted(judged(), advance)
    if again & LEDGER or opened.documents.of_other_engines(usual):
        records = beside_each_other(records, new, opened.documents.versions())
    for record in records:
        before = known.pop(record.document.sha256)
        after = carried(record, before.findings)
        yield after, list(_changes(before, after))


def _changes(before: _Before, after: Record) -> Iterator[Changed]:
    report = after.report
    for flip in flips(before.findings, after.findings):
        yield Changed(
            document=before.document.sha256,
            name=before.document.name,
            publisher=report.publisher if report else None,
            year=report.year if report else None,
            outcome=(before.outcome, after.outcome),
            rule=flip.rule,
            before=flip.before,
            after=flip.after,
            finding=flip.finding,
        )


def _row(table: Table, each: Changed) -> None:
    sides = (tell.severity(side) if side else Text(say("rehearse.none"), "dim") for side in (each.before, each.after))
    table.add_row(
        each.name, each.publisher or "", str(each.year or ""), each.rule, *sides, choose(each.finding.message)
    )
