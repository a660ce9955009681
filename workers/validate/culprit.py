"""Which cell is to blame when the sums of tables 三 and 四 fail: the fewest cells whose change would mend them.

A cell stands in several sums, so a wrong one breaks them all by the same amount, and nothing else does. Never more is
claimed than that: equal explanations are all returned, and the record is never changed.
"""

from collections.abc import Mapping
from itertools import chain

import msgspec

from shared.form import Form, Identity
from shared.report import Value


class Explanation(msgspec.Struct, frozen=True):
    """Changes that would mend every failing sum they touch and break none: old and new number by cell."""

    changes: tuple[tuple[str, int, int], ...]
    mends: int

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells to change."""
        return tuple(key for key, _, _ in self.changes)


_RULES = frozenset({"A01", "A02", "A03", "R01", "R02", "R03"})


def explain(form: Form, cells: Mapping[str, Value]) -> dict[Identity, tuple[Explanation, ...]]:
    """Return the simplest explanations of every failing sum; nothing where one or two cells do not explain it."""
    sums = {identity: delta for identity in form.identities if (delta := _delta(identity, cells)) is not None}
    failing = {identity: delta for identity, delta in sums.items() if delta}
    if not failing:
        return {}
    uses: dict[str, list[Identity]] = {}
    for identity in sums:
        for key in identity.keys:
            uses.setdefault(key, []).append(identity)
    return {identity: _of(identity, sums, uses, cells) for identity in failing}


def _delta(identity: Identity, cells: Mapping[str, Value]) -> int | None:
    """Left less right, None where a cell is not known for certain."""
    if identity.rule not in _RULES:
        return None
    total = 0
    for sign, keys in ((1, identity.left), (-1, identity.right)):
        for key in keys:
            value = cells[key].value if key in cells else None
            if not isinstance(value, int):
                return None
            total += sign * value
    return total


def _of(
    identity: Identity, sums: Mapping[Identity, int], uses: Mapping[str, list[Identity]], cells: Mapping[str, Value]
) -> tuple[Explanation, ...]:
    """One cell if one suffices, else every pair of cells."""
    single = [found for key in identity.keys if (found := _mend(identity, (key,), sums, uses, cells))]
    if single:
        most = max(found.mends for found in single)
        return tuple(found for found in single if found.mends == most)
    pairs = []
    for key in identity.keys:
        neighbours = dict.fromkeys(chain.from_iterable(each.keys for each in uses[key] if each != identity))
        pairs += [found for other in neighbours if (found := _mend(identity, (key, other), sums, uses, cells))]
    most = max((found.mends for found in pairs), default=0)
    return tuple(found for found in pairs if found.mends == most)


def _sign(identity: Identity, key: str) -> int:
    return 1 if key in identity.left else -1


def _mend(
    identity: Identity,
    keys: tuple[str, ...],
    sums: Mapping[Identity, int],
    uses: Mapping[str, list[Identity]],
    cells: Mapping[str, Value],
) -> Explanation | None:
    """Change the first cell so that the identity holds and a second so that all they touch does; None if impossible."""
    changed: dict[str, int] = {}
    deltas: dict[Identity, int] = {}
    for key in keys:
        broken = identity if not changed else next((each for each in uses[key] if deltas.get(each)), None)
        if key in changed or broken is None:
            return None
        by = -deltas.get(broken, sums[broken]) * _sign(broken, key)
        changed[key] = by
        for each in uses[key]:
            deltas[each] = deltas.get(each, sums[each]) + by * _sign(each, key)
    if any(deltas.values()):
        return None
    changes = tuple((key, _int(cells[key]), _int(cells[key]) + by) for key, by in changed.items())
    if any(new < 0 for _, _, new in changes):
        return None
    return Explanation(changes, sum(1 for each in deltas if sums[each]))


def _int(value: Value) -> int:
    return int(value.value or 0)
