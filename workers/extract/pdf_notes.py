"""Marks of notes beside figures in a table without rules: 99 [1] goes on as 99 does."""

import re
from collections.abc import Iterable, Sequence

from workers.extract.pdf_figures import LEAST, figures
from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_page import Char
from workers.extract.pdf_tables import Frame

_MARK = re.compile(r"\[\d{1,2}\]")
_FIGURE = re.compile("[0-9０-９]")
_SMALLER = 0.95  # size of a mark against its line


def unnoted(found: Iterable[Line | Frame]) -> list[Line | Frame]:
    """Return lines and tables, the lines that end in figures without the marks of notes, which are printed smaller."""
    return [_unnoted(item) if isinstance(item, Line) and "[" in item.text else item for item in found]


def _unnoted(line: Line) -> Line:
    own = _without_marks(line)
    if len(own) == len(line.chars) or not own or not _FIGURE.fullmatch(own[-1].text):
        return line
    told = lines(own)[0]
    return told if len(figures(told)) < LEAST else line  # in a row a mark alone tells that its cell holds something


def _without_marks(line: Line) -> Sequence[Char]:
    text = "".join(char.text[:1] or " " for char in line.chars)
    marks = (match.span() for match in _MARK.finditer(text))
    largest = max(char.size for char in line.chars)
    noted = {
        place
        for begin, end in marks
        if all(char.size < _SMALLER * largest for char in line.chars[begin:end])
        for place in range(begin, end)
    }
    return [char for place, char in enumerate(line.chars) if place not in noted]
