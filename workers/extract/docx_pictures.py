"""The pictures of a Word document that are large enough to show a table, as they are shown."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn

from shared.document import Picture, Where
from workers.extract.pictures import BROKEN, ELSEWHERE, LEAST, pictured, size

Element = Any  # lxml ships no types
Part = Any  # of python-docx's package

_EMU = 12_700  # a point
_SCREEN = 0.75  # points a pixel, where nothing says how wide a picture is shown
_SHARE = 100_000  # a whole side of a picture, in `a:srcRect`
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*([\d.]+)\s*(pt|in|px|mm|cm)")
_POINTS = {"pt": 1.0, "in": 72.0, "px": 0.75, "mm": 72 / 25.4, "cm": 72 / 2.54}


def pictures(shown: Iterable[Element], main: Part) -> Iterator[Picture]:
    """Yield pictures by the elements that show them: `pic:blipFill`, or `v:imagedata` of older programs."""
    for element in shown:
        width, crop = _width(element), _crop(element)
        blip = element.find(qn("a:blip"))
        key = element.get(qn("r:id")) if blip is None else blip.get(qn("r:embed")) or blip.get(qn("r:link"))
        relation = main.rels.get(key)
        if relation is None:
            continue
        if relation.is_external:
            if width:
                yield Picture(Where(), b"", width, unread=ELSEWHERE)
            continue
        data = getattr(relation.target_part, "blob", b"")
        pixels = size(data)
        if pixels is None and width >= LEAST[0]:  # metafiles, too
            yield Picture(Where(), b"", width, unread=BROKEN)
        elif pixels and (found := pictured(data, width or _SCREEN * pixels[0], crop)):
            yield found


def _width(element: Element) -> float:
    """Return how wide a picture is shown, in points; 0 where nothing says so."""
    for around in element.iterancestors():
        if around.tag in {qn("wp:inline"), qn("wp:anchor")}:
            extent = around.find(qn("wp:extent"))
            told = "" if extent is None else extent.get("cx", "")
            return int(told) / _EMU if told.isascii() and told.isdigit() else 0.0
        if style := around.get("style"):
            found = _WIDTH.search(style)
            return float(found[1]) * _POINTS[found[2]] if found else 0.0
    return 0.0


def _crop(element: Element) -> tuple[float, float, float, float]:
    """Return the shares of a picture's sides that are not shown."""
    cut = element.find(qn("a:srcRect"))
    told = [] if cut is None else [cut.get(side, "0") for side in "ltrb"]
    left, top, right, bottom = (int(each) / _SHARE if each.isdigit() else 0.0 for each in told or "0000")
    return (left, top, right, bottom) if left + right < 1 and top + bottom < 1 else (0.0, 0.0, 0.0, 0.0)
