"""Ruling lines in a page's picture: long thin runs of ink that reach from one line across them to the next.

Strokes of characters are such runs, too, in tight rows as long as the row is high: they miss the lines they point at,
or have other strokes at their sides.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.extract.ocr_bitmap import Bitmap, Grey
from workers.extract.pdf_page import Rule

_SHORTEST_ACROSS, _SHORTEST_DOWN = 12.0, 9.0  # points of ink without a gap
_LOWEST = 6.0  # points between two lines
_LONG = 30.0  # points that no character is wide
_THICKEST = 3.0  # points
_BRIDGED = 30.0  # points between runs that may be one line
_SLENDER = 2.0  # times as long as thick, with strokes that touch it
_REACH = 2.0  # points by which lines may miss each other
_WHOLE, _DAMAGED = 0.97, 0.8  # share of a piece that is ink
_CLEAR = 0.03  # share of a piece that may have ink at its sides
_INK = 0.7  # of the fullest row of pixels, from which one beside it is the line's, too
_EVEN = 0.5  # of its usual darkness, that a line has everywhere
_FAINT = 8.0  # shades; what is lighter is no line
_BESIDE = 3  # pixels from a line, where a stroke that crosses it shows
_MANY = 1_500  # runs of one direction: of more, which no form has, the longest
_ENDS = 2  # pixels at the ends of a piece that are the crossing's


class Run(NamedTuple):
    """A line, or a piece of one, told as if it ran across: from `begin` to `end` at the height `at`. Pixels."""

    begin: float
    end: float
    at: float
    thick: float


def ruling(page: Bitmap) -> tuple[list[Rule], Grey]:
    """Return the ruling lines in points, piece by piece, and the ink without them."""
    scale = page.scale
    across = page.ink, np.maximum(page.paper - page.grey.astype(np.int16), 0).astype(np.uint8)
    down = np.ascontiguousarray(page.ink.T), np.ascontiguousarray(across[1].T)
    rows, columns = _runs(across[0], _SHORTEST_ACROSS, scale), _runs(down[0], _SHORTEST_DOWN, scale)
    columns = _pieces(down[1], columns, [run for run in rows if run.end - run.begin > _LONG * scale], scale)
    rows = _pieces(across[1], rows, columns, scale, strict=False)
    columns = _pieces(down[1], columns, rows, scale)
    ink = page.ink.copy()
    for run in rows:
        _erase(ink, run, scale)
    for run in columns:
        _erase(ink.T, run, scale)
    found = [Rule(run.begin / scale, run.at / scale, run.end / scale, run.at / scale) for run in rows]
    found += [Rule(run.at / scale, run.begin / scale, run.at / scale, run.end / scale) for run in columns]
    return found, ink


def _runs(ink: Grey, shortest: float, scale: float) -> list[Run]:
    """Return long thin runs of ink."""
    kernel = np.ones((1, int(shortest * scale)), np.uint8)
    opened = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
    _, _, boxes, _ = cv2.connectedComponentsWithStats(opened)
    found = []
    for x, y, width, height, _ in boxes[1:].tolist():
        if height * _SLENDER > width:
            continue
        first, last = _peak((opened[y : y + height, x : x + width] > 0).mean(1))
        if last - first < _THICKEST * scale:
            found.append(Run(float(x), float(x + width), y + (first + last) / 2, last - first + 1.0))
    return _joined(sorted(found, key=lambda run: run.begin - run.end)[:_MANY], scale)


def _joined(runs: Sequence[Run], scale: float) -> list[Run]:
    """Join runs that may be one line with gaps; whether it is one is seen later, piece by piece."""
    found: list[Run] = []
    for run in sorted(runs, key=lambda run: run.begin):
        last = next((n for n, each in enumerate(found) if _may_go_on(each, run, scale)), None)
        if last is None:
            found.append(run)
        else:
            one = found[last]
            longer = max(one, run, key=lambda each: each.end - each.begin)
            found[last] = Run(one.begin, max(one.end, run.end), longer.at, longer.thick)
    return found


def _may_go_on(one: Run, other: Run, scale: float) -> bool:
    return abs(one.at - other.at) <= scale and other.begin - one.end <= _BRIDGED * scale


def _pieces(
    dark: Grey, runs: Sequence[Run], crossing: Sequence[Run], scale: float, *, strict: bool = True
) -> list[Run]:
    """Return of each run what is a line from one that crosses it to the next.

    A damaged piece is one where it goes on from a whole one. `strict` wants no ink at the sides.
    """
    whole: list[Run] = []
    damaged: list[Run] = []
    reach = _REACH * scale
    for run in runs:
        ends = {
            other.at
            for other in crossing
            if other.begin - reach <= run.at <= other.end + reach
            and run.begin - 2 * reach <= other.at <= run.end + 2 * reach
        }
        for begin, end in pairwise(sorted(ends)):
            piece, full, beside = _piece(dark, begin, end, run, scale)
            if full >= _WHOLE and (beside <= _CLEAR or not strict):
                whole.append(piece)
            elif full >= _DAMAGED:
                damaged.append(piece)
    while damaged:
        goes_on = [piece for piece in damaged if any(_follow(piece, other, reach) for other in whole)]
        if not goes_on:
            break
        whole += goes_on
        damaged = [piece for piece in damaged if piece not in goes_on]
    return list(dict.fromkeys(whole))


def _piece(dark: Grey, begin: float, end: float, run: Run, scale: float) -> tuple[Run, float, float]:
    """Return a piece where it really runs, the share of it that is there, and the share that has ink beside it.

    `dark` is by how many shades pixels are darker than paper. A line is as dark at its ends as in its middle; a digit
    in a tight row points at the lines above and below it and does not reach them.
    """
    first, last = int(begin) + _ENDS, int(end) - _ENDS + 1
    piece = Run(begin, end, run.at, run.thick)
    if end - begin < _LOWEST * scale:
        return piece, 0.0, 1.0
    near = round(1.5 * scale)
    top = max(0, round(run.at) - near)
    rows = dark[top : round(run.at) + near + 1, first:last]
    upper, lower = _peak(rows.mean(1))
    line = rows[upper : lower + 1].max(0)
    least = _EVEN * float(np.median(line))
    is_there = line >= least
    tip = max(2, len(is_there) // 5)
    if least < _FAINT or not (is_there[:tip].all() and is_there[-tip:].all()):
        return piece, 0.0, 1.0
    beside = np.zeros_like(is_there)
    for row in (top + upper - _BESIDE, top + lower + _BESIDE):
        if 0 <= row < len(dark):
            beside |= dark[row, first:last] >= least
    piece = Run(begin, end, top + (upper + lower) / 2, lower - upper + 1.0)
    return piece, float(is_there.mean()), float(beside.mean())


def _peak(share: NDArray[np.float64]) -> tuple[int, int]:
    """Return the first and the last of the rows of pixels that are the line's, not those of strokes that touch it."""
    first = last = int(share.argmax())
    while first > 0 and share[first - 1] > _INK * share.max():
        first -= 1
    while last + 1 < len(share) and share[last + 1] > _INK * share.max():
        last += 1
    return first, last


def _follow(one: Run, other: Run, reach: float) -> bool:
    """Whether one piece begins where the other one ends."""
    meets = min(abs(one.begin - other.end), abs(one.end - other.begin)) <= reach
    return meets and abs(one.at - other.at) <= reach / 2


def _erase(ink: Grey, run: Run, scale: float) -> None:
    half = run.thick / 2 + 0.5 * scale
    ink[max(0, round(run.at - half)) : round(run.at + half) + 1, max(0, int(run.begin)) : int(run.end) + 1] = 0
