"""Rows of a text with more cells than the others of their table: a cell is one too many, and nobody knows which.

Where no blank is left between a row's label and its figures, nor between those, they are its cells, whatever stands
behind them; so they are where the first and the last of them are, and add up.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from shared.form import FormRow
from workers.normalize.cells import adds_up
from workers.normalize.columns import Found
from workers.normalize.entries import Entry
from workers.normalize.sums import Identities

_MANY = 10  # rows of a table that show how long its rows are; of a shorter one its headings do
_PAGE = 3  # rows behind each other that have as many more: those of another page


def longer(rows: Sequence[Found], heads: Sequence[Entry], identities: Identities) -> frozenset[str]:
    """Return the keys of such rows: longer than most of their kind, or than all the headings of a short table."""
    over: list[Found] = []
    for surplus, group in groupby(zip(_surplus(rows, heads), rows, strict=True), key=itemgetter(0)):
        alike = [found for _, found in group]
        over += alike if surplus > 0 and len(alike) < _PAGE else []
    return frozenset(row.key for row, entry in over if not entry.aligned and _has_blanks(row, entry, identities))


def _surplus(rows: Sequence[Found], heads: Sequence[Entry]) -> list[int]:
    """How many cells each row has more than others."""
    if len(rows) < _MANY:
        longest = max((head.depth + len(head.values) for head in heads if not head.stacked), default=0)
        return [entry.depth + len(entry.values) - longest if longest else 0 for _, entry in rows]
    deepest = max(len(row.labels) for row, _ in rows)  # labels that are less deep have blanks behind them
    behind = [len(entry.values) - deepest + len(row.labels) for row, entry in rows]
    whole = [entry.depth + len(entry.values) for _, entry in rows]
    usual = _usual([length for length, (row, _) in zip(behind, rows, strict=True) if len(row.labels) == deepest])
    most = _usual(whole)
    over = [length - usual if usual else 0 for length in behind]
    if all(entry.stacked for _, entry in rows):
        return over
    return [min(each, length - most) if most else 0 for each, length in zip(over, whole, strict=True)]


def _usual(lengths: Sequence[int]) -> int:
    """The length of most rows; 0 where there is none."""
    ((length, times),) = Counter(lengths).most_common(1)
    return length if times * 2 > len(lengths) else 0


def _has_blanks(row: FormRow, entry: Entry, identities: Identities) -> bool:
    """Whether a row with figures has a blank where the form's cells would stand, and no sum tells where they do."""
    width = len(row.cells)
    texts = [cell.text.strip() for cell in entry.values]
    if not any(texts) or len(texts) < width or all(texts[:width]):
        return False
    counts = any(text.strip("0") for text in texts)
    return not (texts[0] and counts and not any(texts[width:]) and adds_up(row, entry.values[:width], identities))
