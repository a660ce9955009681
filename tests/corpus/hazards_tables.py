"""Hazards in the make of tables: spare cells, notes, tables taken apart, rows merged, copies."""

import copy
import random

from tests.corpus.hazard import GOV, Hazard
from tests.corpus.sheet import Box, Grid, Sheet
from tests.corpus.truth import TrueCell, TrueTable, Truth, number

_OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def _numeral_apart(sheet: Sheet, _: random.Random) -> Sheet:
    """Put the leading 一、 and 二、 of table 三 into a cell of their own."""
    for block in sheet:
        if isinstance(block, Grid) and block.table == "applications":
            for box in [box for box in block.boxes if box.text.startswith(("一、", "二、")) and box.column_span == 3]:
                block.boxes.append(Box(box.row, 1, box.text[2:], 1, 2))
                box.text, box.column_span = box.text[:2], 1
    return sheet


def _apart(sheet: Sheet, _: random.Random) -> Sheet:
    """Print table 四 as three tables of five columns."""
    found: Sheet = []
    titles = ("行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）")
    for block in sheet:
        if not isinstance(block, Grid) or block.table != "review_litigation":
            found.append(block)
            continue
        numbers = block.row(3)
        for place, title in enumerate(titles):
            own = numbers[place * 5 : place * 5 + 5]
            boxes = [Box(0, 0, title, 1, 5)]
            for column, (name, box) in enumerate(zip(_OUTCOMES, own, strict=True)):
                boxes += [Box(1, column, name), Box(2, column, box.text, key=box.key)]
            found.append(Grid(block.table, 5, boxes, (1,) * 5, head=2))
    return found


def _spare(sheet: Sheet, _: random.Random) -> Sheet:
    """Give table 四 a sixteenth number, beyond its header."""
    for block in sheet:
        if isinstance(block, Grid) and block.table == "review_litigation":
            block.columns = 16
            block.widths = (1,) * 16
            block.boxes += [Box(0, 15, "", 3), Box(3, 15, "0")]
    return sheet


def _note(sheet: Sheet, rng: random.Random) -> Sheet:
    """Add a line of remarks below the numbers of table 四."""
    note = rng.choice(("注：以上数据不含下属单位。", "注：数据由办公室汇总，尚未审结的案件于次年继续统计。"))
    for block in sheet:
        if isinstance(block, Grid) and block.table == "review_litigation":
            block.boxes.append(Box(block.rows, 0, note, 1, block.columns))
    return sheet


def _remarks(sheet: Sheet, rng: random.Random) -> Sheet:
    """Give table 二 a column of remarks."""
    remark = rng.choice(("含授权委托事项", "不含下属单位", "按系统数据"))
    for block in sheet:
        if isinstance(block, Grid) and block.table == "proactive":
            last = block.columns
            rows = block.rows
            block.boxes += [Box(0, last, "备注"), *(Box(row, last, "") for row in range(1, rows - 1))]
            block.boxes.append(Box(rows - 1, last, remark))
            block.columns += 1
            block.widths = (*block.widths, 1)
    return sheet


def _numbered(sheet: Sheet, _: random.Random) -> Sheet:
    """Number the rows of table 二 in a column of their own."""
    for block in sheet:
        if isinstance(block, Grid) and block.table == "proactive":
            for box in block.boxes:
                box.column += 1
            block.boxes += [Box(row, 0, str(row + 1)) for row in range(block.rows)]
            block.columns += 1
            block.widths = (0.5, *block.widths)
    return sheet


def _copy(truth: Truth, _: random.Random) -> None:
    """Append table 二 once more."""
    if not truth.copies:
        cells = {key: copy.copy(cell) for key, cell in truth.cells.items() if key.startswith("proactive.")}
        truth.copies.append(TrueTable(truth.form, cells, table="proactive"))


def _single_row(truth: Truth, _: random.Random) -> None:
    """Print （六）其他处理 as one row without sub-rows, as the 2019 form does."""
    cells: dict[str, TrueCell] = {}
    for key, cell in truth.cells.items():
        group, _, column = key.rpartition(".")
        if not group.startswith("applications.results.other."):
            cells[key] = cell
            continue
        merged = f"applications.results.other.all.{column}"
        before = cells[merged].value or 0 if merged in cells else 0
        cells[merged] = number(before + (cell.value or 0))
    truth.cells = cells


def _heading_values(truth: Truth, _: random.Random) -> None:
    """Print the sums of the channels on their heading row, as the form does not ask."""
    for cells, headings in [(truth.cells, truth.headings), *((t.cells, t.headings) for t in truth.attachments)]:
        values = [cell.value for key, cell in cells.items() if key.startswith("stat.proactive.by_channel.")]
        if values:
            headings.setdefault("stat.proactive.by_channel", str(sum(value or 0 for value in values)))


HAZARDS = (
    Hazard(name="numeral-apart", sheet=_numeral_apart, forms=GOV),
    Hazard(name="table-four-apart", sheet=_apart, forms=GOV),
    Hazard(name="spare-cell", sheet=_spare, forms=GOV, finds="R04 warning x1", styles=("docx", "html", "pdf")),
    Hazard(name="note-in-table", sheet=_note, forms=GOV),
    Hazard(name="remarks-column", sheet=_remarks, forms=GOV, styles=("docx", "html")),
    Hazard(name="rows-numbered", sheet=_numbered, forms=GOV, styles=("docx", "html")),
    Hazard(name="copy", truth=_copy, finds="S19 info x*", forms=GOV),
    Hazard(name="single-row-six", truth=_single_row, forms=("gov_2021",)),
    Hazard(name="heading-values", truth=_heading_values, forms=("stat_2014",)),
)
