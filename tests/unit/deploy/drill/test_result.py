import msgspec
import pytest

from deploy.drill.result import Effects, Result, Struck
from deploy.drill.truth import Quality

NOTHING = Effects(
    lost=0,
    bytes_lost=0,
    doubled=0,
    dead=0,
    miscounted=0,
    notices_lost=0,
    notices_doubled=0,
    notices_changed=0,
    notices_repeated=3,
    worked_twice=2,
    examples=[],
)


def struck(recovery: float | None) -> Struck:
    return Struck(fault="redis-flush", at=1, ended=2, lasted=0, submitted=0.1, recovery=recovery)


WELL = Result(
    seed="0",
    database="sqlite",
    broker="own",
    blobs="folder",
    documents=9,
    seconds=3,
    documents_per_second=3,
    faults=[struck(1.0), struck(29.9)],
    effects=NOTHING,
    quality=Quality(exact=5, null=2),
    differing=[],
    restarts=1,
    peak_megabytes={},
    bound=30.0,
)


def test_work_that_was_done_again_is_the_price_and_no_harm() -> None:
    assert WELL.whole
    assert WELL.slowest == 29.9


def test_a_fault_that_found_nothing_to_strike_did_no_harm() -> None:
    missed = msgspec.structs.replace(struck(None), missed=True)
    assert msgspec.structs.replace(WELL, faults=[struck(1.0), missed]).whole


def test_a_drill_in_which_nothing_was_struck_shows_nothing() -> None:
    missed = msgspec.structs.replace(struck(None), missed=True)
    assert not msgspec.structs.replace(WELL, faults=[missed]).whole


def test_what_the_drill_was_not_allowed_is_named() -> None:
    forbidden = msgspec.structs.replace(struck(None), missed=True, forbidden=True)
    assert WELL.forbidden == []
    assert msgspec.structs.replace(WELL, faults=[struck(1.0), forbidden, forbidden]).forbidden == ["redis-flush"]


@pytest.mark.parametrize(
    "harm",
    [
        {"effects": msgspec.structs.replace(NOTHING, lost=1)},
        {"effects": msgspec.structs.replace(NOTHING, bytes_lost=1)},
        {"effects": msgspec.structs.replace(NOTHING, doubled=1)},
        {"effects": msgspec.structs.replace(NOTHING, miscounted=1)},
        {"effects": msgspec.structs.replace(NOTHING, dead=1)},
        {"effects": msgspec.structs.replace(NOTHING, notices_lost=1)},
        {"effects": msgspec.structs.replace(NOTHING, notices_doubled=1)},
        {"effects": msgspec.structs.replace(NOTHING, notices_changed=1)},
        {"quality": Quality(wrong=1)},
        {"quality": Quality(unread=1)},
        {"differing": ["a"]},
        {"faults": [struck(30.1)]},
        {"faults": [struck(1.0), struck(None)]},
    ],
)
def test_any_harm_tells(harm: dict[str, object]) -> None:
    assert not msgspec.structs.replace(WELL, **harm).whole
