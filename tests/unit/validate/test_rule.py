from collections.abc import Iterable

import pytest

from shared.finding import Severity, Verdict
from workers.validate.context import Context
from workers.validate.rule import PASS, Check, fail, rule


@rule("A01", "balance", Severity.ERROR)
def documented(_: Context) -> Iterable[Check]:
    """In each column the sums agree.

    每一列的和
    相等。

    依据: 表头。
    通过: 1 = 1。
    不通过: 1 = 2。
    """
    return [PASS]


@rule("A02", "nothing", Severity.ERROR)
def undocumented(_: Context) -> Iterable[Check]:
    """Say too little."""
    return []


def test_a_tagged_function_is_a_rule() -> None:
    assert (documented.id, documented.name, documented.severity, documented.forms) == (
        "A01",
        "balance",
        Severity.ERROR,
        None,
    )


def test_the_docstring_is_the_users_documentation() -> None:
    found = documented.documentation
    assert (found.en, found.zh) == ("In each column the sums agree.", "每一列的和 相等。")
    assert (found.basis, found.passes, found.fails) == ("表头。", "1 = 1。", "1 = 2。")


def test_a_heading_that_is_missing_is_named() -> None:
    with pytest.raises(ValueError, match="A02: the docstring lacks"):
        _ = undocumented.documentation


def test_a_failed_check_speaks_both_languages() -> None:
    check = fail("错", "wrong", cells=["a.b"], expected=1, actual=2)
    assert check.verdict is Verdict.FAIL
    assert check.message
    assert (check.message.zh, check.message.en) == ("错", "wrong")
    assert (check.cells, check.expected, check.actual) == (("a.b",), 1, 2)
