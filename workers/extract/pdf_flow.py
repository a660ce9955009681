"""From lines on pages to paragraphs: what every page repeats is dropped, what a line or a page broke is joined."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median, mode

from workers.extract.pdf_figures import LEAST, figures
from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_page import Box, around
from workers.extract.pdf_tables import Frame

_EDGE = 0.15  # of the page's height: headers, footers and page numbers stand there
_OUTERMOST = 2  # lines from the top or the bottom that may be such
_REPEATED = 0.5  # share of pages on which a header stands
_PLACE = 6.0  # points by which a header's place may differ

_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_DASH = r"[—\-–－﹣―─·•_~\s]"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}+{_NUMBER}{_DASH}+|{_DASH}*第\s*{_NUMBER}\s*页(?:\s*[/／,，]?\s*共\s*{_NUMBER}\s*页)?{_DASH}*|"
    rf"{_DASH}*{_NUMBER}\s*[/／]\s*{_NUMBER}{_DASH}*|page\s*\d+(?:\s*of\s*\d+)?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\d{1,3}")

_LONG = 15  # characters of a line that can tell where the margins are
_SLACK = 2.6  # em that a full line may lack: a number or a mark moved to the next one
_INDENT = 1.2  # em
_RESIZED = 1.2  # ratio of sizes that are not one paragraph's
_PARTED = 1.4  # times the usual distance of lines
_SPACED = 1.25  # em between lines that nothing is known of
_CLOSED = "。！？!?；;：:"
_OPENS = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,2}[）)、]|第[一二三四五六七八九十百]{1,3}[章条]|[（(]?\d{1,2}[)）.．、](?!\d)"
)
_HEADING = re.compile(r"[一二三四五六七八九]、")
_NUMBERED = 4  # characters of a heading, its number with it, at least
_TITLE = re.compile(r"[^，,。；;：:《》]{4,60}\d{4}[^，,。；;：:《》]{2,40}(?:年度报告|年报)")  # and no other words
_LETTERS = re.compile("[A-Za-z] [A-Za-z]")


@dataclass
class Sheet:
    """The lines and tables of a page, or of one of its columns, from top to bottom."""

    number: int
    height: float
    items: Sequence[Line | Frame]
    column: int = 0

    @property
    def lines(self) -> list[Line]:
        """The lines outside of tables."""
        return [item for item in self.items if isinstance(item, Line)]


@dataclass
class Prose:
    """A paragraph: its text, and the page and the place where it begins; of a row, the places of its figures."""

    page: int
    text: str
    box: Box
    figures: Sequence[Box] = ()


def flow(sheets: Sequence[Sheet]) -> Iterator[tuple[int, Frame] | Prose]:
    """Yield paragraphs, and tables with their pages, in reading order."""
    sheets = _without_furniture([replace(sheet, items=[*_parted(sheet.items)]) for sheet in sheets])
    margins = {
        column: _Margins([sheet.lines for sheet in sheets if sheet.column == column])
        for column in {sheet.column for sheet in sheets}
    }
    prose: Prose | None = None
    previous: tuple[Sheet, Line] | None = None  # the line that the paragraph ends with, and where it stands
    for sheet in sheets:
        for item in sheet.items:
            goes_on = isinstance(item, Line) and previous and _goes_on(margins, *previous, sheet, item)
            if isinstance(item, Line) and prose and goes_on and not _TITLE.fullmatch(prose.text):
                apart = " " if _LETTERS.fullmatch(f"{prose.text[-1]} {item.text[0]}") else ""
                prose.text += apart + item.text
                if prose.page == sheet.number:
                    prose.box = _union(prose.box, item.box)
                previous = sheet, item
                continue
            if prose:
                yield prose
            prose = previous = None
            if isinstance(item, Line):
                row = [around(figure) for figure in figures(item)] if _is_row(item) else ()
                prose, previous = Prose(sheet.number, item.text, item.box, row), (sheet, item)
            else:
                yield sheet.number, item
    if prose:
        yield prose


class _Margins:
    """Where the lines of a document begin and end, and how far they are apart."""

    def __init__(self, pages: Sequence[Sequence[Line]]) -> None:
        long = [line for lines in pages for line in lines if len(line.text) >= _LONG and not line.gaps]
        ends = sorted(line.box[2] for line in long)
        self._left = mode(round(line.box[0]) for line in long) if long else 0
        self._right = ends[int(0.95 * (len(ends) - 1))] if ends else float("inf")
        distances = [
            below.box[3] - above.box[3] for lines in pages for above, below in pairwise(lines) if _is_near(above, below)
        ]
        self._distance = median(distances) if distances else 0.0
        self._size = median(line.size for line in long) if long else 0.0

    def is_full(self, line: Line) -> bool:
        """Whether a line goes up to the right margin; what begins beyond the middle is a stamp or a date."""
        is_long = line.box[0] <= (self._left + self._right) / 2
        return is_long and line.box[2] >= self._right - _SLACK * line.size

    def is_indented(self, line: Line) -> bool:
        """Whether a line begins a paragraph. The lines of a title are centred."""
        return line.size <= _RESIZED * self._size and line.box[0] > self._left + _INDENT * line.size

    def is_below(self, line: Line, following: Line) -> bool:
        """Whether one line is the next one under another."""
        distance = following.box[3] - line.box[3]
        return 0 < distance <= _PARTED * max(self._distance, _SPACED * max(line.size, following.size))


def _goes_on(margins: Mapping[int, _Margins], sheet: Sheet, line: Line, next_sheet: Sheet, following: Line) -> bool:
    """Whether the sentence of one line goes on in the next one."""
    resized = max(line.size, following.size) > _RESIZED * min(line.size, following.size)
    if resized or any(each.turned or _is_row(each) for each in (line, following)):
        return False
    own = margins[sheet.column]
    if not own.is_full(line) or margins[next_sheet.column].is_indented(following):
        return False
    is_closed = line.text[-1] in _CLOSED
    if sheet is not next_sheet:
        return not is_closed
    return not (is_closed and _OPENS.match(following.text)) and own.is_below(line, following)


def _is_row(line: Line) -> bool:
    """Whether a line is a row of a table without rules: figures in columns, few and far or many and near."""
    return line.text[-1].isdigit() and (bool(line.gaps) or len(figures(line)) >= LEAST)


def _is_near(above: Line, below: Line) -> bool:
    return 0 < below.box[3] - above.box[3] < 3 * below.size


def _without_furniture(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Return the sheets without page numbers, headers and footers."""
    edges = [(place, line, is_top) for place, sheet in enumerate(sheets, 1) for line, is_top in _outermost(sheet)]
    places = Counter(_place(line, is_top) for _, line, is_top in edges)
    repeated = {place for place, count in places.items() if count >= max(2, _REPEATED * len(sheets))}
    # A bare number is a page's number where it grows with the pages, or is the number of an only page.
    offsets = Counter(int(line.text) - place for place, line, _ in edges if _BARE_NUMBER.fullmatch(line.text))
    counted = {offset for offset, count in offsets.items() if count > 1 or (len(sheets) == 1 and offset == 0)}
    dropped = {
        id(line)
        for place, line, is_top in edges
        if _PAGE_NUMBER.fullmatch(line.text)
        or (_BARE_NUMBER.fullmatch(line.text) and int(line.text) - place in counted)
        or _place(line, is_top) in repeated
    }
    return [replace(sheet, items=[item for item in sheet.items if id(item) not in dropped]) for sheet in sheets]


def _parted(items: Iterable[Line | Frame]) -> Iterator[Line | Frame]:
    """Yield lines and tables, headings apart from what stands far to the right of them: a header, a seal's text."""
    for item in items:
        if isinstance(item, Line) and item.gaps and _HEADING.match(item.text) and not _is_row(item):
            end = sum(1 for char in item.chars if char.x0 <= item.gaps[0][0])
            if end > _NUMBERED:
                yield from (*lines(item.chars[:end]), *lines(item.chars[end:]))
                continue
        yield item


def _outermost(sheet: Sheet) -> Iterator[tuple[Line, bool]]:
    """Yield the lines at the edges of a page that no table stands outside of, with whether they are at the top."""
    height = sheet.height
    for item in sheet.items[:_OUTERMOST]:
        if not isinstance(item, Line):
            break
        if item.box[3] < _EDGE * height:
            yield item, True
    for item in sheet.items[: -_OUTERMOST - 1 : -1]:
        if not isinstance(item, Line):
            break
        if item.box[1] > (1 - _EDGE) * height:
            yield item, False


def _place(line: Line, is_top: bool) -> tuple[str, int, bool]:  # noqa: FBT001 - a part of the place
    return re.sub(r"\d+", "#", line.text), round(line.box[1] / _PLACE), is_top


def _union(one: Box, other: Box) -> Box:
    return (min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
