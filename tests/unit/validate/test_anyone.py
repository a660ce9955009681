import pytest

from workers.validate.anyone import are_all_applicants, is_any_application


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
    ("labels", "are_all"),
    [
        (["自然人申请", "法人或其他组织申请"], True),
        (["其中自然人", "法人和其他组织提出的"], True),
        (["自然人"], False),
        (["个人网上申请", "法人或其他组织"], False),
        (["自然人", "企业"], False),
    ],
)
def test_persons_and_organizations_are_all_who_apply(labels: list[str], are_all: bool) -> None:  # noqa: FBT001 - a column of the table
    assert are_all_applicants(labels) is are_all
