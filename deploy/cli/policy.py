"""The policy that options ask for."""

from msgspec.structs import replace

from deploy.cli.screen import CommandError
from deploy.cli.words import say
from workers.validate import RULES, Policy, default_policy


def policy_of(rules: str | None) -> Policy:
    """Return the packaged policy, kept to `rules` where some are named: A01,N01."""
    if rules is None:
        return default_policy()
    named = {each.strip().upper() for each in rules.split(",") if each.strip()}
    known = {rule.id for rule in RULES}
    if unknown := sorted(named - known):
        raise CommandError(say("rules.no-such", ids=", ".join(unknown)))
    return replace(default_policy(), off=frozenset(known - named))
