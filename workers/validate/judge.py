"""Judging a report: every rule of the policy, verdicts counted, failures explained, most severe first."""

import hashlib
from collections import Counter
from collections.abc import Container

import msgspec

from shared.claim import Claim
from shared.document import Where
from shared.errors import Message
from shared.finding import Counts, Finding, Severity, Verdict
from shared.report import Report, SecondReading
from workers.validate.context import Context
from workers.validate.neighbours import NONE, Neighbours
from workers.validate.policy import Policy
from workers.validate.recognized import Recognized
from workers.validate.rule import NOT_ASSESSABLE, UNCERTAIN, Check, Rule
from workers.validate.rules import LEDGER, RULES
from workers.validate.understood import understood

_BESIDE_OTHERS = LEDGER - {"C07", "T06"}  # what a submitter said, and what an address held, is of this file


class Judgement(msgspec.Struct, frozen=True):
    """Every rule's verdicts counted, and what failed, most severe first; what was understood of the prose."""

    checks: dict[str, Counts]
    findings: tuple[Finding, ...]
    claims: tuple[Claim, ...] = ()

    @property
    def has_error(self) -> bool:
        """Whether the report failed."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def judge(
    report: Report,
    policy: Policy,
    neighbours: Neighbours = NONE,
    known: Judgement | None = None,
    again: Container[str] = LEDGER,
) -> Judgement:
    """Judge one report beside its neighbours.

    A rule that does not apply to the report's form is absent from the counts. Of a report that was judged (`known`)
    only some rules judge `again`: unless said otherwise, those that look at its neighbours.
    """
    context = Context(report, policy.deadlines, neighbours)
    second = report.second_reading or SecondReading((), {})
    confirmed = frozenset(second.confirmed)
    recognized = Recognized.of(report)
    counts: dict[str, Counts] = {}
    findings: list[Finding] = []
    for rule in RULES:
        if known and rule.id not in again:
            if rule.id in known.checks:
                counts[rule.id] = known.checks[rule.id]
                findings += [finding for finding in known.findings if finding.rule == rule.id]
            continue
        if rule.id in policy.off or not _applies(rule, context):
            continue
        checks = [NOT_ASSESSABLE] if rule.forms and report.form is None else list(rule.judge(context))
        if second.differs:
            checks = [UNCERTAIN if _is_doubtful(check, second.differs) else check for check in checks]
        if recognized:
            checks = [each if recognized.is_certain(rule.id, each, confirmed) else UNCERTAIN for each in checks]
        if neighbours.unsure and rule.id in _BESIDE_OTHERS:
            checks = [UNCERTAIN if each.verdict is Verdict.FAIL else each for each in checks]
        counts[rule.id] = _counts(checks)
        if counts[rule.id].fail:
            findings += _findings(rule, [each for each in checks if each.verdict is Verdict.FAIL], policy, confirmed)
    claims = known.claims if known else understood(context)
    return Judgement(counts, tuple(sorted(findings, key=_order)), claims)


def _applies(rule: Rule, context: Context) -> bool:
    """Whether the rule is for the report's form, for one of its attachments, or for every report.

    Of a report whose form is unknown, the rules of the main forms are not assessable rather than absent.
    """
    report = context.report
    if rule.forms is None or report.form in rule.forms:
        return True
    return ("stat_2014" in rule.forms and bool(context.statistics)) or (
        report.form is None and "stat_2014" not in rule.forms
    )


def _is_doubtful(check: Check, differs: Container[str]) -> bool:
    """Whether it fails by a number that a second reading did not find."""
    return check.verdict is Verdict.FAIL and any(key in differs for key in check.cells)


def _counts(checks: list[Check]) -> Counts:
    found = [check.verdict for check in checks]
    return Counts(
        pass_=found.count(Verdict.PASS),
        fail=found.count(Verdict.FAIL),
        not_assessable=found.count(Verdict.NOT_ASSESSABLE),
        uncertain=found.count(Verdict.UNCERTAIN),
        pass_blank_as_zero=found.count(Verdict.PASS_BLANK_AS_ZERO),
    )


_MOST = 200  # findings of one rule that are kept; its counts tell of all


def _findings(rule: Rule, failed: list[Check], policy: Policy, confirmed: frozenset[str]) -> list[Finding]:
    """Turn failed checks into findings; of two that say the same the fingerprints are told apart by their order."""
    seen: Counter[str] = Counter()
    found = []
    for check in sorted(failed, key=lambda check: _place(check.where))[:_MOST]:
        fact = _fact(rule, check)
        seen[fact] += 1
        found.append(
            Finding(
                rule=rule.id,
                name=rule.name,
                severity=policy.severity.get(rule.id) or check.severity or rule.severity,
                cells=check.cells,
                suspects=check.suspects,
                expected=check.expected,
                actual=check.actual,
                message=check.message or Message("", ""),
                quote=check.quote,
                where=check.where,
                confirmed=bool(check.cells) and confirmed.issuperset(check.cells),
                fingerprint=hashlib.sha256(f"{fact}\0{seen[fact]}".encode()).hexdigest()[:16],
            )
        )
    return found


def _fact(rule: Rule, check: Check) -> str:
    """What a finding is about, whatever its wording, its order and its place on the page."""
    quote = "".join((check.quote or "").split())
    return "\0".join((rule.id, *sorted(check.cells), quote, str(check.expected), str(check.actual)))


_SEVERITIES = tuple(Severity)  # most severe first


def _order(finding: Finding) -> tuple[object, ...]:
    place = _place(finding.where)
    return _SEVERITIES.index(finding.severity), finding.rule, place, finding.cells, finding.fingerprint


def _place(where: tuple[Where, ...]) -> tuple[float, ...]:
    if not where:
        return ()
    first = where[0]
    return (
        first.page or 0,
        first.bbox[1] if first.bbox else 0,
        first.line or first.paragraph or 0,
        first.table or 0,
        first.row or 0,
        first.column or 0,
    )
