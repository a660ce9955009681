"""What an office may decide for itself: which rules run, how severe each is, until when to publish. Rules are code."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from shared.finding import Severity
from workers.validate.body_key import Alias
from workers.validate.rules import RULES


class PolicyError(ValueError):
    """A policy that cannot be used; the message names the key and what it may hold."""


class Policy(msgspec.Struct, frozen=True):
    """Rules off, severities by rule where they differ, deadlines (MM-DD) by class of publisher, names of bodies."""

    off: frozenset[str] = frozenset()
    severity: dict[str, Severity] = {}
    deadlines: dict[str, str] = {}
    bodies: tuple[Alias, ...] = ()

    @property
    def mark(self) -> str:
        """What tells this policy from others; nothing for the packaged one."""
        same = self == default_policy()
        return "" if same else hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()

    @classmethod
    def load(cls, text: str | None = None) -> "Policy":
        """Return the packaged policy, changed by what a TOML text names. PolicyError says what is wrong with it."""
        default = _parsed((files("workers.validate") / "policy.toml").read_text("utf-8"))
        if text is None:
            return default
        own = _parsed(text)
        return cls(
            own.off if "off" in tomllib.loads(text) else default.off,
            {**default.severity, **own.severity},
            {**default.deadlines, **own.deadlines},
            (*own.bodies, *default.bodies),
        )


@cache
def default_policy() -> Policy:
    """Return the packaged policy."""
    return Policy.load()


_CLASSES = ("department", "government", "township", "before_2019")
_MONTH_AND_DAY = re.compile(r"\d\d-\d\d")


def _parsed(text: str) -> Policy:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PolicyError(f"the policy is no TOML: {error}") from error
    _only(raw, ("off", "severity", "deadlines", "bodies"), "the policy")
    off, severity, deadlines = raw.get("off", []), raw.get("severity", {}), raw.get("deadlines", {})
    known = tuple(rule.id for rule in RULES)
    if not isinstance(off, list):
        raise PolicyError('off: a list of rules is wanted, such as ["S16"]')
    for where, table in (("severity", severity), ("deadlines", deadlines)):
        if not isinstance(table, dict):
            raise PolicyError(f"{where}: a table is wanted, such as [{where}]")
    for where, ids in (("off", off), ("severity", severity)):
        _only(ids, known, where)
    for rule, value in severity.items():
        if value not in tuple(Severity):
            raise PolicyError(f"severity.{rule}: {value!r} is none of {', '.join(Severity)}")
    _only(deadlines, _CLASSES, "deadlines")
    for publisher, day in deadlines.items():
        if not _is_day(day):
            raise PolicyError(f"deadlines.{publisher}: {day!r} is no day of the year as MM-DD")
    severities = {rule: Severity(value) for rule, value in severity.items()}
    return Policy(frozenset(off), severities, deadlines, _bodies(raw.get("bodies", [])))


def _bodies(listed: object) -> tuple[Alias, ...]:
    try:
        found = msgspec.convert(listed, tuple[Alias, ...])
    except msgspec.ValidationError as error:
        raise PolicyError(f'bodies: {error}; wanted is [[bodies]] with names = ["…", "…"]') from error
    for number, body in enumerate(found, 1):
        if not body.names or not all(name.strip() for name in body.names):
            raise PolicyError(f"bodies, number {number}: names are wanted")
    return found


def _only(found: Mapping[str, Any] | list[str], known: tuple[str, ...], where: str) -> None:
    for key in found:
        if key not in known:
            raise PolicyError(f"{where}: {key!r} is unknown; known are {', '.join(known)}")


def _is_day(text: object) -> bool:
    if not isinstance(text, str) or not _MONTH_AND_DAY.fullmatch(text):
        return False
    try:
        date(2001, int(text[:2]), int(text[3:]))
    except ValueError:
        return False
    return True
