from shared.finding import Severity
from tests.unit.validate.test_ledger import carried, page
from workers import pipeline
from workers.validate import ALL, LEDGER, Policy, affected, default_policy, flips, rejudge

POLICY = default_policy()


def test_only_the_rules_that_a_policy_touches_are_affected() -> None:
    assert affected(POLICY, POLICY) == frozenset()
    assert affected(POLICY, Policy.load('off = []\n[severity]\nA01 = "info"')) == {"A01", "S16"}
    assert affected(POLICY, Policy.load('[deadlines]\ntownship = "02-20"')) == {"T01", "T02", "T03", "T05"}
    assert affected(POLICY, Policy.load('[[bodies]]\nnames = ["甲局"]')) == LEDGER


def test_judging_again_by_the_affected_rules_is_judging_by_another_policy() -> None:
    """Of any policy, and back."""
    case = {"cells": {"applications.new.total": 3}, "published": "2024-03-01", "drop": ["problems"]}
    for text in (
        'off = ["A01", "S02"]',
        '[severity]\nA03 = "info"\nS02 = "warning"',
        '[deadlines]\ntownship = "03-15"',
    ):
        other = Policy.load(text)
        record = page(1, **case).record
        wanted = page(1, other, **case).record
        again = rejudge(record, other, affected(POLICY, other))
        assert (again.outcome, again.checks, again.findings) == (wanted.outcome, wanted.checks, wanted.findings)
        back = rejudge(again, POLICY, affected(other, POLICY))
        assert back == record
        assert rejudge(record, other, ALL).findings == wanted.findings


def test_what_is_no_report_is_not_judged() -> None:
    refused = pipeline.check(b"", "x", pipeline.Hints(), pipeline.Limits(), POLICY)
    assert rejudge(refused, POLICY, ALL) is refused


def test_a_flip_is_a_finding_that_comes_goes_or_changes_its_severity() -> None:
    worse = page(1, **carried(2023, 2, 1), drop=["problems"]).record
    better = page(1, **carried(2023, 2, 1)).record
    gone = list(flips(worse.findings, better.findings))
    assert {(each.rule, each.before, each.after) for each in gone} >= {("S02", Severity.ERROR, None)}
    assert {(each.rule, each.before, each.after) for each in flips(better.findings, worse.findings)} >= {
        ("S02", None, Severity.ERROR)
    }
    assert list(flips(worse.findings, worse.findings)) == []


def test_what_was_said_with_a_document_is_known_when_it_is_judged_again() -> None:
    report = page(1).record.report
    assert report is not None
    file = page(1).record.document
    record = pipeline.validate(file, report, POLICY, hints=pipeline.Hints(year=1999))
    stricter = Policy.load('[severity]\nC07 = "error"')
    again = rejudge(record, stricter, affected(POLICY, stricter))
    assert [each.severity for each in again.findings if each.rule == "C07"] == [Severity.ERROR]
    assert rejudge(again, POLICY, ALL).findings == record.findings
