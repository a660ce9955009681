"""Rows that split a row of the form into parts: none of them is the row, which is the one that is called its total."""

from collections.abc import Sequence

from shared.report import State, Value
from workers.normalize.align import Match
from workers.normalize.entries import Entry
from workers.normalize.labels import SHORT, bare, is_whole

_NOUN = 5  # last letters of a label that its parts have too: 政府规范性文件, 部门规范性文件


def parts(matches: Sequence[Match], found: Sequence[Entry]) -> dict[str, Value]:
    """The cells of rows for which a part was taken, as unread: other parts stand next to it, and no total."""
    unread: dict[str, Value] = {}
    taken = {i for match in matches for i in range(match.first, match.last + 1)}
    for match in matches:
        label = bare(match.row.labels[-1]) if match.row.labels else ""
        own = match.entry.leaf
        if len(label) <= SHORT or is_whole(own, label) or label not in own:
            continue
        beside = [found[i] for i in (match.first - 1, match.last + 1) if 0 <= i < len(found) and i not in taken]
        if any(_is_part(entry, label) and entry.leaf != own for entry in beside):
            raw = " ".join([*match.entry.labels, *(cell.text for cell in match.entry.values)])
            value = Value(None, State.TEXT, raw, match.entry.values[0].where)
            unread |= {cell.key: value for cell in match.row.cells}
    return unread


def _is_part(entry: Entry, label: str) -> bool:
    """Whether an entry has figures, and a label that holds the end of the form's with something around it."""
    return entry.numbers > 0 and label[-_NOUN:] in entry.leaf and not entry.named
