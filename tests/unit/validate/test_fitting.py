import pytest

from shared.report import Section
from workers.validate.fitting import fits
from workers.validate.prose import sentences


@pytest.mark.parametrize(
    ("topic", "text", "is_fit"),
    [
        ("documents.issued", "印发规范性文件5件。", True),
        ("documents.issued", "印发规范性文件5次。", False),
        ("documents.repealed", "清理规范性文件，废止5件。", False),
        ("received", "新收申请5件。", True),
        ("received", "新收申请5元。", False),
        ("closed", "受理热线，办结5件。", False),
        ("closed", "受理行政许可申请9件,办结5件。", False),
        ("natural_person", "新收申请，自然人5件。", True),
        ("natural_person", "不予公开（自然人5件）。", False),
        ("results.denied", "公文属性认定，不予公开5件。", False),
        ("results.denied.state_secret", "申请涉及国家秘密5件。", False),
        ("results.denied.state_secret", "不予公开的申请中国家秘密5件。", True),
    ],
)
def test_unit_and_subject_are_those_of_the_topic(topic: str, text: str, is_fit: bool) -> None:  # noqa: FBT001 - a column of the table
    (sentence,) = sentences("applications", Section("", text))
    quantity = sentence.quantities[-1]
    clause = sentence.text[: quantity.start].split(",")[-1].split("(")[-1]
    assert fits(topic, quantity, clause, sentence, about=True, names=True) is is_fit


def test_a_sentence_that_names_no_applications_goes_on_about_them_in_few_words() -> None:
    for text, goes_on in (("共新收5件。", True), ("机器人演示会上新收5件。", False)):
        (sentence,) = sentences("applications", Section("", text))
        assert fits("received", sentence.quantities[0], "新收", sentence, about=True, names=False) is goes_on
