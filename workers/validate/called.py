"""What the topics of the prose are called in messages."""

from shared.errors import Message

_RESULTS = {
    "granted": Message("予以公开", "granted"),
    "partially_granted": Message("部分公开", "granted in part"),
    "granted_or_partially": Message("予以公开和部分公开", "granted in whole or in part"),
    "denied": Message("不予公开", "denied"),
    "unable": Message("无法提供", "unable to provide"),
    "not_processed": Message("不予处理", "not processed"),
    "other": Message("其他处理", "other results"),
    "denied.state_secret": Message("属于国家秘密", "state secrets"),
    "denied.prohibited_by_law": Message("其他法律行政法规禁止公开", "prohibited by law"),
    "denied.security_stability": Message("危及“三安全一稳定”", "security and stability"),
    "denied.third_party_rights": Message("保护第三方合法权益", "rights of third parties"),
    "denied.internal_affairs": Message("属于三类内部事务信息", "internal affairs"),
    "denied.process_information": Message("属于四类过程性信息", "process information"),
    "denied.enforcement_file": Message("属于行政执法案卷", "files of enforcement"),
    "denied.administrative_inquiry": Message("属于行政查询事项", "administrative inquiries"),
    "unable.not_held": Message("本机关不掌握相关政府信息", "information not held"),
    "unable.requires_creation": Message("没有现成信息需要另行制作", "information to be made first"),
    "unable.still_unclear": Message("补正后申请内容仍不明确", "still unclear"),
    "not_processed.petition_complaint": Message("信访举报投诉类申请", "petitions and complaints"),
    "not_processed.duplicate": Message("重复申请", "duplicates"),
    "not_processed.public_publication": Message("要求提供公开出版物", "publications asked for"),
    "not_processed.excessive": Message("无正当理由大量反复申请", "excessive applications"),
    "not_processed.confirm_or_reissue": Message("要求确认或重新出具已获取信息", "information to be issued again"),
    "other.overdue_supplement": Message("逾期不补正", "not supplemented in time"),
    "other.overdue_fee": Message("逾期未缴费", "fees not paid in time"),
}
_OUTCOMES = {
    "upheld": Message("结果维持", "upheld"),
    "corrected": Message("结果纠正", "corrected"),
    "other": Message("其他结果", "ended otherwise"),
    "pending": Message("尚未审结", "pending"),
}
_CASES = {
    "cases": Message("行政复议和行政诉讼", "reviews and lawsuits"),
    "review": Message("行政复议", "reviews"),
    "litigation": Message("行政诉讼", "lawsuits"),
    "litigation.direct": Message("未经复议直接起诉", "lawsuits without review"),
    "litigation.after_review": Message("复议后起诉", "lawsuits after review"),
}
_NAMES = {
    "received": Message("收到申请", "applications received"),
    "received_and_carried_over": Message("新收与上年结转合计", "applications new and carried over"),
    "accepted": Message("受理申请", "applications accepted"),
    "handled": Message("办理申请", "applications handled"),
    "closed": Message("办结（答复）申请", "applications closed"),
    "carried_over": Message("上年结转", "carried over from last year"),
    "carried_forward": Message("结转下年度", "carried forward to next year"),
    "natural_person": Message("自然人申请", "natural persons"),
    "organizations": Message("法人或其他组织申请", "organizations"),
    "applicants.commercial_enterprise": Message("商业企业申请", "commercial enterprises"),
    "applicants.research_institution": Message("科研机构申请", "research institutions"),
    "applicants.public_welfare_organization": Message("社会公益组织申请", "public welfare organizations"),
    "applicants.legal_service_organization": Message("法律服务机构申请", "legal service organizations"),
    "documents.issued": Message("本年制发规范性文件", "normative documents issued"),
    "documents.repealed": Message("本年废止规范性文件", "normative documents repealed"),
    "documents.in_force": Message("现行有效规范性文件", "normative documents in force"),
    "decisions.licensing": Message("行政许可", "licensing decisions"),
    "decisions.penalties": Message("行政处罚", "penalty decisions"),
    "decisions.coercive_measures": Message("行政强制", "coercive measures"),
    **{f"results.{key}": name for key, name in _RESULTS.items()},
    **_CASES,
    **{
        f"{cases}.{key}": Message(f"{whole.zh}{name.zh}", f"{whole.en} {name.en}")
        for cases, whole in _CASES.items()
        for key, name in _OUTCOMES.items()
    },
}
_TABLES = {
    "proactive": Message("表二", "table 二"),
    "applications": Message("表三", "table 三"),
    "review_litigation": Message("表四", "table 四"),
}


def called(topic: str) -> Message:
    """Return what a topic of the prose is called."""
    return _NAMES.get(topic) or Message(topic, topic)


def table_of(key: str) -> Message:
    """Return what the table of a cell is called."""
    return _TABLES.get(key.partition(".")[0]) or Message("表", "the table")
