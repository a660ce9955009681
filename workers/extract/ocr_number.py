"""Whether a line that was recognized as a number is that number: what the ink itself says of it.

The network reads well and is sometimes sure of what is not there: a digit doubled or left out, a comma for a point.
So the marks of ink are counted beside it, and every digit must be sure.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from workers.extract.ocr_lines import Mark, Stretch
from workers.extract.ocr_model import Glyph
from workers.extract.pdf_page import UNKNOWN

if TYPE_CHECKING:
    from workers.extract.ocr_bitmap import Grey

_SURE = 0.9  # confidence of a digit that is believed
_FLAT, _THIN = 2.5, 2.0  # times its height that a dash is wide, and points that it is high
_FULL = 0.6  # of the highest mark: a digit is as high, a point or a comma is not
_NARROW, _BROAD = 0.3, 0.9  # of its height, that a digit is wide at least, and from where a mark may be two digits
_TOUCH = 0.12  # of the highest mark, between pieces of one digit
_LEANS = 0.15  # of its height, by which the upper third of a stroke stands to the right of the lower
_LINE = 0.1  # of its height, that a 1 is broad: less is a line's rest
_STROKE, _DRIFT = 0.45, 0.12  # of its height, that the stroke of a 1 is broad at most, and moves to a side
_APART = 1.0  # times their height between digits of two numbers
_CLOSE, _EVEN = 1.05, 1.25  # times their height between the middles of digits without a blank, and of even ones
_PLUS = 0.85  # of the highest mark: no plus is as high as a digit
_ENDLESS = " .．,，、·'`"  # at the end of a number
_NUMERIC = re.compile(r"[\d.,，．、:·'`\-—–－+＋/~%]*[一—]?")
_WIDE = dict(zip(",:;?!()", "，：；？！（）", strict=True))
_DOUBT = Glyph(UNKNOWN, 0.0, 1.0)
_UNITS = {"仟": "件", "↑": "个"}  # what the unit of a row is taken for when it stands alone
IDEOGRAPHS = "\u2e80"  # begin here
_DIGIT = re.compile(r"[0-9０-９]")
_PAGE = re.compile(r"[一—–―-]?\s*\d{1,3}\s*[一—–―-]?")  # the number of a page, between dashes
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?|[-/]")
_STAINED = re.compile(  # a number beside one or two signs that are no words: what a seal or a streak was taken for
    r"[\d,，]+(?:[.．]\d+)?(?![件条次个份项篇人户元万宗起])[^\d.．、,，（(]{1,2}[—–-]?|[^\d增减加少共（(+\-]{1,2}(?<![.．、])[\d,，]+"
)
_PARTED = re.compile(r"[.．·,，] +\d")
_AMBIGUOUS = re.compile(r"[.．·]\d{3}(?!\d)")  # a decimal point, or a comma between thousands


def doubted(glyphs: Sequence[Glyph], stretch: Stretch, scale: float, *, in_cell: bool) -> list[Glyph]:
    """Return the characters of a line; where digits are in doubt with U+FFFD."""
    glyphs = _widened(glyphs)
    text = "".join(glyph.text for glyph in glyphs)
    if not in_cell:
        is_page = _PAGE.fullmatch(text)
        return [Glyph("—", 1.0, glyph.at) if is_page and glyph.text == "一" else _told(glyph) for glyph in glyphs]
    if all(mark.width >= _FLAT * mark.height and mark.height <= _THIN * scale for mark in stretch.marks):
        return [Glyph("—", 1.0, 0.5)]
    if text in _UNITS:
        return [Glyph(_UNITS[text], 1.0, 0.5)]
    if _NUMERIC.fullmatch(text.replace(" ", "")):
        number = _bare(glyphs)
        if not _is_sure(number, stretch) or _PARTED.search(text):
            return [*glyphs, _DOUBT]
        return [glyph for glyph in number if glyph.text.strip()] if _is_one(number, stretch) else number
    is_worded = any(glyph.text > IDEOGRAPHS for glyph in glyphs) and not _STAINED.fullmatch(text.replace(" ", ""))
    return [_told(glyph) for glyph in glyphs] if is_worded else [*glyphs, _DOUBT]


def _bare(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters of a number without a point that nothing follows: dirt."""
    number = list(glyphs)
    while len(number) > 1 and number[-1].text in _ENDLESS and any(_DIGIT.fullmatch(glyph.text) for glyph in number):
        number.pop()
    return number


def _is_one(glyphs: Sequence[Glyph], stretch: Stretch) -> bool:
    """Whether the marks of a number stand so close, or so evenly, that white space between its digits is none."""
    full, _ = _sorted(stretch, glyphs)
    places = [mark.middle[0] for mark in full]
    tallest = max(mark.height for mark in stretch.marks)
    if len(full) != sum(bool(_DIGIT.fullmatch(glyph.text)) for glyph in glyphs):
        return False
    apart = [after - before for before, after in pairwise(places)]
    is_even = len(apart) > 1 and max(apart) <= _EVEN * min(apart)
    return is_even or all(each <= _CLOSE * tallest for each in apart)


def _sorted(stretch: Stretch, glyphs: Sequence[Glyph]) -> tuple[list[Mark], list[Mark]]:
    """Return the marks that are as high as digits, and the others; a plus that was read is one of those."""
    tallest = max(mark.height for mark in stretch.marks)
    columns = _columns(stretch.marks, _TOUCH * tallest)
    full = [mark for mark in columns if mark.height >= _FULL * tallest]
    if glyphs[0].text in "+＋" and len(full) > 1 and full[0].height < _PLUS * tallest:
        full = full[1:]
    return full, [mark for mark in columns if mark not in full]


def _is_sure(glyphs: Sequence[Glyph], stretch: Stretch) -> bool:
    """Whether what was read as a number is one beyond doubt."""
    shown = [glyph for glyph in glyphs if glyph.text.strip()]
    text = "".join(glyph.text for glyph in shown)
    if not shown or min(glyph.sure for glyph in shown) < _SURE or not _NUMBER.fullmatch(text):
        return False
    tallest = max(mark.height for mark in stretch.marks)
    full, small = _sorted(stretch, shown)
    digits = sum(bool(_DIGIT.fullmatch(glyph.text)) or glyph.text == "/" for glyph in shown)
    return (
        len(full) <= digits <= sum(map(_most, full))
        and _says(small, full, tallest) <= len(shown) - digits
        and not _AMBIGUOUS.search(text)
        and all(right.x0 - left.x1 <= _APART * tallest for left, right in pairwise(full))
    )


def is_upright(ink: "Grey") -> bool:
    """Whether the ink of one character may be a 1: one stroke without a gap, narrow and straight in its middle.

    What is left of a broken 2, 4 or 7 is none, though the network may be sure of it.
    """
    height = ink.shape[0]
    rows, columns = ink.nonzero()
    inked = set(rows.tolist())
    if not inked or len(inked) <= max(inked) - min(inked) or np.ptp(columns) + 1 < _LINE * height:
        return False
    some = {row: columns[rows == row] for row in inked if height // 4 <= row < height - height // 4}
    middles = [(int(each.min()) + int(each.max())) / 2 for each in some.values()]
    # Its flag and its foot are broader, and reach into the upper and the lower third.
    inner = [each for row, each in some.items() if height // 3 <= row < height - height // 3]
    broadest = max((int(np.ptp(each)) + 1 for each in inner), default=0)
    drift = max(middles, default=0.0) - min(middles, default=0.0)
    return bool(broadest <= _STROKE * height and drift <= _DRIFT * height)


def leans(ink: "Grey") -> bool:
    """Whether the ink of one character is a stroke that leans as `/` does: the network takes it for a 1."""
    rows, columns = ink.nonzero()
    if not len(rows):
        return False
    height = ink.shape[0]
    upper, lower = columns[rows < height / 3], columns[rows >= height * 2 / 3]
    return bool(len(upper) and len(lower) and upper.mean() - lower.mean() > _LEANS * height)


def _widened(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters with the punctuation of Chinese, where one stands at its side: the network mixes both."""
    found = list(glyphs)
    for index, glyph in enumerate(found):
        beside = found[max(0, index - 1) : index + 2]
        if glyph.text in _WIDE and any(other.text > IDEOGRAPHS for other in beside):
            found[index] = glyph._replace(text=_WIDE[glyph.text])
    return found


def _told(glyph: Glyph) -> Glyph:
    return glyph._replace(text=UNKNOWN) if _DIGIT.fullmatch(glyph.text) and glyph.sure < _SURE else glyph


def _columns(some: Sequence[Mark], touch: float) -> list[Mark]:
    """Join marks above each other, and small ones that touch: a broken digit is one."""
    found: list[Mark] = []
    for mark in sorted(some):
        last = found[-1] if found else None
        least = min(mark.width, last.width) if last else 0
        is_rest = last is not None and least <= 2 * touch and mark.x0 - last.x1 < touch
        if last and (min(mark.x1, last.x1) - max(mark.x0, last.x0) > least / 2 or is_rest):
            found[-1] = Mark(
                min(mark.x0, last.x0), min(mark.top, last.top), max(mark.x1, last.x1), max(mark.bottom, last.bottom)
            )
        else:
            found.append(mark)
    return found


def _most(mark: Mark) -> int:
    """How many digits a mark may be: some touch."""
    ratio = mark.width / max(1, mark.height)
    return 1 if ratio < _BROAD else int(ratio / _NARROW)


def _says(small: Sequence[Mark], full: Sequence[Mark], tallest: int) -> int:
    """How many small marks would change the number: points and commas between digits, a stroke before them."""
    if not full:
        return len(small)
    count = 0
    for mark in small:
        x, y = mark.middle
        low = y > full[0].bottom - tallest / 3
        between = full[0].x1 < x < full[-1].x0
        before = full[0].x0 - tallest < x < full[0].x0
        is_level = abs(y - (full[0].top + full[0].bottom) / 2) < tallest / 4
        is_stroke = is_level and mark.width > 1.5 * mark.height  # dirt is as high as wide
        count += (between and low) or (before and is_stroke)
    return count


def solid(text: str) -> str:
    """Return text in one width and without white space, so that two readings of it can be compared."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
