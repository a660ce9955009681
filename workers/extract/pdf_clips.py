"""What the objects of a page are cut to. PDFium tells the clips of those only that reach beyond one."""

import ctypes
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import Any

import pypdfium2.raw as api

from workers.extract import pdf_calls as calls
from workers.extract.pdf_calls import Handle
from workers.extract.pdf_page import Box
from workers.extract.pdf_view import View

_CLIP = 1_000  # segments of one clip: it is a rectangle, usually
_SOME = 100  # objects of a page that reach beyond a clip


def printable(objects: Sequence[Handle], view: View) -> Box | None:
    """Return what most of the objects are cut to that are; None where nothing reaches beyond a clip."""
    counts = map(calls.count_clips, map(calls.get_clip, objects))
    cut = list(islice((own for own, count in zip(objects, counts, strict=True) if count > 0), _SOME))
    if not cut:
        return None
    whole = (0.0, 0.0, view.width, view.height)
    (area, _), *_ = Counter(clipped(own, whole, view) for own in cut).most_common(1)
    return area if area != whole else None


def clipped(shape: Handle, box: Box, view: View) -> Box:
    """Return the part of a box that the clips of an object leave."""
    clip = api.FPDFPageObj_GetClipPath(ctypes.cast(shape, api.FPDF_PAGEOBJECT))
    for index in range(api.FPDFClipPath_CountPaths(clip) if clip else 0):
        around = clip_box(clip, index)
        if around:
            x0, top, x1, bottom = view.box(*around)
            box = max(x0, box[0]), max(top, box[1]), min(x1, box[2]), min(bottom, box[3])
    return box


def clip_box(clip: Any, index: int) -> Box | None:  # noqa: ANN401 - pypdfium2 ships no types
    """Return the box around one of the paths of a clip, in the page's own coordinates."""
    x, y = ctypes.c_float(), ctypes.c_float()
    segments = (
        api.FPDFClipPath_GetPathSegment(clip, index, place)
        for place in range(min(api.FPDFClipPath_CountPathSegments(clip, index), _CLIP))
    )
    points = [(x.value, y.value) for segment in segments if api.FPDFPathSegment_GetPoint(segment, x, y)]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
