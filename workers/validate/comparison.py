"""Claims and statements of the prose held against sums of the tables' cells."""

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from shared.errors import Message
from shared.finding import Severity
from shared.number import Number
from workers.validate.called import called, table_of
from workers.validate.claims import Claim
from workers.validate.context import Context
from workers.validate.counted import interval
from workers.validate.rule import NOT_ASSESSABLE, PASS, UNCERTAIN, Check, fail
from workers.validate.statements import Statement


class Target(msgspec.Struct, frozen=True):
    """Cells whose sum a claim may mean, and what the sum is called."""

    keys: tuple[str, ...]
    zh: str
    en: str


_NEW_ALONE = re.compile(r"新收[^,;。:\d]*$")  # of an office's own they are no more than the region's, which come first

_NONE_AT_ALL = frozenset({"received", "review", "litigation"})  # topics of which a government says 0件 of the region
_OPEN = Message("；若只指本级机关，应当写明", "; if the office alone is meant, the text should say so")


def total(context: Context, keys: Sequence[str]) -> Number | None:
    """Return the sum of some cells; None where one is not known."""
    values = [context.value(key) for key in keys]
    known = [value for value in values if value is not None]
    return sum(known) if known and len(known) == len(values) else None


def agree(
    context: Context,
    claim: Claim,
    targets: Sequence[Target],
    hint: Target | None = None,
    severity: Severity | None = None,
) -> Check:
    """Judge one claim: it must equal one of the sums it may mean.

    A government's sentence that does not say whose figures it gives may count its own office's: uncertain, unless it
    claims more than the whole region has. One that claims none and leaves it open is warned.
    """
    values = {target: total(context, target.keys) for target in targets}
    known = {target: value for target, value in values.items() if value is not None}
    low, high = claim.quantity.low, claim.quantity.high
    if any(low <= value <= high for value in known.values()):
        return PASS
    if len(known) < len(values):
        return NOT_ASSESSABLE
    scope = context.is_of_tables(claim.sentence, claim.quantity.end)
    most = (
        next(iter(known.values()))
        if _NEW_ALONE.search(claim.sentence.text, 0, claim.quantity.start)
        else max(known.values())
    )
    is_open = scope is None and high == 0 and claim.topic in _NONE_AT_ALL
    is_open = is_open and context.leaves_open_whose(claim.sentence, claim.quantity.end)
    if scope is False or (scope is None and low <= most and not is_open):
        return UNCERTAIN
    stated, name, table = interval(low, high), called(claim.topic), table_of(targets[0].keys[0])
    zh = "，".join(f"{target.zh}为 {value}" for target, value in known.items())
    en = ", ".join(f"{target.en} is {value}" for target, value in known.items())
    if hint and (total(context, hint.keys) or 0) == low:
        zh, en = f"{zh}；{hint.zh}正是 {low}，是否引错了列", f"{en}; {hint.en} is {low}: was the wrong column quoted?"
    if is_open:
        zh, en = f"{zh}{_OPEN.zh}", f"{en}{_OPEN.en}"
    cells = tuple(dict.fromkeys(key for target in targets for key in target.keys))
    first = next(iter(known.values()))
    return fail(
        f"文中“{name.zh}”为 {stated}，{table.zh}中{zh}",
        f'the text gives {stated} for "{name.en}"; in {table.en} {en}',
        severity=Severity.WARNING if is_open else severity,
        cells=cells,
        expected=first if len(known) == 1 else " / ".join(str(value) for value in known.values()),
        actual=low if low == high else stated,
        quote=claim.sentence.quote,
        where=(claim.sentence.where, *context.where(*cells)),
    )


def agreements(context: Context, targets: Mapping[str, Sequence[Target]]) -> Iterator[Check]:
    """Judge every claim whose topic has targets."""
    for claim in context.claims:
        if claim.topic in targets:
            yield agree(context, claim, targets[claim.topic])


def are_zero(context: Context, said: Statement, keys: Sequence[str]) -> Check:
    """Judge a statement that something did not happen: the cells that count it hold nothing."""
    values = {key: context.value(key) for key in keys}
    positive = {key: value for key, value in values.items() if value}
    if not positive:
        return NOT_ASSESSABLE if None in values.values() else PASS
    found = sum(positive.values())
    return denied(
        context,
        said,
        Message(
            f"文中说“{said.words}”，表中相应各格却共有 {found}",
            f'the text says "{said.words}", but the cells it speaks of hold {found}',
        ),
        keys,
        found,
    )


def denied(context: Context, said: Statement, message: Message, keys: Sequence[str], found: Number) -> Check:
    """Judge a statement that denies what the tables count: wrong, where it is of what they count.

    A government that leaves open whether it speaks of its own office alone is warned.
    """
    is_open = context.leaves_open_whose(said.sentence, said.end)
    if not is_open and not context.is_of_tables(said.sentence, said.end):
        return UNCERTAIN
    zh, en = message.zh, message.en
    if is_open:
        zh, en = f"{zh}{_OPEN.zh}", f"{en}{_OPEN.en}"
    return fail(
        zh,
        en,
        severity=Severity.WARNING if is_open else None,
        cells=keys,
        expected=found,
        actual=0,
        quote=said.sentence.quote,
        where=(said.sentence.where, *context.where(*(key for key in keys if context.value(key)))),
    )
