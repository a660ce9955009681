"""Every case of `tests/rules/<ID>.toml` gets its verdict, and a failing one says what the case states."""

import re
from typing import Any

import msgspec
import pytest

from shared.finding import Verdict
from tests.rules.case import FOLDER, cases, neighbours, report
from workers.validate import default_policy, judge

CASES = [
    pytest.param(path.stem, verdict, case, id=f"{path.stem}-{verdict}-{case['name']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for verdict, case in cases(path.stem)
]


@pytest.mark.parametrize(("rule", "verdict", "case"), CASES)
def test_the_case_gets_its_verdict(rule: str, verdict: str, case: dict[str, Any]) -> None:
    policy = msgspec.structs.replace(default_policy(), off=frozenset())
    judgement = judge(report(case), policy, neighbours(case))
    counts = msgspec.to_builtins(judgement.checks[rule]) if rule in judgement.checks else {}
    assert all(counts.get(each, 0) == 0 for each in ("fail", "uncertain") if each != verdict), counts
    if verdict == "silent":
        assert not any(counts.values())
    elif "count" in case:
        assert counts[verdict] == case["count"]
    else:
        assert counts[verdict] > 0
    if verdict == Verdict.FAIL:
        _says([finding for finding in judgement.findings if finding.rule == rule], case)


def _says(findings: list[Any], case: dict[str, Any]) -> None:
    first = findings[0]
    for finding in findings:
        assert re.search(r"[\u4e00-\u9fff]", finding.message.zh)
        assert re.search(r"[a-z]{3}", finding.message.en)
        assert finding.message.zh != finding.message.en
    assert len({finding.fingerprint for finding in findings}) == len(findings)
    if "severity" in case:
        assert {finding.severity.value for finding in findings} == {case["severity"]}
    if "message" in case:
        assert any(case["message"] in finding.message.zh + finding.message.en for finding in findings)
    if "quote" in case:
        assert case["quote"] in (first.quote or "")
    if "suspects" in case:
        assert set(first.suspects) == set(case["suspects"])
    for side in ("expected", "actual"):
        if side in case:
            assert str(getattr(first, side)) == str(case[side])
