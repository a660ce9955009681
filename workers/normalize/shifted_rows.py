"""Rows of a text whose figures may be their neighbours': figures of nobody on one side, a row without any on the other.

Only where label and figures stand on lines of their own, and so for rows that do; sums are the same whichever of the
rows is which.
"""

from collections.abc import Iterator, Sequence

from shared.form import FormTable
from workers.normalize.align import Match
from workers.normalize.entries import Entry
from workers.normalize.labels import canonical


def shifted(table: FormTable, matches: Sequence[Match], found: Sequence[Entry]) -> Iterator[Match]:
    """Yield the rows in a run between figures that are nobody's and a row that has none, in either order."""
    order = {row.key: at for at, row in enumerate(table.rows)}
    open_: tuple[bool, int] | None = None  # what waits for its other half: figures or a label, and behind which row
    for at, (above, below) in enumerate(zip(matches, [*matches[1:], None], strict=True), 1):
        end, behind = (below.first, order[below.row.key]) if below else (above.last + 2, len(table.rows))
        if not _is_joined(above):
            open_ = None
        lines = _are_too_many(above) + sum(_are_nobodys(table, entry) for entry in found[above.last + 1 : end])
        labels = sum(bool(row.cells) for row in table.rows[order[above.row.key] + 1 : behind])
        if lines == labels:  # one may be the other's
            continue
        figures = lines > labels
        if open_ is None or open_[0] == figures:
            open_ = figures, at
        else:
            yield from matches[open_[1] : at]
            open_ = None


def _is_joined(match: Match) -> bool:
    """Whether the figures of a row are from another line than its label."""
    entry = match.entry
    return not entry.aligned and (match.first < match.last or entry.apart or entry.doubtful)


def _are_too_many(match: Match) -> bool:
    """Whether a row, whose end no line shows, has figures for two."""
    return match.entry.stacked and len(match.entry.filled) >= 2 * len(match.row.cells)


def _are_nobodys(table: FormTable, entry: Entry) -> bool:
    """Whether an entry is a row of figures with no label, or with a piece of its group's before them."""
    width = min(len(row.cells) for row in table.rows if row.cells)
    if not entry.numbers == len(entry.values) == width > 1:
        return False
    label = canonical("".join(entry.labels))
    return not label or any(label in canonical("".join(row.labels[:-1])) for row in table.rows)
