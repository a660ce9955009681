"""Several rows of a form in one row of a table: each of its cells holds a line for each of them.

1.属于国家秘密2.其他法律行政法规禁止公开 beside 4 0 is two rows, where every cell with figures has as many as there are
numbered labels.
"""

import re
from collections.abc import Iterable, Iterator

from msgspec import structs

from shared.document import Cell
from workers.normalize.values import is_value

_KINDS = (  # of ordinals, each with the signs that it counts by
    (re.compile(r"(?<![\d.])(?=\d{1,2}\s*[.．、](?!\d))"), re.compile(r"\d{1,2}")),
    (re.compile(r"(?=[（(][一二三四五六七八九]\s*[)）])"), re.compile("[一二三四五六七八九]")),
)
_TWO = re.compile(
    r"^\D{0,8}\d\s*[.．、][^\d]{4,}?(?<=[\u4e00-\u9fff])\d\s*[.．、]\s*[\u4e00-\u9fff]{2}"
)  # labels in a cell
_UNKNOWN = "\ufffd"
_COUNTED = "一二三四五六七八九"
_SEVERAL = 2

Row = tuple[int, tuple[Cell, ...], bool]  # its block, its cells, and whether they stand in columns


def without_stacked(rows: Iterable[Row]) -> Iterator[Row]:
    """Yield the rows, one of columns that holds several of a form as these."""
    for block, cells, aligned in rows:
        for each in _parted(cells) if aligned else (cells,):
            yield block, each, aligned


def _parted(cells: tuple[Cell, ...]) -> Iterable[tuple[Cell, ...]]:
    figures = {i: parts for i, cell in enumerate(cells) if (parts := _figures(cell.text))}
    if not figures and any(_TWO.search(cell.text) for cell in cells):
        return (tuple(_of_either(cell) if is_value(cell.text) else cell for cell in cells),)
    if len(figures) < _SEVERAL or len(counts := {len(parts) for parts in figures.values()}) > 1:
        return (cells,)
    count, first = counts.pop(), min(figures)
    printed = [i for i, cell in enumerate(cells) if cell.text.strip()]
    own = max((i for i in printed if i < first), default=-1)
    labels = _labels(cells[own].text) if own >= 0 else []
    if len(labels) != count or any(i > first and i not in figures for i in printed):
        return (cells,)
    texts = figures | {own: labels}
    return (
        tuple(structs.replace(cell, text=texts[i][line]) if i in texts else cell for i, cell in enumerate(cells))
        for line in range(count)
    )


def _of_either(cell: Cell) -> Cell:
    """A figure that may be one row's or the other's."""
    return structs.replace(cell, text=f"{cell.text} {_UNKNOWN}")


def _figures(text: str) -> list[str]:
    """The figures of a cell that holds nothing else; none where it is one."""
    parts = text.split() if " " in text else []
    return parts if len(parts) >= _SEVERAL and all(map(is_value, parts)) else []


def _labels(text: str) -> list[str]:
    """The labels in a cell that are numbered one after the other, from the first on; none otherwise."""
    for begins, ordinal in _KINDS:
        parts = [part.strip() for part in begins.split(text) if part.strip()]
        numbers = [_number(found[0]) for part in parts if (found := ordinal.match(part.lstrip("（( ")))]
        if len(parts) >= _SEVERAL and numbers == [*range(numbers[0], numbers[0] + len(parts))]:
            return parts
    return []


def _number(ordinal: str) -> int:
    return _COUNTED.index(ordinal) + 1 if ordinal in _COUNTED else int(ordinal)
