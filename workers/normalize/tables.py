"""Which edition of the form a document holds, and each of its tables: the main ones, copies, the old statistics."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from shared.document import Block, Paragraph, Table
from shared.form import Form, FormRow, FormTable, due, forms
from shared.personal import mask
from shared.report import Attachment, Copy, Coverage, State, Value
from workers.normalize.entries import Entry, Labels
from workers.normalize.fit import fit
from workers.normalize.fitted import Fit, headers
from workers.normalize.labels import bare, canonical, is_made_of
from workers.normalize.unread_rows import printed, unread

_COPY = 0.9  # share of a table's cells from which further tables count as a copy of it
_STATISTICS = "stat_2014"
_PART = 5  # of a table's cells, one in so many must stand together to be a table outside of its section
_CAPTION = re.compile(r"[^，。；,;]{5,30}")  # a line that says what the table below it is, and no sentence
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年")
_HEAD_ROWS = 4  # lines of column headings, the block's title with them
_HEADINGS = 200  # characters of all headings of a table in one line
_STOP = "。"
_ANCHORS = 2  # one label may stand in a sentence


class Tables(msgspec.Struct, frozen=True):
    """Everything statutory that the tables of a document hold. `used` are the blocks that it came from."""

    form: Form | None
    seen: tuple[str, ...]  # annual editions whose own labels are printed
    main: dict[str, Fit]
    copies: tuple[Copy, ...]
    attachments: tuple[Attachment, ...]
    used: frozenset[int]

    @property
    def cells(self) -> dict[str, Value]:
        """The cells of the form in printed order."""
        return _cells(self.main.values())


@cache
def known_rows() -> Labels:
    """The row labels of all forms.

    A label that is a group in another edition (其他处理) says nothing about where a row's label ends.
    """
    rows = [row for form in forms().values() for table in form.tables for row in table.rows]
    paths = frozenset(bare("".join(row.labels[i:])) for row in rows for i in range(len(row.labels)))
    groups = {bare(label) for row in rows for label in row.labels[:-1]}
    return Labels(paths - groups, paths | groups)


def anchors(found: Sequence[Entry]) -> dict[str, int]:
    """How many of the labels that only one edition prints stand in the tables, by form.

    Headings stand behind the row's number where rows are numbered.
    """
    words = (text for entry in found for text in (*entry.labels, *(cell.text for cell in entry.values)))
    printed = canonical("".join(text for text in words if not text.isdecimal()))
    return {key: sum(canonical(anchor) in printed for anchor in form.anchors) for key, form in forms().items()}


def tables(blocks: Sequence[Block], found: Sequence[Entry], year: int | None, regions: dict[str, list[int]]) -> Tables:
    """Fit the entries of a document to the edition that they print. `regions` are the blocks of each section."""
    others = _of_other_years(blocks, year)
    found = [entry for entry in found if entry.block not in others]
    form, seen = _form(anchors(found), year, found)
    if form is None:
        return Tables(None, seen, {}, (), (), frozenset())
    form, main = _mains(form, found, regions)
    for table in form.tables:
        own = regions.get(table.key) or range(len(blocks))
        lost = unread(table, main[table.key].cells, printed(blocks[i] for i in own))
        main[table.key] = msgspec.structs.replace(main[table.key], cells=main[table.key].cells | lost)
    copies = [(table.key, copy) for table in form.tables for copy in _copies(form, table, found, main)]
    attached = _statistics(form, found)
    fits = [*main.values(), *(copy for _, copy in copies), *attached]
    statistics = [*attached, *(main.values() if form.key == _STATISTICS else ())]
    return Tables(
        form,
        seen,
        main,
        tuple(Copy(key, _cells([copy])) for key, copy in copies),
        tuple(Attachment(_STATISTICS, _cells([each]), coverage(each.cells), each.headings) for each in attached),
        others.union(*(each.blocks for each in fits), *(_within(each, blocks) for each in statistics)),
    )


def _within(statistics: Fit, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield what stands between the rows of the old statistics and is no sentence: rows that could not be read."""
    for index in range(min(statistics.blocks, default=0), max(statistics.blocks, default=0)):
        block = blocks[index]
        if isinstance(block, Table) or _STOP not in block.text:
            yield index


def _of_other_years(blocks: Sequence[Block], year: int | None) -> frozenset[int]:
    """The tables that a line of their own says are of another year, where another such line says the report's."""
    said: dict[int, int] = {}
    for index, (above, block) in enumerate(pairwise(blocks), 1):
        if isinstance(block, Table) and isinstance(above, Paragraph) and _CAPTION.fullmatch(above.text.strip()):
            years = {int(found) for found in _YEAR.findall(unicodedata.normalize("NFKC", above.text))}
            if len(years) == 1:
                said[index] = years.pop()
    if year not in said.values():
        return frozenset()
    return frozenset(index for index, of in said.items() if of != year)


def heading_lines(blocks: Sequence[Block], form: Form | None) -> frozenset[int]:
    """Blocks that are nothing but column headings and titles of the form: borders lost, or a head without its table."""
    known = [headers(table) for table in form.tables] if form else []
    return frozenset(index for index, block in enumerate(blocks) if any(_is_head(block, labels) for labels in known))


def _is_head(block: Block, labels: frozenset[str]) -> bool:
    if isinstance(block, Paragraph):
        return len(block.text) <= _HEADINGS and is_made_of(block.text, labels)
    if len(block.rows) > _HEAD_ROWS:
        return False
    texts = [cell.text for row in block.rows for cell in row if cell.text.strip()]
    return len(texts) > 1 and all(is_made_of(text, labels) for text in texts)


def coverage(cells: dict[str, Value]) -> Coverage:
    """How much of a form was found."""
    states = [value.state for value in cells.values()]
    return Coverage(len(states), len(states) - states.count(State.MISSING), states.count(State.BLANK))


def _form(counts: dict[str, int], year: int | None, found: Sequence[Entry]) -> tuple[Form | None, tuple[str, ...]]:
    """The edition whose labels the tables print; without any, the one that is due for the year."""
    annual = [key for key in counts if key != _STATISTICS]
    seen = tuple(key for key in annual if counts[key] >= _ANCHORS)
    best = forms()[max(annual, key=lambda key: counts[key])]
    if seen:
        return best, seen
    fits = any(fit(table, found, ()).mapped * 2 > len(table.cells) for table in best.tables)
    if counts[_STATISTICS] >= _ANCHORS and not fits:
        return forms()[_STATISTICS], ()
    return (due(year) if year else None) or (best if fits else None), ()


def _mains(form: Form, found: Sequence[Entry], regions: dict[str, list[int]]) -> tuple[Form, dict[str, Fit]]:
    """Every main table, and the edition or the variant of it whose rows are printed."""
    main = {table.key: _main(form, table, found, frozenset(regions.get(table.key, ()))) for table in form.tables}
    for variant in form.variants:
        keys = {cell.key for cell in variant.cells}
        replaced = [row for table in form.tables for row in table.rows if not keys.issuperset(c.key for c in row.cells)]
        if _may_be_replaced(main, replaced):
            other = _mains(variant, found, regions)[1]
            gained = [value for fit in other.values() for key, value in fit.cells.items() if key in keys]
            printed = sum(fit.read for fit in main.values())
            if sum(value.state not in {State.MISSING, State.TEXT} for value in gained) > printed:
                return variant, other
    return form, main


def _may_be_replaced(main: Mapping[str, Fit], rows: Sequence[FormRow]) -> bool:
    """Whether nothing is read of these rows, and no two of them are printed: one may be the row in their place."""
    values = {key: value for fit in main.values() for key, value in fit.cells.items()}
    found = [values[cell.key] for row in rows for cell in row.cells]
    return all(value.value is None for value in found) and len({value.raw for value in found} - {""}) <= 1


def _main(form: Form, table: FormTable, found: Sequence[Entry], own: frozenset[int]) -> Fit:
    """The table in its own section; elsewhere only when most of it is not there and a good part of it is elsewhere."""
    within = [i for i, entry in enumerate(found) if entry.block in own or entry.last_block in own]
    best = _fit_some(form, table, found, within)
    if best.mapped * 2 > len(table.cells):
        return best
    everywhere = fit(table, found, form.identities)
    return everywhere if everywhere.mapped > max(best.mapped, len(table.cells) // _PART) else best


def _copies(form: Form, table: FormTable, found: Sequence[Entry], main: Mapping[str, Fit]) -> list[Fit]:
    """What stands before or behind the table and fits as well, and is none of the other main tables."""
    own = main[table.key]
    if not own.mapped:
        return []
    others_ = frozenset().union(*(each.blocks for each in main.values())) - own.blocks
    free = [i for i, entry in enumerate(found) if entry.block not in others_]
    sides = [i for i in free if i < own.first], [i for i in free if i > own.last]
    least = _COPY * len(table.cells)
    others = [_fit_some(form, table, found, side) for side in sides if _room(found, side) >= least]
    return [other for other in others if other.read >= least]


def _room(found: Sequence[Entry], some: Sequence[int]) -> int:
    """How many cells some entries could fill at most: a value one, or as many as its characters, grown together."""
    return sum(max(1, len(cell.text)) for i in some for cell in found[i].values)


def _statistics(form: Form, found: Sequence[Entry]) -> list[Fit]:
    """The old statistics table behind a report of a later form."""
    old = forms()[_STATISTICS]
    if form.key == old.key or anchors(found)[old.key] < _ANCHORS:
        return []
    best = fit(old.tables[0], found, old.identities)
    return [best] if best.mapped * 2 > len(old.cells) else []


def _fit_some(form: Form, table: FormTable, found: Sequence[Entry], some: Sequence[int]) -> Fit:
    """Fit to some of the entries; `first` and `last` count in all of them."""
    fitted = fit(table, [found[i] for i in some], form.identities)
    if fitted.first < 0:
        return fitted
    return msgspec.structs.replace(fitted, first=some[fitted.first], last=some[fitted.last])


def _cells(fits: Iterable[Fit]) -> dict[str, Value]:
    return {key: _masked(value) for each in fits for key, value in each.cells.items()}


def _masked(value: Value) -> Value:
    """A cell may hold anything, a telephone number too."""
    if value.state in {State.TEXT, State.TEXT_NUMBER, State.FUZZY}:
        return msgspec.structs.replace(value, raw=mask(value.raw))
    return value
