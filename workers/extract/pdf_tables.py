"""Tables out of ruling lines: where lines cross there are cells, and cells that touch are a table.

Joining lines, crossing them and putting cells together is pdfplumber's work. Open sides are closed before it, columns
are counted after it, and cells are grown as it grows them, only faster.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from msgspec import structs
from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

from shared.errors import Message, Refused
from workers.extract.pdf_page import UNKNOWN, Box, Char, Rule

_NEAR = 3.0  # points within which lines are one line, meet, or continue each other
_SHORTEST = 5.0  # points; shorter lines bound no cell
_LINES = 1_500  # of one page, after those that continue each other were joined
_CROSSINGS = 4_000  # of one page
_REACHING = 2  # lines that must reach an open side for it to be a side
_TOUCHING = 0.2  # em between characters of one number
_INSIDE = 0.15  # of a character's width, by which a border must run inside it

Edge = dict[str, Any]  # pdfplumber's notion of a line


@dataclass
class Slot:
    """A cell: its box on the page, its rows and columns in the table's own grid (from 0), and what is printed in it."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int
    chars: list[Char] = field(default_factory=list)


class Frame:
    """A table's grid: where its lines run, and its cells in reading order."""

    def __init__(self, cells: list[Box]) -> None:
        self._xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
        self._ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
        self.box = (self._xs[0], self._ys[0], self._xs[-1], self._ys[-1])
        self.slots = sorted(map(self._slot, cells), key=lambda slot: (slot.row, slot.column))
        self._at = {
            (row, column): slot
            for slot in self.slots
            for row in range(slot.row, slot.row + slot.row_span)
            for column in range(slot.column, slot.column + slot.column_span)
        }

    @property
    def area(self) -> float:
        """Square points."""
        return (self.box[2] - self.box[0]) * (self.box[3] - self.box[1])

    @property
    def is_table(self) -> bool:
        """Whether cells stand beside each other; a box around a text is no table."""
        return any(left.row == right.row for left, right in pairwise(self.slots))

    def find(self, x: float, y: float) -> Slot | None:
        """Return the cell at a point of the page."""
        return self._at.get((bisect_right(self._ys, y) - 1, bisect_right(self._xs, x) - 1))

    def take(self, chars: Iterable[Char]) -> list[Char]:
        """Put characters into the cells where they are printed; return those that are printed elsewhere."""
        placed, left = [], []
        for char in chars:
            slot = self.find(*char.center)
            if slot:
                placed.append((char, slot))
            else:
                left.append(char)
        for word in _words(placed):
            for char, slot in _settled(word):
                slot.chars.append(char)
        return left

    def _slot(self, cell: Box) -> Slot:
        x0, top, x1, bottom = cell
        row, column = bisect_left(self._ys, top), bisect_left(self._xs, x0)
        return Slot(cell, row, column, bisect_left(self._ys, bottom) - row, bisect_left(self._xs, x1) - column)


def _words(placed: list[tuple[Char, Slot]]) -> Iterator[list[tuple[Char, Slot]]]:
    """Part upright characters, with their cells, into runs that are printed without a gap; others stand alone."""
    placed.sort(key=lambda entry: (entry[0].turned, round(entry[0].y), entry[0].x0))
    word: list[tuple[Char, Slot]] = []
    for char, slot in placed:
        if word:
            last = word[-1][0]
            goes_on = char.turned == last.turned == 0 and abs(char.y - last.y) < _TOUCHING * char.size
            if not (goes_on and abs(char.x0 - last.x1) < _TOUCHING * char.size):
                yield word
                word = []
        word.append((char, slot))
    if word:
        yield word


def _settled(word: list[tuple[Char, Slot]]) -> list[tuple[Char, Slot]]:
    """Return a run of characters with their cells; one that is too wide for its cell belongs where its middle is.

    Where there are digits in it nobody can say which cell they belong to: then no part of it reads as a number.
    """
    if word[0][1] is word[-1][1] or not any(_straddles(char, slot.box) for char, slot in word):
        return word
    if any(char.text.isdigit() for char, _ in word):
        return [(structs.replace(char, text=shown), slot) for char, slot in word for shown in (char.text, UNKNOWN)]
    middle = (word[0][0].x0 + word[-1][0].x1) / 2
    nearest = min((slot for _, slot in word), key=lambda slot: abs((slot.box[0] + slot.box[2]) / 2 - middle))
    return [(char, nearest) for char, _ in word]


def _straddles(char: Char, box: Box) -> bool:
    """Whether a border of the cell runs through the character."""
    margin = _INSIDE * (char.x1 - char.x0)
    return any(char.x0 + margin < border < char.x1 - margin for border in (box[0], box[2]))


def frames(rules: Iterable[Rule], page: int) -> list[Frame]:
    """Return the tables on a page, the smallest first. Refused("too-complex") for drawings that are no tables."""
    edges = _merged([_edge(*rule) for rule in rules])
    _bound(len(edges), _LINES, page)
    edges = _merged([*edges, *_open_sides(edges)])
    crossings = edges_to_intersections(edges, _NEAR, _NEAR)
    _bound(len(crossings), _CROSSINGS, page)
    cells = [cell for cell in grown(crossings) if min(cell[2] - cell[0], cell[3] - cell[1]) > _NEAR]
    found = map(Frame, cells_to_tables(cells))
    return sorted((frame for frame in found if frame.is_table), key=lambda frame: frame.area)


def grown(crossings: dict[tuple[float, float], dict[str, list[Edge]]]) -> list[Box]:
    """Return the smallest cell down and right of every crossing, from `pdfplumber.table.edges_to_intersections`.

    Equal to pdfplumber's `intersections_to_cells`, which compares lines by their boxes anew for every pair of points.
    """
    across, down = (
        {point: {(e["x0"], e["top"], e["x1"], e["bottom"]) for e in edges[kind]} for point, edges in crossings.items()}
        for kind in "hv"
    )
    rows: dict[float, list[float]] = {}
    columns: dict[float, list[float]] = {}
    for x, y in sorted(crossings):
        rows.setdefault(y, []).append(x)
        columns.setdefault(x, []).append(y)

    def corner(x: float, y: float) -> tuple[float, float] | None:
        for below in columns[x][bisect_right(columns[x], y) :]:
            if down[x, y].isdisjoint(down[x, below]):
                continue
            for right in rows[y][bisect_right(rows[y], x) :]:
                found = right, below
                if found not in crossings or across[x, y].isdisjoint(across[right, y]):
                    continue
                if not (down[found].isdisjoint(down[right, y]) or across[found].isdisjoint(across[x, below])):
                    return found
        return None

    return [(x, y, *found) for x, y in sorted(crossings) if (found := corner(x, y))]


def _bound(count: int, limit: int, page: int) -> None:
    if count > limit:
        what = Message(f"第 {page} 页的表格线", f"ruling lines on page {page}")
        raise Refused("too-complex", what=what, count=count, limit=limit)


def _edge(x0: float, top: float, x1: float, bottom: float) -> Edge:
    across = x1 - x0 > bottom - top
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if across else "v",
    }


def _merged(edges: list[Edge]) -> list[Edge]:
    merged = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR) if edges else []
    return [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _SHORTEST]


def _open_sides(edges: list[Edge]) -> Iterator[Edge]:
    """Yield the outer sides that a table lacks: where lines end at one height, or one distance, without meeting any."""
    for group in _connected(edges):
        across = [edge for edge in group if edge["orientation"] == "h"]
        down = [edge for edge in group if edge["orientation"] == "v"]
        if len(across) < _REACHING or not down:
            continue
        for x, key in ((min(edge["x0"] for edge in across), "x0"), (max(edge["x1"] for edge in across), "x1")):
            ends = sorted(edge["top"] for edge in across if abs(edge[key] - x) <= _NEAR)
            sides = [(edge["top"], edge["bottom"]) for edge in down if abs(edge["x0"] - x) <= _NEAR]
            yield from (_edge(x, top, x, bottom) for top, bottom in _uncovered(ends, sides))
        for y, key in ((min(edge["top"] for edge in down), "top"), (max(edge["bottom"] for edge in down), "bottom")):
            ends = sorted(edge["x0"] for edge in down if abs(edge[key] - y) <= _NEAR)
            sides = [(edge["x0"], edge["x1"]) for edge in across if abs(edge["top"] - y) <= _NEAR]
            yield from (_edge(x0, y, x1, y) for x0, x1 in _uncovered(ends, sides))


def _uncovered(ends: list[float], sides: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the stretches between neighbouring ends along which no side runs."""
    for first, second in pairwise(ends):
        middle = (first + second) / 2
        if second - first > _NEAR and not any(begin <= middle <= end for begin, end in sides):
            yield first, second


def _connected(edges: list[Edge]) -> list[list[Edge]]:
    """Part lines into groups that meet each other."""
    group = list(range(len(edges)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    down = [index for index, edge in enumerate(edges) if edge["orientation"] == "v"]
    for index, edge in enumerate(edges):
        if edge["orientation"] == "h":
            for other in down:
                if _meet(edge, edges[other]):
                    group[root(other)] = root(index)
    groups: dict[int, list[Edge]] = {}
    for index, edge in enumerate(edges):
        groups.setdefault(root(index), []).append(edge)
    return list(groups.values())


def _meet(across: Edge, down: Edge) -> bool:
    return bool(
        down["top"] <= across["top"] + _NEAR
        and down["bottom"] >= across["top"] - _NEAR
        and across["x0"] - _NEAR <= down["x0"] <= across["x1"] + _NEAR
    )
