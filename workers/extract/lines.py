"""Joining what a page or a cell has broken into lines, and never two numbers into one."""

import re
from collections.abc import Iterable

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")  # soft hyphens, zero-width spaces, marks of direction
_AT_END = re.compile(r"[0-9０-９A-Za-z.．%％\-－−+＋)]")
_AT_START = re.compile(r"[0-9０-９A-Za-z.．\-－−+＋(]")


def joined(lines: Iterable[str]) -> str:
    """Return lines as one: Chinese runs on, but where numbers or Latin words would touch a space keeps them apart."""
    pieces: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if pieces and _AT_END.match(pieces[-1][-1]) and _AT_START.match(line):
            pieces.append(" ")
        pieces.append(line)
    return "".join(pieces)


def tidy(text: str) -> str:
    """Return text without invisible characters and without white space around it."""
    return _INVISIBLE.sub("", text).strip()
