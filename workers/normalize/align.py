"""Aligning entries with the rows of a form: both come in order, so this is a sequence alignment.

A row of the form takes one entry, or up to three that follow each other when a page break split it; rows and entries
may be left over on either side. Needleman and Wunsch 1970, with label similarity as the gain.
"""

from collections.abc import Sequence

import msgspec
from msgspec import structs

from shared.form import FormRow
from workers.normalize.entries import ORDINAL, Entry
from workers.normalize.labels import ACCEPT, EXACT, PART, WITHIN, bare, similarity

_PIECES = 3  # entries that one printed row may have been split into
_CELLS = 100_000  # bound of the alignment's table: beyond it only exact labels are considered


class Match(msgspec.Struct, frozen=True):
    """A row of the form and the entry found for it; `first` and `last` are indices of the entries it came from."""

    row: FormRow
    entry: Entry
    first: int
    last: int
    similarity: float


def align(rows: Sequence[FormRow], found: Sequence[Entry]) -> list[Match]:
    """Return the best alignment in printed order. O(rows × entries), bounded."""
    exact_only = len(rows) * len(found) > _CELLS
    candidates = _candidates(rows, found, exact_only=exact_only)
    best = [0.0] * (len(found) + 1)  # gain of the rows so far against the first i entries
    choices: list[list[tuple[int, float] | None]] = []  # per row, per prefix: (pieces taken, similarity)
    for index in range(len(rows)):
        row_best = [0.0] * (len(found) + 1)
        chosen: list[tuple[int, float] | None] = [None] * (len(found) + 1)
        for end in range(len(found) + 1):
            row_best[end] = best[end]  # the row is missing
            if end and row_best[end - 1] > row_best[end]:
                row_best[end], chosen[end] = row_best[end - 1], (0, 0.0)  # the entry is nobody's
            for pieces, gain, alike in candidates.get((index, end), ()):
                total = best[end - pieces] + gain
                if total > row_best[end]:
                    row_best[end], chosen[end] = total, (pieces, alike)
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
            entry = _merged(found[end - pieces : end])
            matches.append(Match(rows[index], entry, end - pieces, end - 1, alike))
            index, end = index - 1, end - pieces
    return matches[::-1]


def _candidates(
    rows: Sequence[FormRow], found: Sequence[Entry], *, exact_only: bool
) -> dict[tuple[int, int], list[tuple[int, float, float]]]:
    """Return what each row could take, by (row, end of the entries taken): (pieces, gain, similarity)."""
    printed = [_printed(row) for row in rows]
    by_label: dict[str, list[int]] = {}
    for index, labels in enumerate(printed):
        for label in labels:
            by_label.setdefault(label, []).append(index)
    table: dict[tuple[int, int], list[tuple[int, float, float]]] = {}
    for end in range(1, len(found) + 1):
        for pieces in range(1, min(_PIECES, end) + 1):
            parts = found[end - pieces : end]
            if pieces > 1 and (exact_only or not _belong_together(parts)):
                break
            written = _written(parts)
            exact = {index for label in written for index in by_label.get(label, ())}
            if exact_only or (exact and pieces == 1):
                alike = dict.fromkeys(exact, EXACT)
            else:
                alike = {index: _alike(written, labels, pieces) for index, labels in enumerate(printed)}
            # Values without any label are another row's unless the label before them is whole.
            least = ACCEPT if pieces == 1 or all(part.labels for part in parts) else EXACT
            for index, score in alike.items():
                if score >= least:
                    numbers = any(part.numbers for part in parts)
                    gain = score + (0.25 if numbers else 0.0) - 0.04 * (pieces - 1)
                    table.setdefault((index, end), []).append((pieces, gain, score))
    return table


def _belong_together(parts: Sequence[Entry]) -> bool:
    """Whether entries can be pieces of one row.

    At most one of them carries values, and none is a row of its own or begins with an ordinal; a whole label may be
    without its values.
    """
    if sum(1 for part in parts if part.numbers) > 1 or any(part.named for part in parts[1:]):
        return False
    if any(part.labels and ORDINAL.match(part.labels[0]) for part in parts[1:]):
        return False
    return not parts[0].named or not any(part.labels for part in parts[1:])


def _printed(row: FormRow) -> tuple[str, ...]:
    """Return the labels that stand for a row: the innermost, and with its groups before it."""
    labels = [bare("".join(row.labels[start:])) for start in range(len(row.labels) - 1, -1, -1)]
    return tuple(dict.fromkeys(labels))


def _written(parts: Sequence[Entry]) -> tuple[str, ...]:
    """Return the ways to read the label of some pieces: innermost cells joined, everything joined."""
    leaf = bare("".join(part.labels[-1] for part in parts if part.labels))
    whole = bare("".join(label for part in parts for label in part.labels))
    last_two = bare("".join(parts[-1].labels[-2:]))
    return tuple(dict.fromkeys(label for label in (leaf, whole, last_two) if label))


def _alike(written: tuple[str, ...], printed: tuple[str, ...], pieces: int) -> float:
    best = 0.0
    for label in written:
        for row_label in printed:
            score = similarity(label, row_label)
            if row_label != printed[0] and score in {PART, WITHIN}:
                score = 0.0  # a group's name says nothing about which of its rows this is
            if pieces > 1 and score == WITHIN:
                score = 0.0  # what stands around the label is another row
            best = max(best, score)
    return best


def _merged(parts: Sequence[Entry]) -> Entry:
    """Join the pieces of one row: all labels, and the values of the piece that has some."""
    if len(parts) == 1:
        return parts[0]
    carrier = next((part for part in parts if part.numbers), None)
    carrier = carrier or max(parts, key=lambda part: len(part.values))
    labels = tuple(label for part in parts for label in part.labels)
    return structs.replace(carrier, labels=labels, last_block=-1, named=False)
