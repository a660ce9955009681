"""Drawn boxes that are no cells of a table: around a whole article, around the columns of an old page's layout."""

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import chain

from workers.extract.pdf_lattice import tables
from workers.extract.pdf_lines import Line, lines, texts
from workers.extract.pdf_page import Box
from workers.extract.pdf_tables import Frame, Slot

_LONG = 100  # characters: no label of a form has as many
_SHORT = 12  # characters: a heading and some text below it are more
_HEADING = re.compile(r"\s*[一二三四五六]\s*、")
_WIDE = 4  # cells beside each other that make a table though there is no figure in it


def opened(found: Sequence[Frame]) -> tuple[list[Frame], list[Slot]]:
    """Part the filled frames of a page into the tables in them and the boxes that hold text. Most are one table."""
    kept: list[Frame] = []
    boxes: list[Slot] = []
    for frame in found:
        own = [slot for slot in frame.slots if slot.chars and _holds_text(slot, frame, found)]
        kept += _inner(frame, own) if own else [frame]
        boxes += own
    return kept, boxes


def _inner(frame: Frame, boxes: list[Slot]) -> list[Frame]:
    """Return the tables that are left of a frame without some boxes. What is left of its layout becomes boxes, too."""
    taken = {slot.box for slot in boxes}
    left, right = min(box[0] for box in taken), max(box[2] for box in taken)
    rest = {
        slot.box: slot
        for slot in frame.slots
        if slot.box not in taken and left < (slot.box[0] + slot.box[2]) / 2 < right
    }
    inner = [each for each in map(Frame, tables(rest)) if each.is_table] if _is_table(rest.values()) else []
    for slot in chain.from_iterable(each.slots for each in inner):
        slot.chars = rest[slot.box].chars
        taken.add(slot.box)
    boxes += [slot for slot in frame.slots if slot.box not in taken]
    return inner


def ordered(loose: Iterable[Line], found: Iterable[Frame], boxes: Sequence[Slot]) -> list[Line | Frame]:
    """Return the lines and tables of a page from top to bottom, what one box holds together."""
    if not boxes:
        return sorted(
            [*(line for line in loose if not line.turned), *found], key=lambda item: (item.box[1], item.box[0])
        )
    largest = sorted((slot.box for slot in boxes), key=_area, reverse=True)

    def place(item: Line | Frame) -> tuple[float, ...]:
        x0, top, x1, bottom = item.box
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        around = next((box for box in largest if box[0] <= x <= box[2] and box[1] <= y <= box[3]), item.box)
        return around[1], around[0], top, x0

    held = chain.from_iterable(lines(slot.chars) for slot in boxes)
    return sorted([*(line for line in chain(loose, held) if not line.turned), *found], key=place)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds_text(slot: Slot, frame: Frame, found: Sequence[Frame]) -> bool:
    """Whether a cell holds a table, lines above or below cells inside of it, or paragraphs with no figure beside.

    Where nothing stands beside it a section's heading over its text is enough.
    """
    inside = frame.within(slot) if slot.row_span > 1 else ()
    if inside and any(all(not cell.box[1] <= char.center[1] <= cell.box[3] for cell in inside) for char in slot.chars):
        return True
    if len(found) > 1 and any(_holds(slot.box, other.box) for other in found if other is not frame):
        return True
    if len(slot.chars) >= _SHORT and _is_alone(slot, frame) and _has_section(slot):
        return True
    return len(slot.chars) >= _LONG and not any(_is_figure(other) for other in frame.beside(slot))


def _is_alone(slot: Slot, frame: Frame) -> bool:
    """Whether a cell has none beside it, or holds sentences and those hold nothing, as the rest of a layout does."""
    beside = frame.beside(slot)
    return not beside or (any(char.text == "。" for char in slot.chars) and not any(other.chars for other in beside))


def _has_section(slot: Slot) -> bool:
    """Whether lines of a cell are a heading of the report, or several, with text below."""
    shown = texts(slot.chars)
    return len(shown) > 1 and any(map(_HEADING.match, shown[:-1]))


def _holds(box: Box, other: Box) -> bool:
    return box[0] <= other[0] and box[1] <= other[1] and other[2] <= box[2] and other[3] <= box[3]


def _is_table(slots: Collection[Slot]) -> bool:
    """Whether cells look like those of a table: there are figures, or many in a row."""
    rows = [slot.row for slot in slots]
    return any(map(_is_figure, slots)) or any(rows.count(row) >= _WIDE for row in set(rows))


def _is_figure(slot: Slot) -> bool:
    return bool(slot.chars) and all(char.text.isdigit() or char.text in " ." for char in slot.chars)
