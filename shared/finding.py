"""What a rule concludes: a verdict on each thing it checked, and a finding for what failed."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from shared.document import Where
from shared.errors import Message
from shared.number import Stated


class Severity(StrEnum):
    """How bad: an error must be corrected, a warning is for a person to decide, an info is for the record."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(StrEnum):
    """The outcome of one check. "Nothing checked" never reads as valid."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    FAIL = "fail"
    UNCERTAIN = "uncertain"
    NOT_ASSESSABLE = "not_assessable"
    PASS_BLANK_AS_ZERO = "pass_blank_as_zero"  # noqa: S105 - holds if blanks are read as zero; S15 names the blanks


class Waiver(msgspec.Struct, frozen=True, kw_only=True):
    """A person's word that a finding is to be let pass. Days are ISO dates; without `until` it holds for good."""

    author: str
    reason: str
    since: str
    until: str | None = None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One mistake, explained: the arithmetic, the cells involved, the quote, the place."""

    rule: str
    name: str
    severity: Severity
    cells: tuple[str, ...] = ()
    suspects: tuple[str, ...] = ()
    expected: Stated | None = None
    actual: Stated | None = None
    message: Message
    quote: str | None = None
    where: tuple[Where, ...] = ()
    confirmed: bool = False  # a second, independent reading found the same in every cell involved
    fingerprint: str = ""  # stable over re-runs of the same document
    waived: Waiver | None = None  # it does not count towards the outcome


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How often one rule reached each verdict on one report."""

    pass_: int = msgspec.field(default=0, name="pass")
    fail: int = 0
    not_assessable: int = 0
    uncertain: int = 0
    pass_blank_as_zero: int = 0


def by_cause(findings: Iterable[Finding]) -> list[tuple[Finding, ...]]:
    """Group findings that one mistake explains, in their order: each group by what was found first.

    They suspect the same cells, or one that the other speaks of; they are about the same cells or the same sentence.
    What has been let pass stands alone.
    """
    groups: list[list[Finding]] = []
    known: dict[_Key, list[Finding]] = {}  # of what each group has shown
    for finding in findings:
        shows, seeks = (set(), set()) if finding.waived else _shown_and_sought(finding)
        group = next((known[key] for key in sorted(seeks, key=repr) if key in known), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(finding)
        for key in shows:
            known.setdefault(key, group)
    return [tuple(group) for group in groups]


_Key = tuple[str, *tuple[str, ...]]


def _shown_and_sought(finding: Finding) -> tuple[set[_Key], set[_Key]]:
    """Return what a finding shows of its mistake, and what another one must have shown to be of the same."""
    both: set[_Key] = {("quote", finding.quote)} if finding.quote else set()
    if finding.suspects:
        both.add(("suspects", *sorted(finding.suspects)))
        if len(finding.suspects) == 1:
            return both | {("culprit", *finding.suspects)}, both | {("named", *finding.suspects)}
        return both, both
    if finding.cells:
        both.add(("cells", *sorted(finding.cells)))
    return both | {("named", key) for key in finding.cells}, both | {("culprit", key) for key in finding.cells}
