"""Characters that a page prints so faintly that nobody reads them: white on paper, nearly transparent, without ink.

A page with hardly any other text is left as it is, unless pictures cover it: then its text is what some program once
guessed of them, a searchable scan.
"""

import ctypes
import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as api

from workers.extract import pdf_calls as calls
from workers.extract.pdf_calls import Handle
from workers.extract.pdf_page import Box, Char

INKLESS = frozenset({api.FPDF_TEXTRENDERMODE_INVISIBLE, api.FPDF_TEXTRENDERMODE_CLIP})
_STROKED = frozenset({api.FPDF_TEXTRENDERMODE_STROKE, api.FPDF_TEXTRENDERMODE_STROKE_CLIP})
_OUTLINED = frozenset({api.FPDF_TEXTRENDERMODE_FILL_STROKE, api.FPDF_TEXTRENDERMODE_FILL_STROKE_CLIP})
_LIGHT = 190  # of 255, in red, green and blue, on white: watermarks are silver, or shine through
_OPAQUE = 255
_SHADOW = 0.2  # of a text's height, by which its shadow may be out of its place
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
        if mode in INKLESS
        or (mode not in _STROKED and is_faint(r, g, b, a) and not (mode in _OUTLINED and _has_outline(text)))
    )


def _has_outline(text: Handle) -> bool:
    """Whether characters that are white inside have a line around them that is seen."""
    colour = [ctypes.c_uint() for _ in range(4)]
    told = api.FPDFPageObj_GetStrokeColor(_object(text), *colour)
    return bool(told) and not is_faint(*(each.value for each in colour))


def guessed(texts: Sequence[Handle]) -> frozenset[int | None]:
    """Return the addresses of those of some text objects that leave no ink: on a picture, what it was taken for."""
    return frozenset(text.value for text in texts if calls.get_render_mode(text) in INKLESS)


def shadows(texts: Sequence[Handle], faint: Collection[int | None], owners: Collection[int | None]) -> set[int | None]:
    """Return the addresses of faint texts that are printed with ink, too, in nearly the same place.

    Of two prints of a character PDFium tells the first. `owners` are the addresses of texts of which it tells any.
    """
    others = [text for text in texts if text.value not in faint and text.value not in owners]
    if not others:
        return set()
    boxes = sorted(map(_bounds, others))
    return {text.value for text in texts if text.value in faint and _is_among(_bounds(text), boxes)}


def _is_among(box: Box, boxes: Sequence[Box]) -> bool:
    """Whether one of some boxes, given in order, is nearly where another is."""
    near = _SHADOW * (box[3] - box[1])
    first, last = bisect_left(boxes, (box[0] - near,)), bisect_right(boxes, (box[0] + near, math.inf))
    return any(max(abs(one - own) for one, own in zip(each, box, strict=True)) <= near for each in boxes[first:last])


def _bounds(text: Handle) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    api.FPDFPageObj_GetBounds(_object(text), *sides)
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


def _object(text: Handle) -> Any:  # noqa: ANN401 - as below
    return ctypes.cast(text, api.FPDF_PAGEOBJECT)


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
    texts: Sequence[Handle],
    grounds: Sequence[Area],
) -> list[Char]:
    """Return the characters of a page's text that are no faint ones.

    `texts` are the page's text objects, `grounds` is what may lie behind them.
    """
    printed = [char for char in chars if char]
    unseen = faint(texts)
    if not unseen:
        return printed
    dark = _dark(grounds)
    objects = [own.value for own in map(calls.get_text_object, repeat(text.raw), range(len(chars)))]
    unseen -= shadows(texts, unseen, frozenset(objects))
    left = [
        char
        for char, own in zip(chars, objects, strict=True)
        if char and (own not in unseen or any(_is_in(char.center, box) for box in dark))
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
