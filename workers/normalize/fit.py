"""Fitting a document's entries to one table of a statutory form: every key present, never a wrong number."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec
from msgspec import structs
from rapidfuzz import fuzz

from shared.document import Where
from shared.form import FormRow, FormTable, Kind
from shared.report import State, Value
from workers.normalize.align import Match, align
from workers.normalize.blanks import in_columns
from workers.normalize.cells import FoundRow, adds_up, read_cells
from workers.normalize.columns import (
    Found,
    Order,
    are_wider,
    in_form,
    printed_order,
    row_order,
    total_column,
    with_blank_total,
    without_last_year,
    without_subtotal,
)
from workers.normalize.entries import Entry, Numbered
from workers.normalize.fewer_columns import in_fewer
from workers.normalize.fit_by_headings import fit_strip
from workers.normalize.fitted import Fit, blocks_of, headers, is_header, missing
from workers.normalize.headed import keeps_blanks, lines_above, under_headings
from workers.normalize.labels import SHORT, bare, is_made_of
from workers.normalize.labels_behind import are_behind, ends_in_label
from workers.normalize.longer_rows import longer
from workers.normalize.mixed_lines import are_joined, are_mixed, between_labels
from workers.normalize.page_cut import continued
from workers.normalize.partial_rows import parts
from workers.normalize.place import Placed, Shape, Shapes, is_certain, is_complete, place, shape_of, shapes
from workers.normalize.rejoin import rejoined, reordered
from workers.normalize.row_numbers import without_numbers
from workers.normalize.shifted_rows import shifted
from workers.normalize.sums import Identities, of_table
from workers.normalize.values import value
from workers.normalize.vanished_blanks import doubted
from workers.normalize.wrapped_figures import unfinished

UNREADABLE = "\ufffd"
_UNSUMMED = "proactive"  # key of the tables that have no sums
_UNREAD = Value(None, State.TEXT)
_LIKE = 40  # percent of a label between known ones that must be right
_MOST = 0.5  # of the rows of a table whose sums may tell
_FEW = 5  # rows of a table that one short label may tell of; 总计 is printed in several


class _Lines(msgspec.Struct, frozen=True):
    """The entries that a table is fitted to: `all` in document order, `heads` the headings of columns among them.

    `rows` are the others with their indices, what page and line breaks have parted put together again.
    """

    all: Sequence[Entry]
    heads: Sequence[Entry]
    rows: Sequence[Numbered]


def fit(table: FormTable, found: Sequence[Entry], identities: Identities) -> Fit:
    """Return the best copy of the table among the entries; the form's identities decide what the text leaves open."""
    if all(not row.labels for row in table.rows):
        return fit_strip(table, found, identities)
    lines = _lines(table, found)
    entries = [entry for _, entry in lines.rows]
    aligned = align(table.rows, entries)
    matches = [match for match in aligned if match.entry.values]
    if not matches or (len(table.rows) > _FEW and all(len(match.entry.leaf) <= SHORT for match in matches)):
        return Fit(missing(table) | _apart(aligned))
    rows: Sequence[Found] = _under_headings(table, lines, [match for match in matches if match.row.cells])
    blanks = _blank(aligned, matches)
    if blanks and reordered(rows, of_table(table, identities)):
        blanks = _unread(blanks)
        rows = [(row, structs.replace(entry, apart=True)) for row, entry in rows]
    nameless = list(_nameless(table, matches, entries))
    matches = sorted([*matches, *nameless], key=lambda match: match.first)
    rows = [*_in_form(table, lines.heads, rows, identities), *((match.row, match.entry) for match in nameless)]
    rows, cells = _read(table, lines, rows, identities)
    run = list(shifted(table, matches, entries))
    above = lines.all[: lines.rows[matches[0].first][0]]
    is_open = not run and ends_in_label(table, aligned, cells, identities)
    if is_open or are_behind(table, matches, above, cells, identities):
        cells = _strange(rows)
    elif are_mixed(aligned, entries, 0 if table.key == _UNSUMMED else _MOST):
        cells |= _strange([(match.row, match.entry) for match in matches if are_joined(match)])
    elif table.key == _UNSUMMED:
        cells |= _strange([(match.row, match.entry) for match in between_labels(aligned)])
    unread = _unplaced(table, matches, entries) | _apart(aligned)
    if unread or any(each.is_unread for each in cells.values()):
        blanks = _unread(blanks)  # whose figures those are, nobody knows
    split = parts(matches, entries) | unfinished(matches, entries, identities)
    split |= _strange([(match.row, match.entry) for match in run])
    return Fit(
        missing(table) | blanks | unread | cells | split,
        {key: value for match in matches if not match.row.cells for key, value in _heading(match).items()},
        (),
        tuple(_others(table, matches, entries)),
        lines.rows[matches[0].first][0],
        lines.rows[matches[-1].last][0],
        blocks_of(match.entry for match in matches),
    )


def _lines(table: FormTable, found: Sequence[Entry]) -> _Lines:
    known = headers(table)
    heads: list[Entry] = []
    rest: list[Numbered] = []
    for i, entry in enumerate(found):
        if is_header(entry, known):
            heads.append(entry)
        else:
            rest.append((i, entry))
    widths = {len(row.cells) for row in table.rows if row.cells}
    rows = rejoined(table, continued(rest, widths.pop()) if len(widths) == 1 else rest)
    return _Lines(found, heads, rows)


def _under_headings(table: FormTable, lines: _Lines, matches: Sequence[Match]) -> list[Found]:
    """The rows that were found; where no sums tell, those of a text in the columns that the lines above them name.

    None where blanks stand at the ends of rows only: some programs drop those between figures and fill up behind.
    """
    rows = [(match.row, match.entry) for match in matches]
    if table.key != _UNSUMMED or not any(keeps_blanks(entry) for _, entry in rows):
        return rows
    known = headers(table)
    above = (lines_above(lines.all, lines.rows[match.first][0], known) for match in matches)
    return [(row, under_headings(row, entry, heads)) for (row, entry), heads in zip(rows, above, strict=True)]


def _in_form(
    table: FormTable, heads: Sequence[Entry], rows: Sequence[Found], identities: Identities
) -> Sequence[Found]:
    """The rows without columns that are none of the form's, and with the total that a text leaves blank."""
    rows = without_last_year(heads, without_numbers(heads, rows))
    return with_blank_total(table, without_subtotal(table, heads, rows, identities), identities)


def _read(
    table: FormTable, lines: _Lines, rows: Sequence[Found], identities: Identities
) -> tuple[Sequence[Found], dict[str, Value]]:
    """Tell in which order the columns stand, and read their cells. Returns the rows as they were read, too."""
    few = in_fewer(table, lines.all, rows, identities)
    rows, order = few or (rows, printed_order(table, lines.heads, rows, identities))
    if are_wider(table, rows):
        return rows, _strange(rows)
    too_long = longer(rows, lines.heads, identities)
    if too_long:
        rows = [(row, structs.replace(entry, doubtful=entry.doubtful or row.key in too_long)) for row, entry in rows]
    seen = shapes([(entry, min(len(row.cells), len(order))) for row, entry in rows])
    if order == tuple(range(len(order))):
        rows = in_columns(rows, identities)
    orders: dict[str, Order] = {}
    if total_column(table, identities) is None:
        known = headers(table)
        named = [entry for entry in lines.all if is_header(entry, known) or _ends_in_headings(entry, known)]
        orders = {row.key: own for row, _ in rows if (own := row_order(row, named))}
    elif not few:
        rows = doubted(rows, identities)
    found = [
        FoundRow(
            row,
            entry.values,
            _placed(row, entry, seen, orders.get(row.key, order), identities),
            entry.apart or entry.doubtful,
        )
        for row, entry in rows
        if row.key not in too_long
    ]
    unread = _strange([(row, entry) for row, entry in rows if row.key in too_long])
    return rows, unread | _all_or_none(rows, read_cells(table, found, identities))


def _placed(row: FormRow, entry: Entry, seen: Shapes, order: Order, identities: Identities) -> Placed | None:
    """The cells of a row in the form's columns, where nothing but their places is needed to believe them."""
    width = len(row.cells)
    shape = shape_of(entry, seen)
    printed = order if max(order) < width else tuple(range(width))
    is_alike = shape is not None and (entry.aligned or len(entry.values) <= shape.count)
    placed, _ = place(entry.values, len(printed), shape.start if shape and is_alike else None)
    if placed is None or entry.apart or _lost_a_cell(entry, shape, len(printed)):
        return None
    if not entry.aligned and _may_be_shifted(entry, shape, len(printed)):
        return None
    placed = in_form(placed, printed, width) if printed != tuple(range(width)) else placed
    return placed if is_certain(entry, len(printed)) or adds_up(row, placed, identities) else None


def _lost_a_cell(entry: Entry, shape: Shape | None, width: int) -> bool:
    """Whether a row has other cells than complete ones, or begins where they do and is too short for every column."""
    printed = entry.filled
    if shape is None or not printed or entry.aligned or is_complete(entry.values, width):
        return False
    if shape.of_all and len(entry.values) != shape.count:
        return printed[-1] - printed[0] + 1 != width
    return shape.start + width > len(entry.values) and printed[0] >= shape.start


def _may_be_shifted(entry: Entry, shape: Shape | None, width: int) -> bool:
    """Whether a row of a text holds nothing but zeros and blanks, which add up wherever they stand."""
    printed = entry.filled
    if not printed or any(entry.values[i].text.strip() != "0" for i in printed):
        return False
    is_longer = shape is not None and len(entry.values) > shape.count
    if len(printed) % width == 0 or (printed[-1] - printed[0] + 1 == width and not is_longer):  # rows of zeros, or one
        return False
    return entry.is_led_by_blanks or shape is None or shape.count != len(entry.values)


def _nameless(table: FormTable, matches: Sequence[Match], found: Sequence[Entry]) -> Iterator[Match]:
    """Yield rows whose label nobody can read: where as many rows stand as the form has there. All sums must tell."""
    order = {row.key: i for i, row in enumerate(table.rows)}
    for above, below in zip(matches, [*matches[1:], None], strict=True):
        end = (order[below.row.key], below.first) if below else (len(order), len(found))
        rows = [row for row in table.rows[order[above.row.key] + 1 : end[0]] if row.cells]
        blocks = {match.entry.block for match in (above, below) if match}
        between = [(i, entry) for i, entry in enumerate(found[: end[1]]) if i > above.last and entry.numbers]
        if not below:
            between = [(i, entry) for i, entry in between if entry.block in blocks]
        if rows and len(rows) == len(between):
            pairs = list(zip(rows, between, strict=True))
            if all(entry.block in blocks and _may_be(row, entry) for row, (_, entry) in pairs):
                yield from (Match(row, structs.replace(entry, apart=True), i, i, 0.0) for row, (i, entry) in pairs)


def _may_be(row: FormRow, entry: Entry) -> bool:
    """Whether a ruled row could be one of the form's: as wide, and with a label that is unreadable, or damaged."""
    damaged = not entry.leaf or UNREADABLE in "".join(entry.labels)
    is_like = damaged or fuzz.ratio(entry.leaf, bare(row.labels[-1] if row.labels else "")) >= _LIKE
    return entry.aligned and entry.numbers == len(entry.values) == len(row.cells) and is_like


def _apart(rows: Sequence[Match]) -> dict[str, Value]:
    """Rows whose figures stand elsewhere, and nobody knows which: unread."""
    lost = (match for match in rows if match.entry.apart and not match.entry.values)
    return _unread(cell.key for match in lost for cell in match.row.cells)


def _all_or_none(rows: Sequence[Found], cells: dict[str, Value]) -> dict[str, Value]:
    """Figures that stand apart from their labels are read when every row of them is: else their order is unknown."""
    apart = {cell.key: cells.get(cell.key, _UNREAD) for row, entry in rows if entry.apart for cell in row.cells}
    if all(cell.state is not State.TEXT for cell in apart.values()):
        return cells
    return cells | {key: Value(None, State.TEXT, cell.raw, cell.where) for key, cell in apart.items()}


def _ends_in_headings(entry: Entry, known: frozenset[str]) -> bool:
    """Whether a line of a text ends in the headings of columns, with other headings before them."""
    return not entry.numbers and bool(entry.labels) and is_made_of(entry.labels[-1], known)


def _strange(rows: Sequence[Found]) -> dict[str, Value]:
    """Rows that print other columns than the form's: unread."""
    found: dict[str, Value] = {}
    for row, entry in rows:
        raw = " ".join(cell.text for cell in entry.values).strip()
        found |= {cell.key: Value(None, State.TEXT, raw, entry.values[0].where) for cell in row.cells}
    return found


def _unplaced(table: FormTable, matches: Sequence[Match], found: Sequence[Entry]) -> dict[str, Value]:
    """Rows of the form that are not found where entries with values stand that are nobody's: unread, not missing."""
    order = {row.key: i for i, row in enumerate(table.rows)}
    cells: dict[str, Value] = {}
    for above, below in pairwise(matches):
        between = [entry for entry in found[above.last + 1 : below.first] if _holds_figures(entry)]
        if between:
            raw = " ".join([*between[0].labels, *(cell.text for cell in between[0].values)])
            where = between[0].values[0].where if between[0].values else Where()
            unread = Value(None, State.TEXT, raw, where)
            rows = table.rows[order[above.row.key] + 1 : order[below.row.key]]
            cells |= {cell.key: unread for row in rows for cell in row.cells}
    return cells


def _holds_figures(entry: Entry) -> bool:
    """Whether an entry has values, or a label that they may have grown together with."""
    return bool(entry.numbers) or any(label.strip()[-1:].isdigit() for label in entry.labels)


def _blank(aligned: Sequence[Match], matches: Sequence[Match]) -> dict[str, Value]:
    """Rows between others whose label is printed and nothing else: their blanks vanished."""
    first, last = matches[0].first, matches[-1].last
    bare_rows = [match for match in aligned if not match.entry.values and first < match.first < last]
    return {cell.key: Value(None, State.BLANK) for match in bare_rows if match.entry.named for cell in match.row.cells}


def _unread(cells: Iterable[str]) -> dict[str, Value]:
    return dict.fromkeys(cells, Value(None, State.TEXT))


def _heading(match: Match) -> dict[str, Value]:
    printed = [cell for cell in match.entry.values if cell.text.strip()]
    if len(printed) != 1:
        return {}
    read = value(printed[0].text, Kind.COUNT, printed[0].where)
    return {match.row.key: read} if read.value is not None else {}


def _others(table: FormTable, matches: Sequence[Match], found: Sequence[Entry]) -> list[str]:
    """Labels of rows with values between those found, and none of the form's."""
    width = max(2, min(len(row.cells) for row in table.rows if row.cells))
    taken = {i for match in matches for i in range(match.first, match.last + 1)}
    left = (found[i] for i in range(matches[0].first, matches[-1].last) if i not in taken)
    return ["".join(entry.labels) for entry in left if entry.labels and entry.numbers >= width]
