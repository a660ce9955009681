"""What stands on a page of an OFD file (GB/T 33190-2016): characters on their baselines, ruling lines out of paths.

What nobody sees is left out: invisible, transparent or white text, and what leans, as watermarks do.
"""

import math
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from workers.extract.ofd_numbers import deltas, numbers, outlines
from workers.extract.pdf_page import Char, Page, Rule, character, page_to_upright, straight, thin

_KINDS = frozenset({"TextObject", "PathObject", "ImageObject"})
_POINTS = 72 / 25.4  # in a millimetre
_LEAN = 5.0  # degrees by which text may lean
_HALF = 0.5  # em: the width of a letter or a digit where the next one's place does not tell it
_WIDER = 1.3  # times its own width: what follows further off stands apart
_WHITE = ("255 255 255", "#FF #FF #FF", "#ff #ff #ff")
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Element = Any  # of lxml, which ships no types
Point = tuple[float, float]


class Frame(NamedTuple):
    """The paper: where it begins and how large it is, in millimetres."""

    left: float
    top: float
    width: float
    height: float

    def point(self, x: float, y: float) -> Point:
        """Return a place on the page, in points."""
        return (x - self.left) * _POINTS, (y - self.top) * _POINTS


class _Placed(NamedTuple):
    """Where an object stands: its own coordinates are transformed and moved to its boundary."""

    matrix: Sequence[float]
    left: float
    top: float
    width: float
    height: float

    def point(self, x: float, y: float) -> Point:
        """Return a place on the paper, in millimetres."""
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e + self.left, b * x + d * y + f + self.top


def objects(content: Element) -> list[Element]:
    """Return the texts, paths and pictures of a page's content, in the order in which they are drawn."""
    return [each for each in content.iter("{*}*") if _name(each) in _KINDS]


def placed(found: Iterable[Element], number: int, frame: Frame) -> Page:
    """Put objects on a page. What has no place, or none that can be read, is left out."""
    chars: list[Char] = []
    rules: list[Rule] = []
    pictured = 0.0
    for each in found:
        place = _place(each)
        if place is None or each.get("Visible") == "false" or each.get("Alpha") == "0":
            continue
        if _name(each) == "TextObject":
            chars += _chars(each, place, frame)
        elif _name(each) == "PathObject":
            rules += _rules(each, place, frame)
        else:
            pictured += place.width * place.height / (frame.width * frame.height)
    width, height = frame.width * _POINTS, frame.height * _POINTS
    return Page(number, width, height, chars, rules, min(1.0, pictured))


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _place(element: Element) -> _Placed | None:
    boundary, matrix = numbers(element.get("Boundary")), numbers(element.get("CTM"))
    if len(boundary) != 4:  # noqa: PLR2004 - left, top, width, height
        return None
    return _Placed(matrix if len(matrix) == len(_IDENTITY) else _IDENTITY, *boundary)


def _chars(text: Element, place: _Placed, frame: Frame) -> Iterator[Char]:
    """Yield the characters of a text, unless it leans or is not seen."""
    size, scale = (numbers(text.get(name)) for name in ("Size", "HScale"))
    turned = _turned(place.matrix, numbers(text.get("CharDirection")))
    if not size or turned is None or not _is_seen(text):
        return
    a, b, c, d = place.matrix[:4]
    height = size[0] * math.hypot(c, d) * _POINTS
    wide = size[0] * (scale[0] if scale else 1.0)
    em = wide * math.hypot(a, b) * _POINTS
    begin = (0.0, 0.0)
    for code in text.iter("{*}TextCode"):
        shown = (code.text or "").strip("\r\n\t")  # of a file that somebody has laid out
        begin = (*numbers(code.get("X")), begin[0])[0], (*numbers(code.get("Y")), begin[1])[0]  # or as before
        places = _starts(code, shown, begin, wide)
        starts = [page_to_upright(*frame.point(*place.point(x, y)), turned) for x, y in places]
        for letter, start, following in zip(shown, starts, [*starts[1:], None], strict=False):
            own = em if unicodedata.east_asian_width(letter) in "WF" else em * _HALF
            step = following[0] - start[0] if following else own
            width = step if 0 < step <= _WIDER * own else own
            if not letter.isspace():
                yield Char(character(ord(letter)), start[0], start[0] + width, start[1], height, turned)


def _starts(code: Element, shown: str, begin: Point, em: float) -> Iterator[Point]:
    """Yield where each character of a text code begins, in the object's own coordinates."""
    x, y = begin
    across, down = (deltas(code.get(name), len(shown) - 1) for name in ("DeltaX", "DeltaY"))
    for index, letter in enumerate(shown):
        yield x, y
        if across or down:
            x += across[index] if index < len(across) else 0.0
            y += down[index] if index < len(down) else 0.0
        else:
            x += em if unicodedata.east_asian_width(letter) in "WF" else em * _HALF


def _turned(matrix: Sequence[float], direction: Sequence[float]) -> int | None:
    """Return by how many degrees counter-clockwise text stands; None where it leans. The paper's y grows downwards."""
    degrees = -math.degrees(math.atan2(matrix[1], matrix[0])) - (direction[0] if direction else 0.0)
    turned = round(degrees / 90) * 90
    return turned % 360 if abs(degrees - turned) <= _LEAN else None


def _is_seen(element: Element) -> bool:
    """Whether a text is drawn in anything but white."""
    is_filled, is_stroked = element.get("Fill") != "false", element.get("Stroke") == "true"
    color = element.find("{*}FillColor")
    is_white = color is not None and color.get("Value", "").strip() in _WHITE
    is_clear = color is not None and color.get("Alpha") == "0"
    return is_stroked or (is_filled and not is_white and not is_clear)


def _rules(path: Element, place: _Placed, frame: Frame) -> Iterator[Rule]:
    """Yield the straight lines of a path, or those that its thin rectangles look like where it is filled alone."""
    data = path.find("{*}AbbreviatedData")
    for points in outlines(data.text or "") if data is not None else ():
        corners = [frame.point(*place.point(x, y)) for x, y in points]
        if path.get("Stroke") != "false":
            for (x0, y0), (x1, y1) in pairwise(corners):
                if line := straight(x0, y0, x1, y1):
                    yield line
        elif path.get("Fill") == "true":
            xs, ys = zip(*corners, strict=True)
            if line := thin((min(xs), min(ys), max(xs), max(ys))):
                yield line
