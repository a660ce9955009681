"""S, what the sections must say."""

import re
from collections.abc import Iterator

from shared.finding import Severity
from workers.validate.context import Context
from workers.validate.prose import plain
from workers.validate.rule import NOT_ASSESSABLE, PASS, Check, Rule, fail, rule

_FEE_RULES_FROM = 2021  # 国办函〔2020〕109号 took effect on 1 January 2021
_OTHER_FEES = re.compile(r"行政事业性收费|涉企收费|收费(?:目录|清单|项目|标准|许可)|乱收费|减税降费|收费公示")
_FEE = re.compile(r"信息处理费|收费|[收缴交产]取?[^,。;]{0,14}费用?|费用")


@rule("S12", "fee-situation-stated", Severity.ERROR)
def fee_situation_stated(context: Context) -> Iterator[Check]:
    """From 2021 on, section 六 says what information-processing fees were charged, also when none were.

    2021 年度起，第六部分应写明收取信息处理费的情况，没有收取的也要写明；写在别处的为提示。

    依据: 《政府信息公开信息处理费管理办法》（国办函〔2020〕109号），2021 年 1 月 1 日起施行；年度报告应列明收取情况。
    通过: 2023年未收取信息处理费。
    不通过: 六、其他需要报告的事项：无。
    """
    report = context.report
    section = report.sections.get("other_matters")
    if report.year is None or (section is None and report.year >= _FEE_RULES_FROM):
        yield NOT_ASSESSABLE
        return
    if report.year < _FEE_RULES_FROM or section is None:
        return
    if _states_fees(section.text):
        yield PASS
        return
    elsewhere = next((s for s in context.sentences if s.section != "appendix" and "信息处理费" in s.text), None)
    yield fail(
        "第六部分没有写明信息处理费收取情况" + ("（写在了别处）" if elsewhere else "，未收取的也应写明"),
        "section 六 does not state the information-processing fees"
        + (" (another section does)" if elsewhere else "; also none at all is to be stated"),
        severity=Severity.WARNING if elsewhere else None,
        quote=elsewhere.quote if elsewhere else section.text[:100] or None,
        where=(elsewhere.where if elsewhere else section.where,),
    )


def _states_fees(text: str) -> bool:
    return bool(_FEE.search(_OTHER_FEES.sub("", plain(text))))


_LONGEST_OVERVIEW = 1_000  # characters without white space


@rule("S16", "overview-length", Severity.INFO)
def overview_length(context: Context) -> Iterator[Check]:
    """Section 一 stays within 1,000 characters. Off by default.

    第一部分不超过 1000 字（不计空白）。默认不启用。

    依据: 部分地方通知“篇幅原则上不超过一千字”。
    通过: 960 字。
    不通过: 1116 字。
    """
    section = context.report.sections.get("overview")
    if section is None:
        yield NOT_ASSESSABLE
        return
    length = len("".join(section.text.split()))
    if length <= _LONGEST_OVERVIEW:
        yield PASS
    else:
        yield fail(
            f"第一部分 {length} 字，超过 {_LONGEST_OVERVIEW} 字",
            f"section 一 has {length} characters, more than {_LONGEST_OVERVIEW}",
            expected=f"≤ {_LONGEST_OVERVIEW}",
            actual=length,
            where=(section.where,),
        )


RULES: tuple[Rule, ...] = (fee_situation_stated, overview_length)
