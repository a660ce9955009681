"""Numbers of the rows in a column of their own (行次) between labels and figures: none of them is the form's."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from shared.form import Kind
from workers.normalize.columns import Found
from workers.normalize.entries import Entry
from workers.normalize.labels import canonical
from workers.normalize.values import value

_HEADS = frozenset({"行次", "栏次", "行号", "序号", "编号"})
_ROWS = 4  # that run on from each other
_SKIPPED = 3  # most by which they do: groups without figures have numbers too


def without_numbers(heads: Sequence[Entry], rows: Sequence[Found]) -> list[Found]:
    """Return the rows without such a column.

    Every row must begin with the number that follows the one above it, and most rows print one figure more than the
    form has columns, or some where the column is headed so.
    """
    figures = [entry.filled for _, entry in rows]
    if len(rows) < _ROWS or not all(figures) or any(entry.apart for _, entry in rows):
        return list(rows)
    numbers = [value(entry.values[at[0]].text, Kind.COUNT).value for (_, entry), at in zip(rows, figures, strict=True)]
    is_said = any(canonical(text) in _HEADS for entry in heads for text in entry.texts)
    wider = sum(len(at) == len(row.cells) + 1 for (row, _), at in zip(rows, figures, strict=True))
    enough = wider > 0 if is_said else wider * 2 > len(rows)
    if not enough or not _runs([-1 if number is None else int(number) for number in numbers]):
        return list(rows)
    return [
        (row, structs.replace(entry, values=(*entry.values[: at[0]], *entry.values[at[0] + 1 :])))
        for (row, entry), at in zip(rows, figures, strict=True)
    ]


def _runs(numbers: Sequence[int]) -> bool:
    """Whether numbers count from one row to the next, hardly any left out."""
    steps = [below - above for above, below in pairwise(numbers)]
    return numbers[0] >= 1 and all(1 <= step <= _SKIPPED for step in steps) and steps.count(1) * 2 > len(steps)
