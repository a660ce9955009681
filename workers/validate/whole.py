"""Whether the words before a figure leave it whole: 我局全年依法 does, 提前, 因涉及商业秘密 and 对规划类申请 do not.

Words that are not known to do so are taken to narrow it.
"""

import re

_WHOLE = re.compile(
    r"(?:20\d\d年度?|[本全当今每]?年度?内?|截[至止]|\d{1,2}[月日]|[年底末终以来]|[我本该][省市县区乡镇局委办厅院站所行社]|行政机关|机关|各?单位|各部门|街道|全[省市县区州旗盟镇乡]|各级|各地|[省市县区乡镇][\u4e00-\u9fff]{0,12}?(?:局|委|委员会|厅|政府|办公室|街道)|"
    r"共计?|累计|合计|总计|总共|已|均|都|全部?|依法|依规|按照?|规定|要求|程序|"
    r"[时按]期|按时|法定[时期]限内?|现|及时|如期|规范|认真|妥善|严格|积极|稳妥|其中|对|将|的|有|为|由|在|和|及|与|并|且|了|所有|各[类项]|实际|最终|目前|"
    r"政府|政务|信息|公开|依?申请人?|受理|办理|答复|作出|做出|决定|办结|处理|收到|新收|接收|登记|结果|情[况形]|类[型别]|方[面式]|数据?量?|事项|件数?|告知书?|书面?|回复|完成|工作|表|上述|以上|经|依据|条例|审查|研究|审核|检索|"
    r"从|来?看|统计|分别|上|中|里|共同|同意|予以|书|内容|主要|包括|[\s\"\d一二三四五六七八九十①-⑳.、])*"
)
_OF_ALL_APPLICANTS = re.compile(
    r"(?:社会)?(?:公民|公众|自然人|个人|群众)(?:、|和|或者?|及|与)*法人(?:、|和|或者?|及|与)*(?:其[他它])?(?:社会)?组织(?:提[出交])?|申请人"
)
_SUBJECT = re.compile(
    r"(?:^|[,;。:()])(?P<subject>[^,;。:()\d]*申请(?:事项|件)?)(?:的?[办处]理(?:中|时|过程中)?|中|里|来看)?[,:](?!依申请)"
)
_OF_SOME = re.compile(
    r"涉及|有关|关于|针对|(?<![各种])类(?!型|别)|领域|自然人|个人|公民|法人|企业|机构|组织|律师|网[站上络]|信函|邮[寄件]|当面|现场|窗口|传真|结转|重复|同一|延期|补正|转[办来交]|不?属于"
)
# 涉及执法案卷信息的,依法不予公开7件
_ON_CONDITION = re.compile(
    r"(?:^|[,;。:()])[^,;。:()\d]*(?:涉及|有关|关于|针对|属于?|因)[^,;。:()\d]*的,[^,;。:()\d]*$"
)


def leaves_whole(words: str) -> bool:
    """Whether nothing in the words of its clause before a figure's name narrows what it counts."""
    return _WHOLE.fullmatch(_OF_ALL_APPLICANTS.sub("", words)) is not None


def is_of_some_applications(before: str) -> bool:
    """Whether the clause before results says that they are of some applications: 对规划类申请,予以公开3件."""
    if _ON_CONDITION.search(before):
        return True
    subjects = [each["subject"] for each in _SUBJECT.finditer(before)]
    return bool(subjects) and bool(_OF_SOME.search(_OF_ALL_APPLICANTS.sub("", subjects[-1])))
