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
    for finding in findings:
        group = next((group for group in groups if any(_is_one_mistake(finding, each) for each in group)), None)
        if group is None:
            groups.append([finding])
        else:
            group.append(finding)
    return [tuple(group) for group in groups]


def _is_one_mistake(one: Finding, other: Finding) -> bool:
    if one.waived or other.waived:
        return False
    if one.quote and one.quote == other.quote:
        return True
    if one.suspects and other.suspects:
        return set(one.suspects) == set(other.suspects)
    if len(suspects := {*one.suspects, *other.suspects}) == 1:
        return suspects <= {*one.cells} & {*other.cells}
    return bool(one.cells) and set(one.cells) == set(other.cells)
