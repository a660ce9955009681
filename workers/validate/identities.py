"""The one evaluator of what a form's cells must add up to, blanks being neither zero nor a mistake of the sum."""

import operator
from collections.abc import Iterable, Iterator, Mapping

from shared.document import Where
from shared.errors import Message
from shared.finding import Severity, Verdict
from shared.form import Form, Identity, Kind, forms
from shared.number import Number
from shared.report import MISSING, Report, State, Value
from workers.validate.context import Context
from workers.validate.culprit import Explanation
from workers.validate.labels import cell_name, line_and_terms, places
from workers.validate.rule import NOT_ASSESSABLE, PASS, PASS_BLANK_AS_ZERO, Check, fail

EMPTY = frozenset({State.BLANK, State.NOT_APPLICABLE})
_HOLDS = {"=": operator.eq, "<=": operator.le, ">=": operator.ge}
_FAILS = {"=": "≠", "<=": ">", ">=": "<"}
_MUST = {"<=": "≤", ">=": "≥"}
_FEW = 4  # terms of a side that are written out even where they are zero


def check(context: Context, rule: str) -> Iterator[Check]:
    """Check every identity that the main form has under a rule."""
    form = context.form
    if form is None:
        return
    for identity in _under(form, rule):
        yield judge(form, identity, context.report.cells, context.explanations.get(identity, ()))


def check_table(form: Form, rule: str, cells: Mapping[str, Value]) -> Iterator[Check]:
    """Check every identity under a rule over the cells of one table, such as an appended 统计表."""
    for identity in _under(form, rule):
        yield judge(form, identity, cells)


def failing(report: Report) -> dict[str, Value]:
    """Return the cells of every sum that fails, in the main form or in an attached 统计表, by key."""
    context = Context(report, {})
    tables = [(forms()["stat_2014"], cells) for cells in context.statistics]
    if context.form is not None and context.form.key != "stat_2014":
        tables.append((context.form, report.cells))
    failed = (
        (cells, identity)
        for form, cells in tables
        for identity in form.identities
        if judge(form, identity, cells).verdict is Verdict.FAIL
    )
    return {key: cells[key] for cells, identity in failed for key in identity.keys if key in cells}


def _under(form: Form, rule: str) -> Iterable[Identity]:
    return (identity for identity in form.identities if identity.rule == rule)


def judge(
    form: Form, identity: Identity, cells: Mapping[str, Value], explanations: tuple[Explanation, ...] = ()
) -> Check:
    """Judge one identity.

    Blank cells, and those that say 无 or /, count as nothing: where the identity then holds it passes with that
    remark; where it does not, it fails only if no count in the blanks could mend it. Cells that are missing or hold
    words make it not assessable.
    """
    values = {key: cells.get(key, MISSING) for key in identity.keys}
    blanks = [key for key, value in values.items() if value.value is None]
    if any(values[key].state not in EMPTY for key in blanks):
        return NOT_ASSESSABLE
    left, right = _sum(values, identity.left), _sum(values, identity.right)
    if _HOLDS[identity.relation](left, right):
        return PASS_BLANK_AS_ZERO if blanks else PASS
    if blanks and not _is_beyond_mending(form, identity, blanks, left, right):
        return _total_not_filled(form, identity, values, right) if _lacks_total(identity, blanks) else NOT_ASSESSABLE
    if len(explanations) == len(values):
        explanations = ()  # the sum stands alone: each of its cells would explain it, so none is named
    suspects = tuple(dict.fromkeys(key for each in explanations for key in each.cells))
    message, advice = _arithmetic(form, identity, values, left, right), _advice(form, explanations)
    return fail(
        message.zh + advice.zh,
        message.en + advice.en,
        cells=identity.keys,
        suspects=suspects,
        expected=right if identity.relation == "=" else f"{_MUST[identity.relation]} {right}",
        actual=left,
        where=where(cells, suspects or [key for key, value in values.items() if value.value != 0]),
    )


def where(values: Mapping[str, Value], keys: Iterable[str]) -> tuple[Where, ...]:
    """Where cells stand, each place once."""
    return tuple(dict.fromkeys(place for key in keys if (place := values[key].where) != Where()))


def _sum(values: Mapping[str, Value], keys: Iterable[str]) -> Number:
    return sum([value for key in keys if (value := values[key].value) is not None], start=0)


def _is_beyond_mending(form: Form, identity: Identity, blanks: list[str], left: Number, right: Number) -> bool:
    """Whether no counts in the blank cells, which only add to their side, could make the identity hold."""
    if any(places(form)[key].cell.kind is Kind.SIGNED for key in blanks):
        return False
    left_open, right_open = (any(key in side for key in blanks) for side in (identity.left, identity.right))
    if identity.relation == "=":
        return (not left_open and right > left) or (not right_open and left > right)
    return not (right_open if identity.relation == "<=" else left_open)


def _lacks_total(identity: Identity, blanks: list[str]) -> bool:
    return identity.rule == "A03" and tuple(blanks) == identity.left


def _total_not_filled(form: Form, identity: Identity, values: Mapping[str, Value], right: Number) -> Check:
    line, _ = line_and_terms(form, identity.keys)
    terms = _side(form, identity, identity.right, values)
    return fail(
        f"“{line.zh}”行：总计未填，各列之和为 {terms.zh} = {right}",
        f'row "{line.en}": the total is not filled in; the columns add up to {terms.en} = {right}',
        severity=Severity.WARNING,
        cells=identity.keys,
        suspects=identity.left,
        expected=right,
        where=where(values, identity.left),
    )


def _arithmetic(form: Form, identity: Identity, values: Mapping[str, Value], left: Number, right: Number) -> Message:
    """Show it: `“自然人”列：一 12 + 二 1 = 13 ≠ （七） 10 + 四 2 = 12`."""
    line, _ = line_and_terms(form, identity.keys)
    is_column = len({places(form)[key].row.key for key in identity.keys}) > 1
    head = Message(
        f"“{line.zh}”{'列' if is_column else '行'}：" if line.zh else "",
        f'{"column" if is_column else "row"} "{line.en}": ' if line.en else "",
    )
    first, second = (
        _with_result(_side(form, identity, keys, values), len(_shown(keys, values)), len(keys), result)
        for keys, result in ((identity.left, left), (identity.right, right))
    )
    sign = _FAILS[identity.relation]
    return Message(f"{head.zh}{first.zh} {sign} {second.zh}", f"{head.en}{first.en} {sign} {second.en}")


def _with_result(terms: Message, shown: int, count: int, result: Number) -> Message:
    if count == 1:
        return terms
    if shown == 1:
        return Message(f"{terms.zh}（其余为 0）", f"{terms.en} (all others 0)")
    return (
        Message(f"{terms.zh} = {result}", f"{terms.en} = {result}") if terms.zh else Message(f"{result}", f"{result}")
    )


def _shown(keys: tuple[str, ...], values: Mapping[str, Value]) -> list[str]:
    return [key for key in keys if len(keys) <= _FEW or values[key].value]


def _side(form: Form, identity: Identity, keys: tuple[str, ...], values: Mapping[str, Value]) -> Message:
    """Write a side out with its figures; of many terms only those that are not zero."""
    _, names = line_and_terms(form, identity.keys)
    shown = _shown(keys, values)
    zh = (f"{names[key].zh} {'空' if values[key].value is None else values[key].value}" for key in shown)
    en = (f"{names[key].en} {'blank' if values[key].value is None else values[key].value}" for key in shown)
    return Message(" + ".join(zh), " + ".join(en))


def _advice(form: Form, explanations: tuple[Explanation, ...]) -> Message:
    """Say what change would clear the failing sums, if the sums themselves tell; never more than they do."""
    if not explanations:
        return Message("", "")
    sums = explanations[0].mends
    zh, en = [], []
    for each in explanations:
        names = [(cell_name(form, key), old, new) for key, old, new in each.changes]
        zh.append("、".join(f"“{name.zh}”{old} → {new}" for name, old, new in names))
        en.append(" with ".join(f'"{name.en}" {old} → {new}' for name, old, new in names))
    return Message(
        f"；若{'，或'.join(zh)}，则" + (f" {sums} 项不符全部消除" if sums > 1 else "相符"),
        f"; {', or '.join(en)} would clear " + (f"{sums} failing sums" if sums > 1 else "it"),
    )
