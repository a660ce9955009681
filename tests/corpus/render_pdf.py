"""Renders a sheet as PDF through reportlab, with a CID font: ruled tables that break over pages, page numbers."""

import io
import random
from collections.abc import Iterable

import msgspec
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.corpus.case import Case
from tests.corpus.sheet import Box, Grid, Label, Line, Role, split

FONT = "STSong-Light"
_WIDTH, _HEIGHT = A4
_MARGIN = 56.0
_BODY, _SMALL = 12.0, 8.0
_MARKED = 0.2  # share of figures with a digit before them that does not count


class Print(msgspec.Struct, frozen=True):
    """How a sheet is printed.

    `across`, `down`: with these rules. `uneven`: cells of a row at slightly different heights. `marked`: with a
    watermark on every page, and digits that were struck or made white. `pad`: points around what stands in a cell; wide
    ones have numbers break over lines. `figures`: with rules around these, too, not around labels alone.
    """

    across: bool = True
    down: bool = True
    uneven: bool = False
    marked: bool = False
    pad: float = 3.0
    figures: bool = True


def render_pdf(case: Case, rng: random.Random, how: Print = Print()) -> bytes:  # noqa: B008 - immutable
    """Return the file's bytes."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    press = Press(Canvas(buffer, pagesize=A4, invariant=1), rng, how)
    press.sheet(case.sheet)
    press.canvas.save()
    return buffer.getvalue()


def _wrap(text: str, size: float, width: float) -> list[str]:
    """Break text into lines that fit."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if line and pdfmetrics.stringWidth(line + character, FONT, size) > width:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


class Press:
    """Fills pages from the top; `y` is where the next thing goes, in points from the bottom."""

    def __init__(self, canvas: Canvas, rng: random.Random, how: Print) -> None:
        self.canvas, self.page, self.y = canvas, 1, _HEIGHT - _MARGIN
        self.rng, self.how = rng, how
        self.label = rng.choice(tuple(Label))
        self.repeat_head = rng.random() < 0.5
        self.number = rng.choice(("— {} —", "- {} -", "{}", "第 {} 页"))

    def sheet(self, blocks: Iterable[Line | Grid]) -> None:
        """Print everything, and end the last page."""
        for block in blocks:
            if isinstance(block, Grid):
                self.table(block)
            else:
                self.line(block)
        self.turn()

    def turn(self) -> None:
        """Number the page and begin another."""
        if self.how.marked:
            self._watermark()
        self.canvas.setFont(FONT, 9)
        self.canvas.drawCentredString(_WIDTH / 2, _MARGIN / 2, self.number.format(self.page))
        self.canvas.showPage()
        self.page += 1
        self.y = _HEIGHT - _MARGIN

    def line(self, line: Line) -> None:
        """Print a paragraph."""
        if line.role is Role.PAGE_BREAK:
            self.turn()
            return
        size = 16.0 if line.role is Role.TITLE else _BODY
        text = f"\u3000\u3000{line.text}" if line.role is Role.TEXT else line.text
        for part in _wrap(text, size, _WIDTH - 2 * _MARGIN):
            if self.y - size * 1.6 < _MARGIN:
                self.turn()
            self.y -= size * 1.6
            self.canvas.setFont(FONT, size)
            if line.role in {Role.TITLE, Role.CAPTION}:
                self.canvas.drawCentredString(_WIDTH / 2, self.y, part)
            elif line.role is Role.CLOSING:
                self.canvas.drawRightString(_WIDTH - _MARGIN, self.y, part)
            else:
                self.canvas.drawString(_MARGIN, self.y, part)

    def table(self, grid: Grid) -> None:
        """Print a table, over as many pages as it needs."""
        self.y -= 8
        while True:
            heights = _heights(grid, self.how.pad)
            room, fit = self.y - _MARGIN, 0
            while fit < grid.rows and sum(heights[: fit + 1]) <= room:
                fit += 1
            if fit == grid.rows:
                self._draw(grid, heights)
                self.y -= 8
                return
            if fit <= grid.head + 1:
                self.turn()
                continue
            first, grid = split(grid, fit, self.label, repeat_head=self.repeat_head)
            self._draw(first, _heights(first, self.how.pad))
            self.turn()

    def _draw(self, grid: Grid, heights: list[float]) -> None:
        edges = _edges(grid)
        for box in grid.boxes:
            left, right = edges[box.column], edges[box.column + box.column_span]
            top = self.y - sum(heights[: box.row])
            height = sum(heights[box.row : box.row + box.row_span])
            if self.how.figures or not box.key:
                self._rule(left, top, right, top - height)
            lines = _wrap(box.text, _SMALL, right - left - 2 * self.how.pad)
            y = top - (height - len(lines) * _SMALL * 1.3) / 2 - _SMALL
            if self.how.uneven and box.key:
                y += self.rng.choice((-2.0, 0.0, 2.0))
            self.canvas.setFont(FONT, _SMALL)
            for part in lines:
                if box.key:
                    self.canvas.drawCentredString((left + right) / 2, y, part)
                    if self.how.marked and part and self.rng.random() < _MARKED:
                        self._mark((left + right - pdfmetrics.stringWidth(part, FONT, _SMALL)) / 2, y)
                else:
                    self.canvas.drawString(left + self.how.pad, y, part)
                y -= _SMALL * 1.3
        self.y -= sum(heights)

    def _rule(self, left: float, top: float, right: float, bottom: float) -> None:
        """Draw the sides of a box."""
        self.canvas.setLineWidth(0.5)
        for x in (left, right) if self.how.down else ():
            self.canvas.line(x, top, x, bottom)
        for y in (top, bottom) if self.how.across else ():
            self.canvas.line(left, y, right, y)

    def _mark(self, x: float, y: float) -> None:
        """Print a digit directly before a number, white or struck through."""
        digit = str(self.rng.randint(1, 9))
        begin = x - pdfmetrics.stringWidth(digit, FONT, _SMALL)
        self.canvas.saveState()
        if self.rng.random() < 0.5:
            self.canvas.setFillColorRGB(1, 1, 1)
        else:
            self.canvas.line(begin, y + 0.3 * _SMALL, x, y + 0.3 * _SMALL)
        self.canvas.drawString(begin, y, digit)
        self.canvas.restoreState()

    def _watermark(self) -> None:
        """Print level silver words over the page, small and large."""
        self.canvas.saveState()
        self.canvas.setFillColorRGB(0.8, 0.8, 0.8)
        for size in (_SMALL, 4 * _BODY):
            self.canvas.setFont(FONT, size)
            for y in range(int(_MARGIN), int(_HEIGHT - _MARGIN), 120):
                self.canvas.drawString(_MARGIN + self.rng.random() * 120, y, "内部资料 2020")
        self.canvas.restoreState()


def _edges(grid: Grid) -> list[float]:
    scale = (_WIDTH - 2 * _MARGIN) / sum(grid.widths)
    return [_MARGIN + scale * sum(grid.widths[:column]) for column in range(grid.columns + 1)]


def _heights(grid: Grid, pad: float) -> list[float]:
    """Return row heights that hold every box; a box over several rows stretches its last one."""
    edges = _edges(grid)

    def needed(box: Box) -> float:
        width = edges[box.column + box.column_span] - edges[box.column] - 2 * pad
        return len(_wrap(box.text, _SMALL, width)) * _SMALL * 1.3 + 2 * pad

    heights = [_SMALL * 1.3 + 2 * pad] * grid.rows
    for box in sorted(grid.boxes, key=lambda box: box.row_span):
        rows = range(box.row, box.row + box.row_span)
        missing = needed(box) - sum(heights[row] for row in rows)
        if missing > 0:
            heights[rows[-1]] += missing
    return heights
