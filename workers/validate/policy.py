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

from shared.errors import Message
from shared.finding import Severity
from shared.invalid import in_words
from workers.validate.body_key import Alias
from workers.validate.rules import RULES


class PolicyError(ValueError):
    """A policy that cannot be used; its argument is a `Message` that names the key and what it may hold."""


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
_PLACE = re.compile(r"line (\d+), column (\d+)")  # as tomllib names it


def _wrong(zh: str, en: str, key: str = "") -> PolicyError:
    return PolicyError(Message(f"{key}：{zh}", f"{key}: {en}") if key else Message(zh, en))


def _parsed(text: str) -> Policy:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        at = f"第 {place[1]} 行第 {place[2]} 列" if place else "文件末尾"
        raise _wrong(f"{at}不合 TOML 语法", f"not TOML: {error}") from error
    _only(raw, ("off", "severity", "deadlines", "bodies"))
    off, severity, deadlines = raw.get("off", []), raw.get("severity", {}), raw.get("deadlines", {})
    if not isinstance(off, list):
        raise _wrong('应为规则编号的列表，如 ["S16"]', 'must be a list of rules, such as ["S16"]', "off")
    for where, table in (("severity", severity), ("deadlines", deadlines)):
        if not isinstance(table, dict):
            raise _wrong(f"应写成一节：[{where}]", f"must be a table: [{where}]", where)
    for where, ids in (("off", off), ("severity", severity)):
        _only_rules(ids, where)
    for rule, value in severity.items():
        if value not in tuple(Severity):
            levels = ", ".join(Severity)
            raise _wrong(f"{value!r} 不是 {levels} 之一", f"{value!r} is none of {levels}", f"severity.{rule}")
    _only(deadlines, _CLASSES, "deadlines")
    for publisher, day in deadlines.items():
        if not _is_day(day):
            raise _wrong(
                f"{day!r} 不是“月-日”，如 01-31",
                f"{day!r} is no day of the year as MM-DD, such as 01-31",
                f"deadlines.{publisher}",
            )
    severities = {rule: Severity(value) for rule, value in severity.items()}
    return Policy(frozenset(off), severities, deadlines, _bodies(raw.get("bodies", [])))


def _bodies(listed: object) -> tuple[Alias, ...]:
    try:
        found = msgspec.convert(listed, tuple[Alias, ...])
    except msgspec.ValidationError as error:
        said = in_words(str(error).partition(" - at ")[0])
        example = '[[bodies]]  names = ["…", "…"]'
        raise _wrong(f"{said.zh}；应写成 {example}", f"{said.en}; wanted is {example}", "bodies") from error
    for number, body in enumerate(found, 1):
        if not body.names or not all(name.strip() for name in body.names):
            raise _wrong(f"第 {number} 节没有写明名称", f"number {number} has no names", "bodies")
    return found


def _only(found: Mapping[str, Any] | list[str], known: tuple[str, ...], where: str = "") -> None:
    for key in found:
        if key not in known:
            listed = ", ".join(known)
            raise _wrong(f"没有 {key!r} 这一项；可用的有 {listed}", f"{key!r} is unknown; known are {listed}", where)


def _only_rules(found: Mapping[str, Any] | list[str], where: str) -> None:
    known = {rule.id for rule in RULES}
    for key in found:
        if key not in known:
            raise _wrong(
                f"没有 {key!r} 这条规则；全部规则见 nianbao rules",
                f"{key!r} is unknown; nianbao rules lists them all",
                where,
            )


def _is_day(text: object) -> bool:
    if not isinstance(text, str) or not _MONTH_AND_DAY.fullmatch(text):
        return False
    try:
        date(2001, int(text[:2]), int(text[3:]))
    except ValueError:
        return False
    return True
