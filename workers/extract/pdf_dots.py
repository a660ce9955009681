"""Dotted and dashed borders as browsers print them: a small square or stroke for every dot, which is no line yet."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from workers.extract.pdf_page import Box, Rule

_APART = 4.0  # points from one dot to the next, at most
_LEAST = 4  # dots of a line
_LONG = 5.0  # points: a shorter line bounds no cell


def dotted(dots: Iterable[Box]) -> list[Rule]:
    """Return the lines that some dots make, across and down."""
    own = list(dots)
    if len(own) < _LEAST:
        return []
    down = ((top, x0, bottom, x1) for x0, top, x1, bottom in own)
    lines = [Rule(x0, y, x1, y) for x0, x1, y in _runs(own)]
    return lines + [Rule(x, top, x, bottom) for top, bottom, x in _runs(down)]


def _runs(dots: Iterable[Box]) -> Iterator[tuple[float, float, float]]:
    """Yield from where to where dots of one height follow each other, and that height."""
    placed = sorted((round((top + bottom) / 2, 1), x0, x1) for x0, top, x1, bottom in dots)
    for height, group in groupby(placed, key=lambda dot: dot[0]):
        begin, end, count = 0.0, float("-inf"), 0
        for _, x0, x1 in (*group, (height, float("inf"), float("inf"))):
            if x0 - end > _APART:
                if count >= _LEAST and end - begin >= _LONG:
                    yield begin, end, height
                begin, end, count = x0, x1, 0
            end, count = max(end, x1), count + 1
