"""Hazards of page breaks: tables and rows cut in two, headers repeated or replaced."""

import random
from collections.abc import Callable

from tests.corpus.hazard import GOV, Hazard
from tests.corpus.sheet import Box, Grid, Label, Line, Role, Sheet, split


def _cut(label: Label, *, repeat_head: bool = False, numbered: bool = False) -> Callable[[Sheet, random.Random], Sheet]:
    """Return a recipe that cuts table 三 (or the 统计表) into two at a row inside a group."""

    def recipe(sheet: Sheet, rng: random.Random) -> Sheet:
        found: Sheet = []
        for block in sheet:
            if not isinstance(block, Grid) or block.table not in {"applications", "stat"}:
                found.append(block)
                continue
            first, second = split(block, rng.randint(7, block.rows - 6), label, repeat_head=repeat_head)
            between = [Line(Role.CLOSING, f"— {rng.randint(3, 7)} —")] if numbered else []
            found += [first, *between, Line(Role.PAGE_BREAK, ""), second]
        return found

    return recipe


def _data_head(sheet: Sheet, rng: random.Random) -> Sheet:
    """Cut table 三; on the next page a converter invented a header, 数据1 to 数据10."""
    found = _cut(Label.FIRST, repeat_head=True)(sheet, rng)
    pieces = [block for block in found if isinstance(block, Grid) and block.table == "applications"]
    if pieces:
        second = pieces[1]
        body = [box for box in second.boxes if box.row >= second.head]
        for box in body:
            box.row -= second.head - 1
        second.boxes = [Box(0, column, f"数据{column + 1}") for column in range(second.columns)] + body
        second.head = 1
    return found


def _cut_row(sheet: Sheet, rng: random.Random) -> Sheet:
    """Cut one row of table 三 in two: half of its label and all numbers first, the rest of the label below."""
    for block in sheet:
        if isinstance(block, Grid) and block.table == "applications":
            long = [box for box in block.boxes if box.column and box.row > block.head and len(box.text) > 9]
            victim = rng.choice([box for box in long if box.row_span == 1])
            below = victim.row + 1
            _insert_row(block, below)
            at = rng.randint(4, len(victim.text) - 3)
            block.boxes.append(Box(below, victim.column, victim.text[at:], 1, victim.column_span))
            reached = {
                column
                for box in block.boxes
                if box.row <= below < box.row + box.row_span
                for column in range(box.column, box.column + box.column_span)
            }
            block.boxes += [Box(below, column, "") for column in range(block.columns) if column not in reached]
            victim.text = victim.text[:at]
    return sheet


def _insert_row(grid: Grid, at: int) -> None:
    """Make room for a row; groups that reach across grow."""
    for box in grid.boxes:
        if box.row >= at:
            box.row += 1
        elif box.row + box.row_span > at or (box.row + box.row_span == at and box.row_span > 1):
            box.row_span += 1


HAZARDS = (
    Hazard(name="page-break", sheet=_cut(Label.FIRST)),
    Hazard(name="page-break-label-again", sheet=_cut(Label.BOTH)),
    Hazard(name="page-break-label-cut", sheet=_cut(Label.CUT)),
    Hazard(name="page-break-head-again", sheet=_cut(Label.FIRST, repeat_head=True)),
    Hazard(name="page-break-numbered", sheet=_cut(Label.BOTH, repeat_head=True, numbered=True)),
    Hazard(name="page-break-data-head", sheet=_data_head, forms=GOV),
    Hazard(name="row-cut", sheet=_cut_row, forms=GOV),
)
