"""Prints a truth as a sheet: its lines and its tables, merged as the statutory forms are."""

import random
from collections.abc import Mapping

from shared.form import FormRow, FormTable, form_of, forms
from shared.report import State
from tests.corpus.sheet import Box, Grid, Line, Role, Sheet
from tests.corpus.truth import TrueCell, TrueTable, Truth

Cells = Mapping[str, TrueCell]


def lay_out(truth: Truth, rng: random.Random) -> Sheet:
    """Return the report as printed; `rng` chooses between templates in use."""
    form = form_of(truth.form, truth.cells) or forms()[truth.form]
    sheet: Sheet = [Line(Role.TITLE, truth.title)]
    sheet += [Line(Role.TEXT, text) for text in truth.preamble]
    for key, section in truth.sections.items():
        sheet.append(Line(Role.HEADING, section.heading))
        sheet += [Line(Role.TEXT, text) for text in section.paragraphs]
        if key in _TABLES and not all(_lost(row, truth.cells) for row in form.table(key).rows):
            sheet += _TABLES[key](form.table(key), truth.cells, rng)
    closing = [Line(Role.CLOSING, text) for text in truth.closing]
    if truth.form == "stat_2014":
        return [*sheet, *closing, *_filing(truth, TrueTable("stat_2014", truth.cells, truth.headings))]
    sheet += closing
    for attachment in truth.attachments:
        sheet += _filing(truth, attachment)
    for number, copy in enumerate(truth.copies, 2):
        sheet.append(Line(Role.CAPTION, f"政府信息公开情况统计表{number}"))
        sheet += _proactive(forms()[copy.form].table(copy.table or ""), copy.cells, rng)
    return sheet


def _filing(truth: Truth, table: TrueTable) -> Sheet:
    """Print the 统计表 with the lines that stand around it."""
    return [
        Line(Role.CAPTION, "政府信息公开情况统计表"),
        Line(Role.CLOSING, f"（{truth.year}年度）"),
        Line(Role.TEXT, f"填报单位（盖章）：{truth.body.name}"),
        _stat(table),
    ]


def _box(cells: Cells, key: str, row: int, column: int, span: int = 1) -> Box:
    return Box(row, column, cells[key].raw, 1, span, key)


def _lost(row: FormRow, cells: Cells) -> bool:
    """Whether the publisher left the row out."""
    return all(cells[cell.key].state is State.MISSING for cell in row.cells)


def _proactive(table: FormTable, cells: Cells, rng: random.Random) -> Sheet:
    """Print table 二: blocks below each other, in one grid or in a grid each."""
    grids: list[Grid] = []
    boxes: list[Box] = []
    columns, line = 4, 0
    separate = rng.random() < 0.2
    wide = rng.random() < 0.7  # single values are merged to the right
    for block in dict.fromkeys(row.block for row in table.rows):
        rows = [row for row in table.rows if row.block == block]
        heads = [cell.labels[-1] for cell in rows[0].cells]
        boxes.append(Box(line, 0, block, 1, columns))
        boxes += _spread(line + 1, ["信息内容", *heads], columns, wide=wide)
        line += 2
        for row in rows:
            spread = _spread(line, [row.labels[-1], *(cells[cell.key].raw for cell in row.cells)], columns, wide=wide)
            for box, cell in zip(spread[1:], row.cells, strict=False):
                box.key = cell.key
            boxes += spread
            line += 1
        if separate:
            grids.append(Grid("proactive", columns, boxes, (4, 3, 3, 3)))
            boxes, line = [], 0
    return [*grids] if separate else [Grid("proactive", columns, boxes, (4, 3, 3, 3))]


def _spread(row: int, texts: list[str], columns: int, *, wide: bool) -> list[Box]:
    """Lay texts into a row; what is left over is merged into the last one, or stays empty."""
    boxes = [Box(row, column, text) for column, text in enumerate(texts)]
    spare = columns - len(texts)
    if wide:
        boxes[-1].column_span += spare
        return boxes
    return boxes + [Box(row, len(texts) + number, "") for number in range(spare)]


def _applications(table: FormTable, cells: Cells, rng: random.Random) -> Sheet:
    """Print table 三: three label columns, seven number columns, groups merged downwards."""
    boxes = _applications_head(table, total_beside=rng.random() < 0.4)
    line = 3
    groups: dict[tuple[str, ...], Box] = {}
    for row in table.rows:
        if _lost(row, cells):
            continue
        for depth, label in enumerate(row.labels):
            path = row.labels[: depth + 1]
            if path in groups:
                groups[path].row_span += 1
                continue
            last = depth == len(row.labels) - 1
            groups[path] = Box(line, depth, label, 1, 3 - depth if last else 1)
            boxes.append(groups[path])
        boxes += [_box(cells, cell.key, line, 3 + number) for number, cell in enumerate(row.cells)]
        line += 1
    return [Grid("applications", 10, boxes, (2.2, 2.2, 5, *[1.6] * 7), head=3)]


def _applications_head(table: FormTable, *, total_beside: bool) -> list[Box]:
    """Print the header; 总计 stands below 申请人情况, or beside it."""
    row = table.rows[0]
    labels = [cell.labels[-1] for cell in row.cells]
    head = [Box(0, 0, row.block, 3, 3)]
    if total_beside:
        head += [Box(0, 3, "申请人情况", 1, 6), Box(0, 9, labels[6], 3)]
    else:
        head += [Box(0, 3, "申请人情况", 1, 7), Box(1, 9, labels[6], 2)]
    head += [Box(1, 3, labels[0], 2), Box(1, 4, "法人或其他组织", 1, 5)]
    return head + [Box(2, 4 + number, label) for number, label in enumerate(labels[1:6])]


def _review_litigation(table: FormTable, cells: Cells, _: random.Random) -> Sheet:
    """Print table 四: three header rows over one row of fifteen numbers."""
    row = table.rows[0]
    names = [cell.labels[-1] for cell in row.cells]
    boxes = [Box(0, 0, "行政复议", 1, 5), Box(0, 5, "行政诉讼", 1, 10)]
    boxes += [Box(1, column, names[column], 2) for column in range(5)]
    boxes += [Box(1, 5, "未经复议直接起诉", 1, 5), Box(1, 10, "复议后起诉", 1, 5)]
    boxes += [Box(2, column, names[column]) for column in range(5, 15)]
    boxes += [_box(cells, cell.key, 3, column) for column, cell in enumerate(row.cells)]
    return [Grid("review_litigation", 15, boxes, (1,) * 15, head=3)]


def _stat(table: TrueTable) -> Grid:
    """Print the 统计表: indicator, unit, number; depth shows as an indent of wide spaces."""
    boxes = [Box(0, 0, "统计指标"), Box(0, 1, "单位"), Box(0, 2, "统计数")]
    for line, row in enumerate(forms()["stat_2014"].tables[0].rows, 1):
        label = row.labels[-1]
        boxes.append(Box(line, 0, "\u3000" * _depth(label) + label))
        if row.cells:
            cell = row.cells[0]
            boxes += [Box(line, 1, cell.unit or ""), _box(table.cells, cell.key, line, 2)]
        else:
            boxes += [Box(line, 1, ""), Box(line, 2, table.headings.get(row.key, ""))]
    return Grid("stat", 3, boxes, (8, 1.2, 1.6), head=1)


def _depth(label: str) -> int:
    """Return how far a label of the 统计表 is indented."""
    if label[0] in "一二三四五六七八":
        return 0
    return 2 if label[0] == "（" else 4


_TABLES = {"proactive": _proactive, "applications": _applications, "review_litigation": _review_litigation}
