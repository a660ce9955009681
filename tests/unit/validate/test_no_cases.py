import pytest

from shared.report import Section
from workers.validate.no_cases import no_cases
from workers.validate.prose import Sentence, sentences


def one(text: str) -> Sentence:
    (sentence,) = sentences("overview", Section("", text))
    return sentence


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
            "没有涉及政府信息公开的行政复议、诉讼及申诉的情形。",
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
