"""Fitting table 四: values under column headings, without any label before them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from shared.document import Cell
from shared.form import FormRow, FormTable, Kind
from shared.report import State, Value
from workers.normalize.cells import FoundRow, adds_up, read_cells
from workers.normalize.columns import Order, in_form
from workers.normalize.entries import Entry, Numbered
from workers.normalize.fitted import CORNERS, Fit, blocks_of, headers, missing
from workers.normalize.headed import under_headings
from workers.normalize.labels import bare, canonical, is_made_of
from workers.normalize.mixed_lines import are_beside
from workers.normalize.place import is_certain, is_complete, place
from workers.normalize.sums import Identities, within
from workers.normalize.values import value

_BLOCKS = 3  # 复议, 未经复议直接起诉, 复议后起诉
_TITLES = ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉")
_LEAVES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
_LEAF = re.compile("|".join(_LEAVES))
_SECTION = "政府信息公开行政复议行政诉讼情况"  # its heading, which names the blocks too
_BROKEN = 8  # characters from which headings that are broken over lines are told: 结果维持 stands in no other table
_TOTAL = "总计"
_SHARED = CORNERS | {_TOTAL}  # headings that other tables have, too
_WHOLE = frozenset(
    {
        _TOTAL,
        "件数",
        "数量",
        "案件数",
        "案件数量",
        "数据",
        "件",
        "宗数",
        "本年",
        "本年度",
        "全市",
        "全县",
        "全区",
        "全镇",
    }
)
_UNIT = re.compile(r"[（(](?:单位[:：])?[件宗起个][)）]")
_ABOVE = 4  # lines above the headings: the section's, a sentence
_MIXED = 12  # entries above the figures, of mixed headings
_STRIP = 4  # columns from which a row without a label is taken for (a part of) the table


def fit_strip(table: FormTable, found: Sequence[Entry], identities: Identities) -> Fit:
    """Table 四: one row of values without a label under its headings, or one such row for each of its blocks."""
    (row,) = table.rows
    width = len(row.cells)
    known = headers(table)
    heads = [i for i, entry in enumerate(found) if _is_strip_head(entry, known)]
    under = [(i, entry) for i, entry in enumerate(found) if heads and i >= heads[0] and _is_figures(entry, known)]
    rows = _upright(found, heads, width)
    rows = rows or (_rows(under, heads[-1], width) if under else []) or _labelled(found, heads, table, identities)
    rows = rows or _alone(found, table, identities)
    if not rows:
        return Fit(missing(table))
    if len(rows) == 1 and rows[0][1].stacked and _is_elsewhere(found, rows[0], width, known):
        return Fit(_unread(row, rows[0][1].values), {}, (), (), rows[0][0], rows[0][0], blocks_of([rows[0][1]]))
    rows = _in_columns(row, rows, found, heads, identities)
    share = width // len(rows) if len(rows) == _BLOCKS else width
    values = [cell for _, entry in rows for cell in _own(entry.values, share)]
    spare = values[width:]
    order = _order(found[heads[0] : rows[0][0] + 1], width) if heads and len(rows) == 1 else None
    placed, _ = place(values, width, any_may_be_spare=bool(spare))
    in_columns = len(rows) in {1, _BLOCKS} and all(is_certain(entry, share) for _, entry in rows)
    if spare and len(rows) not in {1, _BLOCKS}:
        placed = None  # figures on several lines, of which some are pieces of others
    if placed and not spare and not in_columns:
        placed = placed if adds_up(row, placed, identities, blanks=True) else None
    if order and placed and not spare and in_columns:
        placed = in_form(placed, order, width)
    elif order and values:
        return Fit(_unread(row, values), {}, (), (), rows[0][0], rows[-1][0], blocks_of(entry for _, entry in rows))
    cells = missing(table) | read_cells(table, [FoundRow(row, values, placed)], identities)
    extra = tuple(value(cell.text, Kind.COUNT, cell.where) for cell in spare)
    return Fit(cells, {}, extra, (), rows[0][0], rows[-1][0], blocks_of(entry for _, entry in rows))


def _is_elsewhere(found: Sequence[Entry], row: Numbered, width: int, known: frozenset[str]) -> bool:
    """Whether one cell a line stands with figures too many, or right above the headings of the table's columns."""
    place, entry = row
    below = found[place + 1 : place + 2]
    return len(entry.filled) > width + 1 or any(_is_strip_head(each, known) and each.numbers for each in below)


def _unread(row: FormRow, values: Sequence[Cell]) -> dict[str, Value]:
    raw = " ".join(cell.text for cell in values)
    return dict.fromkeys((cell.key for cell in row.cells), Value(None, State.TEXT, raw, values[0].where))


def _in_columns(
    row: FormRow, rows: list[Numbered], found: Sequence[Entry], heads: Sequence[int], identities: Identities
) -> list[Numbered]:
    """A single line in the columns that its headings name; of a text, where every sum holds, a blank one being none."""
    ((place, entry), *more) = rows
    if more or is_complete(entry.values, len(row.cells)):
        return rows
    headed = under_headings(row, entry, [found[i] for i in heads if i < place])
    if entry.aligned or headed is entry:
        return [(place, headed)]
    columns = zip(row.cells, headed.values, strict=True)
    read = {each.key: value(cell.text, each.kind).value or 0 for each, cell in columns}
    sums = within(row, identities)
    return (
        [(place, headed)] if all(read[each.left[0]] == sum(read[key] for key in each.right) for each in sums) else rows
    )


def _order(heads: Sequence[Entry], width: int) -> Order | None:
    """The order of the columns where whole headings say another than the form's; None where they do not.

    The blocks are told by their titles, the columns of each by all the headings below those.
    """
    texts = ["".join((*entry.labels, *(cell.text for cell in entry.values if not entry.numbers))) for entry in heads]
    text = canonical("".join(texts)).rpartition(_SECTION)[2]
    leaves = _LEAF.findall(text)
    share = width // _BLOCKS
    lines = [canonical(label) for entry in heads if not entry.aligned for label in entry.labels]
    if (
        are_beside(_TITLES[2:], _LEAVES, lines)
        or len(leaves) != width
        or any(text.count(title) != 1 for title in _TITLES)
    ):
        return None
    inner = [_LEAVES.index(leaf) for leaf in leaves[:share]]
    if leaves != leaves[:share] * _BLOCKS or len(set(inner)) < share:
        return None
    review, litigation, direct, after = map(text.index, _TITLES)
    later = [1, 2] if direct < after else [2, 1]
    blocks = [0, *later] if review < litigation else [*later, 0]
    order = tuple(block * share + column for block in blocks for column in inner)
    return order if order != tuple(range(width)) else None


def _upright(found: Sequence[Entry], heads: Sequence[int], width: int) -> list[Numbered]:
    """The table stood on its side, a row of a grid for each of its columns, as one line: all of them are filled."""
    for first in heads:
        lines = found[first : first + width]
        if [canonical(entry.labels[-1]) if entry.labels else "" for entry in lines] != [*_LEAVES] * _BLOCKS:
            continue
        opens = [canonical("".join(entry.labels[:-1])) for entry in lines]
        share = width // _BLOCKS
        titles = {i: title for i, title in enumerate(opens) if title}
        told = [titles.get(i, "") for i in range(0, width, share)]
        is_own = told[0].endswith(_TITLES[0]) and told[1].endswith(_TITLES[2]) and told[2].endswith(_TITLES[3])
        if is_own and all(entry.aligned and len(entry.filled) == entry.numbers == 1 for entry in lines):
            values = tuple(entry.values[entry.filled[0]] for entry in lines)
            return [(first, structs.replace(lines[0], labels=(), values=values))]
    return []


def _rows(under: Sequence[Numbered], head: int, width: int) -> list[Numbered]:
    """The lines that the values stand in: one that is complete, one a block, or one that goes on in the next lines."""
    place = next((i for i, each in enumerate(under) if is_complete(each[1].values, width)), None)
    if place is not None:
        index, entry = under[place]
        around = under[max(0, place - 1) : place + 2]
        cut = any(_go_on(one, following) for one, following in pairwise(around))  # digits may stand on the next line
        return [(index, structs.replace(entry, doubtful=entry.doubtful or cut))]
    strips = [each for each in under if _is_strip(each[1], width)]
    if len(strips) == _BLOCKS:
        parts = [len(_own(entry.values, width // _BLOCKS)) for _, entry in strips]
        if set(parts) == {1} or sum(parts) == width:
            return strips
    first = [each for each in strips if each[1].numbers][:1] or [each for each in strips if each[0] > head][:1]
    if not first or first[0][1].aligned:
        return first
    place = under.index(first[0])  # figures on the lines around it are its own: none of them may be left out
    begin, end = place, place + 1
    while begin > 0 and _go_on(under[begin - 1], under[begin]):
        begin -= 1
    while end < len(under) and _go_on(under[end - 1], under[end]):
        end += 1
    return list(under[begin:end])


def _alone(found: Sequence[Entry], table: FormTable, identities: Identities) -> list[Numbered]:
    """The only row of figures as wide as the table, below its blocks' titles in order: lines have mixed the headings.

    All of its sums must hold.
    """
    (row,) = table.rows
    width = len(row.cells)
    rows = [(i, each) for i, each in enumerate(found) if not each.labels and is_complete(each.values, width)]
    if len(rows) != 1:
        return []
    place, entry = rows[0]
    above = canonical("".join("".join(each.labels) for each in found[max(0, place - _MIXED) : place]))
    titles = [above.rpartition(_SECTION)[2].find(title) for title in _TITLES]
    filled = tuple(cell for cell in entry.values if cell.text.strip())
    return rows if titles[0] >= 0 and titles == sorted(titles) and adds_up(row, filled, identities) else []


def _labelled(found: Sequence[Entry], heads: Sequence[int], table: FormTable, identities: Identities) -> list[Numbered]:
    """The row of figures that has a label: 件数, or 合计 where the rows beside it come to it. All must add up."""
    (row,) = table.rows
    width = len(row.cells)
    rows = [(i, entry) for i, entry in enumerate(found) if heads and i > heads[0] and entry.labels and entry.numbers]
    if len(rows) == 1 and rows[0][1].aligned and _is_whole(rows[0][1]):  # of a grid: its blanks are in their columns
        headed = under_headings(row, rows[0][1], [found[i] for i in heads if i < rows[0][0]])
        if len(headed.values) == width and adds_up(row, tuple(headed.values), identities, blanks=True):
            return [(rows[0][0], headed)]
    rows = [(i, entry) for i, entry in rows if is_complete(entry.values, width)]
    figures = [[cell for cell in entry.values if cell.text.strip()] for _, entry in rows]
    if not rows or not all(adds_up(row, tuple(cells), identities) for cells in figures):
        return []
    if len(rows) == 1:
        return rows if _is_whole(rows[0][1]) else []
    totals = [i for i, (_, entry) in enumerate(rows) if canonical(entry.labels[-1]) == _TOTAL]
    counts = [[value(cell.text, Kind.COUNT).value or 0 for cell in cells] for cells in figures]
    if len(totals) != 1 or any(2 * column[totals[0]] != sum(column) for column in zip(*counts, strict=True)):
        return []
    return [rows[totals[0]]]


def _is_whole(entry: Entry) -> bool:
    """Whether a row's label says nothing but that its figures are counts, with its unit in brackets or without."""
    return canonical(_UNIT.sub("", entry.labels[-1])) in _WHOLE


def _go_on(one: Numbered, following: Numbered) -> bool:
    """Whether two lines of figures follow each other."""
    plain = not one[1].aligned and not following[1].aligned and not following[1].labels
    return plain and following[0] == one[0] + 1


def _own(values: Sequence[Cell], width: int) -> Sequence[Cell]:
    """Without the blanks around figures that are complete, or else those at the end that are too many."""
    if is_complete(values, width):
        return [cell for cell in values if cell.text.strip()]
    end = len(values)
    while end > width and not values[end - 1].text.strip():
        end -= 1
    return values[:end]


def _is_strip_head(entry: Entry, known: frozenset[str]) -> bool:
    """Headings that only table 四 has: 总计 alone stands in table 三 too."""
    if any(bare(label) not in _SHARED if bare(label) in known else is_made_of(label, known) for label in entry.labels):
        return True
    return _is_broken_head(entry, known)


def _is_figures(entry: Entry, known: frozenset[str]) -> bool:
    """Values under nothing but column headings."""
    if entry.labels and (entry.numbers == 0 or not _is_strip_head(entry, known)):
        return False
    return not entry.labels or is_made_of(entry.labels[-1], known) or _is_broken_head(entry, known)


def _is_broken_head(entry: Entry, known: frozenset[str]) -> bool:
    """One cell a line, its words broken over several, perhaps with what stands above."""
    whole = ("".join(entry.labels[start:]) for start in range(min(_ABOVE, len(entry.labels))))
    return any(len(bare(text)) > _BROKEN and is_made_of(text, known) for text in whole)


def _is_strip(entry: Entry, width: int) -> bool:
    """Values enough for a row or a block of it; few cells may be many digits grown together."""
    digits = sum(character.isdigit() for cell in entry.values for character in cell.text)
    return len(entry.values) >= _STRIP or digits >= width // _BLOCKS
