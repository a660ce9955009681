"""A report as printed, before any file format: lines of text and grids of boxes."""

from enum import StrEnum

import msgspec


class Role(StrEnum):
    """What a line is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    CAPTION = "caption"  # title of an appended table
    CLOSING = "closing"  # signature, date
    PAGE_BREAK = "page_break"


class Line(msgspec.Struct):
    """A paragraph."""

    role: Role
    text: str


class Box(msgspec.Struct):
    """One box of a grid; merged boxes stand at their first row and column. `key`: the form's cell printed in it."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    key: str | None = None


class Grid(msgspec.Struct):
    """A ruled table. `head` counts its header rows; `widths` are relative."""

    table: str
    columns: int
    boxes: list[Box]
    widths: tuple[float, ...]
    head: int = 0

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max(box.row + box.row_span for box in self.boxes)

    def row(self, number: int) -> list[Box]:
        """Return the boxes that begin in a row, from left to right."""
        return sorted((box for box in self.boxes if box.row == number), key=lambda box: box.column)

    def box(self, row: int, column: int) -> Box:
        """Return the box that covers a place."""
        return next(
            box
            for box in self.boxes
            if box.row <= row < box.row + box.row_span and box.column <= column < box.column + box.column_span
        )


Sheet = list[Line | Grid]


class Label(StrEnum):
    """Where the label of a group goes that a page break cuts."""

    FIRST = "first"  # stays on the first page, the rest of the group has an empty box
    BOTH = "both"  # printed again
    CUT = "cut"  # half of the words here, half there


def split(grid: Grid, at: int, label: Label = Label.FIRST, *, repeat_head: bool = False) -> tuple[Grid, Grid]:
    """Cut a grid before row `at`; boxes that reach across are divided."""
    before: list[Box] = []
    after: list[Box] = []
    shift = at - (grid.head if repeat_head else 0)
    if repeat_head:
        after += [msgspec.structs.replace(box) for box in grid.boxes if box.row < grid.head]
    for box in grid.boxes:
        end = box.row + box.row_span
        if end <= at:
            before.append(msgspec.structs.replace(box))
        elif box.row >= at:
            after.append(msgspec.structs.replace(box, row=box.row - shift))
        else:
            half = (len(box.text) + 1) // 2
            here, there = {
                Label.FIRST: (box.text, ""),
                Label.BOTH: (box.text, box.text),
                Label.CUT: (box.text[:half], box.text[half:]),
            }[label]
            before.append(msgspec.structs.replace(box, text=here, row_span=at - box.row))
            after.append(msgspec.structs.replace(box, text=there, row=at - shift, row_span=end - at))
    first = msgspec.structs.replace(grid, boxes=before)
    return first, msgspec.structs.replace(grid, boxes=after, head=grid.head if repeat_head else 0)
