"""Damages of texts: what tools, pages and people do to the rows of a table between a report and its reader.

Each leaves all numbers that are printed the report's own, so that whoever reads one tells it exactly or not at all.
"""

import random
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet

import msgspec

from tests.corpus.case import Case
from tests.corpus.sheet import Grid, Role

Number = re.compile(r"[\d.,]+")
Lines = list[str]


class Piece(msgspec.Struct):
    """What a text prints of a cell; `key`: the form's cell, where it is one's alone."""

    text: str
    key: str | None = None


Row = list[Piece]


def _md(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |"


LAYOUTS: dict[str, Callable[[list[str]], str]] = {  # a row of a table as a text
    "tabs": "\t".join,
    "markdown": _md,
    "bars": lambda texts: " | ".join(texts) + " |",
    "blanks": lambda texts: " ".join(filter(None, texts)),
    "cells": lambda texts: "\n".join(filter(None, texts)),
    "tabbed cells": lambda texts: "\n".join(f"\t{text}" for text in texts) + "\n",
    "barred cells": lambda texts: "\n".join(f"{text} |" for text in texts),
}


def _figures(row: Row) -> list[int]:
    return [i for i, piece in enumerate(row) if piece.key and Number.fullmatch(piece.text)]


def wrapped(row: Row, rng: random.Random) -> None:
    """A narrow cell breaks a number over two lines, or parts its digits."""
    for piece in (row[i] for i in _figures(row)):
        if len(piece.text) > 1 and rng.random() < 0.05:
            at = rng.randrange(1, len(piece.text))
            piece.text = piece.text[:at] + rng.choice(" \n") + piece.text[at:]


def glued(row: Row, rng: random.Random) -> None:
    """Two figures beside each other have no mark between them."""
    places = [i for i in _figures(row) if i + 1 < len(row)]
    if places and rng.random() < 0.1:
        at = rng.choice(places)
        row[at : at + 2] = [Piece(row[at].text + row[at + 1].text)]


def doubled(row: Row, rng: random.Random) -> None:
    """A cell is printed twice."""
    if rng.random() < 0.1:
        at = rng.randrange(len(row))
        row.insert(at, msgspec.structs.replace(row[at]))


def spared(row: Row, rng: random.Random) -> None:
    """An empty cell stands where no column is."""
    if rng.random() < 0.1:
        row.insert(rng.randrange(len(row) + 1), Piece(""))


def trimmed(row: Row, _: random.Random) -> None:
    """Blank cells at the end of a row are lost."""
    while row and not row[-1].text:
        row.pop()


def joined(lines: Lines, rng: random.Random) -> Lines:
    """Two rows stand on one line, with something or nothing between them."""
    at = rng.randrange(len(lines) - 1)
    return [*lines[:at], lines[at] + rng.choice((" ", "", "\t")) + lines[at + 1], *lines[at + 2 :]]


def swapped(lines: Lines, rng: random.Random) -> Lines:
    """Two rows have changed places."""
    at = rng.randrange(len(lines) - 1)
    return [*lines[:at], lines[at + 1], lines[at], *lines[at + 2 :]]


def repeated(lines: Lines, rng: random.Random) -> Lines:
    """A row stands at the foot of a page and at the head of the next."""
    at = rng.randrange(len(lines))
    return [*lines[: at + 1], *lines[at:]]


def paged(lines: Lines, rng: random.Random) -> Lines:
    """The number of a page stands between two rows."""
    at = rng.randrange(1, len(lines))
    return [*lines[:at], rng.choice(("3", "12", "— 3 —", "- 4 -", "第5页 共9页", "4/9")), *lines[at:]]


def footed(lines: Lines, rng: random.Random) -> Lines:
    """The number of a page stands anywhere, between the cells of a row too."""
    pieces = "\n".join(lines).split("\n")
    at = rng.randrange(1, len(pieces)) if len(pieces) > 1 else 0
    return [*pieces[:at], rng.choice(("- 4 -", "4/9", "第5页 共9页")), *pieces[at:]]


ROWS: dict[str, Callable[[Row, random.Random], None]] = {
    "wrapped": wrapped,
    "glued": glued,
    "doubled": doubled,
    "spared": spared,
    "trimmed": trimmed,
}
LINES: dict[str, Callable[[Lines, random.Random], Lines]] = {
    "joined": joined,
    "swapped": swapped,
    "repeated": repeated,
    "paged": paged,
    "footed": footed,
}
BLANKED = "blanked"  # zeros are left blank
WHOLE = ("bars", "markdown", "tabs")  # layouts in which every blank cell of a row is seen


def damaged(case: Case, layout: str, damages: AbstractSet[str], rng: random.Random) -> tuple[str, frozenset[str]]:
    """Return a report as a text with these kinds of damage, and the cells that they leave blank."""
    lines: Lines = []
    blank: set[str] = set()
    for block in case.sheet:
        if not isinstance(block, Grid):
            lines += block.text.split("\n") if block.role is not Role.PAGE_BREAK else []
            continue
        rows = [_row(block, number, whole=layout in {"tabs", "markdown", "bars"}) for number in range(block.rows)]
        for row in rows:
            for piece in row if BLANKED in damages else ():
                if piece.key and piece.text == "0" and rng.random() < 0.5:
                    blank.add(piece.key)
                    piece.text = ""
            for damage in damages & ROWS.keys():
                ROWS[damage](row, rng)
        printed = [LAYOUTS[layout]([piece.text for piece in row]) for row in rows]
        for damage in damages & LINES.keys() if len(printed) > 1 else ():
            printed = LINES[damage](printed, rng)
        lines += printed
        lines.append("")
    return "\n".join(lines), frozenset(blank)


def _row(grid: Grid, number: int, *, whole: bool) -> Row:
    """The cells of a row; merged ones once, with blanks for what they cover: of a `whole` row, or of those below."""
    row: Row = []
    for column in range(grid.columns):
        box = grid.box(number, column)
        if (box.row, box.column) == (number, column):
            row.append(Piece(box.text.replace("\n", ""), box.key))
        elif whole or box.row != number:
            row.append(Piece(""))
    return row
