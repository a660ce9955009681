"""Aligning entries with the rows of a form: both come in order, so this is a sequence alignment.

A row of the form takes one entry, or up to three that follow each other when a page break split it; rows and entries
may be left over on either side. Needleman and Wunsch 1970, with label similarity as the gain.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from unicodedata import normalize

import msgspec
from msgspec import structs

from shared.form import FormRow
from workers.normalize.entries import HEADINGS, ORDINAL, UNITS, Entry
from workers.normalize.labels import ACCEPT, EXACT, PART, SHORT, WHOLE, WITHIN, bare, canonical, similarity

_ORDINAL_AT_END = re.compile(r"(?:[（(][一二三四五六七八九十]{1,2}[)）]|(?<!\d)\d\s*[、.．])\s*$")
_BARE_ORDINAL = re.compile(r"\s*[（(]\s*[一二三四五六七]\s*[)）]?\s*")
_PIECES = 3  # entries that one printed row may have been split into
_BEGUN = 2  # letters behind an ordinal by which every row of a form is told
_CELLS = 100_000  # bound of the alignment's table: beyond it only exact labels are considered


_Taken = dict[int, list[tuple[int, float, float]]]  # by the end of the entries taken: (pieces, gain, similarity)


class Match(msgspec.Struct, frozen=True):
    """A row of the form and the entry found for it; `first` and `last` are indices of the entries it came from."""

    row: FormRow
    entry: Entry
    first: int
    last: int
    similarity: float


def align(rows: tuple[FormRow, ...], found: Sequence[Entry]) -> list[Match]:
    """Return the best alignment in printed order. O(rows × entries), bounded."""
    exact_only = len(rows) * len(found) > _CELLS
    best = [0.0] * (len(found) + 1)  # gain of the rows so far against the first i entries
    choices: list[list[tuple[int, float] | None]] = []  # per row, per prefix: (pieces taken, similarity)
    for candidates in _candidates(rows, found, exact_only=exact_only):
        begin = next(iter(candidates), len(best))  # before its first candidate the row is missing
        row_best = best[:begin]
        chosen: list[tuple[int, float] | None] = [None] * begin
        last = row_best[-1]
        for end, without in enumerate(best[begin:], begin):
            gained, choice = without, None  # the row is missing
            if last > gained:
                gained, choice = last, (0, 0.0)  # the entry is nobody's
            for pieces, gain, alike in candidates.get(end, ()):
                total = best[end - pieces] + gain
                if total > gained:
                    gained, choice = total, (pieces, alike)
            row_best.append(gained)
            chosen.append(choice)
            last = gained
        best = row_best
        choices.append(chosen)
    return _trace(rows, found, choices)


def _trace(
    rows: Sequence[FormRow], found: Sequence[Entry], choices: list[list[tuple[int, float] | None]]
) -> list[Match]:
    matches: list[Match] = []
    index, end = len(rows) - 1, len(found)
    while index >= 0:
        choice = choices[index][end]
        if choice is None:
            index -= 1
        elif choice[0] == 0:
            end -= 1
        else:
            pieces, alike = choice
            entry = _merged(found[end - pieces : end], alike)
            matches.append(Match(rows[index], entry, end - pieces, end - 1, alike))
            index, end = index - 1, end - pieces
    return matches[::-1]


def _candidates(rows: tuple[FormRow, ...], found: Sequence[Entry], *, exact_only: bool) -> list[_Taken]:
    """Return what each row could take."""
    by_label = _by_label(rows)
    table: list[_Taken] = [{} for _ in rows]
    for end in range(1, len(found) + 1):
        for pieces in range(1, min(_PIECES, end) + 1):
            parts = found[end - pieces : end]
            if pieces > 1 and (exact_only or not _belong_together(parts)):
                break
            if pieces > 1 and _is_bare(parts[-1]) and end < len(found) and _is_bare(found[end]):
                break  # several rows of a table have lost their labels: which of them is this label's?
            written = _written(parts)
            alike = dict.fromkeys((index for label in written for index in by_label.get(label, ())), EXACT)
            if not exact_only and (pieces > 1 or not alike):
                alike = _alike(written, rows, several=pieces > 1) or (_cut(parts[0], rows) if pieces == 1 else {})
            elif not exact_only and len(parts[0].leaf) <= SHORT and (cut := _cut(parts[0], rows)):
                alike = dict.fromkeys(alike, ACCEPT) | cut  # 2.其他 is rather the beginning of another row than 3.其他
            is_led = pieces == 1 or all(part.labels for part in parts)
            for index, score in alike.items():
                # Values without any label are another row's unless the label before them is whole, or merely damaged.
                least = ACCEPT if is_led or _is_damaged(rows[index], parts) else EXACT
                if score >= least and not _too_many(rows[index], parts[1:]) and not _is_column(rows[index], parts):
                    numbers = any(part.numbers for part in parts)
                    gain = score + (0.25 if numbers else 0.0) - 0.04 * (pieces - 1)
                    table[index].setdefault(end, []).append((pieces, gain, score))
    return table


@cache
def _by_label(rows: tuple[FormRow, ...]) -> dict[str, list[int]]:
    """Return which rows are printed with a label."""
    found: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        for label in _printed(row):
            found.setdefault(label, []).append(index)
    return found


def _belong_together(parts: Sequence[Entry]) -> bool:
    """Whether entries can be pieces of one row.

    At most one of them carries values, and none is a row of its own or begins with an ordinal; a whole label may be
    without its values, and stand on the line below its ordinal.
    """
    if len([part for part in parts if part.numbers]) > 1:
        return False
    ordinal_alone = bool(parts[0].labels) and _ORDINAL_AT_END.search(parts[0].labels[-1]) is not None
    if any(part.named for part in parts[2 if ordinal_alone else 1 :]):
        return False
    if any(ORDINAL.match(label) or _BARE_ORDINAL.fullmatch(label) for part in parts[1:] for label in part.labels):
        return False
    return not parts[0].named or not any(part.labels for part in parts[1:])


def _is_bare(entry: Entry) -> bool:
    """Whether a row of a table has figures and no label."""
    return entry.aligned and not entry.labels and entry.numbers > 0


def _too_many(row: FormRow, parts: Sequence[Entry]) -> bool:
    """Whether figures without a label are more than the row has: those of the next table."""
    return bool(row.cells) and any(not part.labels and part.numbers > len(row.cells) for part in parts)


def _is_column(row: FormRow, parts: Sequence[Entry]) -> bool:
    """Whether the label is the heading of a column, with all the figures of a wider table: 总计 of table 四."""
    first = parts[0]
    is_heading = bool(first.labels) and canonical(first.labels[-1]) in HEADINGS
    return is_heading and bool(row.cells) and first.numbers > len(row.cells) + 1  # not one that a page has left


def _is_damaged(row: FormRow, parts: Sequence[Entry]) -> bool:
    """Whether a label is as long as the row's, with its ordinal, and all of the row's figures are on the next line."""
    if len(parts) != 2 or len(parts[0].labels) != 1 or parts[0].values or parts[1].labels:  # noqa: PLR2004 - label, figures
        return False
    if not len(row.cells) == parts[1].numbers == len(parts[1].values):
        return False
    written = canonical(parts[0].labels[0])
    printed = (canonical("".join(row.labels[start:])) for start in range(len(row.labels)))
    return any(
        len(label) == len(written) and label[0] == written[0] and label[0] != bare(label)[0] for label in printed
    )


@cache
def _printed(row: FormRow) -> tuple[str, ...]:
    """Return the labels that stand for a row: the innermost, and with its groups before it."""
    labels = [bare("".join(row.labels[start:])) for start in range(len(row.labels) - 1, -1, -1)]
    return tuple(dict.fromkeys(labels))


def _written(parts: Sequence[Entry]) -> tuple[str, ...]:
    """Return the ways to read the label of some pieces.

    The end of the last one is no label of figures that stand behind a label before it.
    """
    is_alone = not any(part.labels and part.numbers for part in parts[:-1])
    return _ways(tuple(part.labels for part in parts), is_alone=is_alone)


@lru_cache(maxsize=5_000)
def _ways(parts: Sequence[Sequence[str]], *, is_alone: bool) -> tuple[str, ...]:
    """Return the ways to read the labels of pieces: innermost cells joined, everything joined, the end of the last."""
    leaf = bare("".join([labels[-1] for labels in parts if labels]))
    whole = bare("".join(chain.from_iterable(parts)))
    last_two = bare("".join(parts[-1][-2:])) if is_alone else ""
    written = [label for label in (leaf, whole, last_two) if label]
    counted = [label.removesuffix(unit) for label in written for unit in UNITS if label.endswith(unit)]
    return tuple(dict.fromkeys((*written, *filter(None, counted))))


@lru_cache(maxsize=5_000)
def _alike(written: tuple[str, ...], rows: tuple[FormRow, ...], *, several: bool) -> dict[int, float]:
    """Return how surely a label, or the label of several pieces, is each row's; rows that it cannot be are left out."""
    found: dict[int, float] = {}
    for index, row in enumerate(rows):
        printed = _printed(row)
        groups = tuple(map(bare, row.labels[:-1])) if len(printed[0]) <= SHORT else ()
        for label in written:
            if groups and label.endswith(groups):
                continue  # 办理结果（六）其他处理 is the group, not its row 3.其他
            for row_label in printed:
                score = similarity(label, row_label)
                if score == WITHIN and len(row_label) <= SHORT and _is_anothers(label[len(row_label) :], rows):
                    score = 0.0
                if score == WITHIN and _holds_row(label.partition(row_label)[2], rows):
                    score = 0.0  # the figures are those of the row behind it
                if row_label != printed[0] and score in {PART, WITHIN, WHOLE}:
                    score = 0.0  # a group's name says nothing about which of its rows this is
                if several and score in {WITHIN, WHOLE}:
                    score = 0.0  # what stands around the label is another row
                if score >= ACCEPT:
                    found[index] = max(found.get(index, 0.0), score)
    return found


def _is_anothers(rest: str, rows: tuple[FormRow, ...]) -> bool:
    """Whether what stands behind a short label is a piece of another row's."""
    return any(rest in printed for row in rows for printed in _printed(row))


def _holds_row(rest: str, rows: tuple[FormRow, ...]) -> bool:
    """Whether the whole label of a row stands in what is written behind another's."""
    return any(len(label := _printed(row)[0]) > SHORT and label in rest for row in rows if row.labels)


def _cut(entry: Entry, rows: tuple[FormRow, ...]) -> dict[int, float]:
    """Return the row whose label a few letters begin, ordinal and all, where they begin no other and it is as wide.

    A piece of its group's label may stand before them on the line: （三） 1.属于, 理结果 （二）部分公开.
    """
    label = entry.labels[-1] if entry.labels else ""
    if entry.numbers != sum(1 for cell in entry.values if cell.text.strip()):
        return {}
    begun = _begun(label, rows)
    parts = label.split() if not begun and not entry.aligned else []
    for first in range(1, len(parts)):
        if ORDINAL.match(parts[first]):
            group = _plain("".join(parts[:first]))
            begun = [i for i in _begun("".join(parts[first:]), rows) if group in _plain("".join(rows[i].labels[:-1]))]
            break
    return {begun[0]: PART} if len(begun) == 1 and len(rows[begun[0]].cells) == entry.numbers else {}


def _begun(label: str, rows: tuple[FormRow, ...]) -> list[int]:
    """Return which rows' labels begin with these letters and their ordinal; none where they are too few."""
    letters = canonical(label)
    ordinal = _plain(label).rstrip(")") if _BARE_ORDINAL.fullmatch(label) else ""
    if ordinal:
        return [i for i, row in enumerate(rows) if row.labels and _plain(row.labels[-1]).startswith(ordinal)]
    if len(bare(label)) < (SHORT if letters == bare(label) else _BEGUN):
        return []
    return [i for i, row in enumerate(rows) if row.labels and canonical(row.labels[-1]).startswith(letters)]


def _plain(text: str) -> str:
    return normalize("NFKC", "".join(text.split()))


def _merged(parts: Sequence[Entry], alike: float) -> Entry:
    """Join the pieces of one row: all labels, and the values of the piece that has some.

    Those below a damaged label may be another row's.
    """
    if len(parts) == 1:
        return parts[0]
    carrier = next((part for part in parts if part.numbers), None)
    carrier = carrier or max(parts, key=lambda part: len(part.values))
    labels = tuple(label for part in parts for label in part.labels)
    doubtful = carrier.doubtful or (not carrier.labels and alike < EXACT)
    return structs.replace(carrier, labels=labels, last_block=-1, named=False, doubtful=doubtful)
