"""Words that leave open who applies for what: 公民、法人和其他组织提出的政府信息公开申请 are applications as such."""

import re
from collections.abc import Sequence

ANY_WORD = (
    r"任何|公开件|形式|方式|渠道|各[类种]|通过|公民|公众|群众|社会|个人|自然人|法人|企业|单位|组织|其[他它]|机构|或者?|和|及|以及|与|、|"
    r"有关|相关|关于|方面|涉及|要求|请求|提出|提交|提起|公开|提供|获取|我|本|全|向|对|[省市县区乡镇局]|街道|机关|政府|政务|信息|内容|的|依|因|书面"
)
_ANY = re.compile(rf"(?:{ANY_WORD}|申请[人书表]?|事项){{0,40}}")
_ORGANIZATIONS = re.compile(r"法人|企业|组织|单位|机构")
_PUBLIC = re.compile(r"群众|公众")
_APPLIES = r"(?:提[出交])?(?:的)?(?:政府信息公开)?(?:申请)?(?:的)?(?:为|是|共|有)?"
_KINDS = (  # in the order in which they are told
    re.compile(rf"(?:其中)?(?:自然人|公民(?:个人)?|个人){_APPLIES}"),
    re.compile(rf"法人(?:或者?|和|及|、|与)?其[他它]组织{_APPLIES}"),
)
_PERSONS = re.compile(r"公民|公众|自然人|个人|群众|社会")


def is_of_the_public(words: str) -> bool:
    """Whether words speak of the public, which is natural persons: 群众提出的信息公开申请."""
    return bool(_PUBLIC.search(words)) and not _ORGANIZATIONS.search(words)


def is_any_application(words: str) -> bool:
    """Whether words mean applications as such, not some kind of them; of applicants both kinds or none are named."""
    if "申请" not in words or re.search(r"其[他它](?!组织)", words) or not _ANY.fullmatch(words):
        return False
    return bool(_ORGANIZATIONS.search(words)) == bool(_PERSONS.search(words))


def are_all_applicants(labels: Sequence[str]) -> bool:
    """Whether parts are natural persons and organizations, of which every applicant is one."""
    return len(labels) == len(_KINDS) and all(kind.fullmatch(label) for kind, label in zip(_KINDS, labels, strict=True))
