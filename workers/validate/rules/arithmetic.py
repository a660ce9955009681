"""A and R: tables 三 and 四 add up and are complete. The sums stand in the forms; what is here names them."""

from collections.abc import Iterator

from shared.finding import Severity
from shared.form import FormRow, FormTable
from shared.report import State
from workers.validate import identities
from workers.validate.context import Context
from workers.validate.counted import counted
from workers.validate.labels import cell_name, row_name
from workers.validate.rule import GOV, NOT_ASSESSABLE, PASS, Check, Rule, fail, rule


@rule("A01", "applications-balance", Severity.ERROR, GOV)
def applications_balance(context: Context) -> Iterator[Check]:
    """In each column of table 三, rows 一 and 二 together equal rows 三（七） and 四 together.

    表三每一列：本年新收 + 上年结转 = 办理结果总计 + 结转下年度继续办理。

    依据: 表三表头印明的勾稽关系“第一项加第二项之和，等于第三项加第四项之和”。
    通过: 自然人列 89 + 8 = 92 + 5。
    不通过: 自然人列 12 + 1 = 13，而 10 + 2 = 12。
    """
    return identities.check(context, "A01")


@rule("A02", "results-add-up", Severity.ERROR, GOV)
def results_add_up(context: Context) -> Iterator[Check]:
    """In each column of table 三, row （七）总计 is the sum of the results above it.

    表三每一列：（七）总计 = （一）至（六）各项结果之和。

    依据: 表三的构成：（七）是本年度办理结果的总计。
    通过: 总计列（七）98 = （一）42 + （二）1 + （三）6 + （四）49。
    不通过: 自然人列（七）10，而各项之和为 9。
    """
    return identities.check(context, "A02")


@rule("A03", "applicants-add-up", Severity.ERROR, GOV)
def applicants_add_up(context: Context) -> Iterator[Check]:
    """In each row of table 三, the column 总计 is the sum of natural persons and the five kinds of organizations.

    表三每一行：总计 = 自然人 + 商业企业 + 科研机构 + 社会公益组织 + 法律服务机构 + 其他；只有总计未填的，提示补填。

    依据: 表三的构成：总计列汇总六类申请人。
    通过: 本年新收 58 + 7 + 0 + 0 + 1 + 0 = 66。
    不通过: （一）予以公开 总计 258，而各列之和为 275。
    """
    return identities.check(context, "A03")


@rule("A04", "applications-are-counts", Severity.ERROR, GOV)
def applications_are_counts(context: Context) -> Iterator[Check]:
    """Every number of table 三 is a whole number, zero or more.

    表三的数字均为不小于 0 的整数。

    依据: 表三统计的是申请件数。
    通过: 12、0。
    不通过: -3、1.5。
    """
    return _are_counts(context, "applications")


@rule("A05", "applications-complete", Severity.ERROR, GOV)
def applications_complete(context: Context) -> Iterator[Check]:
    """Table 三 has every row and column of its form, and none is left blank.

    表三的行、列齐全，每个单元格都填写；缺行缺列为错误，空格为提示。

    依据: 国办公开办函〔2021〕30号、〔2019〕60号所附格式，不得增删表格的行、列。
    通过: 25 行 × 7 列均有数字（2019 年格式为 23 行）。
    不通过: 没有“四、结转下年度继续办理”一行。
    """
    table = _table(context, "applications")
    if table is None:
        yield NOT_ASSESSABLE
        return
    values = {cell.key: context.report.cells[cell.key] for cell in table.cells}
    blank = [key for key, value in values.items() if value.state is State.BLANK]
    vanishes = bool(blank) or any(value.is_unread for value in values.values())
    for row in table.rows:
        yield _row_complete(context, row, vanishes=vanishes)
    if blank:
        yield fail(
            f"表三有 {len(blank)} 个单元格空着，没有数字的应填 0",
            f"{counted(len(blank), 'blank cell')} in table 三; where there is nothing to count, write 0",
            severity=Severity.WARNING,
            cells=blank,
            expected=0,
            where=context.where(*blank),
        )


def _row_complete(context: Context, row: FormRow, *, vanishes: bool) -> Check:
    """Check one row; where others are left blank or unread, it may have vanished in the reading."""
    missing = [cell.key for cell in row.cells if context.report.cells[cell.key].state is State.MISSING]
    if not missing:
        return PASS
    name = row_name(row)
    whole = len(missing) == len(row.cells)
    if whole and vanishes:
        return NOT_ASSESSABLE
    return fail(
        f"表三没有“{name.zh}”一行" if whole else f"表三“{name.zh}”行缺少 {len(missing)} 个单元格",
        f'table 三 has no row "{name.en}"'
        if whole
        else f'{counted(len(missing), "cell")} missing in row "{name.en}" of table 三',
        cells=missing,
        expected=len(row.cells),
        actual=len(row.cells) - len(missing),
        where=context.where(*(cell.key for cell in row.cells)),
    )


def _table(context: Context, key: str) -> FormTable | None:
    """Return a table of the main form, None where the document has nothing of it: it may be a picture."""
    if context.form is None:
        return None
    table = context.form.table(key)
    found = any(context.report.cells[cell.key].state is not State.MISSING for cell in table.cells)
    return table if found else None


def _are_counts(context: Context, key: str) -> Iterator[Check]:
    table = _table(context, key)
    if context.form is None or table is None:
        yield NOT_ASSESSABLE
        return
    for cell in table.cells:
        value = context.value(cell.key)
        if value is None:
            yield NOT_ASSESSABLE
        elif value == int(value) and value >= 0:
            yield PASS
        else:
            name = cell_name(context.form, cell.key)
            yield fail(
                f"“{name.zh}”为 {value}，应为不小于 0 的整数",
                f'"{name.en}" is {value}; a count is a whole number, zero or more',
                cells=(cell.key,),
                suspects=(cell.key,),
                expected="≥ 0",
                actual=value,
                where=context.where(cell.key),
            )


@rule("R01", "review-adds-up", Severity.ERROR, GOV)
def review_adds_up(context: Context) -> Iterator[Check]:
    """In table 四, the total of 行政复议 is the sum of its four outcomes.

    表四行政复议：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结。

    依据: 表四的构成。
    通过: 7 = 4 + 1 + 0 + 2。
    不通过: 总计 7，而 4 + 1 + 0 + 1 = 6。
    """
    return identities.check(context, "R01")


@rule("R02", "direct-litigation-adds-up", Severity.ERROR, GOV)
def direct_litigation_adds_up(context: Context) -> Iterator[Check]:
    """In table 四, the total of 未经复议直接起诉 is the sum of its four outcomes.

    表四未经复议直接起诉：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结。

    依据: 表四的构成。
    通过: 2 = 2 + 0 + 0 + 0。
    不通过: 总计 2，而 1 + 0 + 0 + 0 = 1。
    """
    return identities.check(context, "R02")


@rule("R03", "litigation-after-review-adds-up", Severity.ERROR, GOV)
def litigation_after_review_adds_up(context: Context) -> Iterator[Check]:
    """In table 四, the total of 复议后起诉 is the sum of its four outcomes.

    表四复议后起诉：总计 = 结果维持 + 结果纠正 + 其他结果 + 尚未审结。

    依据: 表四的构成。
    通过: 3 = 1 + 0 + 1 + 1。
    不通过: 总计 3，而 1 + 0 + 1 + 0 = 2。
    """
    return identities.check(context, "R03")


@rule("R04", "review-litigation-complete", Severity.ERROR, GOV)
def review_litigation_complete(context: Context) -> Iterator[Check]:
    """Table 四 has its 15 cells, whole numbers of zero or more, and no number beyond them.

    表四有 15 个单元格，均为不小于 0 的整数；多出的数字为提示，须核对错位。

    依据: 国办公开办函〔2021〕30号、〔2019〕60号所附格式：三组各五项。
    通过: 15 个数字。
    不通过: 一行 16 个单元格：无法判断哪一个多余。
    """
    yield from _are_counts(context, "review_litigation")
    table = _table(context, "review_litigation")
    if table is None or context.form is None:
        return
    for cell in table.cells:
        if context.report.cells[cell.key].state is State.MISSING:
            name = cell_name(context.form, cell.key)
            yield fail(
                f"表四缺少“{name.zh}”",
                f'table 四 lacks "{name.en}"',
                cells=(cell.key,),
                expected=len(table.cells),
                where=context.where(*(cell.key for cell in table.cells)),
            )
    spare = context.report.extra.get("review_litigation", ())
    if spare:
        raw = "、".join(value.raw or str(value.value) for value in spare)
        count = len(table.cells)
        yield fail(
            f"表四多出 {len(spare)} 个单元格（{raw}）：格式只有 {count} 格，请核对是否错位",
            f"table 四 has {counted(len(spare), 'cell')} beyond the {count} of its form ({raw}): "
            "check whether the row has shifted",
            severity=Severity.WARNING,
            expected=count,
            actual=count + len(spare),
            where=tuple(dict.fromkeys(value.where for value in spare)),
        )


RULES: tuple[Rule, ...] = (
    applications_balance,
    results_add_up,
    applicants_add_up,
    applications_are_counts,
    applications_complete,
    review_adds_up,
    direct_litigation_adds_up,
    litigation_after_review_adds_up,
    review_litigation_complete,
)
