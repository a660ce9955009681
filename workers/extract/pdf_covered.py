"""Characters over which something opaque is painted, as by somebody who corrects a number in a finished file."""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as api

from workers.extract import pdf_calls as calls
from workers.extract.pdf_calls import Handle
from workers.extract.pdf_clips import clipped
from workers.extract.pdf_page import Box, Char
from workers.extract.pdf_view import View

_CORNERS = 6  # segments of a rectangle, at most
_NEAR = 0.5  # points between a corner of a path and one of the box around it

Point = tuple[float, float, int, int]  # height, place across, place in the page's order and in its text


def covered(
    page: Any,  # noqa: ANN401 - pypdfium2 ships no types
    view: View,
    text: Any,  # noqa: ANN401 - likewise
    chars: Sequence[Char | None],
    areas: Sequence[tuple[Handle, Box]],
) -> frozenset[int]:
    """Return the places of characters in a page's text that a rectangle covers, filled after they were printed.

    `areas` is what is filled or shown on the page. Pictures cover nothing: they may be seals.
    """
    if not areas:
        return frozenset()
    shapes = map(calls.get_page_object, repeat(page.raw), range(calls.count_page_objects(page.raw)))
    order = {shape.value: place for place, shape in enumerate(shapes)}  # as they are painted
    owners = [order.get(own.value) for own in map(calls.get_text_object, repeat(text.raw), range(len(chars)))]
    first = min((own for own in owners if own is not None), default=len(order))
    later = [(order[handle.value], handle, box) for handle, box in areas if order.get(handle.value, -1) > first]
    if not later:
        return frozenset()
    printed = sorted(_printed(chars, owners))
    heights = [height for height, *_ in printed]
    found: set[int] = set()
    for painted, handle, box in later:
        below = printed[bisect_left(heights, box[1]) : bisect_right(heights, box[3])]
        own = [point for point in below if point[2] < painted and box[0] <= point[1] <= box[2]]
        inside = _cover(handle, box, view) if own else None
        if inside:
            x0, top, x1, bottom = inside
            found.update(place for y, x, _, place in own if x0 <= x <= x1 and top <= y <= bottom)
    return frozenset(found)


def _printed(chars: Sequence[Char | None], owners: Sequence[int | None]) -> Iterator[Point]:
    for place, (char, own) in enumerate(zip(chars, owners, strict=True)):
        if char and own is not None:
            x, y = char.center
            yield y, x, own, place


def _cover(shape: Handle, box: Box, view: View) -> Box | None:
    """Return what a filled rectangle covers inside of its clips; None for other shapes, and what shines through."""
    handle = ctypes.cast(shape, api.FPDF_PAGEOBJECT)
    if calls.get_object_type(shape) != api.FPDF_PAGEOBJ_PATH or not _is_rectangle(shape, box, view):
        return None
    colour = [ctypes.c_uint() for _ in range(4)]
    if api.FPDFPageObj_HasTransparency(handle) or not api.FPDFPageObj_GetFillColor(handle, *colour):
        return None
    return clipped(shape, box, view)


def _is_rectangle(shape: Handle, box: Box, view: View) -> bool:
    """Whether every corner of a path is one of the box around it, and there are no more."""
    count = calls.count_segments(shape)
    if not 0 < count <= _CORNERS:
        return False
    matrix = api.FS_MATRIX()
    api.FPDFPageObj_GetMatrix(ctypes.cast(shape, api.FPDF_PAGEOBJECT), matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(count):
        segment = calls.get_segment(shape, place)
        if calls.get_segment_type(segment) == api.FPDF_SEGMENT_BEZIERTO:
            return False
        calls.get_segment_point(segment, ctypes.byref(x), ctypes.byref(y))
        across = matrix.a * x.value + matrix.c * y.value + matrix.e
        left, top = view.point(across, matrix.b * x.value + matrix.d * y.value + matrix.f)
        if min(abs(left - box[0]), abs(left - box[2])) > _NEAR or min(abs(top - box[1]), abs(top - box[3])) > _NEAR:
            return False
    return True
