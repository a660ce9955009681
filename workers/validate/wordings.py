"""The words by which the prose names what the tables count, topic by topic, in the order in which they are tried."""

import re

import msgspec

from workers.validate.reasons import REASON, REASONS


class Wording(msgspec.Struct, frozen=True):
    """Words that end before a number and words that begin behind it, within its clause.

    `earlier`: words that end before the clause, where they are needed. Groups: `kind` of application, checked apart;
    `of`, `last` and `next`, years that must be the report's and those around it.
    """

    topic: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None = None
    earlier: re.Pattern[str] | None = None


class Matter(msgspec.Struct, frozen=True):
    """Wordings that share a `cue`: none of them fits where it is not found around the number."""

    cue: re.Pattern[str]
    wordings: tuple[Wording, ...]


def _before(topic: str, words: str, earlier: str = "") -> Wording:
    return Wording(topic, re.compile(f"(?:{words})$"), earlier=re.compile(f"(?:{earlier})$") if earlier else None)


def _around(topic: str, words: str, behind: str, earlier: str = "") -> Wording:
    told = re.compile(f"(?:{earlier})$") if earlier else None
    return Wording(topic, re.compile(f"(?:{words})$"), re.compile(behind), told)


def _matter(cue: str, *wordings: Wording) -> Matter:
    return Matter(re.compile(cue), wordings)


COUNT = r"(?:数量?|总数|总量|件数)?(?:为|是|有|共|共计|合计|总计|累计|达|计|:)?"
_THE_BODY = (
    r"(?:(?:(?P<of>20\d\d)|本|全)年度?|全[省市县区州旗]|各级|各部门|行政机关|"
    r"[我本][局厅委办镇乡县市区]|机关|街道|全部|共|累计|依法)*"
)
_HOW = r"(?:共|共计|累计|合计|总共|已|均已|全部|按时|按期|按规定|依法|及时|了)*"
_LAST = r"(?:上年度?|上一年度?|去年|(?P<last>20\d\d)年度?)"
_NEXT = r"(?:下一?年度?|次年|(?P<next>20\d\d)年度?)"
_RECEIVE = rf"(?:新收到?|收到|接收到?(?:[、并和]?(?:处理|办理))?|接到){_HOW}"
# 3件尚在办理期限内,结转下年度办理
_STILL_OPEN = (
    r"(?:(?:尚|仍|还)?未(?:办结|答复)|"
    r"正在办理(?:之?中)?|(?:因|由于)?(?:尚|仍|还)?(?:在|处于|属于|未到|未满)(?:法定)?(?:办理|答复)?(?:期限|时限)(?:之?内)?)"
)
_AND_CARRIED = rf",?(?:故|将|已|需|依法|按规定|并)*(?:结转|转入|转)(?:至|到|入)?{_NEXT}"
_ALONE = r"(?<![及和、与或])"  # not the last of several names of one figure
_SO = r"(?:的|类|答复|决定|(?:政府信息公开)?申请(?!人))*"
_RESULT = "予以公开|部分公开|不予公开|无法提供|不予处理|其[他它]处理"
_OF_THEM = (  # 对8件申请决定不予公开
    rf"(?:^(?:{_RESULT})(?:的)?[、和及]|^|对|将|申请[^,;。:()\d]{{0,8}}(?:中有?|有))(?:其中)?(?:的)?"
)
_NO_RESULT = "".join(
    f"(?<!{name})" for name in ("予公开", "以公开", "部分公开", "意公开", "提供", "不予处理", "他处理")
)
_DECIDE = r"(?:的)?(?:政府信息公开)?(?:申请)?(?:依法)?(?:决定|作出|作|答复|予以|为)*"
_ALONE_BEHIND = r"(?!(?:、|及|和|与|或)(?!\d))"  # 14件予以公开、22件部分公开 name one each
_THE_APPLICATIONS = r"(?:依申请公开|政府信息公开申请|信息公开申请)(?:件|事项)?"
_NOT_OF_SOME = "".join(
    f"(?<!{word})"
    for act in ("结转", "办结", "答复", "处理", "办理", "撤回", "补正", "延期")
    for word in (act, f"{act}的", f"{act}政府", f"{act}的政府")
)
_CARRIED_OVER = r"(?:上年度?|上一年度?|去年)结转[^,;。:()\d]{0,10}\d+[件宗]"
_TOLD_APART = (
    rf"(?:(?:新收|收到|受理|接收)[^,;。:\d]{{0,16}}\d+[件宗][,、](?:加上?)?{_CARRIED_OVER}|"
    rf"{_CARRIED_OVER},(?:本年度?|全年)?新收[^,;。:\d]{{0,16}}\d+[件宗])[,、]"
)  # 新收195件,上年结转6件,
_A_YEAR_BEFORE = (
    r"20\d\d年(?:度|全年)?(?:共|累计)*(?:收到|受理|接收)(?:政府信息公开|依申请公开|信息公开)(?:申请)?\d+[件宗],"
)
_OF_SOME = r"网|信函|邮|当面|现场|窗口|传真|涉|类|自然人|个人|企业|部门|(?<![本我])单位|复议|诉讼|行政|[向对]"
_ALL_OF_THEM = (
    rf"(?:^|[,;。:])(?:(?!{_OF_SOME})[^,;。:()\d]){{0,24}}?(?:依申请公开|申请)(?:事项|件)?(?:共|总计)?\d+[件宗]"
)
_TOLD_TOGETHER = rf"{_ALL_OF_THEM}\((?:其中)?(?:含|包[括含])?{_CARRIED_OVER}\),"  # 申请615件(含上年结转31件),
_CLOSED = r"(?:办结|答复)(?:申请)?\d+[件宗](?:\([^()]*\))?"  # 办结9件(含上年结转2件),结转1件
_DECISIONS = {"licensing": "行政许可", "penalties": "行政处罚", "coercive_measures": "行政强制"}
_DECIDED = r"作出行政[^;。]{0,12}\d+[件宗起][,、和]*(?:行政[^,;。\d]{0,8}\d+[件宗起][,、和]*)?"  # 作出行政许可决定9件、
_DECISIONS_LISTED = (  # 处理决定数量:行政许可9件、
    r"处理决定(?:数量|情况|总数)?(?:如下)?:(?:行政[^,;。\d]{0,8}\d+[件宗起][,、和]*){0,2}"
)
_COLUMNS = {
    "commercial_enterprise": "商业企业",
    "research_institution": "科研机构",
    "public_welfare_organization": "社会公益组织",
    "legal_service_organization": "法律服务机构",
}

MATTERS = (
    _matter(REASON, *(_before(topic, words) for topic, words in REASONS.items())),
    _matter(
        "收|公开|办理|受理|接到|申请",
        _before("received", rf"^(?:本年度?|当年)?新收(?:到)?{COUNT}"),
        _before("received", rf"^{_THE_BODY}申请(?:总量|总数|数量|件数){COUNT}"),
        _before(
            "received", rf"^{_THE_BODY}(?:收到|受理|接收)(?:了)?{COUNT}", earlier=r"依申请公开(?:方面|工作|情况)?[,:]"
        ),
        _before("received", rf"(?:收到|受理|接收)(?:了)?{COUNT}", earlier=_A_YEAR_BEFORE),
        _before(
            "received",
            rf"{_NOT_OF_SOME}{_THE_APPLICATIONS}(?:的)?(?:收件|接收|新收|受理|申请|办件)?(?:总?数?量|总数|件数){COUNT}",
        ),
        _before("received", rf"^{_THE_BODY}(?:政府信息公开申请|依申请公开(?:申请|件|事项))(?:共计?|合计|总计){COUNT}"),
        _around("received", "^政府信息公开申请(?:为|:)?", r"[,;](?=同比|[较比]上年|[较比]20\d\d年|申请主体|其中)", "^"),
        _before("received", rf"登记{_HOW}政府信息公开申请{COUNT}"),
        _before("received", rf"^{_THE_BODY}{_THE_APPLICATIONS}(?:的)?(?:新收|新增|收到){_HOW}{COUNT}"),
        _before("accepted", rf"^{_THE_BODY}{_THE_APPLICATIONS}(?:的)?受理{_HOW}{COUNT}"),
        _around("received", rf"^{_THE_BODY}依申请公开共", "[,;](?:按[时期])?(?:答复|办结)率"),
        _before("handled", rf"(?<!应)(?<!继续)办理{_HOW}(?P<kind>[^,;。:]{{2,40}}?){COUNT}"),
        _around("handled", rf"(?<!应)(?<!继续)办理{_HOW}", r"(?:的)?(?P<kind>[^,;。:\d]{2,30}?申请)"),
        _before("received", rf"{_RECEIVE}(?P<kind>[^,;。:]{{2,40}}?){COUNT}"),
        _around("received", _RECEIVE, r"(?:的)?(?P<kind>[^,;。:\d]{0,30}?申请)(?!人)"),
        _before("accepted", rf"受理{_HOW}(?P<kind>[^,;。:]{{2,40}}?){COUNT}"),
        _around("accepted", rf"受理{_HOW}", r"(?:的)?(?P<kind>[^,;。:\d]{2,30}?申请)"),
    ),
    _matter(
        "[共合总累]计?",
        _around(
            "received_and_carried_over",
            r"^(?:两项)?(?:合计|共计?|总计|累计)(?:[需应]办理|受理)?(?:政府信息公开申请|申请)?",
            r"(?:的?(?:政府信息公开)?申请)?(?=$|[,;。:()])",
            earlier=_TOLD_APART,
        ),
        _around("closed", "^(?:总计|合计|共计)$", r"(?=$|[,;。)])", earlier=r"其[他它]处理\d+[件宗][,、;]"),
    ),
    _matter(
        "办结|答复|办理",
        _before("closed", rf"^其中(?:年内|本年度?|全年)?(?:已|共)?办结{COUNT}", earlier=_TOLD_TOGETHER),
        _before(
            "closed",
            rf"(?<![超逾延]期)(?<![未待])(?<!未按[时期])(?<!未能)(?<!模拟){_NO_RESULT}(?:(?:办结|答复|办理完毕|办理完成)[并、和]?){{1,2}}{_HOW}(?P<kind>[^,;。:]{{2,40}}?)??{COUNT}",
        ),
        _before("closed", rf"^(?:政府信息公开申请)?(?:20\d\d年度?|本?年度?|全年)?办理结果{COUNT}"),
        _around(
            "closed",
            r"(?:^|[年度共局委镇乡])(?:已|共)*(?:办结|答复)(?:的)?",
            r"(?:的)?(?P<kind>[^,;。:\d]{2,30}?申请)(?:中|里)?",
        ),
    ),
    _matter(
        "转",
        _before(
            "carried_over",
            rf"{_LAST}结转(?:[至到](?:本年度?|(?P<of>20\d\d)年度?))?(?:的|办理|未办结)*(?P<kind>[^,;。:]{{2,30}}?)??{COUNT}",
        ),
        _around("carried_over", "", rf"(?:为|是|系)?{_LAST}结转"),
        _before(
            "carried_forward",
            rf"(?:结转|转入|转)(?:至|到|入)?{_NEXT}(?:继续|办理|答复|的)*(?P<kind>[^,;。:]{{2,30}}?)??{COUNT}",
        ),
        _around(
            "carried_forward",
            "",
            rf"(?:因[^,;。]{{0,24}},?)?(?:将|已|申请|需|依法|按(?:照)?规定)*(?:结转|转入)(?:至|到|入)?{_NEXT}",
        ),
        _around("carried_forward", rf"^结转{COUNT}", r"(?=$|[,;。)])", rf"{_CLOSED}[,、;]"),
        _around("carried_forward", "", rf"{_STILL_OPEN}{_AND_CARRIED}"),
        _around("carried_forward", rf"{_STILL_OPEN}(?:的)?{COUNT}", _AND_CARRIED),
        _around("carried_forward", "^除(?:有|了)?", rf"(?:申请)?(?:结转|转入)(?:至|到|入)?{_NEXT}[^,;。]{{0,10}}外"),
    ),
    _matter(
        "公开|提供|处理",
        _before("results.granted_or_partially", rf"予以公开(?:及|和|、|与|或)(?:予以)?部分公开{_SO}{COUNT}"),
        _before("results.granted", rf"(?<![不及和、与或])(?:予以公开|同意公开){_SO}{COUNT}"),
        _around("results.granted", _OF_THEM, rf"{_DECIDE}(?<!不)予以公开{_ALONE_BEHIND}"),
        _before("results.partially_granted", rf"{_ALONE}(?:予以)?部分公开{_SO}{COUNT}"),
        _around("results.partially_granted", _OF_THEM, rf"{_DECIDE}部分公开{_ALONE_BEHIND}"),
        _before("results.denied", rf"{_ALONE}不(?:予|同意)公开{_SO}{COUNT}"),
        _around("results.denied", _OF_THEM, rf"{_DECIDE}不予公开{_ALONE_BEHIND}"),
        _before("results.unable", rf"{_ALONE}无法提供{_SO}{COUNT}"),
        _around("results.unable", _OF_THEM, rf"{_DECIDE}无法提供{_ALONE_BEHIND}"),
        _before("results.not_processed", rf"{_ALONE}不予处理{_SO}{COUNT}"),
        _around("results.not_processed", _OF_THEM, rf"{_DECIDE}不予处理{_ALONE_BEHIND}"),
        _before("results.other", rf"{_ALONE}其[他它]处理{_SO}{COUNT}"),
        _around("results.other", _OF_THEM, rf"{_DECIDE}其[他它]处理{_ALONE_BEHIND}"),
    ),
    _matter(
        r"\)",
        *(
            _around(f"results.{topic}", "^", r"\)", rf"(?:^|[,;:、和及]|公开申请)(?:的|中|,)?{name}(?:的|类)?\(")
            for topic, name in (
                ("granted", "予以公开"),
                ("partially_granted", "部分公开"),
                ("denied", "不予公开"),
                ("unable", "无法提供"),
                ("not_processed", "不予处理"),
            )
        ),
    ),
    _matter(
        "企业|机构|组织",
        *(
            _before(
                f"applicants.{column}", rf"^(?:其中)?{name}(?:提[出交])?(?:的)?(?:政府信息公开)?(?:申请)?(?:的)?{COUNT}"
            )
            for column, name in _COLUMNS.items()
        ),
    ),
    _matter(
        "人|组织",
        _before(
            "natural_person",
            rf"(?:(?<!非)自然人|^(?:其中)?个人|公民个人)(?:提[出交])?(?:的)?(?:政府信息公开)?(?:申请)?(?:的)?{COUNT}",
        ),
        _around(
            "natural_person",
            "(?:^|有|其中|申请中)",
            r"(?:申请)?(?:为|是|由)?(?:自然人|公民个人)(?:提[出交]|申请(?=$|[;。、)]|,(?!涉|主要|均为)))",
        ),
        _around(
            "organizations",
            "(?:^|有|其中|其[余他]|申请中)",
            r"(?:申请)?(?:为|是|由)?法人(?:或者?|和|及|、|与)?其[他它]组织(?:提[出交]|申请(?=$|[;。、)]|,(?!涉|主要|均为)))",
        ),
        _before(
            "organizations",
            rf"法人(?:或者?|和|及|、|与)?其[他它]组织(?:提[出交])?(?:的)?(?:政府信息公开)?(?:申请)?(?:的)?{COUNT}",
        ),
    ),
    _matter(
        "复议|诉",
        _before("cases", r"行政复议(?:案件)?(?:、|和|及|与)(?:行政)?诉讼(?:案件|案)?(?:共|共计|合计|总计|总数为){1,2}"),
        _before(
            "cases",
            r"共(?:发生|产生|引发|有)?[^,;。:\d]{0,16}行政复议(?:案件)?(?:、|和|及|与)(?:行政)?诉讼(?:案件|案)?",
        ),
        _before("review", rf"(?<![、和及与或经])(?<!行政)(?:行政)?复议(?:案件|申请|案)?(?:的)?{COUNT}"),
        _around("review", "", r"(?:的)?行政复议(?!、|和|及|与|或)"),
        _before(
            "litigation", rf"(?:(?<![、和及与或])行政|^|被|提起|公开|引[起发]的|产生的)诉讼(?:案件|案)?(?:的)?{COUNT}"
        ),
        _around("litigation", "", r"(?:的)?行政诉讼"),
        _before("review", rf"信息公开(?:工作)?被(?:提起)?(?:行政)?复议{COUNT}"),
        _before("litigation", rf"被诉{COUNT}", earlier=r"信息公开(?:工作)?被(?:提起)?(?:行政)?复议\d+[件起宗][,、]"),
        _before("litigation.direct", rf"(?:未经(?:行政)?复议)?(?<![不未])直接起诉(?:的)?(?:案件)?{COUNT}"),
        _before("litigation.after_review", rf"(?<!未经)(?<!未经行政)复议后(?:再|又)?起诉(?:的)?(?:案件)?{COUNT}"),
    ),
    _matter(
        "规范性文件|废止|失效|有效|制[定发]|印发",
        _before("documents.issued", rf"(?:制[定发]|印发|出台)(?:了)?(?:行政)?规范性文件{COUNT}"),
        _around("documents.issued", r"(?:制[定发]|印发|出台)(?:了)?", r"(?:新的)?(?:行政)?规范性文件(?=$|[,;。、)(])"),
        _before(
            "documents.issued", rf"^(?:新)?(?:制[定发]|印发)(?:了)?{COUNT}", earlier=r"规范性文件(?:立改废)?(?:情况)?:"
        ),
        _before("documents.issued", rf"规范性文件(?:的)?本年制发{COUNT}"),
        _before(
            "documents.issued",
            rf"^(?:本年度?|20\d\d年度?)?(?:新)?制发(?:了)?{COUNT}",
            earlier=r"现行有效(?:的)?(?:行政)?规范性文件(?:共|为|有)*\d+[件份个部][,、]",
        ),
        _before(
            "documents.repealed",
            rf"(?<![拟应])(?<!建议)(?:废止|宣布失效)(?:[或和及、]?(?:宣布)?失效)?(?:了)?(?:(?:行政)?规范性文件)?{COUNT}",
        ),
        _around("documents.repealed", r"^(?:废止|宣布失效)(?:了)?", r"(?:行政)?规范性文件(?=$|[,;。、)(])"),
        _before("documents.in_force", rf"现行有效(?:的)?(?:(?:行政)?规范性文件)?{COUNT}"),
    ),
    _matter(
        "行政[许处强]",
        *(
            _around(f"decisions.{row}", rf"^{_THE_BODY}(?:作出)?{name}处理决定{COUNT}", "(?!不予|准予)")
            for row, name in _DECISIONS.items()
        ),
        *(
            _before(f"decisions.{row}", rf"^{name}{COUNT}", earlier=_DECISIONS_LISTED)
            for row, name in _DECISIONS.items()
        ),
        *(
            _around(f"decisions.{row}", rf"^{_THE_BODY}作出{name}(?:处理)?(?:决定)?{COUNT}", "(?!不予|准予)")
            for row, name in _DECISIONS.items()
        ),
        *(
            _before(f"decisions.{row}", rf"^(?:作出|实施)?{name}(?:处理)?(?:决定)?{COUNT}", earlier=_DECIDED)
            for row, name in _DECISIONS.items()
        ),
    ),
)
