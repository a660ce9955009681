"""Sentences cut by the end of a page: its number, on a line of its own, and empty lines stand in the middle of them.

办结申请240          收到申请1           收到申请
5                                     6
件。                 53件。             件9件。      a page number, an empty line, a number of doubtful meaning
"""

import re
from collections.abc import Iterator, Sequence

from shared.document import Where

Line = tuple[str, str, Where]  # in one width, as written, place

_MARKED = re.compile(r"\s*(?:[-—–]+\s*\d{1,3}\s*[-—–]+|第\s*\d{1,3}\s*页(?:\s*,?\s*共\s*\d{1,3}\s*页)?)\s*")
_BARE = re.compile(r"\s*\d{1,3}\s*")
_OPEN = re.compile(r"[^。!?;:\s]\s*$")  # the end of a line that goes on
_DIGIT_LAST = re.compile(r"\d\.?\s*$")
_NUMBER_GOES_ON = re.compile(r"\s*\.?\d*(?:\.\d+)?(?:[年月日%件条宗份次篇人个项元]|万元)")
_MEASURE = re.compile(r"\s*[件条宗份次篇人个项元]")
_DIGIT_FIRST = re.compile(r"\s*\d")
_SHORTEST = 6  # characters of a line of prose


def joined(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines without what the end of a page left between the two halves of a sentence.

    A lone number that may belong to the sentence all the same parts it in two instead, by an empty line.
    """
    held: list[Line] = []  # empty lines and page numbers behind `last`
    last: Line | None = None
    for line in lines:
        if last and (not line[0].strip() or _MARKED.fullmatch(line[0]) or _BARE.fullmatch(line[0])):
            held.append(line)
            continue
        yield from _between(last, held, line) if last and held else held
        yield line
        held, last = [], line
    yield from held


def _between(last: Line, held: list[Line], following: Line) -> list[Line]:
    """Return what is left of the lines between two others."""
    before, behind = last[0], following[0]
    numbers = [line for line in held if line[0].strip()]
    is_cut = len(before.strip()) >= _SHORTEST and _OPEN.search(before) is not None and len(numbers) <= 1
    number_is_cut = bool(_DIGIT_LAST.search(before) and _NUMBER_GOES_ON.match(behind))
    if not is_cut:
        return held
    if not numbers:
        return [] if number_is_cut else held
    if _MARKED.fullmatch(numbers[0][0]):
        return [] if number_is_cut or len(held) == 1 else [line for line in held if line not in numbers]
    if _DIGIT_LAST.search(before) and _DIGIT_FIRST.match(behind):
        number = f" {numbers[0][0].strip()} "  # 1, 2 and 9件 are 19件, 129件 or a page: digits apart are no figure
        return [(number, number, numbers[0][2])]
    if _DIGIT_LAST.search(before) or _DIGIT_FIRST.match(behind):
        return []
    return [("", "", numbers[0][2])] if _MEASURE.match(behind) else held
