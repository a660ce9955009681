import pytest

from shared.finding import Severity
from shared.record import Outcome
from tests.unit.notify.samples import finding, record
from workers.notify import EventType, Subscription, event_for

ALL = tuple(EventType)
WARNED = record(Outcome.ACCEPTED, (finding(Severity.WARNING),))
FAILED = record(Outcome.FAILED, (finding(Severity.ERROR), finding(Severity.WARNING)))


@pytest.mark.parametrize(
    ("told", "min_severity", "event"),
    [
        (FAILED, Severity.ERROR, EventType.REPORT_FAILED),
        (WARNED, Severity.ERROR, EventType.REPORT_ACCEPTED),
        (WARNED, Severity.WARNING, EventType.REPORT_FAILED),
        (record(Outcome.ACCEPTED), Severity.INFO, EventType.REPORT_ACCEPTED),
        (record(Outcome.REFUSED), Severity.ERROR, EventType.DOCUMENT_REFUSED),
        (record(Outcome.UNREADABLE), Severity.ERROR, EventType.DOCUMENT_REFUSED),
    ],
)
def test_the_outcome_and_the_wanted_severity_name_the_event(
    told: object, min_severity: Severity, event: EventType
) -> None:
    assert event_for(told, Subscription(ALL, min_severity)) is event


def test_who_did_not_ask_is_not_told() -> None:
    assert event_for(FAILED, Subscription((EventType.REPORT_ACCEPTED,))) is None


def test_by_default_an_endpoint_hears_of_what_needs_somebody_and_of_ends_of_batches() -> None:
    assert set(Subscription().events) == {"report.failed", "document.refused", "batch.completed"}
    assert event_for(WARNED, Subscription()) is None
