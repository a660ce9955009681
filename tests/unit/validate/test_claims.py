import pytest

from shared.report import Section
from workers.validate.claims import claims
from workers.validate.prose import sentences
from workers.validate.subject import on_applications

DOCUMENTS = [("issued", 5), ("repealed", 2), ("in_force", 30)]


def read(text: str, section: str = "overview", year: int = 2023) -> list[tuple[str, object]]:
    found = list(sentences(section, Section("", text)))
    return [(claim.topic, claim.quantity.low) for claim in claims(found, list(on_applications(found)), year)]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("全年新收政府信息公开申请95件。", [("received", 95)]),
        ("共收到95件政府信息公开申请。", [("received", 95)]),
        ("收到公民、法人和其他组织的政府信息公开申请95件。", [("received", 95)]),
        ("收到申请公开政府信息95件。", [("received", 95)]),
        ("受理依申请公开0件、办结0件。", [("accepted", 0), ("closed", 0)]),
        ("政府信息公开申请办结98件，上年结转8件。", [("closed", 98), ("carried_over", 8)]),
        ("信息公开申请95件，2022年结转8件。", [("carried_over", 8)]),
        ("信息公开申请中5件结转下年度继续办理。", [("carried_forward", 5)]),
        ("信息公开申请中5件转入2024年办理。", [("carried_forward", 5)]),
        ("信息公开申请，予以公开42件、不予公开6件。", [("results.granted", 42), ("results.denied", 6)]),
        ("信息公开申请中予以公开和部分公开258件。", [("results.granted_or_partially", 258)]),
        ("信息公开申请中自然人89件、法人或其他组织6件。", [("natural_person", 89), ("organizations", 6)]),
        ("全年新收依申请公开件95件。", [("received", 95)]),
        ("信息公开申请，从结果来看，“予以公开”4件、“不予公开”3件。", [("results.granted", 4), ("results.denied", 3)]),
        ("收到政府信息公开申请9件（个人7件）。", [("received", 9), ("natural_person", 7)]),
        ("因政府信息公开发生行政复议7件。", [("review", 7)]),
        ("涉及政府信息公开的9件行政诉讼。", [("litigation", 9)]),
        ("信息公开诉讼中，复议后起诉案件4件。", [("litigation.after_review", 4)]),
        ("制定规范性文件5件。", [("documents.issued", 5)]),
        ("制发5件行政规范性文件，废止2件行政规范性文件。", [("documents.issued", 5), ("documents.repealed", 2)]),
        ("现行有效规范性文件共30件，本年制发5件。", [("documents.in_force", 30), ("documents.issued", 5)]),
        ("规范性文件本年制发件数5件。", [("documents.issued", 5)]),
        ("接收处理政府信息公开申请9件。", [("received", 9)]),
        ("收到信息公开申请书9份。", [("received", 9)]),
        ("2022年收到政府信息公开申请7件，2023年收到9件。", [("received", 9)]),
        ("办结的9件政府信息公开申请中，有4件是网上申请。", [("closed", 9)]),
        ("信息公开申请中4件予以公开、2件不予公开。", [("results.granted", 4), ("results.denied", 2)]),
        ("信息公开申请中，予以公开（4件）、不予公开（2件）。", [("results.granted", 4), ("results.denied", 2)]),
        ("信息公开申请予以公开类4件，不同意公开2件。", [("results.granted", 4), ("results.denied", 2)]),
        ("信息公开申请中9件为自然人申请。", [("natural_person", 9)]),
        ("信息公开申请，自然人和法人或其他组织分别为9件和3件。", [("natural_person", 9), ("organizations", 3)]),
        ("信息公开行政复议、行政诉讼分别为7件、9件。", [("review", 7), ("litigation", 9)]),
        ("共发生政府信息公开行政复议和行政诉讼9件。", [("cases", 9)]),
        ("因政府信息公开提起行政复议的7件。", [("review", 7)]),
        ("政府信息公开申请共计9件，通过网络申请7件。", [("received", 9)]),
        ("政府信息公开申请9件，同比增长8%。", [("received", 9)]),
        ("全年共登记政府信息公开申请9件。", [("received", 9)]),
        ("共收到9件申请，均为政府信息公开申请。", [("received", 9)]),
        ("本年度依申请公开办件量为9件。", [("received", 9)]),
        ("2022年度结转至2023年度办理的政府信息公开申请5件。", [("carried_over", 5)]),
        ("政府信息公开申请新增9件。", [("received", 9)]),
        (
            "信息公开申请受理9件，办结8件（含上年结转2件），结转3件。",
            [("accepted", 9), ("closed", 8), ("carried_over", 2), ("carried_forward", 3)],
        ),
        ("本年度依申请公开共9件，按期答复率100%。", [("received", 9)]),
        ("信息公开申请，3件按规定转入下一年度。", [("carried_forward", 3)]),
        (
            "信息公开申请，不予公开2件，其他处理3件，总计9件。",
            [("results.denied", 2), ("results.other", 3), ("closed", 9)],
        ),
        ("信息公开申请，“无法提供”类3件。", [("results.unable", 3)]),
        ("因政府信息公开工作被复议7起、被诉9起。", [("review", 7), ("litigation", 9)]),
        ("制发规范性文件5件；废止2件；现行有效30件。", [(f"documents.{row}", n) for row, n in DOCUMENTS]),
        ("政府信息公开申请予以公开（4件）、不予公开（2件）。", [("results.granted", 4), ("results.denied", 2)]),
        ("行政许可处理决定9件、行政处罚处理决定2件。", [("decisions.licensing", 9), ("decisions.penalties", 2)]),
        ("本年处理决定数量：行政许可9件、行政处罚2件。", [("decisions.licensing", 9), ("decisions.penalties", 2)]),
        ("因属于行政查询事项不予公开政府信息公开申请4件。", [("results.denied.administrative_inquiry", 4)]),
        (
            "信息公开申请，本机关不掌握相关政府信息3件、没有现成信息需要另行制作2件、补正后申请内容仍不明确1件。",
            [
                ("results.unable.not_held", 3),
                ("results.unable.requires_creation", 2),
                ("results.unable.still_unclear", 1),
            ],
        ),
        (
            "办理政府信息公开行政复议9件（结果维持4件、结果纠正2件、其他3件）。",
            [("review", 9), ("review.upheld", 4), ("review.corrected", 2), ("review.other", 3)],
        ),
    ],
)
def test_a_number_is_claimed_for_the_thing_that_its_clause_names(text: str, claimed: list[tuple[str, object]]) -> None:
    assert read(text) == claimed


@pytest.mark.parametrize(
    "text",
    [
        "清理规范性文件32件；废止2件；现行有效30件。",
        "另有政府信息公开申请9件，同比增长8%。",
        "收到来信9件，政府信息公开申请9件，同比增长8%。",
        "公文中主动公开共53件，依申请公开共25件。",
        "办理政府信息公开行政复议9件，其中维持4件。",
        "信息公开申请，行政许可处理事项9件。",
        "通过网站收到政府信息公开申请9件。",
        "提前办结政府信息公开申请9件。",
        "信息公开申请因涉及商业秘密不予公开9件。",
        "对规划类政府信息公开申请，答复不予公开9件。",
        "行政复议、行政诉讼分别为7件、9件。",
        "收到重复的政府信息公开申请9件。",
        "收到法人提出的政府信息公开申请9件。",
        "上半年收到政府信息公开申请9件。",
        "2022年收到政府信息公开申请9件。",
        "较去年多收到政府信息公开申请9件。",
        "收到行政许可申请9件。",
        "收到群众来信9件。",
        "政府信息公开申请，其中办结9件。",
        "信息公开申请，2021年结转9件。",
        "政府信息公开申请，答复热线9件。",
        "办理政府信息公开行政复议案件9件。",
        "政府信息公开行政复议、行政诉讼9件。",
        "不予公开9件。",
        "收到政府信息公开申请9元。",
        "非信息公开类案件，未经复议直接起诉9件。",
        "信息公开案件，复议后起诉尚未审结9件。",
        "政府信息公开申请，无法提供若干（自然人4件）。",
        "政府信息公开申请，涉及个人9件。",
        "去年收到政府信息公开申请9件，办结7件。",
        "过去三年，收到政府信息公开申请9件。",
        "受理信访事项90件，办结88件，政府信息公开申请另有统计表。",
        "受理工伤认定80件。办结79件。",
        "政府信息公开以外的其他领域行政复议9件。",
        "行政诉讼9件，均不涉及政府信息公开。",
    ],
)
def test_what_is_narrowed_or_something_else_is_no_claim(text: str) -> None:
    assert read(text) == []


def test_a_sentence_goes_on_about_what_its_paragraph_or_heading_names() -> None:
    assert read("收到政府信息公开申请9件。办结8件。") == [("received", 9), ("closed", 8)]
    assert read("收到政府信息公开申请9件。已办结的申请中，予以公开8件。") == [("received", 9), ("results.granted", 8)]
    assert read("（二）依申请公开\n作出答复8件。") == [("closed", 8)]
    assert read("（二）依申请公开\n办结8件。") == [("closed", 8)]
    assert read("办结8件。", section="applications") == [("closed", 8)]
    assert read("收到政府信息公开申请9件。\n办结8件。") == [("received", 9)]


def test_another_year_and_another_matter_last_until_the_words_come_back() -> None:
    assert read("上一年度收到政府信息公开申请9件，今年收到政府信息公开申请7件。") == [("received", 7)]
    assert read("上年度办结政府信息公开申请9件；办结7件。") == [("closed", 7)]
    assert read("与上年度相比变化不大，收到政府信息公开申请9件。") == [("received", 9)]
    assert read("受理投诉20件，办结19件；政府信息公开申请办结9件。") == [("closed", 9)]
    assert read("受理工伤认定20件，收到政府信息公开申请9件，办结8件。") == [("received", 9), ("closed", 8)]
    assert read("（二）依申请公开\n受理救助申请30件。办结29件。收到政府信息公开申请9件。办结8件。") == [
        ("received", 9),
        ("closed", 8),
    ]


def test_cases_are_of_disclosure_unless_this_sentence_or_the_next_one_takes_it_back() -> None:
    assert read("行政复议9件。", section="review_litigation") == [("review", 9)]
    assert read("行政复议9件。上述案件均与政府信息公开无关。", section="review_litigation") == []
    assert read("非信息公开类行政复议9件；因政府信息公开发生行政复议2件。") == [("review", 2)]


def test_fuzzy_numbers_are_claimed_as_intervals() -> None:
    found = list(sentences("overview", Section("", "收到政府信息公开申请260余件。")))
    (claim,) = claims(found, [True], 2023)
    assert (claim.quantity.low, claim.quantity.high) == (260, 269)
