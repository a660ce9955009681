import pytest

from shared.report import Section
from workers.validate.disputes import is_case_of_disclosure, takes_cases_back
from workers.validate.prose import sentences


@pytest.mark.parametrize(
    ("text", "section", "is_of_disclosure"),
    [
        ("行政复议5件。", "review_litigation", True),
        ("行政复议5件。", "overview", False),
        ("政府信息公开行政复议5件。", "overview", True),
        ("办理行政复议5件。", "review_litigation", False),
        ("征地类案件行政复议5件。", "review_litigation", False),
        ("因工伤认定引发行政复议5件。", "review_litigation", False),
        ("行政复议5件,其中信息公开类2件。", "overview", False),
    ],
)
def test_cases_are_of_disclosure_by_section_or_name(text: str, section: str, is_of_disclosure: bool) -> None:  # noqa: FBT001 - a column of the table
    (sentence,) = sentences(section, Section("", text))
    quantity = sentence.quantities[0]
    assert is_case_of_disclosure(quantity, sentence.text[: quantity.start], sentence, about=False) is is_of_disclosure


def test_the_next_sentence_may_take_cases_back() -> None:
    said = list(sentences("overview", Section("", "以上案件均不涉及信息公开。以上案件均已审结。")))
    assert [takes_cases_back(each) for each in said] == [True, False]
