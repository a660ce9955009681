from pathlib import Path
from statistics import fmean

import pytest
from msgspec.structs import replace
from sqlalchemy import insert, text

from deploy import plan as module
from deploy.measured import Measured, measured
from deploy.plan import Plan, PlanError, Season, plan
from shared.record import encode
from shared.settings import Settings
from shared.store.database import Database
from shared.store.records import write_record
from shared.store.tables import documents
from tests.bench import stages
from tests.bench.export import records

DAY = 86_400.0
KNOWN = Measured(
    machine="",
    samples=1,
    seconds={
        "intake": {"pdf": 0.1, "text": 0.02},
        "extract": {"pdf": 1.9, "text": 0.08},
        "validate": {"pdf": 0.5, "text": 0.5},
        "notify": {"": 0.1},
    },
    overhead=0.1,
    record_bytes={"pdf": 60_000, "text": 40_000},
    document_bytes={"pdf": 300_000, "text": 10_000},
    message_bytes=500,
)
SEASON = Season(documents=86_400, days=1, mix={"pdf": 1}, peak=1, used=0.5, notices=0)


def workers(found: Plan) -> dict[str, int]:
    return {each.queue: each.workers for each in found.queues}


def test_workers_are_the_seconds_of_work_in_a_second_over_what_is_used_of_them() -> None:
    """A document a second: 0.2 s of intake, 2 s of extraction, 0.6 s of rules are 0.4, 4 and 1.2 half-used ones."""
    found = plan(SEASON, KNOWN, window=400)
    assert workers(found) == {"intake": 1, "extract.pdf": 4, "validate": 2}
    assert found.documents_per_second == 1
    assert found.cores == 2.8
    assert found.transactions_per_second == 6


def test_the_busiest_hour_counts_and_faster_cores_help() -> None:
    found = plan(replace(SEASON, peak=3, speed=2), KNOWN, window=400)
    assert workers(found)["extract.pdf"] == 6
    assert workers(plan(replace(SEASON, days=4), KNOWN, window=400))["extract.pdf"] == 1


def test_shares_need_not_sum_to_one() -> None:
    halves = plan(replace(SEASON, mix={"pdf": 20, "text": 20}), KNOWN, window=400)
    assert {each.queue: each.documents for each in halves.queues} == {
        "intake": 86_400,
        "extract.pdf": 43_200,
        "extract.text": 43_200,
        "validate": 86_400,
    }
    assert halves.blob_bytes == 86_400 * 155_000


def test_redis_does_not_grow_with_the_season() -> None:
    assert plan(SEASON, KNOWN, 400).redis_bytes == plan(replace(SEASON, documents=10**9), KNOWN, 400).redis_bytes


def test_receivers_that_take_their_time_need_workers_and_no_cores() -> None:
    told = replace(SEASON, notices=1, notice_seconds=2.0)
    assert workers(plan(told, KNOWN, 400))["notify"] == 5
    assert plan(told, KNOWN, 400).cores == pytest.approx(2.8 + 0.1)


@pytest.mark.parametrize("wrong", [{"mix": {"tablet": 1}}, {"mix": {}}, {"mix": {"pdf": 0}}, {"days": 0}, {"speed": 0}])
def test_what_cannot_be_planned_for(wrong: dict[str, object]) -> None:
    with pytest.raises(PlanError):
        plan(replace(SEASON, **wrong), KNOWN, 400)


def test_the_measured_means_are_those_of_this_program(tmp_path: Path) -> None:
    """By ratio: the machine may be any. Where this fails, what is measured is out of date: `make bench`."""
    some = [path for format_ in stages.FORMATS.values() for path in _first(format_, 2)]
    stages.alone(Settings(home=str(tmp_path / "warm")), some)
    found = stages.alone(Settings(home=str(tmp_path / "measured")), some)
    known = measured().seconds
    ratios = {(stage, each): found[stage][each] / known[stage][each] for stage in found for each in found[stage]}
    assert len(ratios) == 12
    mean = fmean(ratios.values())
    for which, ratio in ratios.items():
        if known[which[0]][which[1]] > 0.01:
            assert mean / 4 < ratio < mean * 4, which


def _first(format_: str, count: int) -> list[Path]:
    return [path for path in stages.samples() if stages.FORMATS[path.suffix] == format_][:count]


def test_a_record_takes_in_postgresql_what_is_planned(postgres_tables: str, postgres_url: str) -> None:
    """Half as much to twice as much: which reports they are makes a difference."""
    assert postgres_url == postgres_tables
    made = list(records(60))
    database = Database(Settings(database_url=postgres_url).database, lambda: 0.0)
    with database.write() as connection:
        for record in made:
            row = {"id": record.document.sha256, "size": 1, "name": "", "created_at": 0, "turn": 0, "express": False}
            state = {"stage": "validate", "queue": "validate", "state": "done"}
            connection.execute(insert(documents), row | state)
            write_record(connection, record, 0.0)
    with database.read() as connection:
        packed = connection.execute(text("SELECT sum(pg_column_size(body)) FROM records")).scalar_one()
    database.close()
    planned = module._PACKED * sum(len(encode(record)) for record in made)  # noqa: SLF001 - what it says of the world
    assert planned / 2 < packed < planned * 2
