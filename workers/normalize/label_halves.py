"""Rows of a text whose figures stand on the middle line of their label: half of it is above them, half below."""

from collections.abc import Sequence
from itertools import product

from msgspec import structs

from workers.normalize.entries import Entry, Numbered
from workers.normalize.labels import bare

_LINES = 6  # of one half of a label


def whole_rows(found: Sequence[Numbered], known: frozenset[str], width: int) -> list[Numbered]:
    """Return the entries with such rows put together, where the halves make a label of the table and only one.

    `known` are the table's labels as `bare` gives them, `width` is the number of columns. A sum of its own must tell
    of such a row that the figures are its own.
    """
    done: list[Numbered] = []
    rest = list(found)
    for at, (index, entry) in enumerate(rest):
        following = rest[at + 1] if at + 1 < len(rest) else None
        if not done or following is None or not _are_figures(entry, width):
            done.append((index, entry))
            continue
        halves = _halves(done[-1][1], following[1], known)
        if halves is None:
            done.append((index, entry))
            continue
        above, below, label = halves
        before = done.pop()
        if above.labels:
            done.append((before[0], above))
        done.append((index, structs.replace(entry, labels=(label,), named=True, doubtful=True)))
        rest[at + 1] = (following[0], below)
    return [each for each in done if each[1].labels or each[1].values]


def _are_figures(entry: Entry, width: int) -> bool:
    return not entry.aligned and not entry.labels and entry.numbers == len(entry.values) == width


def _halves(above: Entry, below: Entry, known: frozenset[str]) -> tuple[Entry, Entry, str] | None:
    """Two entries without the halves of a label at the end of one and the beginning of the other, and that label."""
    if above.aligned or above.values or below.aligned or not above.labels or not below.labels:
        return None
    found: dict[str, tuple[Entry, Entry, str]] = {}
    for last, first in product(range(1, _LINES), range(1, _LINES)):
        is_whole = last <= len(above.labels) and first <= len(below.labels) - bool(below.values)
        if is_whole:
            label = "".join((*above.labels[-last:], *below.labels[:first]))
            if bare(label) in known:
                parts = (_only(above, above.labels[:-last]), _only(below, below.labels[first:]), label)
                found.setdefault(bare(label), parts)
    return next(iter(found.values())) if len(found) == 1 else None


def _only(entry: Entry, labels: tuple[str, ...]) -> Entry:
    return structs.replace(entry, labels=labels, depth=len(labels), named=False)
