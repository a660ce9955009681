"""What is drawn on a page: ruling lines out of paths and pictures, how much pictures cover, which texts there are."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as api

from shared.errors import Message, Refused
from workers.extract import pdf_calls as calls
from workers.extract.pdf_calls import Handle
from workers.extract.pdf_clips import printable
from workers.extract.pdf_dots import dotted
from workers.extract.pdf_page import THIN, Box, Rule, Shown, straight, thin
from workers.extract.pdf_view import View

_OBJECTS = 200_000  # of one page: a report has some thousands
_SEGMENTS = 500_000  # of one page's paths: with all its letters drawn as outlines it would have a tenth
_AT_ONCE = 10_000  # segments that are asked for together, unless one path has more
_DEEP = 12  # forms inside forms

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Segment = tuple[int, int, float, float]  # kind, whether it closes its part, where it ends
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


class _Shape(NamedTuple):
    """An object of a page."""

    kind: int
    handle: Handle
    matrix: Matrix


class Drawings(NamedTuple):
    """What is drawn on a page: its lines, the share of it that pictures cover (above 1 where they overlap), its texts.

    `areas` are pictures and what is filled, with the boxes around them. `moved`: where the page has the forms that some
    texts stand in, by the text's address. `area`: what they are cut to, where anything reaches beyond it.
    """

    rules: list[Rule]
    pictured: float
    texts: list[Handle]
    areas: list[tuple[Handle, Box]]
    pictures: list[Shown]
    moved: dict[int | None, Matrix]
    area: Box | None


def drawings(page: Any, view: View, number: int) -> Drawings:  # noqa: ANN401 - pypdfium2 ships no types
    """Return what is drawn on a page. Refused("too-complex"): more than any report draws."""
    texts: list[Handle] = []
    moved: dict[int | None, Matrix] = {}
    shapes = list(_shapes(page.raw, number, texts, moved))
    paths = [shape.handle for shape in shapes if shape.kind == api.FPDF_PAGEOBJ_PATH]
    _, modes = calls.asked(calls.get_draw_mode, paths, count=len(paths), code="i", fields=2, apart=True)
    drawn = zip(*modes, _segments(paths, number), strict=True)
    rules: list[Rule] = []
    areas: list[tuple[Handle, Box]] = []
    pictures: list[Shown] = []
    dots: list[Box] = []
    pictured = 0.0
    for shape in shapes:
        if shape.kind == api.FPDF_PAGEOBJ_IMAGE:
            boxes = [_picture(shape.matrix, view)]
            is_filled, is_stroked = True, False
            pictured += _share(boxes[0], view)
            pictures.append(Shown(boxes[0], _pixels(shape.handle)))
        elif shape.kind == api.FPDF_PAGEOBJ_PATH:
            is_filled, is_stroked, segments = next(drawn)
            if is_stroked:
                rules += _strokes(segments, shape.matrix, view)
            boxes = list(_boxes(segments, shape.matrix, view)) if is_filled else []
        else:
            continue
        for box in boxes:
            line = thin(box)
            if line is None and max(box[2] - box[0], box[3] - box[1]) <= THIN:
                dots.append(box)
            elif line is None:
                areas.append((shape.handle, box))
            elif not is_stroked:
                rules.append(line)
    rules += dotted(dots)
    return Drawings(rules, pictured, texts, areas, pictures, moved, printable([*texts, *paths], view))


def _shapes(
    page: Any,  # noqa: ANN401 - as above
    number: int,
    texts: list[Handle],
    moved: dict[int | None, Matrix],
) -> Iterator[_Shape]:
    """Yield every object of a page but texts, through forms; those are added to `texts`, and to `moved`."""
    seen = 0
    pending: list[tuple[Handle | None, Matrix, int]] = [(None, _IDENTITY, 0)]
    while pending:
        form, outer, depth = pending.pop()
        count = calls.count_form_objects(form) if form else calls.count_page_objects(page)
        seen += max(count, 0)
        _bound(seen, _OBJECTS, Message(f"第 {number} 页的绘图对象数", f"objects on page {number}"))
        get, holder = (calls.get_form_object, form) if form else (calls.get_page_object, page)
        handles = list(map(get, repeat(holder), range(count)))
        kinds = list(map(calls.get_object_type, handles))
        own_texts = [handle for kind, handle in zip(kinds, handles, strict=True) if kind == api.FPDF_PAGEOBJ_TEXT]
        texts += own_texts
        if outer != _IDENTITY:
            moved.update((handle.value, outer) for handle in own_texts)
        drawn = [(kind, handle) for kind, handle in zip(kinds, handles, strict=True) if kind != api.FPDF_PAGEOBJ_TEXT]
        placed, matrices = calls.asked(
            calls.get_object_matrix, (handle for _, handle in drawn), count=len(drawn), code="f", fields=6
        )
        for (kind, handle), is_placed, own in zip(drawn, placed, zip(*matrices, strict=True), strict=True):
            if not is_placed:
                continue
            matrix = own if outer == _IDENTITY else _product(own, outer)
            if kind != api.FPDF_PAGEOBJ_FORM:
                yield _Shape(kind, handle, matrix)
            elif depth < _DEEP:
                pending.append((handle, matrix, depth + 1))


def _bound(count: int, limit: int, what: Message) -> None:
    if count > limit:
        raise Refused("too-complex", what=what, count=count, limit=limit)


def _product(inner: Sequence[float], outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, l = outer  # noqa: E741 - the letters of ISO 32000
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


def _picture(matrix: Matrix, view: View) -> Box:
    a, b, c, d, e, f = matrix
    return view.box(e, f, a + c + e, b + d + f)


def _pixels(picture: Handle) -> int:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    api.FPDFImageObj_GetImagePixelSize(ctypes.cast(picture, api.FPDF_PAGEOBJECT), width, height)
    return width.value


def _share(box: Box, view: View) -> float:
    """Return the share of the page under a picture; one as thin as a line covers nothing."""
    if thin(box):
        return 0.0
    area = max(0.0, min(box[2], view.width) - max(box[0], 0)) * max(0.0, min(box[3], view.height) - max(box[1], 0))
    return area / max(1.0, view.width * view.height)


def _segments(paths: Sequence[Handle], number: int) -> Iterator[list[Segment]]:
    """Yield the segments of each path."""
    counts = [max(0, count) for count in map(calls.count_segments, paths)]
    _bound(sum(counts), _SEGMENTS, Message(f"第 {number} 页的路径线段数", f"path segments on page {number}"))
    begin = 0
    while begin < len(paths):
        end, count = begin + 1, counts[begin]
        while end < len(paths) and count + counts[end] <= _AT_ONCE:
            count += counts[end]
            end += 1
        group = zip(paths[begin:end], counts[begin:end], strict=True)
        handles = [each for path, own in group for each in map(calls.get_segment, repeat(path), range(own))]
        _, points = calls.asked(calls.get_segment_point, handles, count=count, code="f", fields=2, apart=True)
        kinds, closes = map(calls.get_segment_type, handles), map(calls.get_segment_close, handles)
        segments = zip(kinds, closes, *points, strict=True)
        yield from (list(islice(segments, own)) for own in counts[begin:end])
        begin = end


def _strokes(segments: Iterable[Segment], matrix: Matrix, view: View) -> Iterator[Rule]:
    """Yield the straight lines of a path that is stroked."""
    for points in _outlines(segments, matrix, view):
        for (x0, y0), (x1, y1) in pairwise(points):
            line = straight(x0, y0, x1, y1)
            if line:
                yield line


def _boxes(segments: Iterable[Segment], matrix: Matrix, view: View) -> Iterator[Box]:
    """Yield the boxes around the parts of a path that is filled."""
    for points in _outlines(segments, matrix, view):
        xs, ys = zip(*points, strict=True)
        yield min(xs), min(ys), max(xs), max(ys)


def _outlines(segments: Iterable[Segment], matrix: Matrix, view: View) -> Iterator[list[Point]]:
    """Yield the corners of each part of a path; parts with curves are broken at the curves."""
    a, b, c, d, e, f = matrix
    is_upright, left, top = not view.rotation, view.left, view.top
    points: list[Point] = []
    for kind, closes, x, y in segments:
        if kind != api.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        across, up = a * x + c * y + e, b * x + d * y + f
        points.append((across - left, top - up) if is_upright else view.point(across, up))
        if closes:
            points.append(points[0])
    if len(points) > 1:
        yield points
