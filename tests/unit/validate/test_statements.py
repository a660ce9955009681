import pytest

from shared.report import Section
from workers.validate.prose import Sentence, sentences
from workers.validate.statements import all_closed, all_upheld, none_carried_forward, of_all_cases, statements


def one(text: str) -> Sentence:
    (sentence,) = sentences("overview", Section("", text))
    return sentence


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


def test_all_upheld_is_said_of_what_stands_before_it() -> None:
    (outcome,) = all_upheld(one("政府信息公开行政复议7件，均获维持。"))
    assert outcome.blocks == ("review",)
    assert not list(all_upheld(one("秩序均维持良好。")))


def test_a_sentence_may_say_several_things() -> None:
    found = statements(one("未收到政府信息公开申请，未制发规范性文件，未发生行政复议。"), 2023, about=True)
    assert [(said.topic, said.blocks) for said in found] == [
        ("none_received", ()),
        ("none_issued", ()),
        ("none", ("review",)),
    ]


def test_the_words_of_a_statement_end_in_its_sentence() -> None:
    (said,) = statements(one("全年未制发规范性文件，有效30件。"), 2023, about=False)
    assert said.sentence.text[: said.end] == "全年未制发规范性文件"


@pytest.mark.parametrize(
    ("text", "topic", "blocks"),
    [
        ("无一起行政复议被纠正。", "none_corrected", ("review",)),
        ("行政诉讼案件纠错率为0。", "none_corrected", ("litigation_direct", "litigation_after_review")),
        ("6件行政复议案件均已审结。", "none_pending", ("review",)),
    ],
)
def test_what_is_said_of_all_cases(text: str, topic: str, blocks: tuple[str, ...]) -> None:
    assert [(said.topic, said.blocks) for said in of_all_cases(one(text), 2023)] == [(topic, blocks)]


@pytest.mark.parametrize(
    "text", ["2022年行政复议案件均已审结。", "其他行政诉讼案件均已审结。", "行政复议纠错率为0.5%。"]
)
def test_of_other_years_and_cases_nothing_is_said(text: str) -> None:
    assert list(of_all_cases(one(text), 2023)) == []


def test_none_is_carried_forward() -> None:
    said = "全年申请全部办结，无结转下年度办理的申请。"
    assert list(none_carried_forward(one(said), 2023, about=True)) == ["无结转下年度办理的申请"]
    assert list(none_carried_forward(one(said), 2023, about=False)) == []
