"""Validation: judging a report by the rules."""

from workers.validate.identities import failing
from workers.validate.judge import Judgement, judge
from workers.validate.ledger import CROWD, Page, reconcile, whose
from workers.validate.neighbours import Neighbours
from workers.validate.policy import Policy, PolicyError, default_policy
from workers.validate.rehearsal import ALL, affected, flips, rejudge
from workers.validate.rules import LEDGER, RULES

__all__ = [
    "ALL",
    "CROWD",
    "LEDGER",
    "RULES",
    "Judgement",
    "Neighbours",
    "Page",
    "Policy",
    "PolicyError",
    "affected",
    "default_policy",
    "failing",
    "flips",
    "judge",
    "reconcile",
    "rejudge",
    "whose",
]
