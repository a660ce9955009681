from decimal import Decimal

import pytest

from shared.report import Section
from workers.validate.prose import sentences
from workers.validate.shares import shares


def read(text: str) -> list[tuple[str, Decimal]]:
    found = list(sentences("applications", Section("", text)))
    return [(share.topic, share.percent) for share in shares(found, [True] * len(found), 2023)]


def test_shares_are_known_by_what_they_are_of() -> None:
    assert read("予以公开和部分公开的占25%，不予公开占35.5%；自然人申请占比78.0%，法人或其他组织22%。") == [
        ("results.granted_or_partially", Decimal(25)),
        ("results.denied", Decimal("35.5")),
        ("natural_person", Decimal("78.0")),
        ("organizations", Decimal(22)),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "网上申请中，自然人占78%。",
        "征地类申请中自然人占78%。",
        "上年自然人占78%。",
        "2022年不予公开的占9%。",
        "自然人申请占比由70%升至78%。",
        "自然人申请增长78%。",
        "公文公开属性中，不予公开的占22%。",
        "不予公开、无法提供的占35%。",
        "一季度自然人占78%。",
    ],
)
def test_shares_of_something_narrower_are_left_out(text: str) -> None:
    assert read(text) == []
