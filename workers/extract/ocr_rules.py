"""Ruling lines in a page's picture: long thin runs of ink that reach from one line across them to the next.

Strokes of characters are such runs, too, in tight rows as long as the row is high: they miss the lines they point at,
or have other strokes at their sides.
"""

from collections.abc import Sequence
from enum import Enum, auto
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
_CLEAR_ACROSS, _CLEAR_DOWN = 1.0, 0.06  # share of a piece that may have ink at one of its sides
_CROWDED = 0.4  # share of a piece from which, with ink at both sides, it is none
_LIKELY = 0.6  # share of a run that is ink, from which it may be a line
_GAP = 1.5  # points that a streak leaves white
_INK = 0.7  # of the fullest row of pixels, from which one beside it is the line's, too
_EVEN = 0.5  # of its usual darkness, that a line has everywhere
_FAINT = 8.0  # shades; what is lighter is no line
_BESIDE = 3  # pixels from a line, where a stroke that crosses it shows
_MANY = 1_500  # runs of one direction: of more, which no form has, the longest
_LINES, _STREAKED = 4, 0.5  # lines that a streak crosses, and the share of them that is whole at most
_ENDS = 2  # pixels at the ends of a piece that are the crossing's


class State(Enum):
    """What is between two crossings."""

    NONE = auto()
    DAMAGED = auto()
    WHOLE = auto()


class Run(NamedTuple):
    """A line, or a piece of one, told as if it ran across: from `begin` to `end` at the height `at`. Pixels."""

    begin: float
    end: float
    at: float
    thick: float
    inked: float = 1.0  # share of it that was found


def ruling(page: Bitmap) -> tuple[list[Rule], Grey]:
    """Return the ruling lines in points, piece by piece, and the ink without them."""
    scale = page.scale
    across = page.ink, np.maximum(page.paper - page.grey.astype(np.int16), 0).astype(np.uint8)
    down = np.ascontiguousarray(page.ink.T), np.ascontiguousarray(across[1].T)
    rows, columns = _runs(across[0], _SHORTEST_ACROSS, scale), _runs(down[0], _SHORTEST_DOWN, scale)
    likely = [run for run in rows if run.end - run.begin > _LONG * scale and run.inked > _LIKELY]
    found_down = _pieces(down[1], columns, likely, scale, _CLEAR_DOWN)
    found_across = _pieces(across[1], rows, found_down, scale, _CLEAR_ACROSS)
    columns = _pieces(down[1], columns, found_across, scale, _CLEAR_DOWN)
    rows = _pieces(across[1], rows, columns, scale, _CLEAR_ACROSS)
    ink = page.ink.copy()
    for run in rows:
        _erase(ink, run, scale)
    for run in columns:
        _erase(ink.T, run, scale)
    found = [Rule(run.begin / scale, run.at / scale, run.end / scale, run.at / scale) for run in rows]
    found += [Rule(run.at / scale, run.begin / scale, run.at / scale, run.end / scale) for run in columns]
    return found, ink


def streaked(page: Bitmap, rules: Sequence[Rule]) -> NDArray[np.bool_]:
    """Tell of each column of pixels whether a white streak runs down it: most lines across have a gap there."""
    crossed, inked = np.zeros(page.ink.shape[1], int), np.zeros(page.ink.shape[1], int)
    for x0, y0, x1, y1 in ((rule.x0, rule.top, rule.x1, rule.bottom) for rule in rules):
        if y0 == y1:
            at = round(y0 * page.scale)
            columns = slice(round(x0 * page.scale) + _ENDS, max(0, round(x1 * page.scale) - _ENDS))
            darkness = page.paper - page.grey[max(0, at - _ENDS) : at + _ENDS + 1, columns].astype(int).min(0)
            crossed[columns] += 1
            inked[columns] += darkness >= _EVEN * np.median(darkness) if darkness.size else 0
    return np.asarray((crossed >= _LINES) & (inked < _STREAKED * crossed))


def _runs(ink: Grey, shortest: float, scale: float) -> list[Run]:
    """Return long thin runs of ink."""
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, round(_GAP * scale) + 1), np.uint8))
    opened = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, int(shortest * scale)), np.uint8))
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
            end = max(one.end, run.end)
            inked = ((one.end - one.begin) * one.inked + max(0.0, end - max(run.begin, one.end))) / (end - one.begin)
            found[last] = Run(one.begin, end, longer.at, longer.thick, inked)
    return found


def _may_go_on(one: Run, other: Run, scale: float) -> bool:
    return abs(one.at - other.at) <= scale and other.begin - one.end <= _BRIDGED * scale


def _pieces(dark: Grey, runs: Sequence[Run], crossing: Sequence[Run], scale: float, clear: float) -> list[Run]:
    """Return of each run what is a line from one that crosses it to the next.

    A damaged piece is one where it goes on from a whole one.
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
        for between in pairwise(sorted(ends)):
            piece, state = _piece(dark, between, run, scale, clear)
            if state is State.WHOLE:
                whole.append(piece)
            elif state is State.DAMAGED:
                damaged.append(piece)
    while damaged:
        goes_on = [piece for piece in damaged if any(_follow(piece, other, reach) for other in whole)]
        if not goes_on:
            break
        whole += goes_on
        damaged = [piece for piece in damaged if piece not in goes_on]
    return list(dict.fromkeys(whole))


def _piece(dark: Grey, between: tuple[float, float], run: Run, scale: float, clear: float) -> tuple[Run, State]:
    """Return a piece where it really runs, and whether it is a line.

    `dark` is by how many shades pixels are darker than paper. A line reaches those that cross it; a digit in a tight
    row points at them, and there is paper between.
    """
    begin, end = between
    first, last = int(begin) + _ENDS, int(end) - _ENDS + 1
    piece = Run(begin, end, run.at, run.thick)
    if end - begin < _LOWEST * scale:
        return piece, State.NONE
    near = round(1.5 * scale)
    top = max(0, round(run.at) - near)
    rows = dark[top : round(run.at) + near + 1, first:last]
    upper, lower = _peak(rows.mean(1))
    line = rows[upper : lower + 1].max(0)
    usual = float(np.median(line))
    if usual < _FAINT:
        return piece, State.NONE
    is_there = line >= _EVEN * usual
    piece = Run(begin, end, top + (upper + lower) / 2, lower - upper + 1.0)
    gaps = _gaps(is_there)
    share = 1 - sum(after - before for before, after in gaps) / len(is_there)
    tip = max(2, len(is_there) // 5)
    at_begin = any(before < tip for before, _ in gaps)
    at_end = any(after > len(is_there) - tip for _, after in gaps)
    beside = np.zeros((2, len(line)), bool)
    for side, row in zip(beside, (top + upper - _BESIDE, top + lower + _BESIDE), strict=True):
        if 0 <= row < len(dark):
            side[:] = dark[row, first:last] >= _EVEN * usual
    if beside.all(0).mean() > _CROWDED:
        return piece, State.NONE
    widest = max((after - before for before, after in gaps), default=0)
    if share >= _WHOLE and not (at_begin or at_end):
        return piece, State.WHOLE if beside.any(0).mean() <= clear else State.DAMAGED
    if share >= _DAMAGED and (not (at_begin and at_end) or (len(is_there) > _LONG * scale and widest <= _GAP * scale)):
        return piece, State.DAMAGED
    return piece, State.NONE


def _gaps(is_there: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where a line is not there: first, and one behind last."""
    edges = np.flatnonzero(np.diff(np.concatenate(([True], is_there, [True])).astype(np.int8)))
    return [(int(before), int(after)) for before, after in edges.reshape(-1, 2)]


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
