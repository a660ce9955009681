import msgspec
import pytest

from shared.finding import Severity
from shared.report import Difference, Report, SecondReading
from tests.rules.case import report
from workers.validate import RULES, Policy, default_policy, judge
from workers.validate.context import Context
from workers.validate.judge import Judgement
from workers.validate.quantities import Quantity, quantities

FAULTY = {
    "rows": {"applications.new": [12, 1, 0, 0, 0, 0, 14], "review_litigation.review": [4, 1, 0, 1, 7]},
    "sections": {
        "overview": "未收到政府信息公开申请。网站公开5条（预算1条、年报1条、其他4条）。",
        "other_matters": "无",
    },
    "appendix": "填报人 13912345678\n填报人 13912345678",
    "period": [],
}


@pytest.fixture
def faulty() -> Report:
    return report(FAULTY)


def _judged(found: Report) -> Judgement:
    return judge(found, default_policy())


def test_a_report_without_faults_has_no_findings() -> None:
    judgement = _judged(report({}))
    assert judgement.findings == ()
    assert not judgement.has_error
    assert judgement.checks["A01"].pass_ == 7


def test_findings_come_most_severe_first_then_by_rule(faulty: Report) -> None:
    findings = _judged(faulty).findings
    order = [(list(Severity).index(finding.severity), finding.rule) for finding in findings]
    assert order == sorted(order)
    assert {"A01", "A03", "R01", "N01", "N04", "P02", "S06", "S12"} <= {finding.rule for finding in findings}


def test_the_same_report_is_judged_the_same_whatever_the_order_of_its_lists(faulty: Report) -> None:
    turned = msgspec.structs.replace(
        faulty,
        personal_data=faulty.personal_data[::-1],
        cells=dict(reversed(faulty.cells.items())),
    )
    first, second = _judged(faulty), _judged(turned)
    assert {finding.fingerprint for finding in first.findings} == {finding.fingerprint for finding in second.findings}


def test_fingerprints_tell_findings_of_the_same_words_apart(faulty: Report) -> None:
    prints = [finding.fingerprint for finding in _judged(faulty).findings]
    assert len(set(prints)) == len(prints)


def test_a_fingerprint_changes_with_the_figures_and_not_with_the_place(faulty: Report) -> None:
    def fingerprint(cells: dict[str, object]) -> str:
        findings = _judged(report({"cells": cells})).findings
        return next(finding.fingerprint for finding in findings if finding.rule == "A03")

    assert fingerprint({"applications.new.total": 3}) != fingerprint({"applications.new.total": 4})
    moved = report(FAULTY | {"preamble": "多一行。\n现公布年度报告。"})
    assert {f.fingerprint for f in _judged(moved).findings} == {f.fingerprint for f in _judged(faulty).findings}


def test_a_rule_for_another_form_is_absent_and_one_that_cannot_be_assessed_is_counted() -> None:
    checks = _judged(report({})).checks
    assert "G01" not in checks
    assert "D11" not in checks
    assert _judged(report({"form": ""})).checks["A01"].not_assessable == 1


def test_severities_and_rules_are_policy(faulty: Report) -> None:
    policy = Policy(off=frozenset({"A03"}), severity={"A01": Severity.INFO})
    judgement = judge(faulty, policy)
    assert "A03" not in judgement.checks
    assert {finding.severity for finding in judgement.findings if finding.rule == "A01"} == {Severity.INFO}


def test_every_rule_survives_a_report_that_holds_next_to_nothing() -> None:
    empty = report(
        {"form": "", "year": 0, "publisher": "", "title": "", "drop": list(report({}).sections), "period": []}
    )
    policy = msgspec.structs.replace(default_policy(), off=frozenset())
    assert len(judge(empty, policy).checks) <= len(RULES)


NEW = tuple(
    f"applications.new.{column}"
    for column in (
        "total",
        "natural_person",
        "commercial_enterprise",
        "research_institution",
        "public_welfare_organization",
        "legal_service_organization",
        "other_organization",
    )
)


def _read_again(faulty: Report, confirmed: tuple[str, ...], differs: dict[str, Difference]) -> Judgement:
    return _judged(msgspec.structs.replace(faulty, second_reading=SecondReading(confirmed, differs)))


def test_a_finding_is_confirmed_where_a_second_reading_found_all_of_its_cells(faulty: Report) -> None:
    findings = {finding.rule: finding for finding in _read_again(faulty, NEW, {}).findings}
    assert findings["A03"].confirmed
    assert not findings["R01"].confirmed
    assert not findings["S06"].confirmed


def test_a_sum_over_a_cell_that_reads_differently_is_uncertain_and_no_finding(faulty: Report) -> None:
    differs = {NEW[1]: Difference("12", "1", "reads-differently")}
    judgement = _read_again(faulty, NEW[:1], differs)
    assert "A03" not in {finding.rule for finding in judgement.findings}
    assert "R01" in {finding.rule for finding in judgement.findings}
    before = _judged(faulty).checks["A03"]
    after = judgement.checks["A03"]
    assert (after.fail, after.uncertain, after.pass_) == (before.fail - 1, 1, before.pass_)


def test_prose_is_cut_up_once_however_many_rules_ask(faulty: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    cut: list[str] = []

    def counted(text: str) -> list[Quantity]:
        cut.append(text)
        return quantities(text)

    monkeypatch.setattr("workers.validate.prose.quantities", counted)
    judge(faulty, default_policy())
    judged = len(cut)
    cut.clear()
    assert judged == len(Context(faulty, {}).sentences) == len(cut) > 0
