"""Figures that a line's end has cut, in the rows of table 二, which no sum guards: 646 and, on the next line, 6."""

import re
from collections.abc import Sequence

from shared.report import State, Value
from workers.normalize.align import Match
from workers.normalize.entries import Entry

_SUMMED = 4  # cells of a row from which on it has a sum of its own
_FIGURES = re.compile(r"\s*\d[\d.．]*\s*")


def unfinished(matches: Sequence[Match], found: Sequence[Entry]) -> dict[str, Value]:
    """The cells of rows whose last figure may go on in the next line, as unread."""
    unread: dict[str, Value] = {}
    for match in matches:
        entry = match.entry
        if not 0 < len(match.row.cells) < _SUMMED or not entry.values or entry.aligned:
            continue
        behind = found[match.last + 1] if match.last + 1 < len(found) else None
        rest = _rest(entry, behind) if behind else ""
        if rest:
            raw = " ".join([*(cell.text for cell in entry.values), rest])
            value = Value(None, State.TEXT, raw, entry.values[0].where)
            unread |= {cell.key: value for cell in match.row.cells}
    return unread


def _rest(entry: Entry, behind: Entry) -> str:
    """What stands first on the next line without a label, where it is a number, and the row's end is one."""
    ends = [cell.text for cell in entry.values if cell.text.strip()]
    is_next = not behind.labels and behind.values and behind.block - entry.last_block <= 1
    if not is_next or not ends or not _FIGURES.fullmatch(ends[-1]) or not _FIGURES.fullmatch(behind.values[0].text):
        return ""
    return behind.values[0].text.strip()
