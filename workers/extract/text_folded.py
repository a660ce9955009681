"""Rows whose cells stand on lines of their own, and which pipes fill up to the width of their table.

Programs that take the text of a page (trafilatura from 1.10 on is one) write a table so: behind each cell a pipe,
behind a row as many more as it has fewer cells than the widest; and where cells hold paragraphs, each cell ends its
line. Where every row comes to the same number of pipes no cell was lost, and each row is known, blanks and all.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import gcd

import msgspec

from workers.extract.text_marks import Line

_CELL = re.compile(r"([^|｜]*)([|｜][|｜\s]*)")  # what stands in the last cell of a line, and the pipes behind it
_NARROWEST = 3  # columns; table 二 has four
_FILLED = 3  # rows that pipes fill up
_OPENS = re.compile(
    r"[（(]?本列数据.*|行政复议"
)  # the first cell of table 三 and of 四, where no heading stands between


class _Cell(msgspec.Struct, frozen=True):
    line: Line  # its text without pipes
    pipes: int


def folded(run: Sequence[Line]) -> dict[int, tuple[int, list[list[Line]]]]:
    """Return such tables by the index of their first line: the index behind their last, and their rows of cells.

    Cells that only fill a row up are left out.
    """
    found: dict[int, tuple[int, list[list[Line]]]] = {}
    for begin, cells in _tables(run):
        if rows := _rows(cells):
            found[begin] = begin + len(cells), rows
    return found


def _tables(run: Sequence[Line]) -> Iterator[tuple[int, list[_Cell]]]:
    """Stretches of lines that end in pipes, from the first cell of a table to the next."""
    cells = [_cell(line) for line in run]
    cuts = {0, len(cells)}
    for at, each in enumerate(cells):
        if each is None:
            cuts |= {at, at + 1}
        elif _OPENS.fullmatch(each.line[1]):
            cuts.add(at)
    for begin, end in pairwise(sorted(cuts)):
        yield begin, [each for each in cells[begin:end] if each is not None]


def _cell(line: Line) -> _Cell | None:
    number, text = line
    found = _CELL.fullmatch(text.strip())
    return _Cell((number, found[1].strip()), len(found[2].replace(" ", ""))) if found else None


def _rows(cells: Sequence[_Cell]) -> list[list[Line]]:
    """Cut a table at every so many pipes; nothing where its rows are not all of one width, or none is filled up."""
    filled, reached = [], 0
    for each in cells:
        reached += each.pipes
        if each.pipes > 1:
            filled.append(reached)
    width = gcd(*filled)
    if width < _NARROWEST or len(filled) < _FILLED or all(each.pipes > 1 for each in cells):
        return []
    rows: list[list[Line]] = []
    reached = 0
    for each in cells:
        if reached % width == 0:
            rows.append([])
        if reached % width + each.pipes > width:
            return []
        rows[-1].append(each.line)
        reached += each.pipes
    return rows
