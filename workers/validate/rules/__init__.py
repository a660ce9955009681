"""The rule book: every rule, by module. A rule that is not listed in its module's RULES does not run."""

from workers.validate.rule import Rule
from workers.validate.rules import agreement, arithmetic, contents, narrative, privacy, proactive, statistics, structure

_MODULES = (arithmetic, proactive, statistics, agreement, structure, contents, narrative, privacy)
RULES: tuple[Rule, ...] = tuple(rule for module in _MODULES for rule in module.RULES)
