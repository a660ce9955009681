"""One copy of a form's table as it was found, and the column headings by which its lines are told."""

from collections.abc import Iterable
from functools import cache
from itertools import pairwise

import msgspec

from shared.form import FormTable
from shared.report import MISSING, State, Value
from workers.normalize.entries import Entry
from workers.normalize.labels import bare, is_made_of

CORNERS = frozenset({"信息内容", "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和"})  # over the row labels
_GAP = 6  # blocks between two rows: a page number, headings once more, a rest of a label


class Fit(msgspec.Struct, frozen=True):
    """One copy of a form's table found in a document: values by key, and what was left over.

    `first` and `last` are the indices of the entries it spans, -1 where nothing was found; `blocks` those of the
    document's blocks that went into it.
    """

    cells: dict[str, Value]
    headings: dict[str, Value] = {}
    extra: tuple[Value, ...] = ()
    unmapped_rows: tuple[str, ...] = ()
    first: int = -1
    last: int = -1
    blocks: frozenset[int] = frozenset()

    @property
    def mapped(self) -> int:
        """How many of the table's cells were found."""
        return sum(1 for cell in self.cells.values() if cell.state is not State.MISSING)

    @property
    def read(self) -> int:
        """How many were found and are no riddle."""
        return sum(1 for cell in self.cells.values() if cell.state not in {State.MISSING, State.TEXT})


def missing(table: FormTable) -> dict[str, Value]:
    """Every cell of a table, none of them found."""
    return dict.fromkeys((cell.key for cell in table.cells), MISSING)


def blocks_of(found: Iterable[Entry]) -> frozenset[int]:
    """The blocks of some entries, and what lies in a gap of a page break between two of them.

    An entry cut out of cells that stand one a line has taken all of their lines.
    """
    lines = (
        range(entry.block, entry.last_block + 1) if entry.stacked else (entry.block, entry.last_block)
        for entry in found
    )
    blocks = sorted({block for each in lines for block in each if block >= 0})
    gaps = (range(a, b) for a, b in pairwise(blocks) if b - a <= _GAP)
    return frozenset(blocks).union(*gaps)


@cache
def headers(table: FormTable) -> frozenset[str]:
    """The column headings and block titles of a table, without ordinals."""
    titles = [title for row in table.rows for title in row.block.split("|")]
    labels = [label for cell in table.cells for label in cell.labels]
    return frozenset(bare(label) for label in (*labels, *titles) if label) | CORNERS


def is_header(entry: Entry, known: frozenset[str]) -> bool:
    """A line of column headings, which a page break may repeat between any two rows."""
    if entry.numbers or not entry.labels:
        return False
    behind = (cell.text for cell in entry.values if cell.text.strip())  # 其他 is a row's label too
    hits = sum(bare(text) in known for text in (*entry.labels, *behind))
    return hits > 1 or (hits == 0 and all(is_made_of(label, known) for label in entry.labels))
