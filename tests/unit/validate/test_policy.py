import re

import pytest

from shared.finding import Severity
from workers.validate.policy import Policy, PolicyError, default_policy


def test_the_packaged_policy_leaves_out_local_expectations() -> None:
    policy = default_policy()
    assert policy.off == {"S16"}
    assert policy.deadlines["government"] == "03-31"
    assert policy is default_policy()


def test_a_policy_changes_only_what_it_names() -> None:
    policy = Policy.load('[severity]\nS12 = "warning"\n[deadlines]\ntownship = "02-20"')
    assert policy.off == {"S16"}
    assert policy.severity == {"S12": Severity.WARNING}
    assert policy.deadlines == {**default_policy().deadlines, "township": "02-20"}


def test_a_policy_may_switch_every_rule_on() -> None:
    assert Policy.load("off = []").off == frozenset()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("off = ", "not TOML"),
        ("rules = []", "'rules' is unknown; known are off, severity, deadlines, bodies"),
        ('off = "S16"', "off: must be a list of rules"),
        ('off = ["Z99"]', "off: 'Z99' is unknown"),
        ('[severity]\nZ99 = "error"', "severity: 'Z99' is unknown"),
        ('[severity]\nA01 = "fatal"', "severity.A01: 'fatal' is none of error, warning, info"),
        ('[severity]\nA01 = ["error"]', "severity.A01"),
        ('severity = "error"', "severity: must be a table"),
        ('deadlines = ["01-31"]', "deadlines: must be a table"),
        ('[deadlines]\nvillage = "01-31"', "deadlines: 'village' is unknown"),
        ('[deadlines]\ntownship = "02-30"', "deadlines.township: '02-30' is no day of the year as MM-DD"),
        ("[deadlines]\ntownship = 20", "deadlines.township: 20 is no day of the year"),
    ],
)
def test_a_policy_that_cannot_be_used_says_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as raised:
        Policy.load(text)
    assert message in str(raised.value)


def test_only_a_policy_that_differs_from_the_packaged_one_has_a_mark() -> None:
    assert default_policy().mark == Policy.load("").mark == Policy.load('off = ["S16"]').mark == ""
    marks = [Policy.load(text).mark for text in ("off = []", 'off = ["S16", "A01"]', 'off = ["A01", "S16"]')]
    assert marks[1] == marks[2]
    assert len({*marks, ""}) == 3


def test_names_of_bodies_are_the_policys() -> None:
    (body,) = Policy.load('[[bodies]]\nnames = ["甲局", "乙局"]\nreorganized = 2022').bodies
    assert (body.names, body.reorganized) == (("甲局", "乙局"), 2022)


@pytest.mark.parametrize(
    "text",
    ['bodies = "甲局"', "[[bodies]]\nnames = []", '[[bodies]]\nname = "甲局"', '[[bodies]]\nnames = ["甲局", " "]'],
)
def test_a_table_of_bodies_that_cannot_be_meant_is_refused(text: str) -> None:
    with pytest.raises(PolicyError, match="bodies"):
        Policy.load(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('off = [\n"S16" x', "第 2 行第 7 列不合 TOML 语法"),
        ("off = [", "文件末尾不合 TOML 语法"),
        ("rules = []", "没有 'rules' 这一项；可用的有 off, severity, deadlines, bodies"),
        ('off = "S16"', 'off：应为规则编号的列表，如 ["S16"]'),
        ('[severity]\nA01 = "fatal"', "severity.A01：'fatal' 不是 error, warning, info 之一"),
        ('severity = "error"', "severity：应写成一节：[severity]"),
        ('[deadlines]\ntownship = "02-30"', "deadlines.township：'02-30' 不是“月-日”，如 01-31"),
        ("[[bodies]]\nnames = []", "bodies：第 1 节没有写明名称"),
        ('bodies = "甲局"', "应为列表，实为文本"),
    ],
)
def test_it_says_so_in_chinese_too(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as raised:
        Policy.load(text)
    (said,) = raised.value.args
    assert message in said.zh
    assert not re.search(r"[\u4e00-\u9fff]", said.en.replace("甲局", ""))
