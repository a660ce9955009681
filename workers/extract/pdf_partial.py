"""Frames around a part of a table only, as where its labels have borders and its figures have none.

What stands beside such a frame belongs into its rows, and nobody could say so any more once the frame is a table of its
own: then the whole is read as a table without borders.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain

from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_tables import Frame

_SHARE = 0.5  # of a frame's rows: more have something beside them
_ROW = 3  # figures that are a row of a table
_OVER = 1.0  # em by which what stands in a cell may reach over the frame
_STOP = "。"  # sentences are in another column of the page
_LEAST = 2  # characters beside a row: one alone is of a margin's text, that runs down the page


def whole(loose: list[Line], found: Sequence[Frame]) -> tuple[list[Line], list[Frame]]:
    """Return a column's lines, with those of frames that do not hold their rows, and the other frames."""
    partial = [frame for frame in found if _is_partial(frame, loose)]
    if not partial:
        return loose, list(found)
    held = chain.from_iterable(slot.chars for frame in partial for slot in frame.slots)
    own = [line for line in loose if not line.turned]
    turned = [line for line in loose if line.turned]
    printed = [*held, *chain.from_iterable(line.chars for line in own)]
    return [*lines(printed), *turned], [frame for frame in found if frame not in partial]


def _is_partial(frame: Frame, loose: Iterable[Line]) -> bool:
    """Whether a row of figures stands beside a frame, or something that is no prose beside most of its rows."""
    top, bottom = frame.box[1], frame.box[3]
    beside = [line for line in loose if not line.turned and line.box[1] < bottom and top < line.box[3]]
    if not beside or any(_STOP in line.text for line in beside):
        return False
    if any(len(figures := line.text.split()) >= _ROW and all(map(_is_figure, figures)) for line in beside):
        return True
    ends = [*sorted({slot.box[1] for slot in frame.slots})[1:], bottom]
    counts = [0] * len(ends)
    for char in chain.from_iterable(line.chars for line in beside):
        x, y = char.center
        if top < y < bottom and not any(abs(x - side) < _OVER * char.size for side in frame.box[::2]):
            counts[bisect_right(ends, y)] += 1
    return sum(count >= _LEAST for count in counts) > _SHARE * len(counts)


def _is_figure(word: str) -> bool:
    return word.lstrip("+-").replace(".", "", 1).isdigit()
