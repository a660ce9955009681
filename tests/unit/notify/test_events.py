import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import msgspec

from shared.errors import Unreadable
from shared.finding import Severity
from shared.record import Outcome
from tests.unit.notify.samples import finding, record
from workers.notify import EventType, batch_data, digest_data, document_data, notice

NOON = datetime(2024, 1, 4, 12, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=8)))


def test_a_body_has_type_timestamp_in_utc_and_data() -> None:
    body = json.loads(notice(EventType.ENDPOINT_TEST, NOON, {}))
    assert body == {"type": "endpoint.test", "timestamp": "2024-01-04T04:00:00.250Z", "data": {}}


def test_the_same_event_gives_the_same_bytes() -> None:
    one, two = (notice(EventType.REPORT_FAILED, at, document_data(record())) for at in (NOON, NOON.astimezone(UTC)))
    assert one == two


def test_a_report_is_told_by_its_head_and_its_findings() -> None:
    data = json.loads(
        notice(EventType.REPORT_FAILED, NOON, document_data(record(findings=(finding(),)), "b1", "/d/1"))
    )["data"]
    assert data["batch"] == "b1"
    assert data["link"] == "/d/1"
    assert data["outcome"] == "failed"
    assert data["document"] == {"name": "甲镇.html", "sha256": "ab" * 32, "source_url": "https://example.test/1"}
    assert data["report"] == {
        "title": "甲镇2023年政府信息公开工作年度报告",
        "publisher": "甲镇",
        "year": 2023,
        "form": "gov_2021",
        "published": None,
        "period": ["2023-01-01", "2023-12-31"],
    }
    assert [found["rule"] for found in data["findings"]] == ["A01"]
    assert data["findings"][0]["message"] == {"zh": "收支不平", "en": "does not balance"}
    assert data["findings_omitted"] == 0


def test_a_decimal_is_a_number() -> None:
    odd = msgspec.structs.replace(finding(), expected=Decimal("0.0380"))
    assert b'"expected":0.0380' in notice(EventType.REPORT_FAILED, NOON, document_data(record(findings=(odd,))))


def test_findings_that_do_not_fit_are_counted() -> None:
    many = tuple(finding(quote="句" * 300) for _ in range(100))
    body = notice(EventType.REPORT_FAILED, NOON, document_data(record(findings=many)))
    data = json.loads(body)["data"]
    assert 18_000 < len(body) < 20_000
    assert len(data["findings"]) + data["findings_omitted"] == 100


def test_the_most_severe_findings_are_kept() -> None:
    findings = (finding(), *(finding(Severity.WARNING, "句" * 300) for _ in range(100)))
    data = document_data(record(findings=findings))
    assert data["findings"] == findings[: len(data["findings"])]
    assert data["findings"][0].severity is Severity.ERROR


def test_a_document_that_was_not_read_is_told_by_its_reason() -> None:
    stop = Unreadable("broken", what="PDF", detail="no trailer")
    broken = msgspec.structs.replace(record(Outcome.UNREADABLE), report=None, reason=stop.reason)
    data = json.loads(notice(EventType.DOCUMENT_REFUSED, NOON, document_data(broken)))["data"]
    assert data["outcome"] == "unreadable"
    assert data["reason"]["code"] == "broken"
    assert "no trailer" in data["reason"]["message"]["en"]
    assert "findings" not in data


def test_a_batch_is_told_by_its_counts() -> None:
    data = batch_data("b1", {"failed": 2, "accepted": 40}, {"N01": 3, "A01": 1}, "/b/b1")
    assert data["documents"] == 42
    assert list(data["outcomes"].items()) == [("accepted", 40), ("failed", 2)]
    assert data["rules"] == {"A01": 1, "N01": 3}
    assert data["link"] == "/b/b1"


def body(event: EventType, outcome: Outcome, rules: int = 0) -> bytes:
    return notice(event, NOON, document_data(record(outcome, (finding(),) * rules), "b1", "/d/1"))


def test_a_digest_has_a_line_for_every_notice_failures_first() -> None:
    bodies = [
        body(EventType.REPORT_ACCEPTED, Outcome.ACCEPTED),
        body(EventType.REPORT_FAILED, Outcome.FAILED, 2),
        body(EventType.REPORT_ACCEPTED, Outcome.ACCEPTED),
    ]
    data = digest_data(bodies, "b1", "/b/1")
    assert data["events"] == {"report.accepted": 2, "report.failed": 1}
    assert [line["type"] for line in data["notices"]] == ["report.failed", "report.accepted", "report.accepted"]
    assert data["notices_omitted"] == 0
    first = data["notices"][0]
    assert (first["publisher"], first["year"], first["outcome"]) == ("甲镇", 2023, "failed")
    assert (first["rules"], first["link"]) == ({"A01": 2}, "/d/1")


def test_a_digest_of_any_number_of_notices_fits() -> None:
    many = [body(EventType.REPORT_FAILED, Outcome.FAILED, 1)] * 1000
    data = digest_data(many)
    assert 17_000 < len(notice(EventType.DIGEST, NOON, data)) < 20_000
    assert len(data["notices"]) + data["notices_omitted"] == 1000
    assert data["events"] == {"report.failed": 1000}


def test_a_refused_document_stands_in_a_digest_with_its_reason() -> None:
    stop = Unreadable("broken", what="PDF", detail="no trailer")
    broken = msgspec.structs.replace(record(Outcome.UNREADABLE), report=None, reason=stop.reason)
    [line] = digest_data([notice(EventType.DOCUMENT_REFUSED, NOON, document_data(broken))])["notices"]
    assert (line["reason"], line["publisher"], line["rules"]) == ("broken", None, {})


def test_a_notice_may_be_about_some_of_the_findings() -> None:
    data = document_data(record(findings=(finding(), finding())), findings=(finding(),))
    assert (len(data["findings"]), data["findings_omitted"]) == (1, 0)
