"""A page out of its picture: ruling lines, and characters where they stand, as from any other page.

A digit is told only where nothing speaks against it; what is doubtful is U+FFFD, so that no number comes of it. Where
there is no ink there is no character: a blank cell is blank, an unreadable one is not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import cv2
import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from workers.extract.ocr_bitmap import Bitmap, Grey, level
from workers.extract.ocr_lines import Mark, Stretch, marks, parted, stretches
from workers.extract.ocr_model import Glyph, recognize
from workers.extract.ocr_number import IDEOGRAPHS, doubted, is_upright, leans
from workers.extract.ocr_rules import ruling, streaked
from workers.extract.pdf_page import UNKNOWN, Box, Char, Page, Rule
from workers.extract.pdf_tables import Frame, frames

_PADDING = 0.3  # of a line's height, that the network wants around it
_STRETCHED = 1.3  # times, at which the network confuses the fewest digits
_EDGE = 1.2  # points inside of a cell's border: what lies there whole is a rest of the border
_INNER, _DIRT = 1.5, 1.8  # points from a border to what is inside, and of a square of dirt, or less, in a blank cell
_SAMPLE, _EMS = 12, 8  # lines by which a page is judged, and how much of each
_LEGIBLE, _POOR = 0.85, 0.8  # from which a page lies as it should, and below which no digit of it is believed
_LARGE = 20.0  # points that no character is wide and high
_SEAL, _OPEN = 40.0, 0.3  # points that a seal is wide and high at least; share of its box that has ink at most
_CUT = 3.2  # points that a line is thick with its edges
_CELLS = 4  # that the smallest block of a form has
_OVER = 2.5  # points over a cell's side, that no character of its own reaches
_ALONG = 2  # pixels beside a streak, where what is left of a character ends
_ROOM = 2.0  # points that a number leaves of its cell's height
_MIDDLE = 0.36  # of the em, from the baseline: as in `Char`
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}[.．、](?=\D)")
_IDEOGRAPHS, _DIGITS = 0.92, 0.72  # of the em, that the ink of a line is high


@dataclass
class Recognized(Page):
    """A page that was read from its picture."""

    bitmap: Bitmap | None = None
    quarters: int = 0  # by which the picture was turned counter-clockwise to be read

    def back(self, box: Box) -> Box:
        """Return the place on the page as it was scanned of a box on the levelled one."""
        x0, top, x1, bottom = self.bitmap.back(box) if self.bitmap else box
        width, height = self.width, self.height
        for _ in range(self.quarters):  # clockwise again
            x0, top, x1, bottom = height - bottom, x0, height - top, x1
            width, height = height, width
        return x0, top, x1, bottom


@dataclass(frozen=True)
class _Piece:
    """A stretch of a page, or of a cell."""

    stretch: Stretch
    cell: Box | None = None

    @property
    def in_cell(self) -> bool:
        """Whether it stands in a cell."""
        return self.cell is not None


@dataclass(frozen=True)
class _Sheet:
    """A page as it lies: its ruling lines, what stands in its cells and elsewhere."""

    bitmap: Bitmap
    rules: list[Rule]
    ink: Grey
    clean: Grey
    grids: list[Frame]
    pieces: list[_Piece]
    white: NDArray[Any]  # the columns of pixels in which a streak runs

    @classmethod
    def of(cls, grey: Grey, number: int, scale: float) -> "_Sheet":
        """Find everything on a page's picture that is to be read."""
        bitmap = level(grey, scale)
        rules, ink = ruling(bitmap)
        grids = frames(rules, number)
        clean = bitmap.grey.copy()
        clean[(bitmap.ink > 0) & (ink == 0)] = bitmap.paper
        lines = parted(bitmap, ink, (slot.box for frame in grids for slot in frame.slots))
        pieces = list(_pieces(marks(lines, scale), grids, scale))
        return cls(bitmap, rules, ink, clean, grids, pieces, streaked(bitmap, rules))

    @cached_property
    def legible(self) -> float:
        """How sure the network is of the ideographs in the longest lines, 0 to 1."""
        longest = sorted(self.pieces, key=lambda piece: piece.stretch.x0 - piece.stretch.x1)[:_SAMPLE]
        pictures = [_cut(self.clean, piece, self.bitmap.paper) for piece in longest]
        read = recognize([picture[:, : _EMS * len(picture)] for picture in pictures])
        sure = [glyph.sure for glyphs in read for glyph in glyphs if glyph.text > IDEOGRAPHS]
        return sum(sure) / len(sure) if sure else _POOR


def page(grey: Grey, number: int, scale: float, *, ruled: bool = False) -> Recognized:
    """Return what a page's picture shows, however it lies. `scale` says how many pixels a point has.

    With `ruled` nothing where no table is ruled.
    """
    sheet, quarters = _Sheet.of(grey, number, scale), 0
    if ruled and not any(len(grid.slots) >= _CELLS for grid in sheet.grids):
        return Recognized(number, grey.shape[1] / scale, grey.shape[0] / scale, [], [], recognized=True)
    if sheet.legible < _LEGIBLE:
        for turn in (2, 1, 3):
            other = _Sheet.of(np.ascontiguousarray(np.rot90(grey, turn)), number, scale)
            if other.legible > sheet.legible:
                sheet, quarters = other, turn
            if sheet.legible >= _LEGIBLE:
                break
    bitmap = sheet.bitmap
    chars = [char for in_cells in (True, False) for char in _told(sheet, in_cells=in_cells)]
    if sheet.legible < _POOR:
        chars = [structs.replace(char, text=UNKNOWN) if char.text.isdigit() else char for char in chars]
    chars = _unmerged(chars, sheet.grids)
    chars += _untold(chars, sheet.grids, bitmap.ink, sheet.ink, scale)
    height, width = bitmap.grey.shape
    return Recognized(
        number,
        width / scale,
        height / scale,
        chars,
        sheet.rules,
        1.0,
        recognized=True,
        bitmap=bitmap,
        quarters=quarters,
    )


def _told(sheet: _Sheet, *, in_cells: bool) -> Iterator[Char]:
    bitmap = sheet.bitmap
    some = [piece for piece in sheet.pieces if piece.in_cell == in_cells]
    pictures = [_cut(sheet.clean, piece, bitmap.paper) for piece in some]
    for piece, glyphs in zip(some, recognize(pictures, in_cells=in_cells), strict=True):
        told, text = glyphs, "".join(glyph.text for glyph in glyphs)
        if in_cells and text == "1":
            shape = _ink(bitmap, piece.stretch)
            told = [
                each._replace(text="/" if leans(shape) else "1" if is_upright(shape) else UNKNOWN) for each in glyphs
            ]
        if any(map(str.isdigit, text)) and (_is_struck(piece, sheet.white) or _fills(piece, bitmap.scale)):
            told = [*told, Glyph(UNKNOWN, 0.0, 1.0)]
        yield from _chars(piece, told, bitmap.scale)


def _is_struck(piece: _Piece, white: NDArray[Any]) -> bool:
    """Whether a streak runs through something in a cell, or along it: of an 8 it leaves a 3."""
    return piece.in_cell and bool(white[max(0, piece.stretch.x0 - _ALONG) : piece.stretch.x1 + _ALONG].any())


def _fills(piece: _Piece, scale: float) -> bool:
    """Whether something is as high as its cell, which no number is: a seal's edge."""
    return piece.cell is not None and piece.stretch.height / scale > piece.cell[3] - piece.cell[1] - _ROOM


def _unmerged(chars: Sequence[Char], grids: Sequence[Frame]) -> list[Char]:
    """Return characters without those of cells that hold the labels of several rows: the borders between are lost."""
    inside: dict[Box, list[Char]] = {}
    for char in chars:
        slot = next((slot for frame in grids if (slot := frame.find(*char.center))), None)
        if slot and slot.row_span > 1:
            inside.setdefault(slot.box, []).append(char)
    merged = [some for some in inside.values() if len(_ORDINAL.findall("".join(char.text for char in some))) > 1]
    lost = {id(char) for some in merged for char in some}
    return [
        *(char for char in chars if id(char) not in lost),
        *(structs.replace(some[0], text=UNKNOWN) for some in merged),
    ]


def _ink(bitmap: Bitmap, stretch: Stretch) -> Grey:
    return bitmap.ink[stretch.top : stretch.bottom, stretch.x0 : stretch.x1]


def _untold(chars: Sequence[Char], grids: Sequence[Frame], drawn: Grey, ink: Grey, scale: float) -> Iterator[Char]:
    """Yield a character that nobody can tell for every cell that holds ink and nothing that was read: no blank.

    So it is where ink runs through a cell's border: a seal lies over it, and a digit's rest may look like another one.
    """
    pieces, wholes = (cv2.connectedComponentsWithStats(each)[1:3] for each in (ink, _rejoined(drawn, ink, scale)))
    told: dict[Box, str] = {}
    for char in chars:
        for frame in grids:
            if slot := frame.find(*char.center):
                told[slot.box] = told.get(slot.box, "") + char.text
    for slot in (slot for frame in grids for slot in frame.slots):
        x0, top, x1, bottom = slot.box
        rows = slice(round((top + _INNER) * scale), round((bottom - _INNER) * scale))
        columns = slice(round((x0 + _INNER) * scale), round((x1 - _INNER) * scale))
        inner = ink[rows, columns] > 0
        if np.count_nonzero(inner) <= (_DIRT * scale) ** 2:
            continue
        text = told.get(slot.box, "")
        is_worded = any(each > IDEOGRAPHS for each in text if each != UNKNOWN)
        if is_worded:
            continue
        over, reaching = (
            _over(slot.box, boxes[np.unique(labels[rows, columns][inner])], scale) for labels, boxes in (pieces, wholes)
        )
        largest = wholes[1][np.unique(wholes[0][rows, columns][inner]), 2:4].min(1).max()
        is_large = largest >= _LARGE * scale  # both ways: digits of a tight column touch those above and below
        if not text or (over > -_EDGE and reaching > _OVER and is_large):
            yield Char(UNKNOWN, x1 - _INNER - 1, x1 - _INNER, (top + bottom) / 2 + _MIDDLE, 1.0)


def _rejoined(drawn: Grey, ink: Grey, scale: float) -> Grey:
    """Return ink without lines, joined across them: what touches one at both of its sides, at one place, is whole.

    Where a seal is seen, whose ring breaks, whatever stands as close as a line is thick is taken for one.
    """
    reach = round(_CUT * scale) + 1
    erased = cv2.dilate(cv2.subtract(drawn, ink), np.ones((3, 3), np.uint8))
    bridges = [cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones(across, np.uint8)) for across in ((reach, 1), (1, reach))]
    joined = cv2.bitwise_or(ink, cv2.bitwise_and(cv2.bitwise_or(*bridges), erased))
    width, height, area = cv2.connectedComponentsWithStats(joined)[2][1:, 2:].T
    is_seal = (np.minimum(width, height) >= _SEAL * scale) & (area < _OPEN * width * height)
    if is_seal.any():
        joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    return np.asarray(joined, np.uint8)


def _over(box: Box, marks: NDArray[Any], scale: float) -> float:
    """Return how far some marks, told by corner and size, reach over a side of a cell."""
    left, upper, width, height = (marks[:, column] / scale for column in range(4))
    x0, top, x1, bottom = box
    return float(np.max([x0 - left, left + width - x1, top - upper, upper + height - bottom]))


def _pieces(some: Iterable[Mark], grids: Sequence[Frame], scale: float) -> Iterator[_Piece]:
    """Part marks by the cells they stand in, the innermost first, and both cells and page into lines."""
    cells: dict[Box, list[Mark]] = {}
    outside: list[Mark] = []
    for mark in some:
        x, y = (place / scale for place in mark.middle)
        slot = next((slot for frame in grids if (slot := frame.find(x, y))), None)
        if slot is None:
            outside.append(mark)
        elif not _is_edge(mark, slot.box, scale):
            cells.setdefault(slot.box, []).append(mark)
    for box, inside in cells.items():
        yield from (_Piece(stretch, box) for stretch in stretches(inside, scale))
    yield from (_Piece(stretch) for stretch in stretches(outside, scale))


def _is_edge(mark: Mark, box: Box, scale: float) -> bool:
    """Whether a mark is a rest of the border."""
    x0, top, x1, bottom = (side * scale for side in box)
    edge = _EDGE * scale
    return mark.x1 <= x0 + edge or mark.x0 >= x1 - edge or mark.bottom <= top + edge or mark.top >= bottom - edge


def _cut(grey: Grey, piece: _Piece, paper: int) -> Grey:
    """Return the picture of a line with paper around it; the narrow digits of cells are stretched."""
    stretch = piece.stretch
    line = grey[max(0, stretch.top - 1) : stretch.bottom + 1, max(0, stretch.x0 - 1) : stretch.x1 + 1]
    around = max(2, round(_PADDING * stretch.height))
    padded = np.pad(line, ((around // 2, around // 2), (around, around)), constant_values=paper)
    return np.asarray(cv2.resize(padded, None, fx=_STRETCHED, fy=1), np.uint8) if piece.in_cell else padded


def _chars(piece: _Piece, glyphs: Sequence[Glyph], scale: float) -> Iterator[Char]:
    stretch = piece.stretch
    glyphs = doubted(glyphs, stretch, scale, in_cell=piece.in_cell)
    around = max(2, round(_PADDING * stretch.height))
    left, width = stretch.x0 - 1 - around, stretch.x1 - stretch.x0 + 2 + 2 * around
    middles = [(left + glyph.at * width) / scale for glyph in glyphs]
    is_wide = any(ord(glyph.text) >= 0x2E80 for glyph in glyphs)  # noqa: PLR2004 - where ideographs begin
    size = stretch.height / scale / (_IDEOGRAPHS if is_wide else _DIGITS)
    y = (stretch.top + stretch.bottom) / 2 / scale + _MIDDLE * size
    for index, (glyph, middle) in enumerate(zip(glyphs, middles, strict=True)):
        half = size / 2
        before = min(half, (middle - middles[index - 1]) / 2) if index else half
        after = min(half, (middles[index + 1] - middle) / 2) if index + 1 < len(middles) else half
        x0 = min(max(middle - before, stretch.x0 / scale), stretch.x1 / scale)  # a doubt stays in its cell
        x1 = min(middle + after, stretch.x1 / scale)
        yield Char(glyph.text, x0, max(x0, x1), y, size)
