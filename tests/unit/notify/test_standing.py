import msgspec

from shared.errors import Unreadable
from shared.finding import Finding
from shared.record import Outcome, Record, encode
from tests.unit.notify.samples import finding, record
from workers.notify import compare, decode_standing


def found(*fingerprints: str) -> tuple[Finding, ...]:
    return tuple(msgspec.structs.replace(finding(quote="句"), fingerprint=each) for each in fingerprints)


def read(*fingerprints: str) -> Record:
    return record(Outcome.FAILED if fingerprints else Outcome.ACCEPTED, found(*fingerprints))


def names(findings: tuple[Finding, ...]) -> list[str]:
    return [each.fingerprint for each in findings]


def test_all_of_a_new_document_is_new() -> None:
    change = compare(read("a", "b"), None)
    assert not change.same
    assert (names(change.opened), change.resolved, change.regressed) == (["a", "b"], (), ())


def test_read_again_with_the_same_result_nothing_has_changed() -> None:
    before = compare(read("a", "b"), None).standing
    change = compare(read("b", "a"), before)
    assert change.same
    assert (change.opened, change.resolved, change.regressed) == ((), (), ())
    assert change.standing == before


def test_what_was_resolved_and_is_there_again_has_regressed() -> None:
    first = compare(read("a", "b"), None).standing
    second = compare(read("b", "c"), first)
    assert (names(second.opened), names(second.resolved), names(second.regressed)) == (["c"], ["a"], [])
    third = compare(read("a", "b", "c"), second.standing)
    assert (names(third.opened), names(third.resolved), names(third.regressed)) == ([], [], ["a"])
    assert third.standing.resolved == {}


def test_a_new_version_is_held_against_the_one_before_and_is_never_the_same() -> None:
    before = compare(read("a", "b"), None).standing
    change = compare(read("b"), None, before)
    assert not change.same
    assert (names(change.opened), names(change.resolved)) == ([], ["a"])
    assert not compare(read("a", "b"), None, before).same


def test_a_document_that_is_not_read_has_nothing_resolved() -> None:
    before = compare(read("a"), None).standing
    stop = Unreadable("broken", what="PDF", detail="no trailer")
    broken = msgspec.structs.replace(record(Outcome.UNREADABLE), report=None, reason=stop.reason)
    change = compare(broken, before)
    assert not change.same
    assert change.resolved == ()
    assert compare(read("a"), change.standing).opened == ()
    assert compare(broken, change.standing).same


def test_another_reason_is_a_change() -> None:
    one, two = (
        msgspec.structs.replace(record(Outcome.UNREADABLE), report=None, reason=stop.reason)
        for stop in (Unreadable("broken", what="PDF", detail=""), Unreadable("crashed", signal="9"))
    )
    assert not compare(two, compare(one, None).standing).same


def test_a_standing_outlives_a_database_without_places_and_quotes() -> None:
    standing = compare(read("a"), None).standing
    assert decode_standing(encode(standing)) == standing
    assert standing.open["a"].quote is None
    assert decode_standing(None) is None
