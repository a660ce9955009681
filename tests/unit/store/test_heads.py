import msgspec

from shared.finding import Severity
from shared.record import Outcome
from shared.store import Entry, Filing, Store, Wanted
from tests.unit.store.samples import Clock, claim, end, finish, record, silent, submit, take


def test_a_record_is_found_by_its_head(store: Store) -> None:
    batch = submit(store, "a")
    end(store, batch)
    (item,) = store.batches.items(batch, 1)
    kept = store.records.get(item.document)
    assert kept.report is not None
    (head,) = store.heads.ledger(str(kept.report.publisher))
    assert (head.document, head.year, head.outcome, head.errors) == (item.document, kept.report.year, "failed", 1)
    (publisher,) = store.heads.publishers("", 10)
    assert (publisher.publisher, publisher.reports, publisher.errors) == (kept.report.publisher, 1, 1)
    assert store.heads.publishers("", 10, after=publisher.publisher) == []
    assert store.heads.publishers("%", 10) == []


def test_a_document_that_is_read_again_has_one_head_the_later(store: Store) -> None:
    batch = submit(store, "a")
    end(store, batch)
    (item,) = store.batches.items(batch, 1)
    store.documents.requeue([item.document])
    (again,) = take(store)
    held = claim(store, again)
    finish(store, held, Outcome.ACCEPTED)
    kept = record(held).report
    assert kept is not None
    assert [head.outcome for head in store.heads.ledger(str(kept.publisher))] == ["accepted"]
    assert store.heads.findings(Wanted(), 10) == []


def test_pages_of_findings_hold_each_once_the_latest_first(store: Store, clock: Clock) -> None:
    for names in (("a", "b", "c"), ("d", "e")):
        end(store, submit(store, *names))
        clock.now += 1
    seen, after = [], None
    while page := store.heads.findings(Wanted(), 2, after):
        seen += page
        after = (page[-1].head.ended_at, page[-1].head.document, page[-1].number)
    assert len({each.head.document for each in seen}) == len(seen) == 5
    assert [each.head.ended_at for each in seen] == sorted((each.head.ended_at for each in seen), reverse=True)


def test_findings_are_asked_for_by_what_they_are_and_whose(store: Store) -> None:
    batch = submit(store, "a")
    other = submit(store, "b")
    end(store, batch)
    (one,) = store.heads.findings(Wanted(batch=batch), 10)
    rule, year = one.finding.rule, one.head.year
    assert len(store.heads.findings(Wanted(rule=rule, severity=Severity.ERROR, year=year), 10)) == 2
    assert len(store.heads.findings(Wanted(publisher=one.head.publisher, batch=other), 10)) == 1
    assert store.heads.rules(Wanted(batch=batch)) == {rule: 1}
    for nothing in (Wanted(rule="Z99"), Wanted(severity=Severity.INFO), Wanted(year=1), Wanted(publisher="_")):
        assert store.heads.findings(nothing, 10) == []


def test_one_body_with_two_spellings_is_one(store: Store) -> None:
    """And one name that two bodies bear is two."""
    names = {"a": ("甲局", "a"), "b": ("甲 局", "a"), "c": ("丙局", "c1"), "d": ("丙局", "c2"), "e": ("戊局", None)}
    submit(store, *names)
    for id_ in take(store):
        held = claim(store, id_)
        name, body = names[held.file.name]
        made = record(held)
        assert made.report is not None
        made = msgspec.structs.replace(made, report=msgspec.structs.replace(made.report, publisher=name))
        entry = Entry(body, 2023) if body else None
        store.documents.finish(held, made, silent, {}, filing=Filing(entry, {}))
    found = {each.body: (each.publisher, each.names, each.reports) for each in store.heads.publishers("", 10)}
    assert found == {"a": ("甲 局", 2, 2), "c1": ("丙局", 1, 1), "c2": ("丙局", 1, 1), "戊局": ("戊局", 1, 1)}
    assert [each.body for each in store.heads.publishers("甲局", 10)] == ["a"]
    assert [each.body for each in store.heads.publishers("", 2, after="a")] == ["c1", "c2"]
    told = {body: sorted(each.name for each in store.heads.ledger(body)) for body in found}
    assert told == {"a": ["a", "b"], "c1": ["c"], "c2": ["d"], "戊局": ["e"]}
    assert sorted(each.name for each in store.heads.named("甲局")) == ["a", "b"]
    assert sorted(each.name for each in store.heads.named("丙局")) == ["c", "d"]
    assert [each.name for each in store.heads.named("戊局")] == ["e"]
