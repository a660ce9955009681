import pytest

from shared.report import Section
from workers.validate.none_received import none_received
from workers.validate.prose import Sentence, sentences


def one(text: str) -> Sentence:
    (sentence,) = sentences("overview", Section("", text))
    return sentence


@pytest.mark.parametrize(
    "text",
    [
        "2023年我镇未收到政府信息公开申请。",
        "没有接到群众、企业或其他组织要求提供政府信息的申请。",
        "截至2023年年底，没有收到依申请公开申请信息。",
        "本年度无依申请公开事项。",
        "收到依申请公开数量为零。",
        "2023年无人向我局提出政府信息公开申请。",
        "没有新收或结转的政府信息公开申请。",
        "政府信息公开申请情况：无。",
        "没有收到政府信息公开方面的申请。",
        "政府信息公开申请：未收到。",
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
        "责任追究结果：未发生。",
        "依申请公开收费：未发生。",
        "举报：未收到。",
        "政府信息公开申请投诉未收到。",
        "无人对政府信息公开申请的答复提出异议。",
    ],
)
def test_a_narrower_statement_is_not_taken_for_none_received(text: str) -> None:
    assert not list(none_received(one(text), 2023))


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
