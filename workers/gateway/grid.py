"""The tables of a form as they are printed: heads over columns and before rows, nested as on paper, and cells."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from shared.form import Form, FormRow

Path = tuple[str, ...]


class Head(msgspec.Struct, frozen=True):
    """A heading that reaches over some rows and columns."""

    text: str
    rows: int
    columns: int


class Row(msgspec.Struct, frozen=True):
    """A row: the headings that begin in it, and the keys of its cells."""

    heads: tuple[Head, ...]
    keys: tuple[str, ...]


class Block(msgspec.Struct, frozen=True):
    """A part of a table under one title. `corner` is how many columns of headings stand before the cells."""

    title: str
    corner: int
    columns: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]


class Grid(msgspec.Struct, frozen=True):
    """A table of a form."""

    key: str
    title: str
    blocks: tuple[Block, ...]


def grids(form: Form) -> tuple[Grid, ...]:
    """Return the tables of a form."""
    return tuple(
        Grid(
            table.key,
            table.title,
            tuple(_block(title, list(rows)) for title, rows in groupby(table.rows, key=lambda row: row.block)),
        )
        for table in form.tables
    )


def _block(title: str, rows: list[FormRow]) -> Block:
    first = next((row for row in rows if row.cells), rows[0])
    deep = max((len(row.labels) for row in rows), default=0)
    side = _nested([row.labels for row in rows], deep)
    heads = [tuple(Head(text, length, width) for text, _, length, width in each) for each in side]
    return Block(
        title=title,
        corner=deep,
        columns=_columns([cell.labels for cell in first.cells]),
        rows=tuple(Row(head, tuple(cell.key for cell in row.cells)) for head, row in zip(heads, rows, strict=True)),
    )


def _columns(paths: Sequence[Path]) -> tuple[tuple[Head, ...], ...]:
    """Return rows of headings over columns: what nests along the rows, turned."""
    deep = max((len(path) for path in paths), default=0)
    levels: list[list[Head]] = [[] for _ in range(deep)]
    for begun in _nested(paths, deep):
        for text, level, length, width in begun:
            levels[level].append(Head(text, width, length))
    return tuple(tuple(level) for level in levels)


def _nested(paths: Sequence[Path], deep: int) -> list[list[tuple[str, int, int, int]]]:
    """Return for every path the labels that begin there: text, level, over how many paths, over how many levels."""
    return [list(_begun(paths, number, deep)) for number in range(len(paths))]


def _begun(paths: Sequence[Path], number: int, deep: int) -> Iterator[tuple[str, int, int, int]]:
    path = paths[number]
    for level, text in enumerate(path):
        is_last = level == len(path) - 1
        above = paths[number - 1] if number else ()
        if not is_last and above[: level + 1] == path[: level + 1]:
            continue
        length = 1
        if not is_last:
            below = paths[number:]
            length = next((n for n, each in enumerate(below) if each[: level + 1] != path[: level + 1]), len(below))
        yield text, level, length, deep - level if is_last else 1
