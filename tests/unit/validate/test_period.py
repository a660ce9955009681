import pytest

from workers.validate.period import holds_all_year, is_of_the_whole_year


@pytest.mark.parametrize(
    ("before", "whole"),
    [
        ("", True),
        ("2023年", True),
        ("2022年", False),
        ("2022年收到8件;2023年", True),
        ("上年度", False),
        ("上年度收到8件,本年", True),
        ("上年度收到8件;", True),
        ("比上年", True),
        ("近三年", False),
        ("上半年", False),
        ("截至3月底", False),
        ("截至12月31日", True),
        ("结转至2024年", True),
    ],
)
def test_the_period_named_last_counts(before: str, whole: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_of_the_whole_year(before, 2023) is whole


@pytest.mark.parametrize(
    ("before", "holds"),
    [("本年度", True), ("去年", False), ("一季度", False), ("如", False), ("通过网站", False), ("2022年", False)],
)
def test_a_condition_or_a_channel_takes_the_whole_year_away(before: str, holds: bool) -> None:  # noqa: FBT001 - a column of the table
    assert holds_all_year(before, 2023) is holds
