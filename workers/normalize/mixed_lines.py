"""Lines of a text in another order than on the page: headings beside what stands below them, figures without a label.

Programs that take the text of a page by its blocks or columns write so. Where no sum tells whose the figures are,
nobody knows.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from workers.normalize.align import Match
from workers.normalize.entries import Entry


def are_mixed(aligned: Sequence[Match], found: Sequence[Entry], share: float) -> bool:
    """Whether a text has labels without figures in a table, and elsewhere in it figures too many.

    `share` of its rows, and more, must be labels alone.
    """
    taken = {at for match in aligned for at in range(match.first, match.last + 1)}
    rows = [match for match in aligned if match.row.cells and not match.entry.aligned]
    lacking = sum(not match.entry.values for match in rows)
    too_many = any(match.entry.stacked and len(match.entry.filled) > len(match.row.cells) for match in rows)
    strays = (
        entry for at, entry in enumerate(found[: aligned[-1].last + 2]) if at > aligned[0].first and at not in taken
    )
    return lacking > share * len(aligned) and (too_many or any(each.numbers and not each.aligned for each in strays))


def between_labels(aligned: Sequence[Match]) -> Iterator[Match]:
    """Yield the rows of a text whose figures stand on a line between their label and another: they may be either's."""
    for match, below in pairwise(aligned):
        parted = (
            not match.entry.aligned and match.first < match.last and len(match.entry.values) == len(match.row.cells)
        )
        if parted and not below.entry.values and below.first == match.last + 1 and not below.entry.aligned:
            yield match


def are_joined(match: Match) -> bool:
    """Whether the figures of a row may stand on another line than its label."""
    entry = match.entry
    return not entry.aligned and (entry.stacked or match.first < match.last or entry.apart or entry.doubtful)


def are_parted(names: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether headings that stand beside each other on the page are on several lines, and not one on each.

    Their order is that of the lines then, and none of the columns'. Names and lines are canonical letters.
    """
    held = [sum(name in line for name in names) for line in lines]
    return max(held, default=0) > 1 and sum(each > 0 for each in held) > 1


def are_beside(titles: Sequence[str], names: Sequence[str], lines: Sequence[str]) -> bool:
    """Whether a title stands on one line with headings that are below it on the page, and others on more lines."""
    held = [(any(title in line for title in titles), any(name in line for name in names)) for line in lines]
    return (True, True) in held and sum(map(any, held)) > 1
