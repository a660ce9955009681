import msgspec
import pytest

from shared.finding import Severity, Waiver
from shared.record import Outcome, Record
from shared.report import State, Value
from shared.waiver import Kept, bare, carried, cells_of, laid_over
from tests.unit.notify.samples import finding, record

ERROR = msgspec.structs.replace(finding(), fingerprint="a")
OTHER = msgspec.structs.replace(finding(), fingerprint="b")
WARNING = msgspec.structs.replace(finding(Severity.WARNING), fingerprint="c")


def judged(*findings: object, value: int = 12) -> Record:
    plain = record(Outcome.FAILED, findings)  # type: ignore[arg-type]
    assert plain.report is not None
    cells = {"applications.new.total": Value(value, State.NUMBER)}
    return msgspec.structs.replace(plain, report=msgspec.structs.replace(plain.report, cells=cells))


def word(until: str | None = None) -> Waiver:
    return Waiver(author="李某", reason="口径不同", since="2024-02-01", until=until)


def kept(of: Record, until: str | None = None) -> Kept:
    return Kept(word(until), cells_of(of, ERROR))


def test_the_outcome_is_that_of_what_is_not_waived() -> None:
    both, one = judged(ERROR, OTHER, WARNING), judged(ERROR, WARNING)
    assert laid_over(both, {"a": kept(both)}, "2024-03-01").outcome is Outcome.FAILED
    assert laid_over(one, {"a": kept(one)}, "2024-03-01").outcome is Outcome.ACCEPTED


@pytest.mark.parametrize(("today", "outcome"), [("2024-03-01", "accepted"), ("2024-03-02", "failed")])
def test_the_last_day_is_part_of_it(today: str, outcome: str) -> None:
    plain = judged(ERROR)
    assert laid_over(plain, {"a": kept(plain, "2024-03-01")}, today).outcome == outcome


def test_another_number_in_a_cell_ends_it() -> None:
    assert laid_over(judged(ERROR, value=13), {"a": kept(judged(ERROR))}, "2024-03-01").findings[0].waived is None


def test_taken_off_the_record_is_as_it_was() -> None:
    plain = judged(ERROR, WARNING)
    waived = laid_over(plain, {"a": kept(plain)}, "2024-03-01")
    assert waived != plain
    assert bare(waived) == plain
    assert carried(plain, waived.findings) == waived


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.UNREADABLE])
def test_what_was_not_read_stays_so(outcome: Outcome) -> None:
    assert laid_over(record(outcome), {}, "2024-03-01") == record(outcome)
