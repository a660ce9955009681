import pytest

from workers.validate.anyone import is_any_application


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
