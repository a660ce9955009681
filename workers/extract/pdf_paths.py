"""What is drawn on a page beside its text: ruling lines out of paths and pictures, and how much pictures cover."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, repeat
from typing import Any, NamedTuple

import pypdfium2.raw as api

from shared.errors import Message, Refused
from workers.extract import pdf_calls as calls
from workers.extract.pdf_page import Rule, straight, thin
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
    """An object of a page, by its address."""

    kind: int
    handle: int
    matrix: Matrix


def drawings(page: Any, view: View, number: int) -> tuple[list[Rule], float]:  # noqa: ANN401 - pypdfium2 ships no types
    """Return the lines on a page, and the share of its area that pictures cover (above 1 where they overlap).

    Refused("too-complex"): more than any report draws.
    """
    shapes = list(_shapes(calls.address(page.raw), number))
    paths = [shape.handle for shape in shapes if shape.kind == api.FPDF_PAGEOBJ_PATH]
    _, modes = calls.asked(calls.get_draw_mode, paths, count=len(paths), code="i", fields=2, apart=True)
    drawn = zip(*modes, _segments(paths, number), strict=True)
    rules: list[Rule] = []
    pictured = 0.0
    for shape in shapes:
        if shape.kind == api.FPDF_PAGEOBJ_IMAGE:
            pictured += _picture(shape.matrix, view, rules)
        elif shape.kind == api.FPDF_PAGEOBJ_PATH:
            is_filled, is_stroked, segments = next(drawn)
            if is_stroked:
                rules += _strokes(segments, shape.matrix, view)
            elif is_filled:
                rules += _fills(segments, shape.matrix, view)
    return rules, pictured


def _shapes(page: int, number: int) -> Iterator[_Shape]:
    """Yield every object of a page but text, through forms."""
    seen = 0
    pending: list[tuple[int, Matrix, int]] = [(0, _IDENTITY, 0)]
    while pending:
        form, outer, depth = pending.pop()
        count = calls.count_form_objects(form) if form else calls.count_page_objects(page)
        seen += max(count, 0)
        _bound(seen, _OBJECTS, Message(f"第 {number} 页的绘图对象数", f"objects on page {number}"))
        get, holder = (calls.get_form_object, form) if form else (calls.get_page_object, page)
        handles = list(map(get, repeat(holder), range(count)))
        kinds = list(map(calls.get_object_type, handles))
        drawn = [(kind, handle) for kind, handle in zip(kinds, handles, strict=True) if kind != api.FPDF_PAGEOBJ_TEXT]
        placed, matrices = calls.asked(
            calls.get_object_matrix, (handle for _, handle in drawn), count=len(drawn), code="f", fields=6
        )
        for (kind, handle), is_placed, *own in zip(drawn, placed, *matrices, strict=True):
            if not is_placed:
                continue
            matrix = _product(own, outer)
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


def _picture(matrix: Matrix, view: View, rules: list[Rule]) -> float:
    """Return the share of the page under a picture; a picture as thin as a line is one."""
    a, b, c, d, e, f = matrix
    box = view.box(e, f, a + c + e, b + d + f)
    line = thin(box)
    if line:
        rules.append(line)
        return 0.0
    area = max(0.0, min(box[2], view.width) - max(box[0], 0)) * max(0.0, min(box[3], view.height) - max(box[1], 0))
    return area / max(1.0, view.width * view.height)


def _segments(paths: Sequence[int], number: int) -> Iterator[list[Segment]]:
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


def _fills(segments: Iterable[Segment], matrix: Matrix, view: View) -> Iterator[Rule]:
    """Yield the parts of a path that are filled as thin as lines."""
    for points in _outlines(segments, matrix, view):
        xs, ys = zip(*points, strict=True)
        line = thin((min(xs), min(ys), max(xs), max(ys)))
        if line:
            yield line


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
