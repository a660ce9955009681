"""What another policy, or another engine, would say of reports that have been judged: from their records, not files."""

from collections.abc import Iterable, Iterator

import msgspec

from shared.finding import Finding, Severity
from shared.job import UNTOLD
from shared.record import Outcome, Record
from workers.validate.judge import Judgement, judge
from workers.validate.neighbours import Neighbours
from workers.validate.policy import Policy
from workers.validate.rules import LEDGER, RULES

ALL = frozenset(rule.id for rule in RULES)
_DEADLINES = frozenset({"T01", "T02", "T03", "T05"})


class Flip(msgspec.Struct, frozen=True):
    """A finding that comes, goes or changes its severity. `before` and `after` are None where it is not there."""

    rule: str
    fingerprint: str
    before: Severity | None
    after: Severity | None
    finding: Finding


def affected(old: Policy, new: Policy) -> frozenset[str]:
    """Name the rules that may judge differently by another policy."""
    severities = {rule for rule in ALL if old.severity.get(rule) != new.severity.get(rule)}
    found = severities | (old.off ^ new.off)
    if old.deadlines != new.deadlines:
        found |= _DEADLINES
    if old.bodies != new.bodies:
        found |= LEDGER
    return frozenset(found)


def rejudge(record: Record, policy: Policy, again: frozenset[str]) -> Record:
    """Judge a record by some rules once more; those of the ledger only drop out or in, to be judged beside others."""
    if record.report is None:
        return record
    known = Judgement(record.checks, record.findings)
    own = again - LEDGER
    beside = Neighbours(told=record.document.told or UNTOLD)
    judgement = judge(record.report, policy, beside, known, own) if own else known
    outcome = Outcome.FAILED if judgement.has_error else Outcome.ACCEPTED
    return msgspec.structs.replace(record, outcome=outcome, checks=judgement.checks, findings=judgement.findings)


def flips(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Flip]:
    """Yield what changes between two judgements of one report, by rule."""
    old = {(finding.rule, finding.fingerprint): finding for finding in before}
    new = {(finding.rule, finding.fingerprint): finding for finding in after}
    for rule, fingerprint in sorted({**old, **new}):
        was, now = old.get((rule, fingerprint)), new.get((rule, fingerprint))
        first, then = (each.severity if each else None for each in (was, now))
        shown = now or was
        if first is not then and shown is not None:
            yield Flip(rule, fingerprint, first, then, shown)
