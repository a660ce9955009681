import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import msgspec

from shared.errors import Unreadable
from shared.finding import Severity
from shared.record import Outcome
from tests.unit.notify.samples import finding, record
from workers.notify import EventType, batch_data, document_data, notice

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
