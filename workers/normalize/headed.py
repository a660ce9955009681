"""Rows of a text that stand under headings in as many cells: blanks that show in both are in their columns."""

from collections.abc import Sequence

from msgspec import structs

from shared.form import FormRow
from workers.normalize.entries import Entry
from workers.normalize.fitted import is_header
from workers.normalize.labels import bare

_HEADING = "第二十条"  # of the blocks of table 二
_NEAR = 12  # entries between a row and the headings above it


def under_headings(row: FormRow, entry: Entry, above: Sequence[Entry]) -> Entry:
    """Return a row as one with columns where the headings above it name all of the form's, each over a cell.

    `above` are lines of headings, the innermost last. Lines of another block, or of a text with more or fewer cells,
    tell nothing; nor does a row with figures outside of those columns, or with a further heading: two lines in one.
    """
    if entry.stacked or entry.apart or entry.doubtful:
        return entry
    named: dict[int, str] = {}
    for head in above:
        alike = (entry.aligned and head.aligned) or (_length(head) == _length(entry) and not head.stacked)
        if head.block == entry.block and alike:
            named |= _named(head)
    leaves = [bare(cell.labels[-1]) if cell.labels else "" for cell in row.cells]
    places = [column for column in named if [named.get(column + i) for i in range(len(leaves))] == leaves]
    own = range(places[0], places[0] + len(leaves)) if len(places) == 1 else range(0)
    values = tuple(cell for cell in entry.values if cell.column in own)
    printed = [cell for cell in entry.values if cell.text.strip()]
    if not printed or len(values) != len(leaves) or not all(cell.column in own for cell in printed):
        return entry
    corners = [text for column, text in named.items() if column < own.start]
    if len(entry.labels) == 1 and len(set(corners)) < len(corners):
        return entry  # the heading of the labels stands there twice, and the row's label once
    if any(cell.text.startswith(_HEADING) for cell in printed):
        return entry
    return structs.replace(entry, values=values, aligned=True)


def keeps_blanks(entry: Entry) -> bool:
    """Whether a row has a blank before a figure of its own."""
    texts = [cell.text.strip() for cell in entry.values]
    return any(not text and any(texts[i:]) for i, text in enumerate(texts))


def lines_above(found: Sequence[Entry], place: int, known: frozenset[str]) -> Sequence[Entry]:
    """Return the lines of headings that follow each other above an entry, and above the rows before it."""
    end = place
    while end > max(0, place - _NEAR) and not is_header(found[end - 1], known):
        end -= 1
    begin = end
    while begin > max(0, end - _NEAR) and is_header(found[begin - 1], known):
        begin -= 1
    return found[begin:end]


def _named(head: Entry) -> dict[int, str]:
    """The headings of a line by the column that each stands in."""
    labels = zip(head.columns, head.labels, strict=False)
    behind = ((cell.column, cell.text) for cell in head.values)
    return {column: bare(text) for column, text in (*labels, *behind) if text.strip()}


def _length(entry: Entry) -> int:
    return entry.depth + len(entry.values)
