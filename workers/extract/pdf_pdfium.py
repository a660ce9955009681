"""Pages as PDFium shows them: characters with their baselines, ruling lines out of paths, pictures.

PDFium reads what viewers read, repairs what they repair, and takes a tenth of the time of a parser in Python.
"""

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as api

from shared.errors import Message, Refused, Unreadable
from shared.limits import Limits
from workers.extract.pdf_page import UNKNOWN, Box, Char, Page, Rule, character, page_to_upright, straight, thin

_WHAT = Message("PDF 文件", "PDF file")
_OBJECTS = 200_000  # of one page: a report has some thousands
_SPACE = 0x20  # what PDFium infers is no higher
_DEEP = 12  # forms inside forms
_LEAN = 5.0  # degrees by which text may lean; watermarks lean more

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def pages(data: bytes, limits: Limits) -> Iterator[Page]:
    """Yield the pages, each closed before the next one is opened.

    Refused: encrypted, too many pages or characters. Unreadable: broken.
    """
    try:
        with pdfium.PdfDocument(data) as document:
            count = len(document)
            if count > limits.pages:
                raise Refused("too-complex", what=Message("页数", "pages"), count=count, limit=limits.pages)
            if count == 0:
                raise Unreadable("broken", what=_WHAT, detail="no page")
            for index in range(count):
                yield _page(document, index, limits)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) in {api.FPDF_ERR_PASSWORD, api.FPDF_ERR_SECURITY}:
            raise Refused("encrypted", what=_WHAT) from error
        raise Unreadable("broken", what=_WHAT, detail=str(error)) from error


def _page(document: Any, index: int, limits: Limits) -> Page:  # noqa: ANN401 - pypdfium2 ships no types
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise Unreadable("broken", what=_WHAT, detail=f"page {index + 1}: {error}") from error
    try:
        view = View(page)
        text = page.get_textpage()
        try:
            count = text.count_chars()
            if count > limits.text_characters:
                what = Message(f"第 {index + 1} 页的字符数", f"characters on page {index + 1}")
                raise Refused("too-complex", what=what, count=count, limit=limits.text_characters)
            chars = [found for place in range(count) if (found := char(text.raw, place, view))]
        finally:
            text.close()
        rules: list[Rule] = []
        pictured = 0.0
        for kind, shape, matrix in _objects(page, index + 1):
            if kind == api.FPDF_PAGEOBJ_IMAGE:
                pictured += _picture(matrix, view, rules)
            elif kind == api.FPDF_PAGEOBJ_PATH:
                rules += _rules(shape, matrix, view)
        return Page(index + 1, view.width, view.height, chars, rules, min(1.0, pictured))
    finally:
        page.close()


class View:
    """From a PDF's own coordinates to those of a viewer: cropped, turned, and counted from the top left."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 - pypdfium2 ships no types
        left, bottom, right, top = page.get_bbox()
        self.rotation = page.get_rotation() % 360  # clockwise
        self.left, self._bottom, self._right, self.top = left, bottom, right, top
        width, height = float(right - left), float(top - bottom)
        self.width, self.height = (height, width) if self.rotation in {90, 270} else (width, height)
        self.told = api.FS_RECTF(), api.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point's place in the view."""
        if not self.rotation:
            return x - self.left, self.top - y
        if self.rotation == 90:  # noqa: PLR2004 - degrees clockwise, as below; the last are 270
            return y - self._bottom, x - self.left
        if self.rotation == 180:  # noqa: PLR2004
            return self._right - x, y - self._bottom
        return self.top - y, self._right - x

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Return the place of a box, given by any two opposite corners."""
        (left, top), (right, bottom) = self.point(x0, y0), self.point(x1, y1)
        return min(left, right), min(top, bottom), max(left, right), max(top, bottom)


def char(text: Any, place: int, view: View) -> Char | None:  # noqa: ANN401 - pypdfium2 ships no types
    """Return the character at a place of a page's text; None for what is not printed, or leans."""
    code = api.FPDFText_GetUnicode(text, place)
    if code <= _SPACE and api.FPDFText_IsGenerated(text, place) == 1 and character(code) != "-":
        return None  # spaces and line ends that PDFium infers: here they are inferred from the gaps
    rect, matrix, x, y = view.told  # a structure a character would take as long as asking for it
    if not (
        api.FPDFText_GetLooseCharBox(text, place, rect)
        and api.FPDFText_GetCharOrigin(text, place, x, y)
        and api.FPDFText_GetMatrix(text, place, matrix)
    ):
        return None
    is_untold = api.FPDFText_HasUnicodeMapError(text, place) == 1  # then the code is the glyph's number in its font
    shown = UNKNOWN if is_untold else character(code)
    font_size = api.FPDFText_GetFontSize(text, place)
    if matrix.b == 0 and matrix.a > 0 and not view.rotation:
        turned = 0
        size, em = font_size * math.hypot(matrix.c, matrix.d), font_size * matrix.a
        origin_x, origin_y = view.point(x.value, y.value)
        left, right, feet = rect.left - view.left, rect.right - view.left, view.top - rect.bottom
    else:
        degrees = math.degrees(math.atan2(matrix.b, matrix.a)) - view.rotation
        turned = round(degrees / 90) * 90
        if abs(degrees - turned) > _LEAN:
            return None  # a watermark or a stamp
        turned %= 360
        size, em = font_size * math.hypot(matrix.c, matrix.d), font_size * math.hypot(matrix.a, matrix.b)
        origin_x, origin_y = page_to_upright(*view.point(x.value, y.value), turned)
        corners = ((rect.left, rect.bottom), (rect.right, rect.top))
        (x0, y0), (x1, y1) = (page_to_upright(*view.point(*corner), turned) for corner in corners)
        left, right, feet = min(x0, x1), max(x0, x1), max(y0, y1)
    if left < origin_x - em / 4:  # vertical writing: the origin is above the middle of the character
        return Char(shown, left, right, feet, size, turned)
    is_wide = unicodedata.east_asian_width(shown) in "WF"  # some fonts tell the ink only, without the space around it
    return Char(shown, origin_x, origin_x + em if is_wide else max(right, origin_x), origin_y, size, turned)


def _objects(page: Any, number: int) -> Iterator[tuple[int, Any, Matrix]]:  # noqa: ANN401 - pypdfium2 ships no types
    """Yield kind, handle and matrix of every object of a page, through forms."""
    seen = 0
    pending: list[tuple[Any, Matrix, int]] = [(None, _IDENTITY, 0)]
    while pending:
        form, outer, depth = pending.pop()
        count = api.FPDFFormObj_CountObjects(form) if form else api.FPDFPage_CountObjects(page)
        seen += max(count, 0)
        if seen > _OBJECTS:
            what = Message(f"第 {number} 页的绘图对象数", f"objects on page {number}")
            raise Refused("too-complex", what=what, count=seen, limit=_OBJECTS)
        for place in range(count):
            shape = api.FPDFFormObj_GetObject(form, place) if form else api.FPDFPage_GetObject(page, place)
            kind = api.FPDFPageObj_GetType(shape)
            if kind == api.FPDF_PAGEOBJ_TEXT:
                continue
            own = api.FS_MATRIX()
            if not api.FPDFPageObj_GetMatrix(shape, own):
                continue
            matrix = _product((own.a, own.b, own.c, own.d, own.e, own.f), outer)
            if kind == api.FPDF_PAGEOBJ_FORM:
                if depth < _DEEP:
                    pending.append((shape, matrix, depth + 1))
            else:
                yield kind, shape, matrix


def _product(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, l = outer  # noqa: E741 - the letters of ISO 32000
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _picture(matrix: Matrix, view: View, rules: list[Rule]) -> float:
    """Return the share of the page under a picture; a picture as thin as a line is one."""
    box = view.box(*_apply(matrix, 0, 0), *_apply(matrix, 1, 1))
    line = thin(box)
    if line:
        rules.append(line)
        return 0.0
    area = max(0.0, min(box[2], view.width) - max(box[0], 0)) * max(0.0, min(box[3], view.height) - max(box[1], 0))
    return area / max(1.0, view.width * view.height)


def _rules(path: Any, matrix: Matrix, view: View) -> Iterator[Rule]:  # noqa: ANN401 - pypdfium2 ships no types
    """Yield the lines that a path draws: its straight strokes, and rectangles filled as thin as lines."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    api.FPDFPath_GetDrawMode(path, fill, stroke)
    if not stroke.value and not fill.value:
        return  # a clip
    for points in _outlines(path, matrix, view):
        if stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                line = straight(x0, y0, x1, y1)
                if line:
                    yield line
        else:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            line = thin((min(xs), min(ys), max(xs), max(ys)))
            if line:
                yield line


def _outlines(path: Any, matrix: Matrix, view: View) -> Iterator[list[tuple[float, float]]]:  # noqa: ANN401 - as above
    """Yield the corners of each part of a path; parts with curves are broken at the curves."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(min(api.FPDFPath_CountSegments(path), _OBJECTS)):
        segment = api.FPDFPath_GetPathSegment(path, place)
        kind = api.FPDFPathSegment_GetType(segment)
        api.FPDFPathSegment_GetPoint(segment, x, y)
        point = view.point(*_apply(matrix, x.value, y.value))
        if kind != api.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        points.append(point)
        if api.FPDFPathSegment_GetClose(segment) and points:
            points.append(points[0])
    if len(points) > 1:
        yield points
