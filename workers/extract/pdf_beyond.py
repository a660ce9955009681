"""Cells that reach beyond the edge of what a page prints: what they hold may be cut off, and no part of it is a number.

Browsers leave out what lies beyond the edge of their margins or of the page; where a page holds characters out there,
nothing was left out.
"""

from collections.abc import Iterable

from msgspec import structs

from workers.extract.pdf_page import UNKNOWN, Box, Char, Page
from workers.extract.pdf_tables import Frame

_BEYOND = 1.0  # em; a border alone may lie outside
_NEAR = 0.25  # em from the edge
_ALMOST = 0.05  # em
_WITHIN = 0.5  # em by which the middle of a character may that is printed in part


def within(chars: list[Char], page: Page) -> list[Char]:
    """Return characters, digits as unknown that are printed in part: others beside them may not be at all."""
    area = page.area
    if area is None or _holds_more(page, area):
        return chars
    return [
        structs.replace(char, text=UNKNOWN)
        if char.text.isdigit() and _outside(char.box, area) > _ALMOST * char.size and not char.turned
        else char
        for char in chars
    ]


def cut_off(found: Iterable[Frame], page: Page) -> None:
    """Make figures unreadable, in place, whose cell ends where nothing is printed any more."""
    area = page.area or (0.0, 0.0, page.width, page.height)
    wide = [frame for frame in found if _outside(frame.box, area) > 0]
    if not wide or _holds_more(page, area):
        return
    for slot in (slot for frame in wide for slot in frame.slots):
        digits = [place for place, char in enumerate(slot.chars) if char.text.isdigit()]
        if digits:
            last = slot.chars[digits[-1]]
            beyond = _outside(slot.box, area)
            if beyond > _BEYOND * last.size or (beyond > 0 and _touches(slot.chars, area)):
                slot.chars.insert(digits[-1] + 1, structs.replace(last, text=UNKNOWN))


def _touches(chars: Iterable[Char], area: Box) -> bool:
    """Whether a digit stands where nothing is printed any more."""
    return any(char.text.isdigit() and _outside(char.box, area) > -_NEAR * char.size for char in chars)


def _holds_more(page: Page, area: Box) -> bool:
    """Whether some of a page's characters stand outside of what is printed."""
    return any(_outside((*char.center, *char.center), area) > _WITHIN * char.size for char in page.chars)


def _outside(box: Box, area: Box) -> float:
    """Return by how many points a place reaches beyond what is printed; less than 0 where it does not."""
    return max(area[0] - box[0], area[1] - box[1], box[2] - area[2], box[3] - area[3])
