"""The characters of a page as PDFium tells them, each on its baseline."""

import ctypes
import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Any

from workers.extract import pdf_calls as calls
from workers.extract.pdf_page import UNKNOWN, Box, Char, character, page_to_upright
from workers.extract.pdf_spread import spread
from workers.extract.pdf_view import View

_SPACE = 0x20  # what PDFium infers is no higher
_LEAN = 5.0  # degrees by which text may lean; watermarks lean more
_HYPHEN = "\x02"  # at the end of a line: that one is printed
_AT_ONCE = 10_000  # characters asked for together
_REMEMBERED = 10_000  # characters; a report has some hundreds of different ones


def characters(text: Any, view: View) -> list[Char | None]:  # noqa: ANN401 - pypdfium2 ships no types
    """Return the characters of a page's text by their place in it; None for what is not printed, or leans."""
    found: list[Char | None] = [None] * text.count_chars()
    shown = _shown(text.raw, len(found))
    places = [place for place, each in enumerate(shown) if each]
    for begin in range(0, len(places), _AT_ONCE):
        _fill_in(found, text.raw, shown, places[begin : begin + _AT_ONCE], view)
    return found


def _fill_in(
    found: list[Char | None],
    raw: Any,  # noqa: ANN401 - a handle of PDFium's, as below
    shown: Sequence[str],
    places: Sequence[int],
    view: View,
) -> None:
    """Put the characters at some places of a page's text where they belong."""
    each, count = (repeat(raw), places), len(places)
    boxed, boxes = calls.asked(calls.get_loose_char_box, *each, count=count, code="f", fields=4)
    drawn, matrices = calls.asked(calls.get_char_matrix, *each, count=count, code="f", fields=6)
    begun, origins = calls.asked(calls.get_char_origin, *each, count=count, code="d", fields=2, apart=True)
    sizes, untold = map(calls.get_font_size, *each), map(calls.has_unicode_map_error, *each)
    turned: int | None
    is_upright, view_left, view_top, hypot = not view.rotation, view.left, view.top, math.hypot
    told = {each: _known(each) for each in set(shown) if each}
    for place, size, a, b, c, d, left, top, right, bottom, x, y, is_untold in zip(
        places, sizes, *matrices[:4], *boxes, *origins, untold, strict=True
    ):
        if b == 0 and a > 0 and is_upright:
            turned, em, begin, level = 0, size * a, x - view_left, view_top - y
            first, last, feet = left - view_left, right - view_left, view_top - bottom
        else:
            turned = _turned(a, b, view)
            if turned is None:
                continue
            em = size * hypot(a, b)
            begin, level = page_to_upright(*view.point(x, y), turned)
            first, last, feet = _extent((left, bottom, right, top), view, turned)
        # Where a font does not tell, the code is the glyph's number in it.
        character_, is_wide = (UNKNOWN, False) if is_untold == 1 else told[shown[place]]
        if first < begin - em / 4:  # vertical writing: the origin is above the middle of the character
            begin, end, level = first, last, feet
        elif is_wide:  # some fonts tell the ink only, without the space around it
            end = begin + em
        else:
            end = max(last, begin)
        found[place] = Char(character_, begin, end, level, size * hypot(c, d), turned)
    if not (all(boxed) and all(drawn) and all(begun)):
        for place, *answers in zip(places, boxed, drawn, begun, strict=True):
            if not all(answers):
                found[place] = None
    spread(found, *origins)


def _turned(a: float, b: float, view: View) -> int | None:
    """Return by how many degrees text of a matrix is turned; None for a watermark or a stamp, which leans."""
    degrees = math.degrees(math.atan2(b, a)) - view.rotation
    turned = round(degrees / 90) * 90
    return turned % 360 if abs(degrees - turned) <= _LEAN else None


def _extent(box: Box, view: View, turned: int) -> tuple[float, float, float]:
    """Return where turned text in a box begins and ends, and where its feet are."""
    x0, y0, x1, y1 = box
    (x0, y0), (x1, y1) = (page_to_upright(*view.point(*corner), turned) for corner in ((x0, y0), (x1, y1)))
    return min(x0, x1), max(x0, x1), max(y0, y1)


def _shown(raw: Any, count: int) -> list[str]:  # noqa: ANN401 - as above
    """Return what stands at each place of a page's text; "" for the spaces and line ends that PDFium infers.

    Here they are inferred from the gaps.
    """
    shown = _at_once(raw, count) or _one_by_one(raw, count)
    for place, each in enumerate(shown):
        if each <= " " and each != _HYPHEN and calls.is_generated(raw, place) == 1:
            shown[place] = ""
    return shown


def _at_once(raw: Any, count: int) -> list[str] | None:  # noqa: ANN401 - as above
    """Return the text of all places; None where PDFium leaves some out, or some are halves of a character."""
    units = ctypes.create_string_buffer(4 * (count + 1))
    got = calls.get_text(raw, 0, count, units) - 1  # the last is a zero
    text = units.raw[: 2 * max(got, 0)].decode("utf-16", "surrogatepass")
    return list(text) if got == len(text) == count else None


def _one_by_one(raw: Any, count: int) -> list[str]:  # noqa: ANN401 - as above
    shown = [chr(code) for code in map(calls.get_unicode, repeat(raw), range(count))]
    for place, (high, low) in enumerate(pairwise(shown)):
        if "\ud800" <= high <= "\udbff" and "\udc00" <= low <= "\udfff":  # a character beyond the first plane
            shown[place : place + 2] = (high + low).encode("utf-16", "surrogatepass").decode("utf-16"), ""
    return shown


@lru_cache(_REMEMBERED)
def _known(code: str) -> tuple[str, bool]:
    """Return how a character is told, and whether it is as wide as high."""
    shown = character(ord(code))
    return shown, unicodedata.east_asian_width(shown) in "WF"
