import pytest
from hypothesis import given
from hypothesis.strategies import floats, integers

from tasks import line
from workers.extract import READERS


def test_every_format_that_is_read_has_its_queue() -> None:
    assert {line.queue("extract", each, express=False) for each in READERS} == {
        f"extract.{each}" for each in line.FORMATS
    }


@pytest.mark.parametrize(
    ("stage", "format_", "express", "queue"),
    [
        ("intake", None, False, "intake"),
        ("extract", "pdf", False, "extract.pdf"),
        ("validate", "pdf", False, "validate"),
        ("intake", None, True, "express"),
        ("extract", "pdf", True, "express"),
    ],
)
def test_queues(stage: str, format_: str | None, express: bool, queue: str) -> None:  # noqa: FBT001 - a table
    assert line.queue(stage, format_, express=express) == queue


def test_who_serves_a_queue_reads_its_formats_at_once_but_for_those_that_take_a_program() -> None:
    assert line.formats(frozenset({"intake", "extract.html", "validate"}), express=False) == ("html", "mhtml")
    assert set(line.formats(frozenset(line.QUEUES), express=False)) == set(READERS) - {"doc"}
    assert line.formats(frozenset({"intake", "extract.html"}), express=True) == ()


@pytest.mark.parametrize(
    ("stage", "lane", "queue", "taken", "size"),
    [
        ("intake", None, "intake", 400, 12),
        ("intake", None, "intake", 80, 10),
        ("intake", None, "intake", 3, 1),
        ("extract", "pdf", "extract.pdf", 400, 2),
        ("extract", "text", "extract.text", 400, 16),
        ("validate", "html", "validate", 400, 20),
        ("notify", "e1", "notify", 400, 40),
        ("extract", "a new format", "extract.new", 400, 1),
        ("intake", None, "express", 400, 1),
        ("extract", "text", "quarantine", 400, 1),
    ],
)
def test_parcels(stage: str, lane: str | None, queue: str, taken: int, size: int) -> None:
    assert line.parcel(stage, lane, queue, taken) == size


@pytest.mark.parametrize(
    ("lost", "queue", "chance"),
    [
        (1, "extract.pdf", "extract.pdf"),
        (2, "extract.pdf", "quarantine"),
        (3, "quarantine", None),
        (5, "extract.pdf", "quarantine"),
    ],
)
def test_a_document_whose_child_died_gets_a_second_chance_and_a_third_one_alone(
    lost: int, queue: str, chance: str | None
) -> None:
    found = line.after_death(lost, queue)
    assert (found and found[0]) == chance


@pytest.mark.parametrize(
    ("lost", "queue", "chance"),
    [
        (1, "validate", "validate"),
        (2, "validate", "quarantine"),
        (3, "quarantine", "quarantine"),
        (4, "quarantine", "quarantine"),
        (5, "quarantine", None),
        (5, "validate", None),
    ],
)
def test_a_lost_worker_is_not_held_against_a_document_as_soon(lost: int, queue: str, chance: str | None) -> None:
    found = line.after_loss(lost, queue)
    assert (found and found[0]) == chance


def test_what_is_away_is_asked_for_ever_more_rarely_and_for_ever() -> None:
    waits = [line.later(attempt) for attempt in (1, 2, 3, 4, 5, 6, 1000)]
    assert waits == [1, 5, 15, 60, 300, 300, 300]


def test_notices_are_brought_for_three_days() -> None:
    """The middle of the jitter: 5 s, 30 s, 2 min, 10 min, 1 h, then every 3 h."""
    age, waits = 0.0, []
    while (wait := line.after_refusal(len(waits) + 1, age, None, 0.5)) is not None:
        waits.append(wait)
        age += wait
    assert waits[:7] == [5, 30, 120, 600, 3600, 10800, 10800]
    assert 3 * 86400 <= age < 3 * 86400 + 10800


@given(integers(1, 1000), floats(0, 3 * 86400, exclude_max=True), floats(0, 1, exclude_max=True))
def test_jitter_is_a_quarter_either_way(attempt: int, age: float, chance: float) -> None:
    wait, middle = line.after_refusal(attempt, age, None, chance), line.after_refusal(attempt, age, None, 0.5)
    assert wait is not None
    assert middle is not None
    assert 0.75 * middle <= wait <= 1.25 * middle


def test_a_receiver_is_left_alone_for_as_long_as_it_asks() -> None:
    assert line.after_refusal(1, 0, 600, 0.5) == 600
    assert line.after_refusal(5, 0, 1, 0.5) == 3600
    assert line.after_refusal(1, line.NOTICE_PATIENCE, 600, 0.5) is None


@pytest.mark.parametrize(
    ("failures", "seconds", "retry_after", "hold", "disable"),
    [
        (1, 0, None, None, False),
        (4, 86_400, None, None, False),
        (5, 0, None, 15, False),
        (5, 3600, None, 15, False),
        (6, 3600, None, 30, False),
        (10, 600, None, 300, False),
        (12, 10**6, None, 1920, False),
        (13, 10**6, None, 3600, True),
        (10**6, 10**6, None, 3600, True),
        (20, 40_000, None, 3600, False),
        (1, 0, 120, 120, False),
        (10, 600, 120, 300, False),
        (10, 600, 900, 900, False),
        (1, 200_000, None, None, False),
        (20, 200_000, None, 3600, True),
    ],
)
def test_what_becomes_of_a_failing_endpoint(
    failures: int, seconds: float, retry_after: float | None, hold: float | None, *, disable: bool
) -> None:
    judgement = line.after_failure(failures, seconds, retry_after)
    assert (judgement.hold, judgement.disable) == (hold, disable)
