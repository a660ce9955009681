"""What a tool has put before every line of a plain text: a bullet, a mark of quotation, a number."""

import re
from itertools import pairwise

from workers.extract.text_marks import Line

_MARKED = re.compile(r"[ ]{0,4}([-*+>•·●#]|//)(?:[ \u3000](.*)|)")
_NUMBERED = re.compile(r"[ ]{0,8}(\d{1,6})(?:[:.|、] |[\t :|]|$)(.*)")
_APART = (",", "\t", "|")
_COLUMNS = 3  # whose numbers stand above a table
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


def without_index(lines: list[Line]) -> list[Line]:
    """Return lines without the numbers of columns and rows, from 0, that a program has put around its tables."""
    done: list[Line] = []
    mark, row = "", 0
    for at, (number, text) in enumerate(lines):
        head = next((each for each in _APART if _is_head(lines[at : at + 2], each)), "")
        if head:
            mark, row = head, 0
            continue
        first, *fields = _fields(text, mark) if mark else [""]
        if first.strip() == str(row):
            done.append((number, mark.join(fields)))
            row += 1
            continue
        mark = mark if not text.strip() else ""
        done.append((number, text))
    return done


def _is_head(lines: list[Line], mark: str) -> bool:
    """Whether the first of two lines is the numbers of columns, and the second a row with its own."""
    first, *fields = _fields(lines[0][1], mark)
    numbers = [field.strip() for field in fields]
    is_numbers = len(numbers) >= _COLUMNS and not first.strip() and numbers == [str(at) for at in range(len(numbers))]
    return is_numbers and len(lines) > 1 and _fields(lines[1][1], mark)[0].strip() == "0"


def _fields(text: str, mark: str) -> list[str]:
    """The fields of a row; a frame of pipes is none."""
    own = text.strip()
    return (own[1:-1] if mark == own[:1] == own[-1:] == "|" else text).split(mark)
