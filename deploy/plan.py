"""What a season costs: workers of each queue, load of Redis and the database, storage. From measured means."""

import math
from collections.abc import Mapping

import msgspec

from deploy.measured import Measured
from tasks.app import NOTIFY, STAGES
from tasks.line import QUARANTINE, QUEUES, queue

_TRANSACTIONS = 2  # of a stage of a document or of a notice: claim and end
_ROWS_BYTES = 4_000  # of a document's rows beside its record, with their indexes
_PACKED = 0.22  # of a record's bytes are left where PostgreSQL has compressed them; SQLite keeps them as they are
_BLOAT = 1.5  # what a database keeps beside what is in it
_DAY = 86_400.0  # seconds


class Season(msgspec.Struct, frozen=True, kw_only=True):
    """What is to come. Shares are parts of one; times are means."""

    documents: int
    days: float
    mix: dict[str, float]  # shares by format
    peak: float = 3.0  # the busiest hour, in mean hours
    used: float = 0.7  # of a worker's time: full ones let queues grow
    speed: float = 1.0  # of a core, in cores of the machine that was measured
    notices: float = 0.5  # of a document
    notice_seconds: float = 0.3  # until a receiver has answered


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """What one queue asks for."""

    queue: str
    documents: int
    seconds: float  # of one process, for everything
    workers: int  # processes in the busiest hour


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What is needed. Rates are those of the busiest hour, sizes those of the whole season."""

    queues: tuple[Demand, ...]
    cores: float  # busy ones, of all workers together
    documents_per_second: float
    transactions_per_second: float  # of the database
    messages_per_second: float  # of Redis, at most
    redis_bytes: int  # at most, however long the queues are
    database_bytes: int  # of PostgreSQL
    blob_bytes: int


class PlanError(ValueError):
    """There is nothing to plan with; the message says what is wrong."""


def plan(season: Season, measured: Measured, window: int) -> Plan:
    """Return what a season needs. `window` is the number of documents of a queue that are on their way at once."""
    total = sum(season.mix.values())
    unknown = sorted(set(season.mix) - set(measured.seconds["extract"]))
    if unknown or total <= 0 or min(season.documents, season.days, season.speed, season.peak, season.used) <= 0:
        raise PlanError(", ".join(unknown) or "0")
    shares = {format_: share / total for format_, share in season.mix.items()}
    busiest = season.documents * season.peak / (season.days * _DAY)  # documents a second
    passed, seconds = _work(season, shares, measured)
    cores = {name: each / season.documents * busiest for name, each in seconds.items()}
    notices = season.documents * season.notices
    stages = len(STAGES) + season.notices
    return Plan(
        queues=tuple(
            Demand(
                queue=name,
                documents=round(passed[name]),
                seconds=round(seconds[name], 1),
                workers=math.ceil(cores[name] / season.used),
            )
            for name in QUEUES
            if passed.get(name)
        ),
        cores=round(sum(cores.values()) - notices / season.documents * busiest * season.notice_seconds, 2),
        documents_per_second=round(busiest, 2),
        transactions_per_second=round(busiest * stages * _TRANSACTIONS, 1),
        messages_per_second=round(busiest * stages, 1),
        redis_bytes=len([name for name in QUEUES if name != QUARANTINE]) * window * measured.message_bytes,
        database_bytes=round(
            season.documents * (_mean(measured.record_bytes, shares) * _PACKED + _ROWS_BYTES) * _BLOAT
        ),
        blob_bytes=round(season.documents * _mean(measured.document_bytes, shares)),
    )


def _work(season: Season, shares: Mapping[str, float], measured: Measured) -> tuple[dict[str, float], dict[str, float]]:
    """Return the documents and the seconds of every queue."""
    passed: dict[str, float] = {}
    seconds: dict[str, float] = {}
    for stage in STAGES:
        for format_, share in shares.items():
            name = queue(stage, format_, express=False)
            one = (measured.seconds[stage][format_] + measured.overhead) / season.speed
            passed[name] = passed.get(name, 0.0) + season.documents * share
            seconds[name] = seconds.get(name, 0.0) + season.documents * share * one
    passed[NOTIFY] = season.documents * season.notices
    seconds[NOTIFY] = passed[NOTIFY] * (measured.seconds[NOTIFY][""] / season.speed + season.notice_seconds)
    return passed, seconds


def _mean(by_format: Mapping[str, int], shares: Mapping[str, float]) -> float:
    return sum(by_format[format_] * share for format_, share in shares.items())
