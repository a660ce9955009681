"""What a rule is: a tagged function from a report to checks, documented for users by its docstring."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

import msgspec

from shared.document import Where
from shared.errors import Message
from shared.finding import Severity, Verdict
from shared.number import Stated
from workers.validate.context import Context

GOV = ("gov_2021", "gov_2019")
STAT = ("stat_2014",)


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a rule looked at. A failed one carries what its finding will say."""

    verdict: Verdict
    message: Message | None = None  # set where the verdict is `fail`
    severity: Severity | None = None  # only where it differs from the rule's
    cells: tuple[str, ...] = ()
    suspects: tuple[str, ...] = ()
    expected: Stated | None = None
    actual: Stated | None = None
    quote: str | None = None
    where: tuple[Where, ...] = ()


PASS = Check(verdict=Verdict.PASS)
PASS_BLANK_AS_ZERO = Check(verdict=Verdict.PASS_BLANK_AS_ZERO)
UNCERTAIN = Check(verdict=Verdict.UNCERTAIN)
NOT_ASSESSABLE = Check(verdict=Verdict.NOT_ASSESSABLE)


def fail(  # noqa: PLR0913 - the parts of a finding, all by name
    zh: str,
    en: str,
    *,
    severity: Severity | None = None,
    cells: Iterable[str] = (),
    suspects: Iterable[str] = (),
    expected: Stated | None = None,
    actual: Stated | None = None,
    quote: str | None = None,
    where: Iterable[Where] = (),
) -> Check:
    """Return a failed check: what is wrong in both languages, and where."""
    return Check(
        verdict=Verdict.FAIL,
        message=Message(zh, en),
        severity=severity,
        cells=tuple(cells),
        suspects=tuple(suspects),
        expected=expected,
        actual=actual,
        quote=quote,
        where=tuple(where),
    )


Judge = Callable[[Context], Iterable[Check]]


class Documentation(msgspec.Struct, frozen=True):
    """A rule explained to its users: what it says, on what basis, and an example of each verdict."""

    en: str
    zh: str
    basis: str
    passes: str
    fails: str


_DOCUMENTATION = re.compile(
    r"\s*(?P<en>.+?)\n\s*\n\s*(?P<zh>.+?)\n\s*\n\s*依据:\s*(?P<basis>.+?)\n\s*通过:\s*(?P<passes>.+?)"
    r"\n\s*不通过:\s*(?P<fails>.+?)\s*",
    re.DOTALL,
)


class Rule:
    """A rule with its tag. `forms` are the editions it applies to; None: every report, whatever its form."""

    def __init__(self, tag: str, name: str, severity: Severity, forms: tuple[str, ...] | None, judge: Judge) -> None:
        self.id = tag
        self.name = name
        self.severity = severity
        self.forms = forms
        self.judge = judge

    @cached_property
    def documentation(self) -> Documentation:
        """The docstring by its headings; ValueError where one is missing."""
        match = _DOCUMENTATION.fullmatch(self.judge.__doc__ or "")
        if not match:
            raise ValueError(f"{self.id}: the docstring lacks a sentence in English or Chinese, 依据, 通过 or 不通过")
        return Documentation(**{part: re.sub(r"\s*\n\s*", " ", text) for part, text in match.groupdict().items()})


def rule(tag: str, name: str, severity: Severity, forms: tuple[str, ...] | None = None) -> Callable[[Judge], Rule]:
    """Tag a function as the rule `tag` of the rule book. Modules are listed in `workers.validate.rules`."""
    return lambda judge: Rule(tag, name, severity, forms, judge)
