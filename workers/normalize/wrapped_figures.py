"""Figures that a line's end or a blank has cut: 646 and 6 below it.

In rows of few columns no sum guards them; in others a sum that fails tells that what stands below may be theirs.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shared.document import Cell
from shared.report import State, Value
from workers.normalize.align import Match
from workers.normalize.cells import adds_up
from workers.normalize.entries import Entry
from workers.normalize.sums import Identities
from workers.normalize.values import is_value

_LINES = 8  # one in so many rows may have its figure on a line of its own where all others stand behind their labels
_BELOW = 3  # rows with their figures below a blank cell, more than pages' numbers stand in a table
_SUMMED = 4  # cells of a row from which on it has a sum of its own
_COUNTED = 5  # rows that nobody numbers by chance
_LONGEST = 3  # digits of a row's number
_FIGURES = re.compile(r"\s*\d[\d.．]*\s*")
_DECIMALS = re.compile(r"\s*[.．]\s*\d+\s*")  # no value, and so taken for a label
_BEGUN = re.compile(r"\d\s*[.．]\s*$")  # at the end of a label: the digits before a point
_DIGIT = re.compile("[1-9]")


def unfinished(matches: Sequence[Match], found: Sequence[Entry], identities: Identities) -> dict[str, Value]:
    """The cells of rows whose figures may go on in the next line or behind a blank, as unread."""
    unread = {
        cell.key: Value(None, State.TEXT, value.text, value.where)
        for match, behind in zip(matches, _behind(matches, found), strict=True)
        if behind and _may_go_on(match, found[match.last], behind, identities)
        for cell, value in zip(match.row.cells, match.entry.values, strict=True)
    }
    numbered = _are_numbered(found)
    stacked = [match.entry.stacked for match in matches if match.entry.values]
    lent = [_is_lent(found[match.first : match.last + 1]) for match in matches]
    are_below = lent.count(True) >= _BELOW  # that is how the text prints its rows
    are_in_lines = stacked.count(True) * _LINES < len(stacked)  # a label alone: the figure below it may be a page's
    for match, is_blank in zip(matches, lent, strict=True):
        entry = match.entry
        if not 0 < len(match.row.cells) < _SUMMED or not entry.values or entry.aligned:
            continue
        behind = found[match.last + 1] if match.last + 1 < len(found) and not numbered else None
        rest = _rest(found[match.last], entry.values, behind) if behind else ""
        is_lent = (is_blank and not are_below) or (entry.stacked and are_in_lines)
        if rest or _is_parted(entry) or is_lent:
            raw = " ".join([*(cell.text for cell in entry.values), rest]).strip()
            value = Value(None, State.TEXT, raw, entry.values[0].where)
            unread |= {cell.key: value for cell in match.row.cells}
    return unread


def _behind(matches: Sequence[Match], found: Sequence[Entry]) -> Iterator[Entry | None]:
    """Yield what stands behind each row, where that is no row."""
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.first if following else len(found)
        yield found[match.last + 1] if match.last + 1 < end else None


def _may_go_on(match: Match, last: Entry, behind: Entry, identities: Identities) -> bool:
    """Whether a whole row of a text does not add up, and figures stand on the line below, fewer and no page's."""
    row, values = match.row, match.entry.values
    if match.entry.aligned or not _SUMMED <= len(row.cells) == match.entry.numbers == len(values):
        return False
    is_near = behind.block - max(last.block, last.last_block) <= 1
    are_figures = 0 < behind.numbers < len(values) and bool(behind.labels or behind.numbers > 1)
    return is_near and are_figures and not adds_up(row, values, identities)


def _are_numbered(found: Sequence[Entry]) -> bool:
    """Whether the numbers that stand alone on their lines count the rows: 1, 2, 3, few of them elsewhere."""
    alone = [entry.values[0].text.strip() for entry in found if not entry.labels and len(entry.values) == 1]
    if len(alone) < _COUNTED or not all(text.isdecimal() and len(text) <= _LONGEST for text in alone):
        return False
    steps = [later - earlier for earlier, later in pairwise(map(int, alone))]
    return min(steps) > 0 and steps.count(1) * 4 >= len(steps) * 3


def _rest(last: Entry, values: Sequence[Cell], behind: Entry) -> str:
    """What stands first on the next line without a label, where it is a number, and the row's end is one."""
    if behind.block - max(last.block, last.last_block) > 1:
        return ""
    if len(behind.labels) == 1 and _DECIMALS.fullmatch(behind.labels[0]):
        return behind.labels[0].strip()
    ends = [cell.text for cell in values if cell.text.strip()]
    is_next = not behind.labels and behind.values and is_value(behind.values[0].text)
    return behind.values[0].text.strip() if is_next and ends and _FIGURES.fullmatch(ends[-1]) else ""


def _is_lent(pieces: Sequence[Entry]) -> bool:
    """Whether a row prints its cell, a blank one, and a figure that stands alone on the next line was taken for it."""
    first = pieces[0]
    return bool(first.labels) and bool(first.values) and not first.numbers and any(each.numbers for each in pieces[1:])


def _is_parted(entry: Entry) -> bool:
    """Whether a row's figure has its beginning in the label, 5109. 63, or is digits that blanks have parted, 1 1."""
    if entry.labels and _BEGUN.search(entry.labels[-1]):
        return True
    texts = [cell.text for cell in entry.values if cell.text.strip()]
    is_line = all(cell.where.line is not None and cell.where.table is None for cell in entry.values)
    return is_line and len(texts) > 1 and len(set(texts)) == 1 and _DIGIT.fullmatch(texts[0]) is not None
