"""N, reviews and lawsuits of the prose: table 四."""

import re
from collections.abc import Iterator

import msgspec

from shared.errors import Message
from shared.finding import Severity
from workers.validate.comparison import Target, agree, are_zero
from workers.validate.context import Context
from workers.validate.prose import Sentence
from workers.validate.rule import GOV, Check, Rule, rule

_R = "review_litigation."
_REVIEW = Target((f"{_R}review.total",), "行政复议总计", "the total of reviews")
_DIRECT = Target((f"{_R}litigation_direct.total",), "未经复议直接起诉总计", "the total of lawsuits without review")
_AFTER = Target((f"{_R}litigation_after_review.total",), "复议后起诉总计", "the total of lawsuits after review")
_BOTH = Target(_DIRECT.keys + _AFTER.keys, "行政诉讼两类总计之和", "the total of lawsuits")
_ONE_KIND = {"litigation.direct": _DIRECT, "litigation.after_review": _AFTER}


_OUTCOME_NAMES = {
    "upheld": Message("结果维持", "those upheld"),
    "corrected": Message("结果纠正", "those corrected"),
    "other": Message("其他结果", "those that ended otherwise"),
    "pending": Message("尚未审结", "those pending"),
}


@rule("N11", "cases-as-in-table", Severity.ERROR, GOV)
def cases_as_in_table(context: Context) -> Iterator[Check]:
    """Reviews and lawsuits that the prose counts are the totals of table 四.

    文中因政府信息公开引起的“行政复议 N 件”“行政诉讼 N 件”应等于表四的总计（诉讼为两类之和，句中说明的按一类）；
    接着说的维持、纠正、其他结果、尚未审结的件数，应等于相应各格。

    依据: 《条例》第五十条第（三）项；文字与表格应一致。
    通过: 行政复议 7 件，行政诉讼 9 件；表四 7，4 + 5。
    不通过: 行政复议 7 件；表四行政复议总计 6。
    """
    for claim in context.claims:
        if claim.topic == "cases":
            yield agree(context, claim, (Target(_REVIEW.keys + _BOTH.keys, "三类总计之和", "the three totals"),))
        elif claim.topic == "review":
            yield agree(context, claim, (_REVIEW,))
        elif claim.topic in _ONE_KIND:
            yield agree(context, claim, (_ONE_KIND[claim.topic],))
        elif claim.topic == "litigation":
            text = claim.sentence.text
            one = _DIRECT if "直接起诉" in text else _AFTER if "复议后" in text else None
            yield agree(context, claim, (_BOTH, one) if one else (_BOTH,))
        elif claim.topic.startswith(("review.", "litigation.")):
            yield agree(context, claim, tuple(_of_outcome(claim.topic)))


def _of_outcome(topic: str) -> Iterator[Target]:
    """Return what 维持5件 of some cases may mean: lawsuits are of two kinds, together unless one is named."""
    cases, _, outcome = topic.rpartition(".")
    blocks = {"review": (_REVIEW,), "litigation": (_BOTH, _DIRECT, _AFTER)}.get(cases) or (_ONE_KIND[cases],)
    for each in blocks:
        keys = tuple(key.replace(".total", f".{outcome}") for key in each.keys)
        name = _OUTCOME_NAMES[outcome]
        yield Target(keys, each.zh.replace("总计", name.zh), each.en.replace("the total", name.en))


_DISCLOSURE = re.compile(r"信息公开|依申请")
_ONE_OUTCOME = {"none_corrected": "corrected", "none_pending": "pending"}
_OUTCOMES = ("corrected", "other", "pending")


@rule("N12", "outcomes-as-in-table", Severity.ERROR, GOV)
def outcomes_as_in_table(context: Context) -> Iterator[Check]:
    """Reviews and lawsuits that the prose denies or says were all upheld are so in table 四.

    文中说没有发生行政复议、行政诉讼的，表四相应总计应为 0（政府的报告未说明是否只指本级机关的，为提示）；
    说“均维持”的，纠正、其他结果和尚未审结应为 0；说没有被纠正、均已审结而表四有的，为提示。
    “未败诉”不作判断。

    依据: 《条例》第五十条第（三）项；文字与表格应一致。
    通过: 未发生行政复议、行政诉讼；表四全为 0。
    不通过: 行政复议 7 件，均获维持；表四尚未审结 2。
    """
    for said in context.statements:
        if said.topic == "none":
            yield are_zero(context, said, [f"{_R}{block}.total" for block in said.blocks])
        elif said.topic == "upheld" and _is_of_disclosure(context, said.sentence):
            yield are_zero(context, said, [f"{_R}{block}.{name}" for block in said.blocks for name in _OUTCOMES])
        elif said.topic in _ONE_OUTCOME and _is_of_disclosure(context, said.sentence):
            check = are_zero(context, said, [f"{_R}{block}.{_ONE_OUTCOME[said.topic]}" for block in said.blocks])
            yield msgspec.structs.replace(check, severity=Severity.WARNING)


def _is_of_disclosure(context: Context, sentence: Sentence) -> bool:
    named = sentence.section == "review_litigation" or _DISCLOSURE.search(sentence.text)
    return bool(named) or context.is_on_applications(sentence)


RULES: tuple[Rule, ...] = (cases_as_in_table, outcomes_as_in_table)
