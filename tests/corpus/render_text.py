"""Renders a sheet as plain text, the ways crawlers flatten pages."""

import random
import unicodedata
from collections.abc import Callable

from tests.corpus.case import Case
from tests.corpus.sheet import Box, Grid, Role, Sheet

_SHORT = 20  # rows; a piece of a table that was cut already
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")


def render_text(case: Case, rng: random.Random, flatten: Callable[[Grid, random.Random], list[str]]) -> bytes:
    """Return the report's text, its tables flattened, in one of the usual encodings."""
    newline = rng.choice(("\n", "\n", "\r\n"))
    return newline.join(_lines(case.sheet, rng, flatten)).encode(rng.choice(ENCODINGS))


def _lines(sheet: Sheet, rng: random.Random, flatten: Callable[[Grid, random.Random], list[str]]) -> list[str]:
    airy = rng.random() < 0.5  # an empty line between paragraphs
    lines: list[str] = [""] * rng.choice((0, 2))
    for block in sheet:
        if isinstance(block, Grid):
            lines += flatten(block, rng)
        elif block.role is Role.PAGE_BREAK:
            lines.append("")
        else:
            lines += block.text.split("\n")
        if airy:
            lines.append("")
    return lines


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def tsv(grid: Grid, rng: random.Random) -> list[str]:
    """One line a row, label columns kept: every column of the grid, or merged cells once and padded to the right."""
    collapse, trailing = rng.random() < 0.5, rng.choice((0, 0, 1))
    lines = []
    for row in range(grid.rows):
        texts = []
        for column in range(grid.columns):
            box = grid.box(row, column)
            if box.row == row and box.column == column:
                texts.append(_flat(box.text))
            elif not (collapse and box.row == row and box.key is None):
                texts.append("")
        lines.append("\t".join(texts + [""] * (grid.columns - len(texts) + trailing)))
    return lines


def tsv_shifted(grid: Grid, rng: random.Random) -> list[str]:
    """As `tsv`, but from a page break inside a group on, rows lost their leading empty cells."""
    lines = tsv(grid, rng)
    if grid.table != "applications" or len(lines) <= _SHORT:
        return lines
    at = rng.randint(8, len(lines) - 8)
    moved = [line.lstrip("\t") + "\t" * (len(line) - len(line.lstrip("\t"))) for line in lines[at : at + 3]]
    return [*lines[:at], *moved, "", *lines[at + 3 :]]


def pipe(grid: Grid, _: random.Random) -> list[str]:
    """One line a row; merged cells appear once, where they begin, and rows are padded on the right."""
    lines = []
    for row in range(grid.rows):
        texts = [_flat(box.text) for box in grid.row(row)]
        lines.append(" | ".join(texts) + " |" + "|" * (grid.columns - len(texts)))
    return lines


def ruled(grid: Grid, _: random.Random) -> list[str]:
    """One line a row between two lines of dashes, one run of them a column; merged cells stand where they begin."""
    rows = [
        [
            _flat(box.text).strip(" ") if (box.row, box.column) == (row, column) else ""
            for column, box in enumerate(boxes)
        ]
        for row, boxes in ((row, [grid.box(row, column) for column in range(grid.columns)]) for row in range(grid.rows))
    ]
    widths = [max(2, *map(_width, column)) for column in zip(*rows, strict=True)]
    ruler = "  " + " ".join("-" * width for width in widths)
    lines = (
        "  " + " ".join(text + " " * (width - _width(text)) for text, width in zip(row, widths, strict=True))
        for row in rows
    )
    return ["", ruler, *lines, ruler, ""]


def _width(text: str) -> int:
    """How many places a text takes where ideographs are twice as wide as letters."""
    return sum(1 + (unicodedata.east_asian_width(character) in "FW") for character in text)


def cells(grid: Grid, rng: random.Random) -> list[str]:
    """One cell a line, indented by a tab and wide or no-break spaces; a blank line ends a row."""
    pad = rng.choice(("", "\u3000", "\u00a0", "\u3000\u3000"))
    lines = [""]
    for row in range(grid.rows):
        for column in range(grid.columns):
            box = grid.box(row, column)
            if (box.row, box.column) == (row, column):
                lines += (f"\t{pad if box.key else ''}{box.text}").split("\n")
            elif box.column == column:
                lines.append("\t")  # a group's label goes on
        lines.append("")
    return lines


def bars(grid: Grid, _: random.Random) -> list[str]:
    """One cell a line, each followed by a bar; rows do not end."""
    return [f"{_flat(box.text)} |" for box in _reading_order(grid)]


def line(grid: Grid, _: random.Random) -> list[str]:
    """All cells on one line, a bar between them."""
    return [" | ".join(_flat(box.text) for box in _reading_order(grid)) + " |"]


def glued(grid: Grid, _: random.Random) -> list[str]:
    """One line a row, nothing between cells: labels, then digits run together."""
    return ["".join(_flat(box.text) for box in grid.row(row)) for row in range(grid.rows)]


def _reading_order(grid: Grid) -> list[Box]:
    return [box for row in range(grid.rows) for box in grid.row(row)]
