import pytest

from shared.report import Section
from workers.validate.prose import Sentence, sentences
from workers.validate.statements import all_closed, all_upheld, is_any_application, no_cases, none_received


def one(text: str) -> Sentence:
    (sentence,) = sentences("overview", Section("", text))
    return sentence


@pytest.mark.parametrize(
    "text",
    [
        "2023年我镇未收到政府信息公开申请。",
        "没有接到公众、法人或其他组织要求公开政府信息的申请。",
        "截至2023年12月31日，未收到依申请公开申请信息。",
        "本年度无依申请公开事项。",
        "收到依申请公开数量为零。",
        "2023年无人向我局提出政府信息公开申请。",
        "没有新收或结转的政府信息公开申请。",
        "政府信息公开申请情况：无。",
        "没有收到政府信息公开方面的申请。",
    ],
)
def test_none_received_is_understood(text: str) -> None:
    assert list(none_received(one(text), 2023))


@pytest.mark.parametrize(
    "text",
    [
        "未收到法人提出的申请。",
        "未收到网上申请。",
        "未收到需要收费的申请。",
        "未收到其他申请。",
        "未收到行政复议申请。",
        "未收到因政府信息公开申请引起的诉讼。",
        "2022年未收到政府信息公开申请。",
        "如未收到政府信息公开申请，应当说明。",
        "收到政府信息公开申请。",
        "依申请公开办结为0。",
        "没有结转的政府信息公开申请。",
        "无人对政府信息公开申请的答复提出异议。",
    ],
)
def test_a_narrower_statement_is_not_taken_for_none_received(text: str) -> None:
    assert not list(none_received(one(text), 2023))


@pytest.mark.parametrize(
    ("words", "is_any"),
    [
        ("政府信息公开申请", True),
        ("公民、法人和其他组织提出的政府信息公开申请", True),
        ("法人申请", False),
        ("公民申请", False),
        ("特殊申请", False),
        ("信息公开", False),
    ],
)
def test_applications_as_such_and_kinds_of_them(words: str, is_any: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_any_application(words) is is_any


@pytest.mark.parametrize(
    ("text", "is_all"),
    [
        ("政府信息公开申请均已按期办结。", True),
        ("依申请公开办结率达到100%。", True),
        ("政府信息公开申请到期办结率100%。", False),
        ("热线和依申请公开均已办结。", False),
        ("会议决定事项均已办结。", False),
        ("2022年政府信息公开申请均已办结。", False),
    ],
)
def test_all_closed(text: str, is_all: bool) -> None:  # noqa: FBT001 - a column of the table
    assert bool(list(all_closed(one(text), 2023))) is is_all


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("没有发生行政复议。", {"review"}),
        ("无行政诉讼。", {"litigation_direct", "litigation_after_review"}),
        (
            "未发生因政府信息公开引起的行政复议、行政诉讼。",
            {"review", "litigation_direct", "litigation_after_review"},
        ),
        (
            "没有涉及政府信息公开的行政复议、行政诉讼和申诉的情况。",
            {"review", "litigation_direct", "litigation_after_review"},
        ),
        ("行政复议、行政诉讼均为0件。", {"review", "litigation_direct", "litigation_after_review"}),
        ("全年零复议、零诉讼。", {"review", "litigation_direct", "litigation_after_review"}),
        ("没有出现申请人对答复不服提起行政复议的情形。", {"review"}),
        ("力争零复议、零诉讼的目标。", set()),
        ("行政复议、行政诉讼败诉均为0件。", set()),
        ("未发生败诉的行政诉讼。", set()),
        ("无行政复议被纠正。", set()),
        ("未经行政复议直接起诉。", set()),
        ("2022年没有发生行政复议。", set()),
        ("是否有行政复议。", set()),
    ],
)
def test_no_reviews_and_no_lawsuits(text: str, blocks: set[str]) -> None:
    assert {block for outcome in no_cases(one(text), 2023) for block in outcome.blocks} == blocks


def test_all_upheld_is_said_of_what_stands_before_it() -> None:
    (outcome,) = all_upheld(one("政府信息公开行政复议7件，均获维持。"))
    assert outcome.blocks == ("review",)
    assert not list(all_upheld(one("秩序均维持良好。")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("本年度申请量为零。", True),
        ("全年新收申请数、结转数均为零。", True),
        ("通过传真，申请数量为零。", False),
        ("逾期未补正申请数量为零。", False),
        ("上半年申请量为零。", False),
        ("2022年申请量为零。", False),
    ],
)
def test_a_count_of_zero_is_understood_where_the_paragraph_is_on_applications(text: str, said: bool) -> None:  # noqa: FBT001 - a column of the table
    (sentence,) = sentences("applications", Section("", text))
    assert bool(list(none_received(sentence, 2023, about=True))) is said
    assert not list(none_received(sentence, 2023))
