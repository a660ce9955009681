"""Characters that a page prints so faintly that nobody reads them: white on paper, nearly transparent, without ink.

A page with hardly any other text is left as it is, unless pictures cover it: then its text is what some program once
guessed of them, a searchable scan.
"""

from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as api

from workers.extract import pdf_calls as calls
from workers.extract.pdf_calls import Handle
from workers.extract.pdf_page import Box, Char

INKLESS = frozenset({api.FPDF_TEXTRENDERMODE_INVISIBLE, api.FPDF_TEXTRENDERMODE_CLIP})
_STROKED = frozenset({api.FPDF_TEXTRENDERMODE_STROKE, api.FPDF_TEXTRENDERMODE_STROKE_CLIP})
_LIGHT = 190  # of 255, in red, green and blue, on white: watermarks are silver, or shine through
_OPAQUE = 255
_LEAST = 0.05  # share of a page's characters that are printed as text is; on a short page watermarks are the most

Area = tuple[Handle, Box]  # what is filled or shown on a page, and the box around it


def faint(texts: Sequence[Handle]) -> frozenset[int | None]:
    """Return the addresses of those of some text objects that are printed faintly."""
    modes = list(map(calls.get_render_mode, texts))
    _, (red, green, blue, alpha) = calls.asked(
        calls.get_fill_color, texts, count=len(texts), code="I", fields=4, apart=True
    )
    if not texts or (INKLESS.isdisjoint(modes) and max(red) < _LIGHT and min(alpha) == _OPAQUE):
        return frozenset()
    return frozenset(
        text.value
        for text, mode, r, g, b, a in zip(texts, modes, red, green, blue, alpha, strict=True)
        if mode in INKLESS or (mode not in _STROKED and is_faint(r, g, b, a))
    )


def guessed(texts: Sequence[Handle]) -> frozenset[int | None]:
    """Return the addresses of those of some text objects that leave no ink: on a picture, what it was taken for."""
    return frozenset(text.value for text in texts if calls.get_render_mode(text) in INKLESS)


def without(chars: Sequence[Char | None], text: Any, left_out: frozenset[int | None]) -> list[Char | None]:  # noqa: ANN401 - pypdfium2 ships no types
    """Return the characters of a page's text with None for those of some text objects."""
    objects = map(calls.get_text_object, repeat(text.raw), range(len(chars)))
    return [char if char and own.value not in left_out else None for char, own in zip(chars, objects, strict=True)]


def is_faint(red: int, green: int, blue: int, alpha: int) -> bool:
    """Whether a colour is next to none on white paper."""
    return _OPAQUE - (_OPAQUE - min(red, green, blue)) * alpha / _OPAQUE >= _LIGHT


def seen(
    chars: Sequence[Char | None],
    text: Any,  # noqa: ANN401 - pypdfium2 ships no types
    faint: frozenset[int | None],
    grounds: Sequence[Area],
) -> list[Char]:
    """Return the characters of a page's text that are no faint ones. `grounds` is what may lie behind them."""
    printed = [char for char in chars if char]
    if not faint:
        return printed
    dark = _dark(grounds)
    objects = map(calls.get_text_object, repeat(text.raw), range(len(chars)))
    left = [
        char
        for char, own in zip(chars, objects, strict=True)
        if char and (own.value not in faint or any(_is_in(char.center, box) for box in dark))
    ]
    return left if len(left) > _LEAST * len(printed) else printed


def _dark(grounds: Sequence[Area]) -> list[Box]:
    """Return the areas on which light text can be read. A picture may be dark."""
    handles = [handle for handle, _ in grounds]
    told, colours = calls.asked(calls.get_fill_color, handles, count=len(handles), code="I", fields=4, apart=True)
    return [
        box
        for (_, box), is_told, r, g, b, alpha in zip(grounds, told, *colours, strict=True)
        if not is_told or not is_faint(r, g, b, alpha)
    ]


def _is_in(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
