"""Rows that a page's end has cut through their figures: 35 is 3 at the foot of a page and 5 at the head of the next."""

from collections.abc import Sequence

from msgspec import structs

from shared.document import Cell
from workers.normalize.entries import ORDINAL, Entry, Numbered

_UNREADABLE = "\ufffd"


def continued(found: Sequence[Numbered], width: int) -> list[Numbered]:
    """Return the entries, those of cut rows in one: their cells put together, or unread where there are no columns."""
    done: list[Numbered] = []
    for index, entry in found:
        above = done[-1] if done else None
        if above and _is_whole(above[1], width) and _is_rest(above[1], entry, width):
            done[-1] = (above[0], _whole(above[1], entry, width))
        else:
            done.append((index, entry))
    return done


def _is_whole(entry: Entry, width: int) -> bool:
    return bool(entry.labels) and sum(1 for cell in entry.values if cell.text.strip()) == width


def _is_rest(above: Entry, entry: Entry, width: int) -> bool:
    """Whether an entry begins a page with some figures, and nothing that a row's label begins with."""
    pages = [each.values[-1].where.page if each.values else None for each in (above, entry)]
    if None in pages or pages[0] == pages[1] or entry.named or not 0 < entry.numbers < width:
        return False
    if entry.labels:
        return ORDINAL.match(entry.labels[0]) is None
    return entry.aligned or entry.numbers > 1  # one alone may be the page's


def _whole(above: Entry, rest: Entry, width: int) -> Entry:
    labels = above.labels + rest.labels
    if not (above.aligned and rest.aligned) or min(len(above.values), len(rest.values)) < width:
        return structs.replace(above, labels=labels, values=tuple(_cut(cell) for cell in above.values))
    pairs = zip(above.values[-width:], rest.values[-width:], strict=True)
    return structs.replace(above, labels=labels, values=tuple(_joined(*pair) for pair in pairs))


def _cut(cell: Cell) -> Cell:
    """Return a cell as unreadable; the row keeps it, or it would take the figures of the next one."""
    return structs.replace(cell, text=cell.text + _UNREADABLE) if cell.text.strip() else cell


def _joined(upper: Cell, lower: Cell) -> Cell:
    return structs.replace(upper, text=f"{upper.text} {lower.text}".strip()) if lower.text.strip() else upper
