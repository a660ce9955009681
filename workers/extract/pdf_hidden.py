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
from workers.extract.pdf_clips import clip_box
from workers.extract.pdf_covered import covered
from workers.extract.pdf_fonts import without_machine_fonts
from workers.extract.pdf_ink import INKLESS, faint, is_faint, shadows
from workers.extract.pdf_page import Char
from workers.extract.pdf_paths import drawings
from workers.extract.pdf_view import View
from workers.extract.pdf_visible import lost, take_away

_FILLED = {api.FPDF_TEXTRENDERMODE_FILL, api.FPDF_TEXTRENDERMODE_FILL_CLIP}
_AGAIN = 1.0  # points between two prints of a character that a second reading takes for one
_SHOWN = 0.7  # share of a text's extent that must be inside the clip

Hidden = tuple[float, float, str]  # the middle of a character, and what it is


def hidden(data: bytes, numbers: Collection[int]) -> dict[int, list[Hidden]]:
    """Return the hidden characters of some pages, by the page's number."""
    with pdfium.PdfDocument(data) as document:
        return {number: _page(document, number) for number in numbers}


@without_machine_fonts()
def _page(document: Any, number: int) -> list[Hidden]:  # noqa: ANN401 - pypdfium2 ships no types
    page = document[number - 1]
    try:
        view, text = View(page), page.get_textpage()
        try:
            chars = characters(text, view)
            owners = list(map(calls.get_text_object, repeat(text.raw), range(len(chars))))
            drawn = drawings(page, view, number)
            printed = _printed_again(drawn.texts, owners)
            over = covered(page, view, text, chars, drawn.areas)
            seen: list[Char] = []
            unseen: list[Char] = []
            for place, (char, own) in enumerate(zip(chars, owners, strict=True)):
                if char:
                    is_unseen = own.value not in printed and _is_hidden(text.raw, place)
                    (unseen if is_unseen or place in over else seen).append(char)
            gone = lost(chars, seen, text)
        finally:
            text.close()
        if gone:
            seen += _left(page, view, gone)
        return [(*char.center, char.text) for char in unseen if not any(_are_one(char, other) for other in seen)]
    finally:
        page.close()


def _left(page: Any, view: View, gone: frozenset[int | None]) -> list[Char]:  # noqa: ANN401 - as above
    """Return the characters of a page without texts that nobody sees, which hid others from PDFium."""
    take_away(page, gone)
    text = page.get_textpage()
    try:
        return [char for char in characters(text, view) if char]
    finally:
        text.close()


def _printed_again(texts: Sequence[Handle], owners: Iterable[Handle]) -> set[int | None]:
    """Return the addresses of texts that are seen, for they are shadows of others, which PDFium does not tell."""
    return shadows(texts, faint(texts), {own.value for own in owners})


def _are_one(char: Char, other: Char) -> bool:
    """Whether a character is a shadow or an outline of another one."""
    return char.text == other.text and max(abs(char.x0 - other.x0), abs(char.y - other.y)) <= _AGAIN


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
        box = clip_box(clip, index)
        if box:
            left, right = max(left, box[0]), min(right, box[2])
            bottom, top = max(bottom, box[1]), min(top, box[3])
    return whole > 0 and max(0.0, right - left) * max(0.0, top - bottom) < _SHOWN * whole
