"""Figures that a line break has parted from their row, and rows that stand apart from all their figures."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise, takewhile

from msgspec import structs

from shared.form import FormRow, FormTable, Identity, forms
from workers.normalize.entries import ORDINAL, Entry, Numbered
from workers.normalize.fitted import headers
from workers.normalize.label_halves import whole_rows
from workers.normalize.labels import bare

_OVERLAP = 0.2  # of a line's height, by which the next one may overlap it
_RUN = 2  # labels, or lines of figures, from which they stand apart


def rejoined(table: FormTable, found: Sequence[Numbered]) -> list[Numbered]:
    """Return the entries with a row's figures from the next line behind its own, and apart ones marked so.

    Labels in one run and figures in the next belong together in their order when there are as many; only sums can
    confirm it. When there are not, nobody knows whose the figures are.
    """
    widths = {len(row.cells) for row in table.rows if row.cells}
    enough = 1 if len(widths) == 1 else _RUN
    known = _labels(table)
    found = _without_groups(_led_by_figures(table, found, known), known)
    if len(widths) == 1:
        found = whole_rows(found, known, min(widths))
    headings = {bare("".join(row.labels)) for row in table.rows if not row.cells}
    done: list[Numbered] = []
    at = 0
    while at < len(found):
        labels = list(takewhile(lambda each: _is_label(each[1], known - headings), found[at:]))
        figures = list(takewhile(lambda each: _is_figures(each[1]), found[at + len(labels) :]))
        if len(labels) >= _RUN and len(figures) >= _RUN:
            done += _paired(labels, figures)
            at += len(labels) + len(figures)
            continue
        if len(widths) == 1 and len(labels) == 1 and len(figures) >= _RUN and figures[0][1].numbers < min(widths):
            done += _gathered(done, labels[0], figures, min(widths))
            at += 1 + len(figures)
            continue
        done += labels[:-1] if figures else labels
        at += len(labels[:-1] if figures else labels)
        if at == len(found):
            break
        index, entry = found[at]
        at += 1
        if len(labels) >= enough and entry.stacked:
            entry = structs.replace(entry, doubtful=True)
        pieces = list(takewhile(lambda each: _is_figures(each[1]), found[at:])) if len(widths) == 1 else []
        if pieces and _is_anybodys(labels, done, entry, pieces, min(widths)):
            waiting = 1 if not labels and done and _is_short(done[-1][1], min(widths)) else len(labels)
            done[len(done) - waiting :] = _dealt([*done[len(done) - waiting :], (index, entry)], pieces, min(widths))
            at += len(pieces)
            continue
        if len(widths) == 1:
            entry, at = _with_rest(entry, found, at, min(widths))
        if at < len(found) and _may_be_cut(entry, found[at][1], max(widths)):
            entry = structs.replace(entry, doubtful=True)
        done.append((index, entry))
    return done


@cache
def _labels(table: FormTable) -> frozenset[str]:
    """The labels of a table's rows in every edition, each with its groups before it and without."""
    editions = [each for form in forms().values() for each in form.tables if each.key == table.key]
    rows = [row for each in (table, *editions) for row in each.rows]
    return frozenset(bare("".join(row.labels[start:])) for row in rows for start in range(len(row.labels)))


def _led_by_figures(table: FormTable, found: Sequence[Numbered], known: frozenset[str]) -> list[Numbered]:
    """Rows of one figure each under a heading that has one itself: there figures stand before their labels."""
    done: list[Numbered] = []
    is_led = False
    for index, entry in found:
        if entry.leaf not in known:
            is_led = entry.stacked and entry.numbers > 0 and entry.leaf in headers(table)
        elif is_led:
            entry = structs.replace(entry, values=(), apart=True)  # noqa: PLW2901 - the same entry without its figures
        done.append((index, entry))
    return done


def _without_groups(found: Sequence[Numbered], known: frozenset[str]) -> list[Numbered]:
    """Labels without what their group's label has left on their line, where figures or another label stand below.

    （四）无法 2.没有现成信息需要另行制作 is the row's label, and 提供 below the figures the rest of the group's.
    """
    done: list[Numbered] = []
    for (index, entry), behind in zip(found, [*(each for _, each in found[1:]), None], strict=False):
        own = _behind_group(entry, known) if behind and (_is_figures(behind) or _is_label(behind, known)) else ""
        done.append((index, structs.replace(entry, labels=(own,), named=True) if own else entry))
    return done


def _behind_group(entry: Entry, known: frozenset[str]) -> str:
    """The row's label at the end of a line that holds nothing else but a group's; nothing where there is none."""
    if entry.aligned or entry.values or not entry.labels or entry.leaf in known:
        return ""
    parts = entry.labels[-1].split()
    ends = (" ".join(parts[first:]) for first in range(1, len(parts)) if ORDINAL.match(parts[first]))
    return next((end for end in ends if bare(end) in known), "")


def _paired(labels: Sequence[Numbered], figures: Sequence[Numbered]) -> list[Numbered]:
    if len(labels) != len(figures):
        return [(index, structs.replace(label, apart=True)) for index, label in labels]
    pairs = zip(labels, figures, strict=True)
    return [
        (index, structs.replace(label, values=row.values, last_block=row.last_block, apart=True))
        for (index, label), (_, row) in pairs
    ]


def _is_label(entry: Entry, known: frozenset[str]) -> bool:
    return not entry.aligned and not entry.values and entry.leaf in known


def _is_figures(entry: Entry) -> bool:
    return not entry.aligned and not entry.labels and entry.numbers > 0


def _is_anybodys(
    labels: Sequence[Numbered], done: Sequence[Numbered], entry: Entry, pieces: Sequence[Numbered], width: int
) -> bool:
    """Whether the figures below a row may be another's: a row before waits for figures too, or there are too many."""
    if entry.aligned or not entry.labels or not 0 < entry.numbers <= width:
        return False
    if labels or (done and _is_short(done[-1][1], width)):
        return True
    total = entry.numbers
    return entry.numbers < width < total + sum(each.numbers for _, each in pieces)


def _gathered(done: Sequence[Numbered], label: Numbered, figures: Sequence[Numbered], width: int) -> list[Numbered]:
    """A label with its figures from the lines below it, where they are as many as it needs and nobody else's."""
    index, entry = label
    values = tuple(cell for _, each in figures for cell in each.values)
    are_mixed = any(_are_of_two_kinds(above, below) for (_, above), (_, below) in pairwise(figures))
    if are_mixed or len(values) != width or (done and _is_short(done[-1][1], width)):
        return [(index, structs.replace(entry, apart=True))]
    return [(index, structs.replace(entry, values=values, last_block=figures[-1][1].last_block, doubtful=True))]


def _is_short(entry: Entry, width: int) -> bool:
    return not entry.aligned and bool(entry.labels) and 0 < entry.numbers < width


def _dealt(rows: Sequence[Numbered], pieces: Sequence[Numbered], width: int) -> list[Numbered]:
    """Rows that wait for figures, with those below dealt out in order where there are enough for each; else unread."""
    *waiting, last = rows
    values = [cell for _, each in (last, *pieces) for cell in each.values]
    is_even = not any(each.values for _, each in waiting) and len(values) == width * len(rows)
    return [
        (
            index,
            structs.replace(each, values=tuple(values[width * i : width * (i + 1)]) if is_even else (), apart=True),
        )
        for i, (index, each) in enumerate(rows)
    ]


def _goes_on(entry: Entry, following: Entry, width: int) -> bool:
    """Whether a row has too few figures, and the next line some more.

    On a page, what stands beside them at nearly their height is no next line: nobody knows their order then.
    """
    if entry.aligned or not 0 < entry.numbers < width or not _is_figures(following):
        return False
    above, below = entry.values[-1].where, following.values[0].where
    if above.bbox is None or below.bbox is None or above.page != below.page:
        return True
    _, top, _, bottom = above.bbox
    return below.bbox[1] > bottom - _OVERLAP * (bottom - top)


def _are_of_two_kinds(entry: Entry, following: Entry) -> bool:
    """Whether the signs of a row stand on one line and its figures on the other: so their heights part them."""
    kinds = [
        {cell.text.strip().isdecimal() for cell in each.values if cell.text.strip()} for each in (entry, following)
    ]
    return all(len(kind) == 1 for kind in kinds) and kinds[0] != kinds[1]


def _may_be_cut(entry: Entry, following: Entry, width: int) -> bool:
    """Whether the last digits of a row's figures may stand on the next line: narrow cells break numbers."""
    return not entry.aligned and entry.numbers >= width > 1 and _is_figures(following)


def _with_rest(entry: Entry, found: Sequence[Numbered], at: int, width: int) -> tuple[Entry, int]:
    """A row with the figures from the next lines that it goes on in, and the index behind those."""
    while at < len(found) and _goes_on(entry, found[at][1], width):
        if _are_of_two_kinds(entry, found[at][1]):
            return structs.replace(entry, values=(), apart=True), at + 1
        entry = _longer(entry, found[at][1])
        at += 1
    return entry, at


def _longer(entry: Entry, following: Entry) -> Entry:
    closed = 1 if len(entry.values) > 1 and not entry.values[-1].text.strip() else 0  # behind the last tab or pipe
    values = entry.values[: len(entry.values) - closed] + following.values
    return structs.replace(entry, values=values, last_block=following.last_block, doubtful=True)


def reordered(rows: Sequence[tuple[FormRow, Entry]], sums: Iterable[Identity]) -> bool:
    """Whether labels and figures of a text, one cell a line, have changed places.

    Then some labels have no figures although every other row is complete, zeros and all, and the columns do not add
    up. `rows` are those with figures, `sums` the form's over the whole table.
    """
    values: dict[str, int] = {}
    for row, entry in rows:
        printed = [cell.text.strip() for cell in entry.values]
        if not entry.stacked or len(printed) < len(row.cells) or not all(map(str.isdecimal, printed)):
            return False
        values |= dict(zip((cell.key for cell in row.cells), map(int, printed), strict=False))
    return any(
        sum(values.get(key, 0) for key in each.left) != sum(values.get(key, 0) for key in each.right) for each in sums
    )
