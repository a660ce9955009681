"""The line as its operator sees it."""

import json

import pytest

from deploy.cli import queues
from deploy.cli.queues import Queue, Standing, broken, doubtful, standing
from shared.errors import Message
from shared.store import Store
from tasks.line import PUMPED
from tests.unit.cli.conftest import Run
from tests.unit.store.samples import submit


def queue(**known: float | None) -> Queue:
    usual = {"waiting": 1, "sent": 1, "running": 1, "oldest_seconds": 5.0, "sent_seconds": 1.0}
    return Queue(queue="extract.pdf", **{**usual, **known})  # type: ignore[arg-type] # by field


def line(*found: Queue, **known: object) -> Standing:
    return Standing(queues=list(found), **{"given_up": 0, "lately": {}, "pump_seconds": 1.0, **known})  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_LANG", "en")


def test_queues_are_counted_by_state_with_their_ages(store: Store) -> None:
    submit(store, "a", "b", "c")
    sent = store.documents.take("intake", 2)
    store.documents.claim(sent[0].id, "intake", "intake", 30)
    store.meta.set(PUMPED, repr(store.clock() - 3))
    found = standing(store)
    (intake,) = found.queues
    assert (intake.queue, intake.waiting, intake.sent, intake.running) == ("intake", 1, 1, 1)
    assert intake.sent_seconds is not None
    assert found.pump_seconds == pytest.approx(3, abs=60)
    assert (found.given_up, found.lately) == (0, {})


def test_a_line_that_works_has_nothing_wrong() -> None:
    assert broken(line()) == broken(line(queue())) == doubtful(line(queue())) == []
    assert broken(line(pump_seconds=None)) == [], "nothing waits for a pump"


@pytest.mark.parametrize("seconds", [None, 61.0])
def test_a_pump_that_does_no_rounds_is_named_with_what_to_do(seconds: float | None) -> None:
    assert broken(line(queue(), pump_seconds=seconds)) == [
        "the pump does no rounds: start nianbao scheduler (or up), or see its log"
    ]


def test_a_queue_that_nobody_takes_from_is_named_with_what_to_do() -> None:
    (said,) = broken(line(queue(running=0, sent=7, sent_seconds=121.0)))
    assert said == "nobody works on the queue extract.pdf, where 7 wait: start nianbao worker extract.pdf"


def test_documents_that_are_put_off_in_vain_are_named_with_why(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    submit(store, "a", "b")
    one, two = store.documents.take("intake", 2)
    for times, sent in ((5, one), (4, two)):
        for _ in range(times):
            claim = store.documents.claim(sent.id, "intake", "intake", 30)
            assert claim is not None
            why = Message("存储里没有", "not in the store")
            store.documents.give_back(claim, 0.0, "later", {"why": why})
    found = standing(store)
    assert [id_ for id_, _ in found.put_off] == [one.id]
    monkeypatch.setattr("deploy.cli.queues._LATE_PUMP", float("inf"))
    store.meta.set(PUMPED, repr(store.clock()))
    (said,) = broken(standing(store))
    assert said.endswith(f"(1 or more), such as {one.id[:12]}: not in the store")
    monkeypatch.setenv("NIANBAO_LANG", "zh")
    assert broken(standing(store))[0].endswith("：存储里没有")


def test_what_a_person_should_look_into_is_said() -> None:
    found = line(queue(oldest_seconds=2 * 86_400.0), given_up=2, lately={"lost": 6})
    assert [said.split(":")[0] for said in doubtful(found)] == [
        "2 documents were given up on",
        "6 documents lost their worker in the last hour",
        "the oldest in extract.pdf has waited for 48 hours",
    ]


def test_the_status_of_the_line_is_told_to_people_and_programs(run: Run, store: Store) -> None:
    submit(store, "a")
    told = json.loads(run("status", "--line", "--json").out)
    assert told["queues"][0]["queue"] == "intake"
    assert told["queues"][0]["waiting"] == 1
    out = run("status", "--line").out
    assert "intake" in out
    assert "start nianbao scheduler" in out


def test_the_doctor_names_what_keeps_the_line_from_working(
    run: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit(store, "a")
    ended = run("doctor")
    assert ended.status == 1
    assert "start nianbao scheduler" in ended.out
    store.meta.set(PUMPED, repr(store.clock()))
    monkeypatch.setattr(queues, "_OLD", -1.0)
    assert "more workers are needed" in " ".join(run("doctor").out.split())
