"""Where lines of text stand in a page's picture, and the marks of ink that they are made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from workers.extract.ocr_bitmap import Bitmap, Grey
from workers.extract.pdf_page import Box

_SPECK = 0.6  # points: ink of less on either side is dirt
_LIGHT = 1.5  # points: marks of less begin and end no line
_SOLID = 3.0  # points: of marks as high or as wide, lines are made
_SINGLE, _DOUBLE = 1.6, 13.0  # times the height of most marks, and points, from which a row is two lines that touch
_TALL, _LEADING, _MANY = 0.85, 1.1, 8  # share of marks that are most of them; their heights a line; marks of two lines
_BAND, _BROADEST = (
    6.0,
    20.0,
)  # points that a line in a cell is high at least, and that lines which touch are wide at least
_VALLEY, _PAPER = 0.35, 1.0  # of the darkness of the lines beside it, that is between lines; points that are cut there
_GAP = 2.2  # times its height, between parts of a line that are read apart


class Mark(NamedTuple):
    """A connected piece of ink. Pixels."""

    x0: int
    top: int
    x1: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Its place."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Stretch:
    """A line of text, or a part of one that stands apart: its box, and its marks from left to right. Pixels."""

    x0: int
    top: int
    x1: int
    bottom: int
    marks: tuple[Mark, ...]

    @property
    def height(self) -> int:
        """Pixels."""
        return self.bottom - self.top


def marks(ink: Grey, scale: float) -> list[Mark]:
    """Return the connected pieces of ink that are no dirt."""
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))  # thin strokes break
    _, _, boxes, _ = cv2.connectedComponentsWithStats(whole)
    least = (_SPECK * scale) ** 2
    return [Mark(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, area in boxes[1:] if area >= least]


def parted(page: Bitmap, ink: Grey, cells: Iterable[Box]) -> Grey:
    """Return ink that is cut where lines of one cell touch: between two of them a row of pixels is much lighter."""
    ink = ink.copy()
    dark = np.maximum(page.paper - page.grey.astype(np.int16), 0) * (ink > 0)
    for box in cells:
        x0, top, x1, bottom = (max(0, round(side * page.scale)) for side in box)
        inside = ink[top:bottom, x0:x1]
        across, down = (np.flatnonzero(inside.any(axis)) for axis in (0, 1))
        if not len(down) or np.ptp(across) < _BROADEST * page.scale or np.ptp(down) < 2 * _BAND * page.scale:
            continue
        for row in _valleys(dark[top:bottom, x0:x1].sum(1), round(_BAND * page.scale)):
            half = round(_PAPER * page.scale / 2)
            inside[row - half : row + half + 1] = 0
    return ink


def _valleys(profile: NDArray[np.int64], least: int) -> Iterable[int]:
    """Return the lowest places of a profile between two parts of it that are much higher, each of a least length."""
    inked = np.flatnonzero(profile)
    last = int(inked[0])
    for row in range(last + least, int(inked[-1]) - least + 1):
        before, after = profile[max(last, row - 2 * least) : row], profile[row + 1 : row + 2 * least]
        around = profile[row - least // 2 : row + least // 2 + 1]
        is_lowest = profile[row] == around.min()
        if is_lowest and row - last >= least and profile[row] < _VALLEY * min(before.max(), after.max()):
            yield row
            last = row


def stretches(some: Sequence[Mark], scale: float) -> list[Stretch]:
    """Return the lines that marks form, from top to bottom and left to right."""
    found: list[Stretch] = []
    for top, bottom in _rows([mark for mark in some if max(mark.width, mark.height) >= _SOLID * scale]):
        inside = [mark for mark in some if top <= mark.middle[1] < bottom]
        for upper, lower in _parted(top, bottom, inside, scale):
            line = sorted(mark for mark in inside if upper <= mark.middle[1] < lower)
            found += _stretches([_within(mark, upper, lower) for mark in line], scale)
    return found


def _within(mark: Mark, upper: int, lower: int) -> Mark:
    """Return what of a mark lies in a line: ink may touch the next one."""
    return mark._replace(top=max(mark.top, upper), bottom=min(mark.bottom, lower))


def _rows(solid: Iterable[Mark]) -> list[tuple[int, int]]:
    """Join the heights of marks that overlap."""
    rows: list[tuple[int, int]] = []
    for top, bottom in sorted((mark.top, mark.bottom) for mark in solid):
        if rows and top < rows[-1][1]:
            rows[-1] = rows[-1][0], max(rows[-1][1], bottom)
        else:
            rows.append((top, bottom))
    return rows


def _parted(top: int, bottom: int, inside: Sequence[Mark], scale: float) -> Iterable[tuple[int, int]]:
    """Part a row that is as high as several lines which touch; most marks are no higher than one."""
    height = bottom - top
    usual = sorted(mark.height for mark in inside)[int(_TALL * (len(inside) - 1))]
    count = 1
    if height > max(_SINGLE * usual, _DOUBLE * scale) and len(inside) >= _MANY:
        count = round(height / (usual * _LEADING))
    return pairwise([top + height * number // count for number in range(count + 1)])


def _stretches(inside: Sequence[Mark], scale: float) -> Iterable[Stretch]:
    part: list[Mark] = []
    reach = 0
    height = max((mark.height for mark in inside), default=0)
    for mark in inside:
        if part and mark.x0 - reach > _GAP * max(height, _SOLID * scale):
            yield from _stretch(part, scale)
            part = []
        part.append(mark)
        reach = max(reach if len(part) > 1 else 0, mark.x1)
    if part:
        yield from _stretch(part, scale)


def _stretch(part: Sequence[Mark], scale: float) -> Iterable[Stretch]:
    """Give a part of a line, unless it is dirt alone; dirt before and behind it is left away."""
    heavy = [index for index, mark in enumerate(part) if max(mark.width, mark.height) >= _LIGHT * scale]
    inner = part[heavy[0] : heavy[-1] + 1] if heavy else []
    solid = [mark for mark in inner if max(mark.width, mark.height) >= _SOLID * scale]
    if solid:
        top, bottom = min(mark.top for mark in solid), max(mark.bottom for mark in solid)
        yield Stretch(inner[0].x0, top, max(mark.x1 for mark in inner), bottom, tuple(inner))
