"""A second reading of single cells of a PDF file, to tell a publisher's mistake from a reader's.

Nothing of the first reading is used but the places of its cells: pdfminer parses the page, pdfplumber finds the grid,
whole words are held against the ruled lines. What is struck through or leans is left out, and what PDFium says
nobody sees.
"""

import io
import logging
import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, groupby
from statistics import mode
from typing import Any

import pdfplumber

from shared.document import Where
from shared.report import Difference, SecondReading, Value
from workers.extract.pdf_hidden import Hidden, hidden
from workers.extract.pdf_page import Box

_APART = 0.2  # em between words
_BORDER = 0.15  # of a character's width, by which a border must run inside a word
_OVER = 0.5  # of a character, under which another one may lie: italics, kerning
_STRUCK = 0.25  # of a character's height, by which a line through it may miss its middle
_SAME = 0.25  # of a character's width, by which both readings may differ on where its middle is
_LEAN = 5.0  # degrees by which text may
_DIRECTIONS = {  # of characters and of lines, by how text is turned counter-clockwise
    90: {"char_dir_rotated": "btt", "line_dir_rotated": "ltr"},
    180: {"char_dir": "rtl", "line_dir": "btt"},
    270: {"char_dir_rotated": "ttb", "line_dir_rotated": "rtl"},
}
_SPACE = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it wonders at shows in its reading

Item = dict[str, Any]  # pdfplumber's notion of a character or a word


def read_again(data: bytes, cells: Mapping[str, Value]) -> SecondReading:
    """Read cells that were read before, given by key, once more; those without a place on a page are left out."""
    placed = [(value.where.page, key, value) for key, value in cells.items() if value.where.page and value.where.bbox]
    placed.sort(key=lambda entry: entry[0] or 0)
    found: dict[str, Difference | None] = {}
    try:
        with pdfplumber.open(io.BytesIO(data)) as document:
            unseen = hidden(data, {page for page, _, _ in placed if page})
            for number, group in groupby(placed, key=lambda entry: entry[0] or 0):
                page = _Page(document.pages[number - 1], unseen[number])
                found |= {key: page.difference(value) for _, key, value in group}
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - whatever a parser makes of a damaged file, it confirms nothing
        for _, key, value in placed:
            found.setdefault(key, Difference(value.raw, None, "unreadable"))
    confirmed = tuple(key for key in cells if key in found and found[key] is None)
    return SecondReading(confirmed, {key: each for key in cells if (each := found.get(key)) is not None})


class _Page:
    """A page as pdfplumber reads it. `unseen` are characters that nobody sees."""

    def __init__(self, page: Any, unseen: Iterable[Hidden]) -> None:  # noqa: ANN401 - ships no types
        self._shift = page.cropbox[0], page.cropbox[1]
        self._unseen = sorted((top + self._shift[1], left + self._shift[0], text) for left, top, text in unseen)
        self._cells: list[Box] = [cell for table in page.find_tables() for cell in table.cells]
        sides = {round(side) for cell in self._cells for side in (cell[1], cell[3])}
        lines = ((edge["top"], edge["x0"], edge["x1"]) for edge in page.horizontal_edges)
        self._strokes = [line for line in lines if sides.isdisjoint(range(int(line[0]) - 2, int(line[0]) + 4))]
        shown = page.dedupe_chars().filter(self._shows)
        turned = mode(map(_turned, shown.chars)) if shown.chars else 0
        self._words = shown.extract_words(x_tolerance_ratio=_APART, return_chars=True, **_DIRECTIONS.get(turned, {}))
        page.close()

    def difference(self, value: Value) -> Difference | None:
        """Return in what the page differs from a cell that was read on it; None if in nothing."""
        cell = self._cell(_box(value.where))
        words = [word for word in self._words if _is_in(_middle(word), cell)]
        touching = [word for word in self._words if _crosses(word, cell) and any(map(str.isdigit, word["text"]))]
        text = " ".join(word["text"] for word in words)
        if touching:
            return Difference(value.raw, None, "crosses-a-line")
        if _solid(text) != _solid(value.raw):
            is_unseen = any(_is_in((left, top), cell) for top, left, _ in self._unseen)
            return Difference(value.raw, text, "not-visible" if is_unseen else "reads-differently")
        if _overlap(words) or any(_overlap(word["chars"]) for word in words):
            return Difference(value.raw, None, "overlapping")
        return None

    def _shows(self, item: Item) -> bool:
        """Whether an object of the page is no character that nobody sees, that is struck through, or that leans."""
        if item["object_type"] != "char":
            return True
        if _leans(item):
            return False
        x, y = _middle(item)
        if any(abs(y - at) < _STRUCK * item["height"] and begin <= x <= end for at, begin, end in self._strokes):
            return False
        first, last = bisect_left(self._unseen, (item["top"],)), bisect_right(self._unseen, (item["bottom"], math.inf))
        return not any(
            abs(x - left) <= _SAME * item["width"] and _may_be(item["text"], text)
            for _, left, text in self._unseen[first:last]
        )

    def _cell(self, own: Box) -> Box:
        """Return pdfplumber's cell at the place of one; where its grid has none, the place itself."""
        x, y = self._shift
        box = (own[0] + x, own[1] + y, own[2] + x, own[3] + y)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        around = [cell for cell in self._cells if _is_in(middle, cell)]
        return min(around, key=lambda cell: (cell[2] - cell[0]) * (cell[3] - cell[1]), default=box)


def _box(where: Where) -> Box:
    return where.bbox or (0.0, 0.0, 0.0, 0.0)


def _turned(char: Item) -> int:
    return round(_degrees(char) / 90) * 90 % 360


def _may_be(told: str, text: str) -> bool:
    """Whether two parsers may mean the same character: what was corrected stands where the new number does."""
    return told == text or not (told.isdecimal() and text.isdecimal())


def _leans(char: Item) -> bool:
    """Whether a character is one of a watermark or of a seal, which run in other directions than a page's text."""
    return abs(_degrees(char) - round(_degrees(char) / 90) * 90) > _LEAN


def _degrees(char: Item) -> float:
    a, b = char["matrix"][:2]
    return math.degrees(math.atan2(b, a))


def _middle(item: Item) -> tuple[float, float]:
    return (item["x0"] + item["x1"]) / 2, (item["top"] + item["bottom"]) / 2


def _is_in(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _crosses(word: Item, cell: Box) -> bool:
    """Whether a side of the cell runs through one of the word's characters, or between two of them."""
    x, y = _middle(word)
    margin = _BORDER * min(char["width"] for char in word["chars"])
    across = any(word["x0"] + margin < side < word["x1"] - margin for side in (cell[0], cell[2]))
    along = any(word["top"] + margin < side < word["bottom"] - margin for side in (cell[1], cell[3]))
    if word["upright"]:
        return across and cell[1] <= y <= cell[3]
    return along and cell[0] <= x <= cell[2]


def _overlap(items: Sequence[Item]) -> bool:
    """Whether one of some characters or words lies over another one."""
    return any(
        _common(one, other, "x0", "x1") > _OVER and _common(one, other, "top", "bottom") > _OVER
        for one, other in combinations(items, 2)
    )


def _common(one: Item, other: Item, begin: str, end: str) -> float:
    """Return the share of the lesser extent that two have in common."""
    least = min(one[end] - one[begin], other[end] - other[begin])
    common = min(one[end], other[end]) - max(one[begin], other[begin])
    return float(common / least) if least > 0 else 0.0


def _solid(text: str) -> str:
    """Without spaces that part no numbers, and in the characters that a keyboard has."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).strip()
