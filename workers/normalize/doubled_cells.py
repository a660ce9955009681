"""Merged cells that a tool has printed once a column: the last headings of a table are the same, and figures too.

本年增/减, 本年增/减 over 5, 5 is one figure, and which column stands before it the first of the two does not say.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from shared.document import Cell
from shared.form import forms
from workers.normalize.labels import bare, canonical
from workers.normalize.values import is_value

_DOUBLED = re.compile(r"(.{2,}?)\1+$")  # at the end of all headings in one

Row = tuple[int, tuple[Cell, ...], bool]  # its block, its cells, and whether they stand in columns


def without_doubled(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows, in those of a text the last figure once where the row of headings above ends in one twice."""
    times = 1
    for block, cells, aligned in rows:
        texts = [] if aligned else [cell.text for cell in cells if cell.text.strip()]
        if not any(map(is_value, texts)):
            times = _times(texts) if texts else 1
            yield block, cells, aligned
        else:
            yield block, _once(cells, times), aligned


def _times(headings: Iterable[str]) -> int:
    """How many times the last heading stands there, where it is one of a form's columns and another is before it."""
    found = _DOUBLED.search(canonical("".join(headings)))
    if found is None or found.start() == 0 or found[1] not in _columns():
        return 1
    return len(found[0]) // len(found[1])


@cache
def _columns() -> frozenset[str]:
    tables = (table for form in forms().values() for table in form.tables)
    return frozenset(bare(cell.labels[-1]) for table in tables for cell in table.cells if cell.labels)


def _once(cells: tuple[Cell, ...], times: int) -> tuple[Cell, ...]:
    end = max(i for i, cell in enumerate(cells) if cell.text.strip()) + 1
    last = [cell.text.strip() for cell in cells[max(0, end - times) : end]]
    return cells[: end - times + 1] + cells[end:] if len(last) == times and len(set(last)) == 1 else cells
