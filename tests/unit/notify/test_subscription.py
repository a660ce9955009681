import msgspec
import pytest

from shared.finding import Finding, Severity, Waiver
from shared.record import Outcome, Record
from shared.subscription import Filters
from tests.unit.notify.samples import finding, record
from workers.notify import About, Change, EventType, Standing, Subscription, compare, told_of, wants_batch

ALL = tuple(EventType)
NOTHING = Change(standing=Standing(outcome=Outcome.FAILED))
ABOUT = About(batch="b1", label="season 2024", region="360681")


def found(rule: str, severity: Severity = Severity.ERROR, fingerprint: str = "f") -> Finding:
    return msgspec.structs.replace(finding(severity), rule=rule, fingerprint=fingerprint)


WARNED = record(Outcome.ACCEPTED, (found("N01", Severity.WARNING),))
FAILED = record(Outcome.FAILED, (found("A01"), found("N01", Severity.WARNING)))


def events(
    told: Record, subscription: Subscription, about: About = ABOUT, change: Change = NOTHING
) -> dict[EventType, list[str]]:
    return {event: [each.rule for each in findings] for event, findings in told_of(told, change, subscription, about)}


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
    told: Record, min_severity: Severity, event: EventType
) -> None:
    assert list(events(told, Subscription(ALL, min_severity))) == [event]


def test_who_did_not_ask_is_not_told() -> None:
    assert events(FAILED, Subscription((EventType.REPORT_ACCEPTED,))) == {}


def test_by_default_an_endpoint_hears_of_what_needs_somebody_and_of_ends_of_batches() -> None:
    assert set(Subscription().events) == {"report.failed", "document.refused", "batch.completed"}
    assert events(WARNED, Subscription()) == {}


@pytest.mark.parametrize(
    ("filters", "rules"),
    [
        (Filters(), ["A01", "N01"]),
        (Filters(rules=("A",)), ["A01"]),
        (Filters(rules=("N01",)), None),  # a warning is not what it waits for
        (Filters(rules=("T",)), None),  # neither failed nor accepted, for this one
        (Filters(regions=("36",)), ["A01", "N01"]),
        (Filters(regions=("11", "3606")), ["A01", "N01"]),
        (Filters(regions=("37",)), None),
        (Filters(publishers=("甲",)), ["A01", "N01"]),
        (Filters(publishers=("乙",)), None),
        (Filters(batches=("season",)), ["A01", "N01"]),
        (Filters(batches=("b1",)), ["A01", "N01"]),
        (Filters(batches=("b2",)), None),
        (Filters(rules=("A",), regions=("37",)), None),
    ],
)
def test_a_choice_is_by_beginnings(filters: Filters, rules: list[str] | None) -> None:
    wanted = {} if rules is None else {EventType.REPORT_FAILED: rules}
    assert events(FAILED, Subscription(ALL, Severity.ERROR, filters)) == wanted


def test_what_is_not_known_of_a_document_is_not_what_was_chosen() -> None:
    nobody = About(batch="b1")
    assert events(FAILED, Subscription(ALL, Severity.ERROR, Filters(regions=("36",))), nobody) == {}
    refused = msgspec.structs.replace(record(Outcome.REFUSED), report=None)
    chosen = Subscription(ALL, Severity.ERROR, Filters(publishers=("甲",)))
    assert events(refused, chosen, nobody) == {}
    assert list(events(refused, chosen, About(batch="b1", publisher="甲镇"))) == [EventType.DOCUMENT_REFUSED]


def test_changes_are_told_with_the_findings_that_were_asked_for() -> None:
    before = compare(record(findings=(found("A01", fingerprint="a"), found("N01", fingerprint="n"))), None).standing
    now = record(findings=(found("A02", fingerprint="b"), found("N02", Severity.WARNING, "m")))
    change = compare(now, before)
    asked = Subscription((EventType.FINDING_OPENED, EventType.FINDING_RESOLVED), Severity.ERROR, Filters(rules=("A",)))
    assert events(now, asked, change=change) == {
        EventType.FINDING_OPENED: ["A02"],
        EventType.FINDING_RESOLVED: ["A01"],
    }
    assert events(now, msgspec.structs.replace(asked, filters=Filters(rules=("T",))), change=change) == {}


def test_a_batch_is_told_of_to_who_chose_it() -> None:
    assert wants_batch(Subscription(), "b1", "season")
    assert wants_batch(Subscription(filters=Filters(batches=("sea",), rules=("N",))), "b1", "season")
    assert not wants_batch(Subscription(filters=Filters(batches=("sea",))), "b1", "try")
    assert not wants_batch(Subscription((EventType.REPORT_FAILED,)), "b1", "season")


def test_a_waived_finding_makes_no_failure() -> None:
    waiver = Waiver(author="李某", reason="口径不同", since="2024-02-01")
    waived = msgspec.structs.replace(found("A01"), waived=waiver)
    assert list(events(record(Outcome.ACCEPTED, (waived,)), Subscription(events=ALL))) == [EventType.REPORT_ACCEPTED]
