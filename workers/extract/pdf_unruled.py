"""Cells of a drawn table that have no lines of their own, as figures may stand beside labels that alone have borders.

The borders of the other cells tell where theirs would be, or those of the row above. Every one must have a figure, or
a remark in its place here and there: what stands between may be a text that goes on, or a figure that was broken.
"""

from collections.abc import Iterable, Mapping, Sequence

from workers.extract.pdf_page import Char
from workers.extract.pdf_tables import OUTSIDE, Frame, Slot, straddles, words

_FIGURE = frozenset("0123456789０１２３４５６７８９,，.．%％+＋-－−—/／无增加减少件万元")
_LEAST = 2  # figures: fewer than two parts are none
_FEW = 5  # words for each remark among them
_ROOM = 2  # times the width of its figures: in a narrower cell they may be one that was broken

Place = tuple[int, int]  # row and column


def parted(frame: Frame, chars: list[Char]) -> list[Char]:
    """Give figures cells of their own, in cells that reach over several rows or columns, and where a frame has none.

    Returns the characters that are left of those outside of its cells.
    """
    for slot in [slot for slot in frame.slots if len(slot.chars) > 1 and slot.row_span * slot.column_span > 1]:
        _part(frame, slot, slot.chars)
    if not chars or frame.is_whole:
        return chars
    inside = [char for char in chars if frame.place(*char.center) != OUTSIDE]
    return [char for char in chars if not frame.find(*char.center)] if _part(frame, None, inside) else chars


def _part(frame: Frame, slot: Slot | None, chars: Sequence[Char]) -> bool:
    """Part a cell, or the places without any, if characters tell how."""
    if sum(char.text in _FIGURE for char in chars) < _LEAST:  # most merged cells hold labels
        return False
    ways = [frame.unruled(slot, columns=columns) for columns in (True, False)]
    ways += [frame.as_above(slot)] if slot else []
    parts = next((parts for parts in ways if _are_filled(frame, parts, chars)), None)
    if parts:
        frame.replace(slot, parts)
    return bool(parts)


def _are_filled(frame: Frame, parts: Mapping[Place, Slot], chars: Iterable[Char]) -> bool:
    """Put characters into cells, where they are a figure for each, between its sides and with room beside it."""
    if not parts:
        return False
    printed = [char for char in chars if not char.text.isspace()]
    placed = [(char, part) for char in printed if (part := parts.get(frame.place(*char.center)))]
    found = list(words(placed))
    count = len({id(part) for part in parts.values()})
    if not len(found) == count == len({id(word[0][1]) for word in found}) or len(placed) < len(printed):
        return False
    if not all(map(_fits, found)) or not _are_figures(found):
        return False
    for char, part in placed:
        part.chars.append(char)
    return True


def _are_figures(found: Sequence[Sequence[tuple[Char, Slot]]]) -> bool:
    """Whether words are figures, most of them, and no row has two that are none: those may be one remark."""
    texts = [word[0][1].row for word in found if not all(char.text in _FIGURE for char, _ in word)]
    return len(texts) == len(set(texts)) and len(texts) * _FEW <= len(found)


def _fits(word: Sequence[tuple[Char, Slot]]) -> bool:
    own = word[0][1]
    if any(part is not own or straddles(char, own.box) for char, part in word):
        return False
    return _ROOM * (word[-1][0].x1 - word[0][0].x0) <= own.box[2] - own.box[0]
