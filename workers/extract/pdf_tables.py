"""Tables out of ruling lines: where lines cross there are cells, and cells that touch are a table.

Joining lines, crossing them and putting cells together goes pdfplumber's way (see `pdf_lattice`). Open sides are closed
before it, columns are counted after it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, product
from math import inf
from operator import itemgetter

from msgspec import structs

from shared.errors import Message, Refused
from workers.extract.pdf_lattice import NEAR, Stroke, cells, crossings, meetings, merged, tables
from workers.extract.pdf_page import MIDDLE, UNKNOWN, Box, Char, Rule

_SHORTEST = 5.0  # points; shorter lines bound no cell
_LINES = 1_500  # of one page, after those that continue each other were joined
_CROSSINGS = 4_000  # of one page
_REACHING = 2  # lines that must reach an open side for it to be a side
_TOUCHING = 0.2  # em between characters of one number
_ONE = 0.75  # points within which parts of one side are drawn
_RUN = 0.1  # points between two characters that are printed in one go
_INSIDE = 0.15  # of a character's width, by which a border must run inside it
OUTSIDE = -1, -1  # for row and column


@dataclass
class Slot:
    """A cell: its box on the page, its rows and columns in the table's own grid (from 0), and what is printed in it."""

    box: Box
    row: int
    column: int
    row_span: int
    column_span: int
    chars: list[Char] = field(default_factory=list)

    @property
    def columns(self) -> range:
        """The columns of the grid that it covers."""
        return range(self.column, self.column + self.column_span)


class Frame:
    """A table's grid: where its lines run, and its cells in reading order."""

    def __init__(self, cells: list[Box]) -> None:
        self._xs = sorted({x for cell in cells for x in (cell[0], cell[2])})
        self._ys = sorted({y for cell in cells for y in (cell[1], cell[3])})
        self.box = (self._xs[0], self._ys[0], self._xs[-1], self._ys[-1])
        column, row = ({at: index for index, at in enumerate(line)} for line in (self._xs, self._ys))
        self.slots = [
            Slot((x0, top, x1, bottom), row[top], column[x0], row[bottom] - row[top], column[x1] - column[x0])
            for x0, top, x1, bottom in sorted(cells, key=itemgetter(1, 0))
        ]
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

    def place(self, x: float, y: float) -> tuple[int, int]:
        """Return row and column of a point of the page, or OUTSIDE."""
        left, top, right, bottom = self.box
        if not (left <= x < right and top <= y < bottom):
            return OUTSIDE
        return bisect_right(self._ys, y) - 1, bisect_right(self._xs, x) - 1

    @property
    def is_whole(self) -> bool:
        """Whether there is a cell everywhere."""
        return len(self._at) == (len(self._xs) - 1) * (len(self._ys) - 1)

    def find(self, x: float, y: float) -> Slot | None:
        """Return the cell at a point of the page."""
        return self._at.get(self.place(x, y))

    def unruled(self, slot: Slot | None, *, columns: bool) -> dict[tuple[int, int], Slot]:
        """Return the cells, empty, by row and column, that one would be if lines parted its rows; or those that lack.

        With `columns` lines part those, too. Nothing where no other cells tell how high and how wide each would be.
        """
        every = product(range(len(self._ys) - 1), range(len(self._xs) - 1))
        places = [place for place in every if self._at.get(place) is slot]
        high = {other.row for other in self.slots if other.row_span == 1}
        wide = {other.column for other in self.slots if other.column_span == 1}
        if not all(row in high and (column in wide or not columns) for row, column in places):
            return {}
        parts: dict[tuple[int, int], Slot] = {}
        for row, column in places:
            before = None if columns else parts.get((row, column - 1))
            if before:
                before.column_span += 1
                before.box = (*before.box[:2], self._xs[column + 1], before.box[3])
            box = (self._xs[column], self._ys[row], self._xs[column + 1], self._ys[row + 1])
            parts[row, column] = before or Slot(box, row, column, 1, 1)
        return parts

    def as_above(self, slot: Slot) -> dict[tuple[int, int], Slot]:
        """Return the cells, empty, by row and column, that one would be if lines parted it as the row above it.

        Nothing where it has several rows, or a cell above it is missing or reaches beyond it.
        """
        above = [self._at.get((slot.row - 1, column)) for column in slot.columns]
        parts: dict[int, Slot] = {}
        for other in above:
            if slot.row_span > 1 or other is None or not set(other.columns) <= set(slot.columns):
                return {}
            box = (self._xs[other.column], slot.box[1], self._xs[other.columns.stop], slot.box[3])
            parts.setdefault(other.column, Slot(box, slot.row, other.column, 1, other.column_span))
        return {(slot.row, column): part for part in parts.values() for column in part.columns}

    def replace(self, slot: Slot | None, parts: Mapping[tuple[int, int], Slot]) -> None:
        """Put cells in the place of one, or where there was none."""
        self._at |= parts
        own = {id(part): part for part in parts.values()}
        others = [other for other in self.slots if other is not slot]
        self.slots = sorted([*others, *own.values()], key=lambda each: (each.row, each.column))

    def within(self, slot: Slot) -> list[Slot]:
        """Return the cells that are drawn inside of another one."""
        return self._others(slot, range(slot.column, slot.column + slot.column_span))

    def beside(self, slot: Slot) -> list[Slot]:
        """Return the cells that share a row with another one."""
        return self._others(slot, range(len(self._xs) - 1))

    def _others(self, slot: Slot, columns: range) -> list[Slot]:
        places = product(range(slot.row, slot.row + slot.row_span), columns)
        found = {id(other): other for place in places if (other := self._at.get(place)) and other is not slot}
        return list(found.values())

    def take(self, chars: Iterable[Char]) -> list[Char]:
        """Put characters into the cells where they are printed; return those that are printed elsewhere."""
        placed: list[tuple[Char, Slot]] = []
        left: list[Char] = []
        beside: list[Char] = []  # right outside of the table
        reaches_over = False
        (x0, top, x1, bottom), xs, ys = self.box, self._xs, self._ys
        for char in chars:  # as in `find`, without a call for each of thousands
            x, y = char.center if char.turned else ((char.x0 + char.x1) / 2, char.y - MIDDLE * char.size)
            inside = top <= y < bottom and x0 <= x < x1
            slot = self._at.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1)) if inside else None
            if slot:
                placed.append((char, slot))
                if not reaches_over and (char.x0 < slot.box[0] + _RUN or slot.box[2] - _RUN < char.x1):
                    reaches_over = char.text.isdigit() or straddles(char, slot.box)
            else:
                left.append(char)
                if top <= y < bottom and (x0 - char.size < x < x0 or x1 <= x < x1 + char.size):
                    beside.append(char)
        if beside:
            placed += _cut_off(placed, beside)
        for char, slot in chain.from_iterable(map(_settled, words(placed))) if reaches_over else placed:
            slot.chars.append(char)
        return left


def _cut_off(placed: Sequence[tuple[Char, Slot]], beside: Sequence[Char]) -> list[tuple[Char, Slot]]:
    """Return what makes figures unreadable that go on outside of their table: no part of them reads as a number."""
    outside = [char for char in beside if char.text.isdigit() and not char.turned]
    return [
        (structs.replace(char, text=UNKNOWN), slot)
        for char, slot in (placed if outside else ())
        if char.text.isdigit() and not char.turned and any(_touch(char, other) for other in outside)
    ]


def _touch(one: Char, other: Char) -> bool:
    """Whether two upright characters stand on one line without a gap."""
    near = _TOUCHING * one.size
    return abs(one.y - other.y) < near and min(abs(one.x0 - other.x1), abs(one.x1 - other.x0)) < near


def words(placed: list[tuple[Char, Slot]]) -> Iterator[list[tuple[Char, Slot]]]:
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
    if word[0][1] is word[-1][1] or not (any(straddles(char, slot.box) for char, slot in word) or _runs_on(word)):
        return word
    if any(char.text.isdigit() for char, _ in word):
        return [(structs.replace(char, text=shown), slot) for char, slot in word for shown in (char.text, UNKNOWN)]
    middle = (word[0][0].x0 + word[-1][0].x1) / 2
    nearest = min((slot for _, slot in word), key=lambda slot: abs((slot.box[0] + slot.box[2]) / 2 - middle))
    return [(char, nearest) for char, _ in word]


def _runs_on(word: list[tuple[Char, Slot]]) -> bool:
    """Whether a border stands between two digits that are printed in one go."""
    return any(
        slot is not other and abs(right.x0 - left.x1) < _RUN and left.text.isdigit() and right.text.isdigit()
        for (left, slot), (right, other) in pairwise(word)
    )


def straddles(char: Char, box: Box) -> bool:
    """Whether a border of the cell runs through the character."""
    margin = _INSIDE * (char.x1 - char.x0)
    first, last = char.x0 + margin, char.x1 - margin
    return first < box[0] < last or first < box[2] < last


def frames(rules: Iterable[Rule], page: int) -> list[Frame]:
    """Return the tables on a page, the smallest first. Refused("too-complex") for drawings that are no tables."""
    return ruled(rules, page)[0]


def ruled(rules: Iterable[Rule], page: int) -> tuple[list[Frame], list[Stroke]]:
    """Return the tables on a page as `frames` does, and the lines across that meet no other one, where they run."""
    across, down = [], []
    for x0, top, x1, bottom in rules:
        if x1 - x0 > bottom - top:
            across.append(Stroke(top, x0, x1))
        else:
            down.append(Stroke(x0, top, bottom))
    single, drawn = across, merged(across)
    across, down = _bounding(drawn), _bounding(merged(down))
    _bound(len(across) + len(down), _LINES, page)
    met = list(meetings(across, down))
    bounding = {index for index, _ in met}
    loose = [stroke for index, stroke in enumerate(across) if index not in bounding]
    if len(drawn) > len(across):
        loose += [stroke for stroke in drawn if stroke.end - stroke.begin < _SHORTEST]
    sides = _Sides(across, down, met)
    closed = _bounding(merged([*across, *sides.across])), _bounding(merged([*down, *sides.down]))
    if closed != (across, down):
        across, down = closed
        met = list(meetings(across, down))
    points = crossings(across, down, met)
    _bound(len(points), _CROSSINGS, page)
    found = ([cell for cell in table if _is_wide(cell)] for table in tables(cells(points)))
    framed = sorted((frame for frame in map(Frame, filter(None, found)) if frame.is_table), key=lambda each: each.area)
    return framed, [*(_parted(single, loose) if loose else ()), *_beside(single, down)]


def _parted(single: Iterable[Stroke], joined: Sequence[Stroke]) -> list[Stroke]:
    """Return the lines that were joined to some others, at heights of their own: a strike is near an underline."""
    heights: dict[float, list[Stroke]] = {}
    for stroke in sorted(single):
        if any(_holds(line, stroke) for line in joined):
            same = heights.setdefault(round(stroke.at, 1), [])
            if same and stroke.begin <= same[-1].end + NEAR:
                same[-1] = Stroke(same[-1].at, same[-1].begin, max(same[-1].end, stroke.end))
            else:
                same.append(stroke)
    return [*chain.from_iterable(heights.values())]


def _beside(single: Iterable[Stroke], down: Sequence[Stroke]) -> Iterator[Stroke]:
    """Yield the lines at heights at which none reaches any of some lines down; one that lies near does."""
    heights: dict[float, list[Stroke]] = {}
    for stroke in single:
        heights.setdefault(stroke.at, []).append(stroke)
    apart = {at for at, strokes in heights.items() if not any(_reaches(stroke, down) for stroke in strokes)}
    sides = sorted(heights.keys() - apart) if apart else []
    for at in apart:
        if bisect_left(sides, at - _ONE) == bisect_right(sides, at + _ONE):
            yield from heights[at]


def _reaches(stroke: Stroke, down: Sequence[Stroke]) -> bool:
    """Whether a line reaches one of some lines down, given in order."""
    first = bisect_left(down, (stroke.begin - NEAR,))
    return any(
        begin - NEAR <= stroke.at <= end + NEAR
        for _, begin, end in down[first : bisect_right(down, (stroke.end + NEAR, inf))]
    )


def _holds(line: Stroke, stroke: Stroke) -> bool:
    return abs(stroke.at - line.at) <= 2 * NEAR and line.begin <= stroke.begin and stroke.end <= line.end


def _is_wide(cell: Box) -> bool:
    """Whether anything can stand in a cell; one in which nothing can still holds together what is on its sides."""
    return min(cell[2] - cell[0], cell[3] - cell[1]) > _SHORTEST


def _bounding(strokes: list[Stroke]) -> list[Stroke]:
    """Return lines without those that are too short to bound a cell."""
    return [stroke for stroke in strokes if stroke.end - stroke.begin >= _SHORTEST]


def _bound(count: int, limit: int, page: int) -> None:
    if count > limit:
        what = Message(f"第 {page} 页的表格线", f"ruling lines on page {page}")
        raise Refused("too-complex", what=what, count=count, limit=limit)


class _Sides:
    """The outer sides that tables lack: where lines end at one height, or one distance, without meeting any."""

    def __init__(self, across: list[Stroke], down: list[Stroke], met: Iterable[tuple[int, int]]) -> None:
        self.across: list[Stroke] = []
        self.down: list[Stroke] = []
        for those_across, those_down in _connected(across, down, met):
            if len(those_across) >= _REACHING:
                self.down += _missing(those_across, those_down)
                self.across += _missing(those_down, those_across)
                for side, edge in _corners(those_across, those_down):
                    self.down.append(side)
                    self.across.append(edge)


def _corners(across: list[Stroke], down: list[Stroke]) -> Iterator[tuple[Stroke, Stroke]]:
    """Yield a line down and one across for each cell in a corner of a table without outer sides: it lacks both."""
    left, right = min(stroke.begin for stroke in across), max(stroke.end for stroke in across)
    top, bottom = min(stroke.begin for stroke in down), max(stroke.end for stroke in down)
    for (x, from_x), (y, from_y) in product(((left, 1), (right, 2)), ((top, 1), (bottom, 2))):
        heights = sorted(stroke.at for stroke in across if abs(stroke[from_x] - x) <= NEAR)
        places = sorted(stroke.at for stroke in down if abs(stroke[from_y] - y) <= NEAR)
        beside, along = places[0 if x == left else -1], heights[0 if y == top else -1]
        lower, upper = sorted((y, along))
        is_one = not any(lower + NEAR < stroke.at < upper - NEAR for stroke in across)
        if is_one and len(heights) >= _REACHING and abs(beside - x) > NEAR and abs(along - y) > NEAR:
            yield Stroke(x, min(y, along), max(y, along)), Stroke(y, min(x, beside), max(x, beside))


def _missing(reaching: list[Stroke], along: list[Stroke]) -> Iterator[Stroke]:
    """Yield what the first and the last of some lines lack, that the ends of others reach."""
    for place, key in ((min(stroke.begin for stroke in reaching), 1), (max(stroke.end for stroke in reaching), 2)):
        ends = sorted(stroke.at for stroke in reaching if abs(stroke[key] - place) <= NEAR)
        sides = [(stroke.begin, stroke.end) for stroke in along if abs(stroke.at - place) <= NEAR]
        yield from (Stroke(place, begin, end) for begin, end in _uncovered(ends, sides))


def _uncovered(ends: list[float], sides: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield the stretches between neighbouring ends along which no side runs."""
    for first, second in pairwise(ends):
        middle = (first + second) / 2
        if second - first > NEAR and not any(begin <= middle <= end for begin, end in sides):
            yield first, second


def _connected(
    across: list[Stroke], down: list[Stroke], met: Iterable[tuple[int, int]]
) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Yield groups of lines that hang together, each with lines of both directions."""
    group = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for one, other in met:
        group[root(len(across) + other)] = root(one)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for index, stroke in enumerate([*across, *down]):
        groups.setdefault(root(index), ([], []))[index >= len(across)].append(stroke)
    return (found for found in groups.values() if all(found))
