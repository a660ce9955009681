"""Characters that are struck through: somebody took them back."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from workers.extract.pdf_lattice import Stroke
from workers.extract.pdf_page import Char

_LOWEST, _HIGHEST = 0.12, 0.55  # em over the baseline: an underline is lower, what the line above has as one is higher


def unstruck(chars: Sequence[Char], strokes: Sequence[Stroke]) -> list[Char]:
    """Return the upright characters through whose middles none of some lines across runs, and all others.

    The lines are those that bound no cell.
    """
    if not strokes:
        return list(chars)
    strokes = sorted(strokes)
    heights = [stroke.at for stroke in strokes]
    return [char for char in chars if char.turned or not _is_struck(char, strokes, heights)]


def _is_struck(char: Char, strokes: Sequence[Stroke], heights: Sequence[float]) -> bool:
    first = bisect_left(heights, char.y - _HIGHEST * char.size)
    last = bisect_right(heights, char.y - _LOWEST * char.size)
    middle = (char.x0 + char.x1) / 2
    return any(stroke.begin <= middle <= stroke.end for stroke in strokes[first:last])
