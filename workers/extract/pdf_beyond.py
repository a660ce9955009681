"""Cells that reach beyond the edge of their page: what they hold may be cut off, so no part of it reads as a number.

Browsers leave out what lies beyond the edge; where a page holds characters out there, nothing was left out.
"""

from collections.abc import Iterable

from msgspec import structs

from workers.extract.pdf_page import UNKNOWN, Box, Page
from workers.extract.pdf_tables import Frame

_BEYOND = 1.0  # em; a border alone may lie outside


def cut_off(found: Iterable[Frame], page: Page) -> None:
    """Make figures unreadable, in place, whose cell ends where nothing is printed any more."""
    wide = [frame for frame in found if _outside(frame.box, page) > 0]
    if not wide or any(_outside((x, y, x, y), page) > 0 for x, y in (char.center for char in page.chars)):
        return
    for slot in (slot for frame in wide for slot in frame.slots):
        digits = [place for place, char in enumerate(slot.chars) if char.text.isdigit()]
        if digits:
            last = slot.chars[digits[-1]]
            if _outside(slot.box, page) > _BEYOND * last.size:
                slot.chars.insert(digits[-1] + 1, structs.replace(last, text=UNKNOWN))


def _outside(box: Box, page: Page) -> float:
    """Return by how many points a place reaches beyond the page; less than 0 where it does not."""
    x0, top, x1, bottom = box
    return max(-x0, -top, x1 - page.width, bottom - page.height)
