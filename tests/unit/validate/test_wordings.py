import pytest

from workers.validate.wordings import MATTERS, Wording

WORDINGS = [(matter.cue, wording) for matter in MATTERS for wording in matter.wordings]
EXAMPLES = [
    "新收",
    "共",
    "其中年内办结",
    "商业企业",
    "科研机构",
    "社会公益组织",
    "法律服务机构",
    "依申请公开件数",
    "申请总量",
    "政府信息公开申请共计",
    "登记政府信息公开申请",
    "政府信息公开申请新增",
    "政府信息公开申请受理",
    "信息公开被复议",
    "被诉",
    "全年收到",
    "办理申请信息公开的申请",
    "办理",
    "收到申请",
    "收到",
    "受理申请",
    "受理",
    "答复",
    "上年结转",
    "结转下年度",
    "予以公开和部分公开",
    "予以公开",
    "部分公开",
    "不予公开",
    "对",
    "无法提供",
    "不予处理",
    "其他处理",
    "自然人",
    "法人或其他组织",
    "行政复议和行政诉讼共",
    "共发生行政复议和行政诉讼",
    "行政复议",
    "行政诉讼",
    "直接起诉",
    "复议后起诉",
    "制定规范性文件",
    "废止",
    "现行有效",
    "新制发",
    "规范性文件本年制发件数",
    "作出行政许可决定",
    "行政许可决定",
    "作出行政处罚决定",
    "行政处罚决定",
    "作出行政强制决定",
    "行政强制决定",
    "行政许可",
    "行政处罚",
    "行政强制",
    "办理结果",
    "尚在办理期限内",
    "国家秘密",
    "重复申请",
    "第三方合法权益",
    "其他法律行政法规禁止公开",
    "三安全一稳定",
    "内部事务信息",
    "过程性信息",
    "行政执法案卷",
    "行政查询事项",
    "不掌握",
    "需要另行制作",
    "补正后仍不明确",
    "信访举报投诉",
    "要求提供公开出版物",
    "大量反复申请",
    "确认或重新出具",
    "逾期不补正",
    "逾期未按收费通知要求缴纳费用",
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_wording_that_fits_words_has_its_cue_in_them(example: str) -> None:
    """Wordings that end with words behind the number may have their cue there."""
    fitting = [(cue, wording) for cue, wording in WORDINGS if wording.after is None and wording.before.search(example)]
    assert all(cue.search(example) for cue, _ in fitting)


def test_every_wording_of_words_before_a_number_has_an_example() -> None:
    def is_shown(wording: Wording) -> bool:
        return any(wording.before.search(example) for example in EXAMPLES)

    assert [wording.topic for _, wording in WORDINGS if wording.after is None and not is_shown(wording)] == []
