"""Reviews and lawsuits of a sentence: whether they were brought over disclosure, as those of table 四 were."""

import re

from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity

_DISCLOSURE = re.compile(r"信息公开|依申请公开|公开申请|公开政府信息")
_OWN_CASES = re.compile(r"另有|另外|此外|办理|办结|审理|审结|受理|收到|代理|应诉|出庭|化解|调解|承办|第三人|参加|撤回")
_SUED = re.compile(r"被(?:申请|提起)|不服(?:[我本][局委办厅镇乡]|本机关)?(?:作出)?的?答复")
_SOME_OF_DISCLOSURE = re.compile(r"其中[^,;。\d]{0,8}信息公开")
_CAUSE = re.compile(r"[因由就](?P<cause>[^,;]*?)(?:引[发起]|产生|导致|发生|提[起出])")
# Said of the cases of a sentence, or by the sentence behind of those before it.
_UNRELATED = re.compile(
    r"其[他它余]的?(?:行政)?(?:复议|诉讼|应诉)|(?:其[他它]|别的|非(?:政府)?信息公开)[^,;。]{0,4}(?:领域|方面|类|业务)|非(?:因)?(?:政府)?信息公开|"
    r"(?:与|和|同)[^,;。]{0,4}信息公开(?:工作|申请)?[^,;。]{0,4}(?:无关|没有关系)|(?:不|未|没有|并非|无一)(?:涉及?|属于?|因)[^,;。]{0,4}信息公开"
)
_REFERS_BACK = re.compile(r"(?:上述|以上|前述|这些|该|此类|均|都|皆)")
_DECIDED = re.compile(
    r"(?:结果|被|获|均|予以|得到)*(?:维持|纠正|纠错|撤销|驳回|胜诉|败诉|审结|[尚正]?[未在]审)"
)  # 复议3件维持
_OTHER_FIELD = re.compile(
    r"(?:征[地收]|拆迁|土地|房屋|许可|处罚|工伤|治安|交通|执法|登记|劳动|补偿|赔偿|强制)[^,;。]{0,6}(?:案件?|类|领域|纠纷|争议)"
)


_OUTCOMES_OF_TABLE_FOUR = re.compile(r"[,(](?:其中|[,:])?结果维持\d+[件起宗][,、]结果纠正\d")
_KINDS_OF_TABLE_FOUR = re.compile(r"行政诉讼\d+[件起宗][^;]*直接起诉[^;]*;[^;]*复议后(?:再|又)?起诉")
_COLUMNS_OF_TABLE_FOUR = re.compile(r"未经(?:行政)?复议直接起诉[^;]*(?<!未)经?(?:行政)?复议后(?:再|又)?起诉")


def is_case_of_disclosure(quantity: Quantity, clause: str, sentence: Sentence, *, about: bool) -> bool:
    """Whether a review or lawsuit was brought over disclosure, and not heard by the publisher or another matter's."""
    part = _part(sentence.text, quantity)
    if _KINDS_OF_TABLE_FOUR.search(sentence.text):  # 信息公开诉讼9件,直接起诉5件;复议后起诉4件
        part = sentence.text
    cause = _CAUSE.search(clause)
    behind = sentence.text[quantity.end :].split(";", maxsplit=1)[0]
    if _SOME_OF_DISCLOSURE.search(behind) and not _DISCLOSURE.search(clause):
        return False
    is_heard = _OWN_CASES.search(clause) and not _OUTCOMES_OF_TABLE_FOUR.match(behind)
    if _UNRELATED.search(part) or _DECIDED.match(behind) or is_heard:
        return False
    if cause and not re.search("公开|申请", cause["cause"]):
        return False
    is_told_of = sentence.section == "review_litigation" or (about and bool(_SUED.search(clause)))
    is_told_of = is_told_of or (about and bool(_COLUMNS_OF_TABLE_FOUR.search(part)))
    in_table_four = is_told_of and not _OTHER_FIELD.search(part)
    return in_table_four or bool(_DISCLOSURE.search(part))


def tells_of_other_cases(text: str) -> bool:
    """Whether some words are of cases that were not brought over disclosure."""
    return bool(_UNRELATED.search(text))


def takes_cases_back(following: Sentence) -> bool:
    """Whether a sentence says of the cases before it that they are not about disclosure: 以上案件均不涉及信息公开."""
    return bool(_REFERS_BACK.match(following.text) and _UNRELATED.search(following.text))


def _part(text: str, quantity: Quantity) -> str:
    """Return the part of a sentence, between semicolons, that a number stands in."""
    return text[text.rfind(";", 0, quantity.start) + 1 :].split(";", maxsplit=1)[0]
