"""Characters into lines: what stands on one baseline, with a space wherever two things are visibly apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from operator import attrgetter

from workers.extract.pdf_page import UNKNOWN, Box, Char, around

_SAME_LINE = 0.4  # em between the baselines of one line
_APART = 0.3  # em between numbers or Latin letters that belong to different words
_FAR_APART = 0.9  # em between ideographs: justified text stretches
_STEP = 0.75  # em between the baselines of cells of one row that stand at different heights
_CLEAR = 0.1  # em between characters of such cells
_ALIKE = 0.6  # size of the characters of such cells against each other
_COLUMNS = 2.0  # em between columns
_DOUBLED = 0.15  # em between two prints of one character that make it look bold
_OVER = 0.3  # em between two figures that begin too near each other for both to be read
_COVERED = 0.4  # of the narrower one, by which they overlap then
_RAISED = 0.85  # size of a raised figure against the number it follows: browsers print them large
_SMALL = 0.8  # size of a figure beside a larger one that is no digit of the same number
_LEVEL = 0.1  # em between the baselines of such figures where they are nearly as large
_SHIFT = 0.6  # em by which a raised figure stands above or below its line
_FOLLOWS = 0.5  # em up to a raised figure; what is further off is another column's line
_NOTHING = Char("", 0.0, 0.0, 0.0, 0.0)
_JOINS = frozenset("0123456789０１２３４５６７８９.．,%％+-−－")


@dataclass(frozen=True)
class Line:
    """One line of text with its place on the page."""

    text: str
    box: Box
    size: float
    turned: int = 0
    gaps: tuple[tuple[float, float], ...] = ()  # as between the columns of a table: from where to where
    chars: Sequence[Char] = field(default=(), repr=False, compare=False)  # what is printed, without white space


def lines(chars: Iterable[Char]) -> list[Line]:
    """Return the lines of some characters from top to bottom; turned ones come after upright ones."""
    found = (_line(*_printed(row)) for row in _rows(chars))
    return [line for line in found if line.text]


def texts(chars: Iterable[Char]) -> list[str]:
    """Return what the lines of some characters say."""
    return [text for row in _rows(chars) if (text := _printed(row)[0])]


def words(printed: Sequence[Char]) -> list[list[Char]]:
    """Return what is printed on a line in pieces that are visibly apart."""
    found: list[list[Char]] = []
    for char in printed:
        if found and not _are_apart(found[-1][-1], char):
            found[-1].append(char)
        else:
            found.append([char])
    return found


def _rows(chars: Iterable[Char]) -> Iterator[list[Char]]:
    """Yield the characters that share a baseline, from left to right."""
    for _, group in groupby(sorted(chars, key=attrgetter("turned", "y", "x0")), key=attrgetter("turned")):
        rows: list[list[Char]] = []
        first = _NOTHING
        for char in group:
            apart = char.y - first.y
            if rows and apart <= _SAME_LINE * first.size and apart <= _SAME_LINE * char.size:
                rows[-1].append(char)
            else:
                rows.append([char])
                first = char
        for row in _with_raised(_with_beside(rows)):
            row.sort(key=attrgetter("x0", "x1"))
            yield row


def _with_beside(rows: list[list[Char]]) -> list[list[Char]]:
    """Put rows into the one before that stand beside it, a little lower: cells of one row without borders."""
    merged = rows[:1]
    for row in rows[1:]:
        last = merged[-1]
        apart = row[0].y - last[-1].y
        are_alike = _ALIKE * max(last[0].size, row[0].size) < min(last[0].size, row[0].size)
        if are_alike and apart <= _STEP * last[0].size and apart <= _STEP * row[0].size and _are_beside(last, row):
            last += row
        else:
            merged.append(row)
    return merged


def _are_beside(one: Iterable[Char], other: Iterable[Char]) -> bool:
    """Whether no character of two rows stands over one of the other."""
    spans = sorted((char.x0, char.x1, row, char.size) for row, chars in enumerate((one, other)) for char in chars)
    return all(left[2] == right[2] or right[0] - left[1] > _CLEAR * right[3] for left, right in pairwise(spans))


def _with_raised(rows: list[list[Char]]) -> list[list[Char]]:
    """Put rows of raised or lowered figures into the row they belong to."""
    merged = rows[:1]
    for row in rows[1:]:
        if _is_raised(merged[-1], row):
            merged[-1] += row
        else:
            merged.append(row)
    return merged


def _is_raised(above: list[Char], below: list[Char]) -> bool:
    sizes = [max([char.size for char in row]) for row in (above, below)]
    if min(sizes) >= _RAISED * max(sizes) or below[0].y - above[0].y >= _SHIFT * max(sizes):
        return False
    large = max(sizes)
    places = sorted((char.x0, char.x1, char.size < _RAISED * large) for char in (*above, *below))
    return any(one[2] != other[2] and other[0] - one[1] < _FOLLOWS * large for one, other in pairwise(places))


def _printed(row: list[Char]) -> tuple[str, list[Char]]:
    """Return what a line says, and its characters without those that are white or printed twice."""
    text = ""
    printed: list[Char] = []
    last = before = _NOTHING  # what was printed before a character, and before that
    for char in row:
        shown = char.text
        if shown.isspace():
            text += " "
        elif not ((shown == last.text and _is_on(char, last)) or (shown == before.text and _is_on(char, before))):
            if shown in _JOINS and _is_over(char, last):
                text += UNKNOWN
            elif (
                (char.x0 - last.x1 > _APART * char.size or char.size != last.size)  # few are: most run on
                and last is not _NOTHING
                and not text.endswith(" ")
                and _are_apart(last, char)
            ):
                text += " "
            text += shown
            printed.append(char)
            last, before = char, last
    return " ".join(text.split()), printed


def _line(text: str, printed: Sequence[Char]) -> Line:
    if not printed:
        return Line(text, (0.0, 0.0, 0.0, 0.0), 0.0)
    size = max([char.size for char in printed])
    gaps = [(left.x1, right.x0) for left, right in pairwise(printed) if right.x0 - left.x1 > _COLUMNS * size]
    return Line(text, around(printed), size, printed[0].turned, tuple(gaps), printed)


def _is_on(char: Char, other: Char) -> bool:
    return abs(char.x0 - other.x0) < _DOUBLED * char.size


def _is_over(char: Char, other: Char) -> bool:
    """Whether figures are printed on each other, as a number over one that somebody covered: nobody can tell which."""
    if char.text not in _JOINS or other.text not in _JOINS or char.x0 - other.x0 > _OVER * char.size:
        return False
    return other.x1 - char.x0 > _COVERED * min(char.x1 - char.x0, other.x1 - other.x0)


def _are_apart(left: Char, right: Char) -> bool:
    gap = right.x0 - left.x1
    size = max(left.size, right.size)
    least = min(left.size, right.size)
    is_level = least >= _SMALL * size and abs(left.y - right.y) <= _LEVEL * size
    if least < _RAISED * size and not is_level and left.text in _JOINS and right.text in _JOINS:
        return True
    is_latin = left.text.isascii() and right.text.isascii()
    return gap > (_APART if is_latin else _FAR_APART) * size
