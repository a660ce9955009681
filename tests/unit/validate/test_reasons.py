import re

import pytest

from shared.report import Section
from workers.validate.prose import sentences
from workers.validate.reasons import REASONS, counts_results


@pytest.mark.parametrize(
    ("clause", "topics"),
    [
        ("属于国家秘密", ["results.denied.state_secret"]),
        ("因本机关不掌握相关政府信息无法提供的", ["results.unable.not_held"]),
        ("其中信访举报投诉类", ["results.not_processed.petition_complaint"]),
        ("申请人无正当理由逾期不补正", ["results.other.overdue_supplement"]),
        ("国家秘密、商业秘密", []),
        ("不掌握、不存在", []),
        ("收到投诉举报", []),
    ],
)
def test_a_clause_names_one_reason_and_nothing_else(clause: str, topics: list[str]) -> None:
    assert [topic for topic, words in REASONS.items() if re.search(f"(?:{words})$", clause)] == topics


def test_results_are_counted_once_they_are_named() -> None:
    (sentence,) = sentences("applications", Section("", "重复申请2件，不予处理的重复申请3件。"))
    assert [counts_results(sentence, each) for each in sentence.quantities] == [False, True]
