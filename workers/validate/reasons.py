"""The sub-rows of table 三 by the words that a sentence counts them with: why information was refused or not provided.

不予公开21件，其中属于国家秘密2件、属于行政执法案卷5件        因重复申请不予处理的1件
"""

import re

from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity

_NAMES = {
    "denied.state_secret": r"国家秘密",
    "denied.prohibited_by_law": r"(?:其[他它])?法律、?(?:和)?(?:行政)?法规(?:规定)?禁止公开",
    "denied.security_stability": r"(?:危及)?三安全一稳定",
    "denied.third_party_rights": r"(?:保护|侵害|损害)?第三方(?:合法)?权益",
    "denied.internal_affairs": r"(?:三类)?内部事务(?:性)?信息",
    "denied.process_information": r"(?:四类)?过程性信息",
    "denied.enforcement_file": r"(?:行政)?执法案卷(?:信息)?",
    "denied.administrative_inquiry": r"行政查询(?:事项)?",
    "unable.not_held": r"不掌握(?:相关)?(?:政府)?(?:信息)?",
    "unable.requires_creation": r"(?:没有现成信息)?需要?另行制作",
    "unable.still_unclear": r"补正后(?:申请)?(?:内容)?仍不明确",
    "not_processed.petition_complaint": r"信访、?(?:举报、?投诉|投诉、?举报)",
    "not_processed.duplicate": r"重复申请",
    "not_processed.public_publication": r"要求提供公开出版物",
    "not_processed.excessive": r"(?:无正当理由)?大量反复申请",
    "not_processed.confirm_or_reissue": r"(?:要求)?(?:行政机关)?确认或者?重新出具(?:已获取信息)?",
    "other.overdue_supplement": r"逾期不补正",
    "other.overdue_fee": r"逾期未按收费通知要求缴纳费用",
}
_BEFORE = (
    r"(?:(?:政府信息公开)?申请(?:中|,)*)?(?:其中|理由|分别[为是]|因|由于|按照?|经?检索|经?审查|经|属于|属|"
    r"涉及|为|系|是|[本我](?:机关|单位|街道|[局镇乡办委])|申请人|无正当理由)*"
)
_BEHIND = (
    r"(?:类|的|相关信息|情形|原因|理由|政府信息公开申请|申请|不予公开|无法提供|不予处理|不再处理|"
    r"决定|答复|告知|并|为|共|计|:)*"
)
REASON = "|".join(_NAMES.values())
# What a clause says from its beginning to the number, by topic.
REASONS = {f"results.{name}": f"^{_BEFORE}{words}{_BEHIND}" for name, words in _NAMES.items()}
_RESULTS = re.compile(r"(?<!不)予以公开|部分公开|不予公开|无法提供|不予处理|其[他它]处理|不再处理")
_COUNTED = {name: re.compile(rf"{words}{_BEHIND}\d") for name, words in _NAMES.items()}
_SEVERAL = 3  # of the form's own words in one sentence that speak of nothing else


def counts_results(sentence: Sentence, quantity: Quantity) -> bool:
    """Whether a sentence, up to a number, says that it counts results of applications, or lists several of the rows."""
    if _RESULTS.search(sentence.text, 0, quantity.start):
        return True
    return len({name for name, words in _COUNTED.items() if words.search(sentence.text)}) >= _SEVERAL
