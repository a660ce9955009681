"""Characters that a PDF file holds and nobody sees: without ink, without colour, cut off by a clip, or painted over.

A searchable scan is such text altogether: what a program once guessed lies invisibly over the picture.
"""

import ctypes
from collections.abc import Collection, Iterable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as api

from workers.extract import pdf_calls as calls
from workers.extract.pdf_calls import Handle
from workers.extract.pdf_chars import characters
from workers.extract.pdf_fonts import without_machine_fonts
from workers.extract.pdf_ink import INKLESS, faint, is_faint, shadows
from workers.extract.pdf_page import Box, Char, thin
from workers.extract.pdf_paths import drawings
from workers.extract.pdf_view import View

_FILLED = {api.FPDF_TEXTRENDERMODE_FILL, api.FPDF_TEXTRENDERMODE_FILL_CLIP}
_SEGMENTS = 1_000  # of one clip: it is a rectangle, usually
_AREAS = 1_000  # of one page that are looked at: the last ones
_AGAIN = 1.0  # points between two prints of a character that a second reading takes for one
_SHOWN = 0.7  # share of a text's extent that must be inside the clip


def hidden(data: bytes, numbers: Collection[int]) -> dict[int, list[tuple[float, float]]]:
    """Return the middles of the hidden characters of some pages, by the page's number."""
    with pdfium.PdfDocument(data) as document:
        return {number: _page(document, number) for number in numbers}


@without_machine_fonts()
def _page(document: Any, number: int) -> list[tuple[float, float]]:  # noqa: ANN401 - pypdfium2 ships no types
    page = document[number - 1]
    try:
        view, text = View(page), page.get_textpage()
        painted = _Painted(page, view)
        try:
            chars = characters(text, view)
            owners = list(map(calls.get_text_object, repeat(text.raw), range(len(chars))))
            printed = _printed_again(drawings(page, view, number).texts, owners)
            seen: list[Char] = []
            unseen: list[Char] = []
            for place, (char, own) in enumerate(zip(chars, owners, strict=True)):
                if char:
                    is_unseen = own.value not in printed and _is_hidden(text.raw, place)
                    is_unseen = is_unseen or painted.covers(text.raw, place, *char.center)
                    (unseen if is_unseen else seen).append(char)
            return [char.center for char in unseen if not any(_are_one(char, other) for other in seen)]
        finally:
            text.close()
    finally:
        page.close()


def _printed_again(texts: Sequence[Handle], owners: Iterable[Handle]) -> set[int | None]:
    """Return the addresses of texts that are seen, for they are shadows of others, which PDFium does not tell."""
    return shadows(texts, faint(texts), {own.value for own in owners})


def _are_one(char: Char, other: Char) -> bool:
    """Whether a character is a shadow or an outline of another one."""
    return char.text == other.text and max(abs(char.x0 - other.x0), abs(char.y - other.y)) <= _AGAIN


class _Painted:
    """Areas that are filled after a text was printed, as by somebody who corrects a number in a finished file."""

    def __init__(self, page: Any, view: View) -> None:  # noqa: ANN401 - pypdfium2 ships no types
        shapes = list(map(calls.get_page_object, repeat(page.raw), range(calls.count_page_objects(page.raw))))
        self._order = {shape.value: place for place, shape in enumerate(shapes)}  # as they are painted
        areas = ((place, _area(shape, view)) for place, shape in enumerate(shapes))
        self._areas = [(place, area) for place, area in areas if area][-_AREAS:]

    def covers(self, text: Any, place: int, x: float, y: float) -> bool:  # noqa: ANN401 - as above
        """Whether an area lies over a character, by its place in the text and its middle on the page."""
        if not self._areas:
            return False
        printed = self._order.get(calls.get_text_object(text, place).value)
        return printed is not None and any(
            painted > printed and left <= x <= right and top <= y <= bottom
            for painted, (left, top, right, bottom) in self._areas
        )


def _area(shape: Handle, view: View) -> Box | None:
    """Return the box of a path that is filled and lets nothing shine through."""
    if calls.get_object_type(shape) != api.FPDF_PAGEOBJ_PATH:
        return None
    handle, fill, stroke = ctypes.cast(shape, api.FPDF_PAGEOBJECT), ctypes.c_int(), ctypes.c_int()
    sides = [ctypes.c_float() for _ in range(4)]
    api.FPDFPath_GetDrawMode(handle, fill, stroke)
    if not fill.value or api.FPDFPageObj_HasTransparency(handle) or not api.FPDFPageObj_GetBounds(handle, *sides):
        return None
    box = view.box(*(side.value for side in sides))
    return None if thin(box) else box


def _is_hidden(text: Any, place: int) -> bool:  # noqa: ANN401 - as above
    shape = api.FPDFText_GetTextObject(text, place)
    if not shape:
        return False
    mode = api.FPDFTextObj_GetTextRenderMode(shape)
    return mode in INKLESS or (mode in _FILLED and _is_colourless(text, place)) or _is_clipped(shape)


def _is_colourless(text: Any, place: int) -> bool:  # noqa: ANN401 - as above
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not api.FPDFText_GetFillColor(text, place, red, green, blue, alpha):
        return False
    return is_faint(red.value, green.value, blue.value, alpha.value)


def _is_clipped(shape: Any) -> bool:  # noqa: ANN401 - as above
    """Whether most of a text lies outside of the boxes around its clips."""
    sides = [ctypes.c_float() for _ in range(4)]
    if not api.FPDFPageObj_GetBounds(shape, *sides):
        return False
    left, bottom, right, top = (side.value for side in sides)
    whole = (right - left) * (top - bottom)
    clip = api.FPDFPageObj_GetClipPath(shape)
    for index in range(api.FPDFClipPath_CountPaths(clip) if clip else 0):
        box = _around(clip, index)
        if box:
            left, right = max(left, box[0]), min(right, box[2])
            bottom, top = max(bottom, box[1]), min(top, box[3])
    return whole > 0 and max(0.0, right - left) * max(0.0, top - bottom) < _SHOWN * whole


def _around(clip: Any, index: int) -> Box | None:  # noqa: ANN401 - as above
    x, y = ctypes.c_float(), ctypes.c_float()
    segments = (
        api.FPDFClipPath_GetPathSegment(clip, index, place)
        for place in range(min(api.FPDFClipPath_CountPathSegments(clip, index), _SEGMENTS))
    )
    points = [(x.value, y.value) for segment in segments if api.FPDFPathSegment_GetPoint(segment, x, y)]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
