"""The policy that options and the environment ask for."""

from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace

from deploy.cli.environment import settings
from deploy.cli.failures import detail
from deploy.cli.screen import CommandError
from deploy.cli.words import say
from shared.settings import Settings, SettingsError
from tasks.context import policy_of
from workers.validate import RULES, Policy

PolicyFile = Annotated[
    Path | None, typer.Option("--policy", help=say("policy.help"), metavar="FILE", show_default=False)
]


def with_policy(file: Path | None) -> Settings:
    """Return the settings of this process, with a policy in the place of theirs where one is named and can be used."""
    if file is None:
        return settings()
    told = replace(settings(), policy=str(file.absolute()))
    try:
        policy_of(told)
    except SettingsError as error:
        raise CommandError(say("policy.wrong", file=file, detail=detail(error.__cause__ or error))) from error
    return told


def chosen(file: Path | None, rules: str | None = None) -> Policy:
    """Return the policy of a file, or else the environment's, kept to `rules` where some are named: A01,N01."""
    policy = policy_of(with_policy(file))
    if rules is None:
        return policy
    named = {each.strip().upper() for each in rules.split(",") if each.strip()}
    if not named:  # nothing checked must not read as valid
        raise CommandError(say("rules.none-named"))
    known = {rule.id for rule in RULES}
    if unknown := sorted(named - known):
        raise CommandError(say("rules.no-such", ids=", ".join(unknown)))
    return replace(policy, off=frozenset(known - named))
