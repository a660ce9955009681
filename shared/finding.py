"""What a rule concludes: a verdict on each thing it checked, and a finding for what failed."""

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
