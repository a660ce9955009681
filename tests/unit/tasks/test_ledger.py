"""Each record is at any time what it would be if all that have arrived had arrived together."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path

import pytest

from shared.errors import Refused
from shared.record import Outcome, Record
from shared.settings import Settings
from shared.store import Claim, Store
from tasks import ledger
from tests.rules.case import report
from tests.unit.store.conftest import database_url as database_url  # noqa: PLC0414 - a fixture
from tests.unit.store.samples import claim, submit, take
from tests.unit.validate.test_ledger import carried, rules
from workers import pipeline
from workers.validate import Page, default_policy, reconcile

POLICY = default_policy()
CASES: dict[str, dict[str, object]] = {
    "2021": carried(2021, 0, 3),
    "2021 corrected": carried(2021, 0, 2),
    "2022": carried(2022, 2, 1),
    "2022 in Word": carried(2022, 2, 1, cells={"proactive.penalties.decisions": 8}),
    "2023": carried(2023, 3, 0),
    "2023 elsewhere": carried(2023, 9, 0, publisher="乙县清溪镇"),
}
VERSIONS = {"2021": "https://a.test/2021", "2021 corrected": "https://a.test/2021"}


@pytest.fixture
def store(tmp_path: Path, database_url: str) -> Iterator[Store]:
    with Store.open(Settings(home=str(tmp_path), database_url=database_url)) as opened:
        yield opened


def enter(store: Store, *names: str) -> dict[str, Claim]:
    """Submit documents in the order of the cases and hold each."""
    for name in CASES:
        if name in names:
            submit(store, name, url=VERSIONS.get(name))
    held = [claim(store, id_) for id_ in take(store)]
    return {each.file.name: each for each in held}


def judged(held: Claim) -> Record:
    return pipeline.validate(held.file, report(CASES[held.file.name]), POLICY)


def end(store: Store, held: Claim) -> None:
    assert ledger.finish(store, POLICY, held, judged(held), {})


def records(store: Store) -> dict[str, Record]:
    return {record.document.name: record for record in store.records.every()}


def together(store: Store, held: dict[str, Claim]) -> dict[str, Record]:
    pages = [Page(judged(each), store.documents.get(each.id).supersedes) for each in held.values()]
    found = {page.id: page.record for page in pages}
    found |= {each.document.sha256: each for each in reconcile(pages, found, POLICY)}
    return {record.document.name: record for record in found.values()}


def again(store: Store, name: str) -> Claim:
    """Have a document read once more, and hold it."""
    (id_,) = (record.document.sha256 for record in store.records.every() if record.document.name == name)
    store.documents.requeue([id_])
    return claim(store, *take(store))


@pytest.mark.parametrize("turn", range(6))
def test_in_any_order_of_arrival_the_records_come_to_the_same(store: Store, turn: int) -> None:
    held = enter(store, *CASES)
    for name in list(permutations(CASES))[turn * 113]:
        end(store, held[name])
    found = records(store)
    assert found == together(store, held)
    assert {rule for record in found.values() for rule in rules(record)} == {"C06", "T06", "X01"}
    for record in found.values():
        assert store.documents.get(record.document.sha256).outcome == record.outcome


def test_ending_at_the_same_time_they_come_to_the_same(store: Store) -> None:
    held = enter(store, *CASES)
    with ThreadPoolExecutor(len(CASES)) as pool:
        list(pool.map(lambda each: end(store, each), held.values()))
    assert records(store) == together(store, held)


def test_a_neighbour_is_told_of_when_it_is_judged_again(store: Store) -> None:
    store.endpoints.add("https://a.test/hook", ("report.failed",))
    held = enter(store, "2022", "2023")
    end(store, held["2023"])
    assert store.deliveries.newest() == []
    end(store, held["2022"])
    (told,) = store.deliveries.newest()
    assert told.document == held["2023"].id
    assert [event.event for event in store.documents.history(held["2023"].id)] == ["done", "judged"]
    assert store.documents.get(held["2023"].id).outcome == Outcome.FAILED
    end(store, again(store, "2022"))  # nothing new
    assert [each.id for each in store.deliveries.newest()] == [told.id]
    assert [event.event for event in store.documents.history(held["2023"].id)] == ["done", "judged"]


def test_what_becomes_unreadable_leaves_the_ledger(store: Store) -> None:
    held = enter(store, "2022", "2023")
    for each in held.values():
        end(store, each)
    assert rules(records(store)["2023"]) == ["X01"]
    gone = again(store, "2022")
    ledger.finish(store, POLICY, gone, pipeline.stopped(gone.file, Refused("empty")), {})
    assert rules(records(store)["2023"]) == []


def test_what_is_being_read_again_keeps_its_state(store: Store) -> None:
    held = enter(store, "2022", "2023")
    end(store, held["2023"])
    reading = again(store, "2023")
    end(store, held["2022"])
    assert store.documents.get(reading.id).outcome is None
    assert store.documents.get(reading.id).state == "running"
    end(store, reading)
    assert records(store) == together(store, held)


def test_who_lost_the_document_changes_nobody(store: Store) -> None:
    held = enter(store, "2022", "2023")
    end(store, held["2023"])
    before = records(store)
    end(store, held["2022"])
    after = records(store)
    assert before != after
    assert not ledger.finish(store, POLICY, held["2022"], judged(held["2022"]), {})
    assert records(store) == after


def test_of_a_name_that_a_crowd_shares_nothing_is_compared(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workers.validate.ledger.CROWD", 2)
    monkeypatch.setattr(ledger, "CROWD", 2)
    names = [f"2023 by {number}" for number in range(6)]
    for number, name in enumerate(names):
        monkeypatch.setitem(CASES, name, carried(2023, 3, number))
    held = enter(store, "2022", *names)
    for each in held.values():
        end(store, each)
    found = records(store)
    assert found == together(store, held)
    assert {*map(tuple, map(rules, found.values()))} == {()}


def test_a_fault_of_the_ledger_holds_nobody_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(ledger, "reconcile", fail)
    held = enter(store, "2022")
    end(store, held["2022"])
    assert records(store) == {"2022": judged(held["2022"])}


def test_giving_up_leaves_the_ledger_too(store: Store) -> None:
    held = enter(store, "2023")
    record = pipeline.stopped(held["2023"].file, Refused("empty"))
    assert ledger.finish(store, POLICY, held["2023"], record, {}, state="dead")
    assert store.documents.get(held["2023"].id).state == "dead"


def test_a_waived_finding_of_the_ledger_is_no_news_to_the_ledger(store: Store) -> None:
    held = enter(store, "2022", "2023")
    for each in held.values():
        end(store, each)
    for finding in records(store)["2023"].findings:
        if finding.rule == "X01":
            store.waivers.add(held["2023"].id, finding.fingerprint, "李某", "已核实")
    assert records(store)["2023"].outcome is Outcome.ACCEPTED
    history = store.documents.history(held["2023"].id)
    end(store, again(store, "2022"))
    assert records(store)["2023"].outcome is Outcome.ACCEPTED
    assert store.documents.history(held["2023"].id) == history
