"""Characters that a program tells in plain text (`/ActualText`, ISO 32000-2, 14.9.4), which PDFium puts on one place.

It has them all begin where the text does, and each end where it would after those before it. So 11 would be one bold 1.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import and_, eq

from msgspec import structs

from workers.extract.pdf_page import UNKNOWN, Char

_MOST = 1.3  # of the usual width of some characters: more has gaps in it
_STEP = 0.6  # of the first one's width, by which the next one ends behind it: what is printed on one place ends there


def spread(chars: list[Char | None], xs: Sequence[float], ys: Sequence[float]) -> None:
    """Put characters that begin on one place side by side, in place.

    `xs` and `ys` are the origins of all that are printed. Where gaps among them show that they are several figures,
    nobody knows which digit stands where: those are unknown.
    """
    if not any(map(and_, map(eq, xs, xs[1:]), map(eq, ys, ys[1:]))):
        return
    for places in _stacks(chars):
        own = [char for place in places if (char := chars[place])]
        for place, char in zip(places, _side_by_side(own), strict=True):
            chars[place] = char


def _stacks(chars: Sequence[Char | None]) -> Iterator[list[int]]:
    """Yield the places of characters, told one after the other, that begin on one place."""
    stack: list[int] = []
    last: Char | None = None
    for place, char in enumerate(chars):
        if char is None:
            continue
        if last is None or (char.x0, char.y, char.size, char.turned) != (last.x0, last.y, last.size, last.turned):
            if len(stack) > 1:
                yield stack
            stack = []
        stack.append(place)
        last = char
    if len(stack) > 1:
        yield stack


def _side_by_side(chars: Sequence[Char]) -> list[Char]:
    widths = [_width(char) for char in chars]
    narrow = [place for place, char in enumerate(chars) if widths[place] < char.size]
    ends = [chars[place].x1 for place in narrow]
    first = ends[0] - chars[0].x0 if narrow else 0.0
    if not narrow or any(end - before < _STEP * first for before, end in pairwise(ends)):
        return list(chars)  # printed several times
    share = (ends[-1] - chars[0].x0) / sum(widths[: narrow[-1] + 1])
    told, begin = [], chars[0].x0
    for char, width in zip(chars, widths, strict=True):
        end = begin + width * share
        text = UNKNOWN if share > _MOST and char.text.isdigit() else char.text
        told.append(structs.replace(char, text=text, x0=begin, x1=end))
        begin = end
    return told


def _width(char: Char) -> float:
    return char.size if unicodedata.east_asian_width(char.text) in "WF" else char.size / 2
