"""Labels of groups in a table without rules: words that stand beside the rows' own labels, on the same lines.

（三）不予公开, broken into a narrow column of its own, runs along the labels of its rows: 予公 2.其他法律 is no label.
Where the numbers of rows stand below each other a column begins; what stands left of it is told before the table.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from workers.extract.pdf_figures import Row, ending_in_figures, label, rows
from workers.extract.pdf_lines import Line, lines
from workers.extract.pdf_page import Char, around
from workers.extract.pdf_tables import Frame

_ORDINALS = (
    re.compile(r"[（(][一二三四五六七八九十][）)]|[㈠-㈩]"),
    re.compile(r"\d[.．、]"),
)  # of rows, from the left
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]{1,2}[）)、]|[㈠-㈩]|\d{1,2}[.．、]")
_ROWS = 3  # of a table with groups
_BELOW = 2  # numbers of rows below each other
_EXACT = 0.5  # points within which things begin at one place
_GAP = 0.5  # points between columns, at least
_WIDER = 1.5  # times the gaps between characters that are spaced
_LABEL = 4  # lines of a label

Item = Line | Frame


def ungrouped(found: Sequence[Item]) -> Sequence[Item]:
    """Return lines and tables, the words of groups apart from the rows beside them: each column's as one line."""
    complete = _commonest(rows(ending_in_figures(item for item in found if isinstance(item, Line))))
    own = {id(row.line) for row in complete}
    places = [place for place, item in enumerate(found) if id(item) in own]
    if len(places) < _ROWS:
        return found
    begin = _beginning(found, places[0])
    table = range(max(0, places[0] - _LABEL), min(len(found), places[-1] + _LABEL))
    edges = list(_edges(item for item in found[places[0] : places[-1] + 1] if isinstance(item, Line)))
    if not edges:
        return found
    groups: list[list[Char]] = [[] for _ in edges]
    told = [_own(item, edges, groups) if place in table else (item,) for place, item in enumerate(found)]
    told.insert(begin, [_line(group) for group in groups if group])
    return list(chain.from_iterable(told))


def _commonest(complete: Iterable[Row]) -> list[Row]:
    """Return the rows of the table that has most."""
    found = list(complete)
    widths = Counter(len(row.figures) for row in found).most_common(1)
    return [row for row in found if len(row.figures) == widths[0][0]]


def _edges(table: Iterable[Line]) -> Iterator[float]:
    """Yield where columns of labels begin: at the numbers of several rows."""
    labels = [label(line) for line in table]
    for ordinal in _ORDINALS:
        begun = [
            each[place.start()].x0
            for each in labels
            for place in ordinal.finditer("".join(char.text[:1] for char in each))
        ]
        counts = Counter(round(x / _EXACT) for x in begun)
        if counts and (common := counts.most_common(1)[0])[1] >= _BELOW:
            yield min(x for x in begun if abs(x / _EXACT - common[0]) <= 1)


def _own(item: Item, edges: Sequence[float], groups: Sequence[list[Char]]) -> Sequence[Item]:
    """Return what is left of a line without the words of groups, which are added to their columns'."""
    if not isinstance(item, Line):
        return [item]
    own = label(item)
    left = 0
    for edge, group in zip(edges, groups, strict=True):
        end = next((i for i, char in enumerate(own) if char.x0 >= edge - _EXACT), len(own))
        if left < end and _is_group(own[left:end], own[end:], edge, has_figures=len(own) < len(item.chars)):
            group.extend(own[left:end])
            left = end
    return lines(item.chars[left:]) if left else [item]


def _is_group(words: Sequence[Char], rest: Sequence[Char], edge: float, *, has_figures: bool) -> bool:
    """Whether words stand in a column of their own, beside a row's label or, in its middle, its figures."""
    if words[-1].x1 > edge + _EXACT:
        return False
    begins, is_numbered = (_ORDINAL.match("".join(char.text for char in part)) for part in (rest, words))
    if not rest:
        return has_figures and not is_numbered
    gap = rest[0].x0 - words[-1].x1
    if begins and abs(rest[0].x0 - edge) <= _EXACT:
        return True
    inner = [right.x0 - left.x1 for part in (words, rest) for left, right in pairwise(part)]
    return gap >= _GAP + _WIDER * max([0.0, *inner])


def _beginning(found: Sequence[Item], first: int) -> int:
    """Return where the label of a table's first row begins: it may have lines above the one with its figures."""
    for place in range(first, max(-1, first - _LABEL), -1):
        item = found[place]
        if isinstance(item, Line) and _ORDINAL.match(item.text):
            return place
    return first


def _line(group: Sequence[Char]) -> Line:
    text = "".join(char.text for char in group)
    return Line(text, around(group), max(char.size for char in group), chars=group)
