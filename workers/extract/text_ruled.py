"""Tables whose columns stand where lines of dashes show it, as pandoc and others set them in plain text and Markdown.

Two kinds: between two equal lines of dashes, a run of them for each column; and in a grid of `+---+` and `|`, or of the
signs for drawing boxes, where cells may be merged to the right. Wide characters take two places; in the fonts of some
programs the signs of boxes do, too. What does not stand in its column leaves the whole table as it was: a text whose
blanks were trimmed has other places.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby, pairwise

import msgspec

from workers.extract.text_marks import Line

_DASHES = re.compile(r"[ ]*(?:-{2,}|={2,})(?:[ ]{1,2}(?:-{2,}|={2,}))+[ ]*")
_WHOLE = re.compile(r"[ ]*-{5,}[ ]*")  # above the head of a table whose rows take several lines
_GRID = re.compile(r"[ ]*\+(?:[:=-]+\+)+[ ]*")
_BOX = str.maketrans(
    {chr(code): "+" for code in (*range(0x250C, 0x254C), *range(0x2552, 0x256D))}
    | dict.fromkeys("─━═", "-")
    | dict.fromkeys("│┃║", "|")
)
_DRAWN = re.compile("[\u2500-\u256c]")
_IN_GRID = re.compile(r"[ ]*[+|].*[+|][ ]*")
_GAP = re.compile(r"\S {2,}\S")  # where none is, the blanks between cells may be lost
_LONG = "-----"  # no cell is printed so for zero
_LONGEST = 400  # lines of a table
_WIDEST = 5_000  # places of a line
_FIGURE = re.compile(r"^[^\u4e00-\u9fff]*\d[^\u4e00-\u9fff]*$")
_FEW = 6  # edges of a table in which no figure stands for several, such as table two
_WIDE = 2  # places
_RULERS = 4  # of a grid that has one between any two rows

Rows = list[list[Line]]  # the cells of each row, blanks as well


class _Placed(msgspec.Struct, frozen=True):
    """A line with the place of each of its characters."""

    number: int
    text: str
    places: tuple[int, ...]

    def cut(self, begin: int, end: int) -> str:
        """Return the characters that begin in these places."""
        return "".join(
            character for character, place in zip(self.text, self.places, strict=True) if begin <= place < end
        )


def ruled(lines: list[Line]) -> list[Line]:
    """Return lines with a pipe around every cell of such tables, without rulers."""
    done: list[Line] = []
    at = 0
    while at < len(lines):
        end, rows = _table(lines, at)
        if not rows:
            end = max(end, at + 1)
            done += (line for line in lines[at:end] if not _is_ruler(line[1]))
        done += ((row[0][0], f"| {' | '.join(text for _, text in row)} |") for row in rows)
        at = end
    return done


def _is_ruler(text: str) -> bool:
    return len(text) <= _WIDEST and _LONG in text and _DASHES.fullmatch(text) is not None


def _table(lines: Sequence[Line], at: int) -> tuple[int, Rows]:
    """The rows of the table that begins here, with the index behind it; none where it is not read, or none begins."""
    text = lines[at][1]
    if len(text) > _WIDEST:
        return at, []
    if _GRID.fullmatch(text.translate(_BOX)):
        end = at + 1
        while end < len(lines) and end - at < _LONGEST and _IN_GRID.fullmatch(lines[end][1].translate(_BOX)):
            end += 1
        return end, _of_grid(lines[at:end])
    if _DASHES.fullmatch(text):
        return _under_dashes(lines, at, at + 1)
    if _WHOLE.fullmatch(text):
        head = next((i for i in range(at + 1, min(at + 10, len(lines))) if _DASHES.fullmatch(lines[i][1])), 0)
        if head:
            return _under_dashes(lines, head, at + 1)
    return at, []


def _under_dashes(lines: Sequence[Line], ruler: int, first: int) -> tuple[int, Rows]:
    """The rows from the head, where one stands above the ruler, to the next line of dashes."""
    dashes = lines[ruler][1].rstrip()
    spans = [(found.start(), found.end()) for found in re.finditer(r"[-=]+", dashes)]
    closing = (
        i
        for i in range(ruler + 1, min(ruler + _LONGEST, len(lines)))
        if lines[i][1].rstrip() == dashes or (first <= ruler and _WHOLE.fullmatch(lines[i][1]))
    )
    end = next(closing, 0)
    if not end:
        return first, []
    body = [_placed(line) for line in lines[ruler + 1 : end]]
    head = [_placed(line) for line in lines[first:ruler]]
    if not lines[ruler][1].startswith(" ") and not any(line.text.startswith(" ") for line in (*head, *body)):
        return first, []  # the blanks at the beginning of its lines are lost
    if not any(_GAP.search(line.text) for line in (*head, *body)) or not _stand_in([*head, *body], spans):
        return first, []
    several = any(not line.text.strip() for line in body)
    groups = [head] if head else []
    groups += _between_blank_lines(body) if several else [[line] for line in body]
    return end + 1, [[_cell(group, begin, end) for begin, end in spans] for group in groups]


def _between_blank_lines(lines: Sequence[_Placed]) -> list[list[_Placed]]:
    return [list(group) for filled, group in groupby(lines, lambda line: bool(line.text.strip())) if filled]


def _stand_in(lines: Sequence[_Placed], spans: Sequence[tuple[int, int]]) -> bool:
    """Whether no character stands beside the columns, and each column's are of one alignment."""
    for begin, end in zip((0, *(end for _, end in spans)), (*(begin for begin, _ in spans), _WIDEST), strict=True):
        if any(line.cut(begin, end).strip() for line in lines):
            return False
    return all(_is_column(lines, begin, end) for begin, end in spans)


def _is_column(lines: Sequence[_Placed], begin: int, end: int) -> bool:
    """Whether the lines of a column begin, end or have their middle at one place."""
    sides: list[tuple[int, int]] = []
    for line in lines:
        inside = [
            place + at
            for character, place in zip(line.text, line.places, strict=True)
            if begin <= place < end and character != " "
            for at in (0, _width(character))
        ]
        if inside:
            sides.append((inside[0] - begin, end - inside[-1]))
    alignments = (
        all(left == 0 for left, _ in sides),
        all(right == 0 for _, right in sides),
        all(abs(left - right) <= 1 for left, right in sides),
    )
    return any(alignments)


def _cell(lines: Sequence[_Placed], begin: int, end: int) -> Line:
    """The text of a column in the lines of one row; figures on two lines are not joined."""
    text = ""
    number = lines[0].number
    for line in lines:
        piece = line.cut(begin, end).strip()
        if piece and not text:
            number = line.number
        text += (" " if text[-1:].isdigit() and piece[:1].isdigit() else "") + piece
    return number, text


def _of_grid(lines: Sequence[Line]) -> Rows:
    """The rows of a grid; signs of boxes, and others that fonts draw narrow or wide, take one place each, or two."""
    for drawn, unsure in ((1, 1), (1, _WIDE), (_WIDE, _WIDE)):
        if rows := _in_grid([_placed(line, drawn, unsure) for line in lines]):
            return rows
    return []


def _in_grid(lines: Sequence[_Placed]) -> Rows:
    """The rows of a grid, between two of its rulers each; where few rulers stand, a line is a row."""
    rulers = [line for line in lines if _GRID.fullmatch(line.text)]
    edges = sorted({place for line in rulers for place in _marks(line)})
    if not _GRID.fullmatch(lines[-1].text) or not all(_has_edges(line, edges) for line in lines):
        return []
    bands = [list(group) for is_ruler, group in groupby(lines, rulers.__contains__) if not is_ruler]
    if len(rulers) < _RULERS:
        bands = [[line] for band in bands for line in band]
    if any(_marks(line) != _marks(band[0]) for band in bands for line in band):
        return []
    rows = [row for band in bands if (row := _row(band, edges))]
    return rows if len(rows) == len(bands) else []


def _row(band: Sequence[_Placed], edges: Sequence[int]) -> list[Line] | None:
    """The cells of a row; what is merged stands in the first of its columns. None where a figure is some columns'."""
    cells: list[Line] = []
    for begin, end in pairwise(_marks(band[0])):
        cell = _cell(band, begin + 1, end)
        beyond = [(cell[0], "") for edge in edges if begin < edge < end]
        if beyond and _FIGURE.search(cell[1]) and not (len(edges) <= _FEW and end == edges[-1]):
            return None
        cells += [cell, *beyond]
    return cells


def _has_edges(line: _Placed, edges: Sequence[int]) -> bool:
    """Whether the marks of the grid in a line stand at its edges, at the outer ones for certain, and nowhere else."""
    marks = _marks(line)
    return marks[:1] == edges[:1] and marks[-1:] == edges[-1:] and set(marks).issubset(edges)


def _marks(line: _Placed) -> list[int]:
    mark = "+" if _GRID.fullmatch(line.text) else "|"
    return [place for character, place in zip(line.text, line.places, strict=True) if character == mark]


def _placed(line: Line, drawn: int = 1, unsure: int = 1) -> _Placed:
    """A line with signs of boxes as `+`, `-`, `|`, each `drawn` places wide, and others of no sure width `unsure`."""
    number, text = line
    text = text.rstrip()
    places: list[int] = []
    reached = 0
    for character in text:
        places.append(reached)
        reached += drawn if _DRAWN.match(character) else _width(character, unsure)
    return _Placed(number, text.translate(_BOX), tuple(places))


def _width(character: str, unsure: int = 1) -> int:
    if unicodedata.combining(character):
        return 0
    width = unicodedata.east_asian_width(character)
    return unsure if width == "A" else _WIDE if width in "WF" else 1
