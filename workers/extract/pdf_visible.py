"""Which characters of a page a reader sees: printed with ink, and not painted over."""

import ctypes
from collections.abc import Collection, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as api

from workers.extract import pdf_calls as calls
from workers.extract.pdf_covered import covered
from workers.extract.pdf_ink import seen
from workers.extract.pdf_page import Char
from workers.extract.pdf_paths import Drawings
from workers.extract.pdf_view import View

_LEAST = 0.05  # share of a page's characters that must be left


def visible(
    chars: Sequence[Char | None],
    page: Any,  # noqa: ANN401 - pypdfium2 ships no types
    view: View,
    text: Any,  # noqa: ANN401 - likewise
    drawn: Drawings,
) -> list[Char]:
    """Return those characters of a page's text that are seen."""
    over = covered(page, view, text, chars, drawn.areas)
    if over and len(over) < (1 - _LEAST) * sum(char is not None for char in chars):
        chars = [None if place in over else char for place, char in enumerate(chars)]
    return seen(chars, text, drawn.texts, drawn.areas)


def lost(chars: Sequence[Char | None], left: Sequence[Char], text: Any) -> frozenset[int | None]:  # noqa: ANN401 - as above
    """Return the addresses of texts with digits of which no character of a page is `left`."""
    if len(left) == sum(char is not None for char in chars):
        return frozenset()
    kept = set(map(id, left))
    owners = [own.value for own in map(calls.get_text_object, repeat(text.raw), range(len(chars)))]
    seen_ = {own for char, own in zip(chars, owners, strict=True) if id(char) in kept}
    unseen = {own for char, own in zip(chars, owners, strict=True) if char and char.text.isdigit()}
    return frozenset(unseen - seen_)


def take_away(page: Any, texts: Collection[int | None]) -> None:  # noqa: ANN401 - pypdfium2 ships no types
    """Remove texts from a page in memory, by their addresses: what is printed on them is told then.

    Of two prints of a character PDFium tells the first, whether it is seen or not.
    """
    shapes = map(calls.get_page_object, repeat(page.raw), range(calls.count_page_objects(page.raw)))
    for shape in [shape for shape in shapes if shape.value in texts]:
        handle = ctypes.cast(shape, api.FPDF_PAGEOBJECT)
        if api.FPDFPage_RemoveObject(page.raw, handle):
            api.FPDFPageObj_Destroy(handle)
