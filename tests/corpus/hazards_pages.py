"""Hazards of pages: tables cut inside a merged group, repeated headers, spare cells, notes, copies, site chrome."""

import copy
import random
from collections.abc import Callable

from tests.corpus.hazard import GOV, Hazard
from tests.corpus.sheet import Box, Grid, Label, Line, Role, Sheet, split
from tests.corpus.truth import TrueCell, TrueTable, Truth, number


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


def _cut_row(sheet: Sheet, rng: random.Random) -> Sheet:
    """Cut one row of table 三 in two: half of its label and all numbers first, the rest of the label below."""
    for block in sheet:
        if isinstance(block, Grid) and block.table == "applications":
            long = [box for box in block.boxes if box.column and box.row > block.head and len(box.text) > 9]
            victim = rng.choice([box for box in long if box.row_span == 1])
            _insert_row(block, victim.row + 1)
            at = rng.randint(4, len(victim.text) - 3)
            rest = Box(victim.row + 1, victim.column, victim.text[at:], 1, victim.column_span)
            block.boxes.append(rest)
            block.boxes += [Box(victim.row + 1, column, "") for column in range(3, 10)]
            victim.text = victim.text[:at]
    return sheet


def _insert_row(grid: Grid, at: int) -> None:
    """Make room for a row; groups that reach across grow."""
    for box in grid.boxes:
        if box.row >= at:
            box.row += 1
        elif box.row + box.row_span > at or (box.row + box.row_span == at and box.row_span > 1):
            box.row_span += 1


def _spare(sheet: Sheet, rng: random.Random) -> Sheet:
    """Give table 四 a sixteenth cell."""
    for block in sheet:
        if isinstance(block, Grid) and block.table == "review_litigation":
            block.columns = 16
            block.widths = (1,) * 16
            block.boxes += [Box(0, 15, "", 3), Box(3, 15, rng.choice(("", "0")))]
    return sheet


def _note(sheet: Sheet, rng: random.Random) -> Sheet:
    """Add a line of remarks below the numbers of table 四."""
    note = rng.choice(("注：以上数据不含下属单位。", "注：数据由办公室汇总，尚未审结的案件于次年继续统计。"))
    for block in sheet:
        if isinstance(block, Grid) and block.table == "review_litigation":
            block.boxes.append(Box(block.rows, 0, note, 1, block.columns))
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


def _chrome(sheet: Sheet, rng: random.Random) -> Sheet:
    """Leave in what a site prints around an article."""
    before = rng.choice(
        (
            ["首页 > 政务公开 > 法定主动公开内容 > 政府信息公开年报 -->"],
            ["您的位置：首页 / 信息公开 / 年度报告", "字号：大 中 小 打印 分享到"],
            ["无障碍阅读 | 长者模式 | 登录", "首页 | 政府信息公开 | 互动交流 | 办事服务"],
        )
    )
    after = rng.choice(
        (
            ["扫一扫在手机打开当前页", "上一篇：没有了", "下一篇：政务公开工作要点"],
            ["主办单位：政府办公室 网站标识码：9900000012", "版权所有 未经许可不得转载"],
            ["附件下载", "关闭窗口"],
        )
    )
    return [*(Line(Role.TEXT, text) for text in before), *sheet, *(Line(Role.TEXT, text) for text in after)]


HAZARDS = (
    Hazard(name="page-break", sheet=_cut(Label.FIRST)),
    Hazard(name="page-break-label-again", sheet=_cut(Label.BOTH)),
    Hazard(name="page-break-label-cut", sheet=_cut(Label.CUT)),
    Hazard(name="page-break-head-again", sheet=_cut(Label.FIRST, repeat_head=True)),
    Hazard(name="page-break-numbered", sheet=_cut(Label.BOTH, repeat_head=True, numbered=True)),
    Hazard(name="row-cut", sheet=_cut_row, forms=GOV),
    Hazard(
        name="spare-cell", sheet=_spare, forms=GOV, finds="R04 warning x1", styles=("docx", "html", "pdf", "text-tsv")
    ),
    Hazard(name="note-in-table", sheet=_note, forms=GOV),
    Hazard(name="copy", truth=_copy, forms=GOV),
    Hazard(name="single-row-six", truth=_single_row, forms=("gov_2021",)),
    Hazard(name="heading-values", truth=_heading_values, forms=("stat_2014",)),
    Hazard(name="chrome", sheet=_chrome, styles=("docx", "text")),
)
