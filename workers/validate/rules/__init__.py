"""The rule book: every rule, by module. A rule that is not listed in its module's RULES does not run."""

from workers.validate.rule import Rule
from workers.validate.rules import (
    agreement,
    applications,
    arithmetic,
    cases,
    contents,
    documents,
    matters,
    narrative,
    privacy,
    proactive,
    rates,
    results,
    statistics,
    structure,
    timeliness,
    wording,
    years,
)

_MODULES = (
    arithmetic,
    proactive,
    statistics,
    agreement,
    years,
    structure,
    contents,
    wording,
    timeliness,
    narrative,
    applications,
    results,
    cases,
    documents,
    matters,
    rates,
    privacy,
)
RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.RULES)
LEDGER = frozenset(  # ids of the rules that look at other reports too
    each.id for each in (*years.RULES, agreement.files_agree, timeliness.not_changed_after_publication)
)
