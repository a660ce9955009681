"""The rule book: every rule, by module. A rule that is not listed in its module's RULES does not run."""

from workers.validate.rule import Rule
from workers.validate.rules import (
    agreement,
    arithmetic,
    claimed,
    contents,
    matters,
    narrative,
    privacy,
    proactive,
    rates,
    statistics,
    structure,
    timeliness,
    wording,
)

_MODULES = (
    arithmetic,
    proactive,
    statistics,
    agreement,
    structure,
    contents,
    wording,
    timeliness,
    narrative,
    claimed,
    matters,
    rates,
    privacy,
)
RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.RULES)
