"""The rules as pages explain them."""

from workers.gateway.report import Law
from workers.validate import RULES

LAWS = {rule.id: Law(rule.documentation.zh, rule.documentation.en, rule.documentation.basis) for rule in RULES}
