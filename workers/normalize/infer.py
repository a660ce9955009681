"""Reading rows whose borders are lost: digits grown together, blanks that vanished.

The form is over-determined, so its own sums usually leave one reading of `15130000154`: 151, 3, 0, 0, 0, 0, 154. What
they leave is taken only where a second, independent sum confirms it; a printed number is never altered, and where the
printed sums fail nothing is solved into agreement. Everything is bounded: what would take longer stays unknown.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import reduce
from itertools import chain, combinations, islice
from operator import or_

import msgspec

from shared.form import FormRow, FormTable, Identity
from workers.normalize.sums import Identities, of_table, within

Reading = tuple[int | None, ...]  # one number a column; None is a blank

_READINGS = 4_000  # of one row
_TRIED = 60_000  # of one row, before its own sums have struck most of them
_HIGHEST = 1 << 17  # sum of one column, beyond which it decides nothing
_DIGITS = 8  # of one number
_LONGEST = 60  # digits of one row
_MISTAKES = 2  # sums over several rows that one wrong cell of a body's breaks: its column's and the totals'
_RUN = re.compile(r"\d+(?:,\d+)*|[/-]")
_SEPARATED = re.compile(r"\d{1,3}(?:,\d{3})+")


class Row(msgspec.Struct):
    """A row of the form and the ways to read it; a cleanly read row has one. Without any it is unknown.

    A doubtful one may be another row's: all sums over it must hold. Of a `forced` one the digits alone leave one
    reading, and its own sums confirm that: 4 0 0 0 0 04, for no number begins with 0. A `parted` one has some blanks
    between its digits, so that what it lacks may be a figure rather than a blank.
    """

    row: FormRow
    readings: list[Reading]
    ambiguous: bool
    doubtful: bool = False
    forced: bool = False
    parted: bool = False


def readings(
    tokens: Sequence[str], width: int, allowed: Callable[[Reading], bool], *, blanks: bool = True
) -> list[Reading]:
    """Return every way to read runs of digits as `width` columns that is allowed; none when there are too many.

    Either columns have grown together (each run is cut into one number or more), or blanks have vanished (each run is
    one number, in order). Without `blanks` no reading with vanished ones is told, and none at all where there is one.
    `allowed` is asked of beginnings of a reading too.
    """
    if not tokens or sum(map(len, tokens)) > _LONGEST or not all(_RUN.fullmatch(token) for token in tokens):
        return []
    if not blanks and any(map(allowed, islice(_spread(tokens, width), _TRIED))):
        return []
    tried = chain(_cut(tokens, width, (), allowed), _spread(tokens, width) if blanks else ())
    found: dict[Reading, None] = {}
    for count, reading in enumerate(tried):
        if count >= _TRIED or len(found) >= _READINGS:
            return []
        if reading and allowed(reading):
            found[reading] = None
    return list(found)


def own_sums(row: FormRow, identities: Identities) -> Callable[[Reading], bool]:
    """Return whether a reading of the row, or the beginning of one, agrees with the sums inside it.

    A total that was left blank says nothing where nothing else is blank and the last figure cannot be it.
    """
    column = {cell.key: i for i, cell in enumerate(row.cells)}
    sums = [
        ([column[key] for key in each.left], [column[key] for key in each.right]) for each in within(row, identities)
    ]

    def allowed(reading: Reading) -> bool:
        for left, right in sums:
            if max(*left, *right) >= len(reading):
                continue
            total = [reading[at] for at in left]
            parts = [reading[at] for at in right]
            if None in total and None not in parts:
                *before, last = (number or 0 for number in parts)
                if last and last >= sum(before):
                    return False
                continue
            if sum(number or 0 for number in total) != sum(number or 0 for number in parts):
                return False
        return True

    return allowed


def _spread(tokens: Sequence[str], width: int) -> Iterator[Reading]:
    """Put each run into a column, blanks between them."""
    whole = [whole_number(token) for token in tokens]  # a stroke is none: where there are some, no blank has vanished
    if len(tokens) < width and None not in whole:
        for columns in combinations(range(width), len(tokens)):
            placed = dict(zip(columns, whole, strict=True))
            yield tuple(placed.get(column) for column in range(width))


def _cut(
    tokens: Sequence[str], width: int, before: Reading, allowed: Callable[[Reading], bool]
) -> Iterator[Reading | None]:
    """Cut each run into numbers, `width` in all; None for a beginning that leads nowhere, so that steps are counted."""
    if not tokens:
        if len(before) == width:
            yield before
        return
    first, rest = tokens[0], tokens[1:]
    left = width - len(before) - 1
    if first[0] == ",":  # cut in the middle of 1,234
        return
    if not first[0].isdecimal():  # a stroke for none
        if left >= len(rest) and allowed((*before, None)):
            yield from _cut(rest, width, (*before, None), allowed)
        return
    for end in range(1, min(len(first), _DIGITS + 2) + 1):  # eight digits have two separators
        number = whole_number(first[:end])
        remaining = len(first) - end
        if number is None:
            continue
        if not len(rest) + (remaining > 0) <= left <= remaining + sum(map(len, rest)):
            continue
        reading = (*before, number)
        if allowed(reading):
            yield from _cut([first[end:], *rest] if remaining else rest, width, reading, allowed)
        else:
            yield None


def whole_number(digits: str) -> int | None:
    """A number as printed: no zero leads, no count has nine digits, separators part thousands."""
    plain = digits.replace(",", "")
    separated = digits.isdecimal() or _SEPARATED.fullmatch(digits)
    return int(plain) if separated and (plain == "0" or plain[0] != "0") and len(plain) <= _DIGITS else None


def solve(table: FormTable, rows: Sequence[Row], identities: Identities) -> dict[str, int | None]:
    """Return the cells of ambiguous rows that the sums leave one reading for, by key; None is a blank.

    `identities` are the form's; those that are equations over this table are used.
    """
    if not any(row.ambiguous for row in rows):
        return {}
    sums = of_table(table, identities)
    home = {cell.key: row for row in rows for cell in row.row.cells}
    column = {cell.key: i for row in rows for i, cell in enumerate(row.row.cells)}
    within = [each for each in sums if len({id(home.get(key)) for key in each.keys}) == 1]
    across = [each for each in sums if each not in within]
    _propagate(rows, across, home, column)
    unknown = sum(not row.readings for row in rows) + len(table.rows) - len(rows)
    return _agreed(rows, within, across, home, unknown)


def _balance(identity: Identity, values: Mapping[str, int | None]) -> int:
    """Left side less right side, blanks as zero."""
    return sum(values[key] or 0 for key in identity.left) - sum(values[key] or 0 for key in identity.right)


def _propagate(
    rows: Sequence[Row], across: Sequence[Identity], home: Mapping[str, Row], column: Mapping[str, int]
) -> None:
    """Let each sum over several rows strike the readings that no readings of its other rows agree with.

    Arc consistency, repeated until nothing changes. An unknown row or too many open ones: no word.
    """
    for _ in range(2 * len(rows)):
        before = sum(len(row.readings) for row in rows)
        for each in across:
            _strike(each, home, column)
        if sum(len(row.readings) for row in rows) == before:
            return


def _strike(identity: Identity, home: Mapping[str, Row], column: Mapping[str, int]) -> None:
    """Keep the readings of each open row that some readings of the others balance.

    Sets of possible sums are bits of an integer, so that adding a value to every one of them is a shift.
    """
    sides: list[list[tuple[Row, int]]] = [[], []]
    fixed = [0, 0]
    for side, keys in enumerate((identity.left, identity.right)):
        for key in keys:
            row = home.get(key)
            if row is None or not row.readings:
                return
            if len(row.readings) == 1:
                fixed[side] += row.readings[0][column[key]] or 0
            else:
                sides[side].append((row, column[key]))
    highest = min(
        start + sum(max(reading[at] or 0 for reading in row.readings) for row, at in side)
        for start, side in zip(fixed, sides, strict=True)
    )
    if not any(sides) or highest > _HIGHEST:
        return
    possible = (1 << highest + 1) - 1  # what both sides may come to
    for side in (0, 1):
        other = _sums(1 << fixed[1 - side], sides[1 - side], possible)[-1]
        sums = _sums(1 << fixed[side], sides[side], possible)
        if not sums[-1] & other:
            return  # the body's own mistake
        for (row, at), before in zip(reversed(sides[side]), reversed(sums[:-1]), strict=True):
            numbers = {reading[at] or 0 for reading in row.readings}
            agreeing = {number for number in numbers if (before << number) & other}
            row.readings = [reading for reading in row.readings if (reading[at] or 0) in agreeing]
            other = reduce(or_, (other >> number for number in agreeing), 0)


def _sums(start: int, opened: Sequence[tuple[Row, int]], possible: int) -> list[int]:
    """The possible sums of none, one, two … of some rows in one column, as bits."""
    sums = [start & possible]
    for row, at in opened:
        numbers = {reading[at] or 0 for reading in row.readings}
        sums.append(reduce(or_, (sums[-1] << number for number in numbers), 0) & possible)
    return sums


def _agreed(
    rows: Sequence[Row],
    within: Sequence[Identity],
    across: Sequence[Identity],
    home: Mapping[str, Row],
    unknown: int,
) -> dict[str, int | None]:
    """Cells of ambiguous rows in which all readings left agree, and which every sum over them confirms.

    A sum with a blank that the reading leaves says nothing of the other cells in it. `unknown` counts the rows of the
    table that nothing is known of.
    """
    values = {key: number for row in rows for key, number in _certain(row).items()}
    confirmed: dict[str, bool] = {}
    broken = 0
    for each in across:
        known = values.keys() >= set(each.keys)
        if known and any(values[key] is None and home[key].ambiguous for key in each.keys):
            for key in each.keys:
                if values[key] is None:
                    confirmed.setdefault(key, True)
            continue
        holds = known and _balance(each, values) == 0
        broken += known and not holds
        for key in each.keys:
            confirmed[key] = confirmed.get(key, True) and holds
    inside = {key for each in within for key in each.keys}
    believed = broken <= _MISTAKES
    found: dict[str, int | None] = {}
    for row in rows:
        if not row.ambiguous:
            continue
        if (
            _is_nothing(row)
            or (row.forced and not row.doubtful)
            or (believed and unknown <= (not row.parted) and not row.doubtful and _is_plain(row, inside))
        ):
            found |= _certain(row)
        elif believed:
            sure = {key: value for key, value in _certain(row).items() if key in inside and confirmed.get(key, True)}
            enough = len(row.row.cells) if row.doubtful else len(row.row.cells) // 2 + 1
            found |= sure if len(sure) >= enough else {}
    return found


def _is_nothing(row: Row) -> bool:
    return len(row.readings) == 1 and all(number == 0 for number in row.readings[0])


def _is_plain(row: Row, inside: AbstractSet[str]) -> bool:
    """Whether a row is one digit a column, which add up: where totals are printed it needs no second sum.

    Numbers with more digits, blanks between them, cannot leave digits that add up as well: the digits of numbers come
    to at least as much as the digits of their sum, of which only the last one would be the total.
    """
    if len(row.readings) != 1 or not inside >= {cell.key for cell in row.row.cells}:
        return False
    return all(number is not None and number < 10 for number in row.readings[0])  # noqa: PLR2004 - digits


def _certain(row: Row) -> dict[str, int | None]:
    """The cells of a row that all its readings agree in."""
    columns = zip(row.row.cells, zip(*row.readings, strict=True), strict=False)
    return {cell.key: numbers[0] for cell, numbers in columns if len(set(numbers)) == 1}
