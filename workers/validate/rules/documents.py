"""N, normative documents of the prose: table 二."""

from collections.abc import Iterator

import msgspec

from shared.finding import Severity
from workers.validate.comparison import Target, agree, agreements, are_zero
from workers.validate.context import Context
from workers.validate.rule import GOV, Check, Rule, rule

_TABLE = "proactive."
_D = f"{_TABLE}normative_documents."


@rule("N13", "documents-as-in-table", Severity.ERROR, GOV)
def documents_as_in_table(context: Context) -> Iterator[Check]:
    """Normative documents that the prose counts are those of table 二.

    文中“制发规范性文件 N 件”“废止”“现行有效”应等于表二“行政规范性文件”相应各格；说未制发的，“本年制发件数”应为 0。
    “作出行政许可决定 N 件”（处罚、强制同）与表二不同，或说没有许可、处罚、强制、收费而表二有的，为提示。

    依据: 《条例》第二十条第（一）项；文字与表格应一致。
    通过: 制发规范性文件 5 件；表二本年制发 5。
    不通过: 制发规范性文件 5 件；表二本年制发 3。
    """
    cells = context.report.cells
    issued = "issued" if context.report.form == "gov_2021" else "created"
    names = {"documents.issued": issued, "documents.repealed": "repealed", "documents.in_force": "in_force"}
    columns = {"fees": "amount_wan_yuan", "normative_documents": issued}  # of rows that count no decisions
    targets = {
        topic: (Target((_D + name,), "相应一格", "its cell"),) for topic, name in names.items() if _D + name in cells
    }
    yield from agreements(context, targets)
    for claim in context.claims:
        kind, _, row = claim.topic.partition(".")
        if kind == "decisions":
            target = Target((f"{_TABLE}{row}.decisions",), "本年处理决定数量", "decisions of the year")
            yield agree(context, claim, (target,), severity=Severity.WARNING)
    for said in context.statements:
        if said.topic == "none_issued":
            yield are_zero(context, said, [_D + issued])
        elif said.topic == "none_decided":
            keys = [key for row in said.blocks if (key := f"{_TABLE}{row}.{columns.get(row, 'decisions')}") in cells]
            if keys:
                yield msgspec.structs.replace(are_zero(context, said, keys), severity=Severity.WARNING)


RULES: tuple[Rule, ...] = (documents_as_in_table,)
