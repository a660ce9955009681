"""Whether a number is of its topic: the unit, the subject of the sentence and the section are those of the tables."""

import re

from workers.validate.disputes import is_case_of_disclosure
from workers.validate.prose import Sentence
from workers.validate.quantities import Quantity
from workers.validate.reasons import REASON, REASONS, counts_results
from workers.validate.subject import LETTERS, turns_to_another_matter
from workers.validate.topics import NARROWING
from workers.validate.whole import is_of_some_applications

CASES = frozenset({"件", "宗", "份", "条", "例", "起", "次"})
DOCUMENTS = frozenset({"件", "份", "个", "部"})
DELIMITER = re.compile(r"[,;。:()《》〈〉]")
CASE_TOPICS = frozenset({"cases", "review", "litigation", "litigation.direct", "litigation.after_review"})
_APPLICANTS = ("natural_person", "organizations", "applicants")
_NAMED_APART = CASE_TOPICS | frozenset(REASONS)  # by words of their own
_NORMATIVE = re.compile(r"规范性文件(?![^,;。]*文件)")
_OF_THE_SAME = re.compile(r"(?:本年度?|同时)?(?:废止|宣布失效|现行有效)")  # 制发8件;废止2件;现行有效30件
_WITH_OTHERS = re.compile(r"牵头|联合|会同|参与|代[拟为]")
_IN_ALL_YEARS = re.compile(r"(?:截[至止到]|现行有效)[^;]*,累计[^,;\d]*$")  # 截至年底,现行有效8件,累计废止20件
_CLEAN_UP = re.compile(r"清理|评估|梳理|归集|汇[总编]|收录|标注")
# A sentence that does not name applications itself goes on about them only in these words.
_GOES_ON = re.compile(
    r"(?:\d+|[①-⑳件条宗份例起次,、:;()“”的了个为是由共已均从中看来对除外有一二三四五六七]|20\d\d年度?|全年|本年度?|当年|年内|登记|在|依申请|剩余|按照?|主体|分?类[型别]?|划分|其中|含|[我本][省市县区乡镇局委办厅]|机关|单位|街道|共计|累计|合计|总计|"
    r"全部|按[时期]|按规定|法定[时期]限内?|未?到期|现|依法|及时|办结|作出|答复|办理完[毕成]|办理期限内?|情况|实际|[应其]余?|占|比[例重]?|率|[.%]|加上?|上一?年度?|去年|下一?年度?|次年|结转|转入|继续|办理|结果|至|到|将|尚|未|属于|申请人|"
    rf"{REASON}|"
    r"予以|同意|部分|不予|公开|类|无法|提供|处理|其[他它]|自然人|个人|法人|商业企业|科研机构|社会公益组织|法律服务机构|或者?|和|及|与|组织|提[出交]|申请人?|数量?|总数|总量|新收|收到|受理|方面|截至|12月31日|年底)*"
)
_OPENING = re.compile(r"(?:按照?|根据|依据|遵循|坚持|本着|严格)[^,;。\d]{2,40},")  # 按照“应公开尽公开”要求,
_ANOTHER_SUBJECT = re.compile(rf"{LETTERS.pattern}|属性|公文|文件|许可|处罚|审批|登记|办件|复议|诉讼")
# Of the body's own papers: 公文属性认定:主动公开53件,依申请公开25件,不予公开22件.
_PAPERS = re.compile(
    r"属性|[公发]文(?!化)|文件[^,;。]{0,6}主动公开|"
    r"主动公开[^;。]{0,30}?[,、](?:属性为)?依申请公开(?:类|的|公文|文件|共)*\d"
)
_OWN_PAPERS = re.compile(r"的?(?:公文|文件|(?:政府)?信息(?!公开申请))")  # 不予公开5件文件
_APPLICATION = re.compile(r"(?<!依)申请")
_OF_SOME = re.compile(r"复议|诉讼|予以公开|部分公开|不予公开|无法提供|不予处理|其[他它]处理|结转|重复|撤回|补正|逾期")
# Behind a number of several years: 累计86件(2023年12件).
_OF_WHICH_THIS_YEAR = re.compile(r"[,(](?:其中)?(?:20\d\d年|[本今当]年)度?[^,;。()\d]{0,12}\d+[件宗]")
# What the results behind it are of: the clause of the last number that has parts.
_AMONG = re.compile(r".*(?:^|[,;。:()])(?P<some>[^,;。:()]*\d[^,;。:()\d]{0,12})(?:中|[,(]其中)")
_BY_APPLICANT = re.compile(  # 自然人申请9件,予以公开5件;法人申请3件,予以公开1件
    r"(?:^|:)(?:其中|,)*(?:自然人|公民|个人|法人|商业企业|企业|其[他它]组织)[^,;。:()\d]{0,12}\d+[件宗][,(]"
)
_PICKED = re.compile(r"疑难|复杂|典型|敏感|重大")  # 疑难申请会审8件,答复8件
_IN_TIME = re.compile(r"(?:按[时期]|及时|如期)[^,;。\d]*$")
_LATE = re.compile(r"[延逾超]期[^,;。\d]{0,8}[1-9]")
_SOME = re.compile(
    r"结转|网[站上络]|信函|邮[寄件]|当面|现场|窗口|传真|涉及|有关|[类方]|领域|自然人|个人|企业|组织|律|同一|重复|季|月|平台|转[办来]|撤回|延期|补正|意见"
)
_A_KIND = re.compile(
    r"网[站上络]|信函|邮[寄件]|当面|现场|窗口|传真|涉及|(?<!各)类|(?<!、)(?:自然人|个人)(?![、和])|部门|许可|复议"
)


def fits(  # noqa: PLR0913 - what is known of one number, by name where it could be confused
    topic: str, quantity: Quantity, clause: str, sentence: Sentence, *, about: bool, names: bool
) -> bool:
    """Whether unit, subject and section are those of the topic.

    `about`: the sentence or its paragraph speaks of applications for information; `names`: it names them itself.
    """
    if topic.startswith("documents"):
        return _are_own_documents(topic, quantity, clause, sentence)
    if topic.startswith("decisions") or quantity.unit not in CASES:
        return quantity.unit in CASES
    about = about and (names or topic in _NAMED_APART or _goes_on(sentence.text, quantity))
    if topic in REASONS:
        return about and counts_results(sentence, quantity)
    if LETTERS.search(clause) or (LETTERS.search(sentence.text, 0, quantity.start) and "申请" not in clause):
        return False
    if topic in CASE_TOPICS:
        return is_case_of_disclosure(quantity, clause, sentence, about=about)
    is_of_more = "累计" in clause and _OF_WHICH_THIS_YEAR.match(sentence.text, quantity.end)
    return (
        about
        and not is_of_more
        and not _is_of_less(topic, sentence.text, quantity)
        and not turns_to_another_matter(_so_far(sentence.text, quantity))
    )


def _goes_on(text: str, quantity: Quantity) -> bool:
    """Whether a sentence that names no applications says nothing else before a number, but why it was done so."""
    opening = _OPENING.match(text)
    begin = opening.end() if opening and not _ANOTHER_SUBJECT.search(opening[0]) else 0
    return bool(_GOES_ON.fullmatch(text, begin, quantity.start))


def _are_own_documents(topic: str, quantity: Quantity, clause: str, sentence: Sentence) -> bool:
    """Whether normative documents are counted, and neither those of others too nor what is to be repealed."""
    part = _so_far(sentence.text, quantity)
    found_so = topic == "documents.repealed" and (_CLEAN_UP.search(part) or "其中" in clause)
    is_shared = _WITH_OTHERS.search(clause) or _IN_ALL_YEARS.search(part)
    before = sentence.text[: quantity.start]
    goes_on = _OF_THE_SAME.match(part) and not _CLEAN_UP.search(before)
    named = (before if goes_on else part) + sentence.text[quantity.end :][:10]  # 制发8件规范性文件
    return quantity.unit in DOCUMENTS and bool(_NORMATIVE.search(named)) and not (found_so or is_shared)


def _is_of_less(topic: str, text: str, quantity: Quantity) -> bool:
    """Whether applicants or results are not those of all applications."""
    if topic.startswith("results"):
        return _is_of_papers(text[: quantity.start], text[quantity.end :]) or _is_among_some(text, quantity)
    if topic == "closed":  # 按期答复40件,延期答复6件
        if _PICKED.search(_so_far(text, quantity)):
            return True
        return bool(_IN_TIME.search(text[: quantity.start]) and _LATE.search(text))
    if topic == "carried_over":  # 网上申请8件(含上年结转1件)
        return bool(_A_KIND.search(_counted_before_bracket(text, quantity)))
    return topic.startswith(_APPLICANTS) and _is_of_some(text, quantity)


def _is_of_papers(before: str, behind: str) -> bool:
    """Whether the words before a number came to speak of the body's own papers last, or those behind it name them."""
    if _OWN_PAPERS.match(behind):
        return True
    papers = [match.end() for match in _PAPERS.finditer(before)]
    applications = [match.start() for match in _APPLICATION.finditer(before)]
    return bool(papers) and (not applications or applications[-1] < papers[-1])


def _is_of_some(text: str, quantity: Quantity) -> bool:
    """Whether applicants are those of one result or channel: 不予公开4件(自然人3件), 网络申请7件(个人5件)."""
    behind = DELIMITER.split(text[quantity.end : quantity.end + 40])[0]
    part, counted = _so_far(text, quantity), _counted_before_bracket(text, quantity)
    return bool(_OF_SOME.search(part) or _OF_SOME.search(behind) or NARROWING.search(counted))


def _counted_before_bracket(text: str, quantity: Quantity) -> str:
    """Return the words that say what is counted before the last bracket, where one opens before a number."""
    before, bracket, _ = text[: quantity.start].rpartition("(")
    return re.split(r"[,;:、]", before)[-1] if bracket else ""


def _is_among_some(text: str, quantity: Quantity) -> bool:
    """Whether results are those of some applications: 上年结转的2件中,予以公开1件; 网上申请8件,其中不予公开1件."""
    before = _so_far(text, quantity)
    among = _AMONG.search(before)
    is_among = bool(among and _SOME.search(among["some"]))
    return is_among or bool(_BY_APPLICANT.search(before)) or is_of_some_applications(before)


def _so_far(text: str, quantity: Quantity) -> str:
    """Return what stands before a number in its part of the sentence, between semicolons."""
    return text[text.rfind(";", 0, quantity.start) + 1 : quantity.start]
