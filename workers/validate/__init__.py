"""Validation: judging a report by the rules."""

import msgspec

from shared.finding import Counts, Finding, Severity
from shared.report import Report


class Policy(msgspec.Struct, frozen=True):
    """Which rules run, and how severe each is."""


class Judgement(msgspec.Struct, frozen=True):
    """Every rule's verdicts counted, and what failed, most severe first."""

    checks: dict[str, Counts]
    findings: tuple[Finding, ...]

    @property
    def has_error(self) -> bool:
        """Whether the report failed."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


def judge(report: Report, policy: Policy) -> Judgement:
    """Judge one report."""
    raise NotImplementedError
