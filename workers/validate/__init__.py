"""Validation: judging a report by the rules."""

from workers.validate.identities import failing
from workers.validate.judge import Judgement, judge
from workers.validate.ledger import CROWD, Page, reconcile, whose
from workers.validate.policy import Policy, PolicyError, default_policy
from workers.validate.rules import RULES

__all__ = [
    "CROWD",
    "RULES",
    "Judgement",
    "Page",
    "Policy",
    "PolicyError",
    "default_policy",
    "failing",
    "judge",
    "reconcile",
    "whose",
]
