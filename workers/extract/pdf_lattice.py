"""From ruling lines to cells and tables: pdfplumber's way, at a fraction of its time.

pdfplumber keeps a line as a dictionary and compares all with all; here a line is three numbers, and only those are
compared that may meet. What comes out is the same, number by number: tests hold each step against its function in
`pdfplumber.table`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from workers.extract.pdf_page import Box

NEAR = 3.0  # points within which lines are one line, meet, or continue each other

Point = tuple[float, float]
Crossings = dict[Point, tuple[set[int], set[int]]]  # the lines across and the lines down that meet at a point


class Stroke(NamedTuple):
    """A line across a page, at a height, from left to right; or one down, at a distance from the left."""

    at: float
    begin: float
    end: float


def merged(strokes: Sequence[Stroke]) -> list[Stroke]:
    """Return lines of one direction in order, with those as one that lie near or continue each other: `merge_edges`."""
    found: list[Stroke] = []
    for at, begin, end in sorted(_snapped(strokes)):
        last = found[-1] if found else None
        if not last or last.at != at or begin > last.end + NEAR:
            found.append(Stroke(at, begin, end))
        elif end > last.end:
            found[-1] = Stroke(at, last.begin, end)
    return found


def _snapped(strokes: Iterable[Stroke]) -> Iterator[tuple[float, float, float]]:
    """Yield lines where the mean of those is that are, one after the other, near."""
    clusters: dict[float, list[Stroke]] = {}
    cluster: list[Stroke] = []
    previous = float("-inf")
    strokes = list(strokes)
    for at in sorted({stroke.at for stroke in strokes}):
        if at > previous + NEAR:
            cluster = []
        clusters[at] = cluster
        previous = at
    for stroke in strokes:
        clusters[stroke.at].append(stroke)
    for group in {id(group): group for group in clusters.values()}.values():
        mean = sum([stroke.at for stroke in group]) / len(group)
        yield from ((at + (mean - at), begin, end) for at, begin, end in group)


def meetings(across: Sequence[Stroke], down: Sequence[Stroke]) -> Iterator[tuple[int, int]]:
    """Yield which lines meet, by their places in two sequences in order."""
    heights = [stroke.at for stroke in across]
    for index, (x, top, bottom) in enumerate(down):
        # A little more than what may meet, for what is added below is rounded.
        first, last = bisect_left(heights, top - 2 * NEAR), bisect_right(heights, bottom + 2 * NEAR)
        for place in range(first, last):
            y, left, right = across[place]
            if top <= y + NEAR and bottom >= y - NEAR and left - NEAR <= x <= right + NEAR:
                yield place, index


def crossings(across: Sequence[Stroke], down: Sequence[Stroke], met: Iterable[tuple[int, int]]) -> Crossings:
    """Return the points at which lines meet: `edges_to_intersections`."""
    found: Crossings = {}
    for one, other in met:
        lines = found.setdefault((down[other].at, across[one].at), (set(), set()))
        lines[0].add(one)
        lines[1].add(other)
    return found


def cells(points: Crossings) -> list[Box]:
    """Return the smallest cell down and right of every crossing: `intersections_to_cells`."""
    rows: dict[float, list[float]] = {}
    columns: dict[float, list[float]] = {}
    in_order = sorted(points)
    for x, y in in_order:
        rows.setdefault(y, []).append(x)
        columns.setdefault(x, []).append(y)

    def corner(x: float, y: float) -> Point | None:
        across, down = points[x, y]
        column, row = columns[x], rows[y]
        rights = row[bisect_right(row, x) :]
        for below in column[bisect_right(column, y) :]:
            along, beneath = points[x, below]
            if down.isdisjoint(beneath):
                continue
            for right in rights:
                found = points.get((right, below))
                if not found or along.isdisjoint(found[0]):
                    continue
                beside, edge = points[right, y]
                if not (across.isdisjoint(beside) or edge.isdisjoint(found[1])):
                    return right, below
        return None

    return [(x, y, *found) for x, y in in_order if (found := corner(x, y))]


def tables(boxes: Iterable[Box]) -> list[list[Box]]:
    """Return the cells that hang together by corners, from the top; one alone is no table: `cells_to_tables`."""
    owners: dict[Point, list[Box]] = {}
    for box in boxes:
        corners = _corners(box)
        touched = list({id(owner): owner for corner in corners if (owner := owners.get(corner))}.values())
        own, *others = sorted(touched, key=len, reverse=True) if len(touched) > 1 else touched or [[]]
        own.append(box)
        for corner in corners:
            owners[corner] = own
        for other in others:
            own += other
            for each in other:
                for corner in _corners(each):
                    owners[corner] = own
    found = [owner for owner in {id(owner): owner for owner in owners.values()}.values() if len(owner) > 1]
    return sorted(found, key=lambda table: min((box[1], box[0]) for box in table))


def _corners(box: Box) -> tuple[Point, Point, Point, Point]:
    x0, top, x1, bottom = box
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)
