"""Figures that a narrow cell has broken over lines: 369 and, below it, 2.

They are one where no further digit had room beside the upper ones. Figures of several rows in one cell look alike: so
another figure of the row must stand on one line, none may have been broken without need, and one label be theirs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_tables import Frame, Slot

_ORDINAL = re.compile(r"(?<!\d)\d\s*[.．、](?!\d)|[（(][一二三四五六七][)）]")
_FIGURE = frozenset("0123456789０１２３４５６７８９.．,，")
_DIGITS = frozenset("0123456789０１２３４５６７８９")
_NEXT = 0.5, 2.0  # em between the baselines of two lines of a figure
_ALIKE = 0.05  # of its size, by which a line's may differ from the one above


def broken(frame: Frame) -> dict[int, str]:
    """Return what stands in the cells of a table with one figure on several lines, by the identity of the cell."""
    stacked = [slot for slot in frame.slots if _is_stacked(slot)]
    if not stacked:
        return {}
    pad = _pad(frame.slots)
    found: dict[int, str] = {}
    for row in {slot.row: slot for slot in stacked}:
        figures = [slot for slot in frame.slots if slot.row == row and _is_figure(slot)]
        several = [slot for slot in figures if _is_stacked(slot)]
        told = {id(slot): lines(slot.chars) for slot in several}
        if any(map(_holds_several, frame.beside(several[0]))):
            continue
        if len(several) < len(figures) and all(_is_one(told[id(slot)], _width(slot) - 2 * pad) for slot in several):
            found |= {key: "".join(line.text for line in own) for key, own in told.items()}
    return found


def _is_one(pieces: Sequence[Line], room: float) -> bool:
    """Whether lines in a cell are one figure: beside none but the last there was room for another digit."""
    if len(pieces) < 2 or not all(_FIGURE.issuperset(piece.text) for piece in pieces):  # noqa: PLR2004 - one below one
        return False
    for upper, lower in pairwise(pieces):
        apart = (lower.chars[0].y - upper.chars[0].y) / upper.size
        if not (_NEXT[0] < apart < _NEXT[1] and abs(upper.size - lower.size) <= _ALIKE * upper.size):
            return False
    return all(_is_full(piece, room) for piece in pieces[:-1])


def _holds_several(slot: Slot) -> bool:
    """Whether labels of several rows stand in a cell: 1.重复申请2.公开出版物."""
    return len(_ORDINAL.findall("".join(char.text for char in slot.chars))) > 1


def _is_full(piece: Line, room: float) -> bool:
    begin, _, end, _ = piece.box
    digits = [char.x1 - char.x0 for char in piece.chars if char.text in _DIGITS]
    return bool(digits) and end - begin + max(digits) > room


def _is_figure(slot: Slot) -> bool:
    return bool(slot.chars) and all(char.text in _FIGURE or char.text.isspace() for char in slot.chars)


def _is_stacked(slot: Slot) -> bool:
    """Whether nothing but figures stands on several lines of a cell."""
    chars = slot.chars
    if len(chars) < 2 or chars[0].text not in _FIGURE or chars[-1].text not in _FIGURE:  # noqa: PLR2004 - as above
        return False
    level, far = chars[0].y, _NEXT[0] * chars[0].size
    return (
        any(abs(char.y - level) > far for char in chars) and not any(char.turned for char in chars) and _is_figure(slot)
    )


def _pad(slots: Iterable[Slot]) -> float:
    """Return how near to a side of its cell any text of a table stands."""
    return max(0.0, min(_gaps(slots), default=0.0))


def _gaps(slots: Iterable[Slot]) -> Iterator[float]:
    for slot in slots:
        own = [char for char in slot.chars if not char.text.isspace()]
        if own:
            yield min(char.x0 for char in own) - slot.box[0]
            yield slot.box[2] - max(char.x1 for char in own)


def _width(slot: Slot) -> float:
    return slot.box[2] - slot.box[0]
