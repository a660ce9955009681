"""What a tool has put before every line of a plain text: a bullet, a mark of quotation, the number of the line."""

import re
from itertools import pairwise

from workers.extract.text_marks import Line

_MARKED = re.compile(r"[ ]{0,4}([-*+>•·●#]|//)(?:[ \u3000](.*)|)")
_NUMBERED = re.compile(r"[ ]{0,8}(\d{1,6})(?:[:.|、] |[\t :|]|$)(.*)")
_LEAST = 10  # lines that show it
_STEP = 3  # from number to number: blank lines are left out
_SELDOM = 10  # lines, of which one may lack it


def unprefixed(lines: list[Line]) -> list[Line]:
    """Return lines without what (nearly) each of them begins with and what is therefore no content."""
    filled = [text for _, text in lines if text.strip()]
    return _without_mark(lines, filled) or _without_number(lines, filled) or lines


def _without_mark(lines: list[Line], filled: list[str]) -> list[Line]:
    marked = [_MARKED.fullmatch(text) for text in filled]
    mark = next((each[1] for each in marked if each), "")
    own = [each for each in marked if each and each[1] == mark]
    with_text = sum(1 for each in own if (each[2] or "").strip())
    if with_text < _LEAST or with_text * 2 < len(filled) or (len(filled) - len(own)) * _SELDOM > len(filled):
        return []
    done: list[Line] = []
    for number, text in lines:
        found = _MARKED.fullmatch(text)
        done.append((number, (found[2] or "") if found and found[1] == mark else text))
    return done


def _without_number(lines: list[Line], filled: list[str]) -> list[Line]:
    """Lines whose numbers go up by one from line to line, blank ones counted or not."""
    found = [_NUMBERED.fullmatch(text) for text in filled]
    numbers = [int(each[1]) for each in found if each]
    steps = sum(1 for one, other in pairwise(numbers) if 0 < other - one <= _STEP)
    if steps < _LEAST or (len(filled) - 1 - steps) * _SELDOM > len(filled):
        return []
    done: list[Line] = []
    for number, text in lines:
        each = _NUMBERED.fullmatch(text)
        done.append((number, each[2] if each else text))
    return done
