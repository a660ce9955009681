"""Characters in a form (a content stream that others place) which PDFium tells where they stand in the form.

Where a program has told in plain text what some glyphs mean (`/ActualText`; Chromium does so for ideographs that are
radicals, too), PDFium forgets to move the characters to where the page has the form: two pages that were put on one
sheet would have them in each other's tables.
"""

import ctypes
import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import pypdfium2.raw as api
from msgspec import structs

from workers.extract import pdf_calls as calls
from workers.extract.pdf_page import Char, page_to_upright
from workers.extract.pdf_view import View

Matrix = tuple[float, float, float, float, float, float]

_NEAR = 0.5  # of a character's size, by which it may stand out of its text


def placed(
    chars: Sequence[Char | None],
    text: Any,  # noqa: ANN401 - pypdfium2 ships no types
    moved: Mapping[int | None, Matrix],
    view: View,
) -> Sequence[Char | None]:
    """Return the characters of a page's text where the page shows them; `moved` are texts of forms by their address."""
    if not moved:
        return chars
    found = list(chars)
    for place, char in enumerate(chars):
        if char is None:
            continue
        own = calls.get_text_object(text.raw, place)
        matrix = moved.get(own.value)
        if matrix is None:
            continue
        origin = _origin(text, place)
        bounds = _bounds(own)
        if not _holds(_box(bounds, matrix), origin, char.size) and _holds(bounds, origin, char.size):
            before, after = view.point(*origin), view.point(*_there(origin, matrix))
            x, y = page_to_upright(after[0] - before[0], after[1] - before[1], char.turned)
            end = char.x0 + x + _width(char, matrix)
            found[place] = structs.replace(char, x0=char.x0 + x, x1=end, y=char.y + y)
    return found


def _width(char: Char, matrix: Matrix) -> float:
    """Return how wide a character is on the page; those as wide as high are measured by their size already."""
    scale = 1.0 if unicodedata.east_asian_width(char.text) in "WF" else math.hypot(matrix[0], matrix[1])
    return (char.x1 - char.x0) * scale


def _origin(text: Any, place: int) -> tuple[float, float]:  # noqa: ANN401 - as above
    x, y = ctypes.c_double(), ctypes.c_double()
    api.FPDFText_GetCharOrigin(text.raw, place, x, y)
    return x.value, y.value


def _bounds(own: calls.Handle) -> tuple[float, float, float, float]:
    """Return the box around a text, in the coordinates of its form."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    api.FPDFPageObj_GetBounds(ctypes.cast(own, api.FPDF_PAGEOBJECT), left, bottom, right, top)
    return left.value, bottom.value, right.value, top.value


def _there(point: tuple[float, float], matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _box(box: tuple[float, float, float, float], matrix: Matrix) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    xs, ys = zip(*(_there((x, y), matrix) for x in (left, right) for y in (bottom, top)), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _holds(box: tuple[float, float, float, float], point: tuple[float, float], size: float) -> bool:
    near = _NEAR * size
    return box[0] - near <= point[0] <= box[2] + near and box[1] - near <= point[1] <= box[3] + near
