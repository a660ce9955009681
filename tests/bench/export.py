"""A season's data set: `python -m tests.bench.export [RECORDS]` writes, weighs and asks it three questions.

The records are copies of the samples' own under other names, years and numbers, decoded from JSON one by one as the
database has them.
"""

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec

from deploy.dataset import write_partitioned
from shared.job import Hints
from shared.limits import Limits
from shared.record import Record, decode, encode
from shared.report import State, Value
from tests.bench.stages import samples
from workers.pipeline import check
from workers.validate import default_policy

_MANY = 150_000
_PUBLISHERS, _SEASONS = 4_000, (2008, 2025)
_QUESTIONS = {
    "new applications a year": """
        SELECT season, sum(value)::BIGINT AS applications FROM {cells}
        WHERE cell = 'applications.new.total' AND part = 'main' GROUP BY season ORDER BY season DESC LIMIT 3""",
    "rules that fail most": """
        SELECT rule, count(DISTINCT document) AS reports FROM {findings}
        WHERE severity = 'error' GROUP BY rule ORDER BY reports DESC LIMIT 3""",
    "publishers with most reviews lost": """
        SELECT publisher, sum(value)::BIGINT AS lost FROM {cells}
        WHERE cell = 'review_litigation.review.corrected' AND season >= 2020
        GROUP BY publisher ORDER BY lost DESC, publisher LIMIT 3""",
}


def records(count: int) -> Iterator[Record]:
    """Yield so many records."""
    policy = default_policy()
    made = [check(path.read_bytes(), path.name, Hints(), Limits(), policy) for path in samples()]
    bodies = [encode(record) for record in made if record.report is not None]
    for number in range(count):
        record = decode(bodies[number % len(bodies)])
        chance = random.Random(number)
        file = msgspec.structs.replace(record.document, sha256=f"{chance.getrandbits(256):064x}")
        report = record.report
        if report is None:
            raise AssertionError
        cells = {
            key: _other(cell, chance) if cell.state is State.NUMBER else cell for key, cell in report.cells.items()
        }
        publisher, year = f"{chance.randrange(_PUBLISHERS):04} publisher", chance.randrange(*_SEASONS)
        report = msgspec.structs.replace(report, publisher=publisher, year=year, cells=cells)
        yield msgspec.structs.replace(record, document=file, report=report)


def _other(cell: Value, chance: random.Random) -> Value:
    if cell.state is not State.NUMBER:
        return cell
    value = int(chance.expovariate(0.02))
    return Value(value, cell.state, str(value), cell.where, cell.unit)


def main(count: str = str(_MANY)) -> None:
    """Write, and ask."""
    some = records(int(count))
    first = next(some)
    before = _peak()
    with tempfile.TemporaryDirectory() as folder:
        begin, used = time.monotonic(), time.process_time()
        written = write_partitioned(_counted(first, some, int(count)), Path(folder))
        seconds, processor = time.monotonic() - begin, time.process_time() - used
        size = sum(path.stat().st_size for path in Path(folder).rglob("*.parquet"))
        _say(f"{written:,} records in {seconds:.0f} s ({processor:.0f} s of processor), {size / 2**20:.0f} MiB")
        _say(f"peak memory {_peak():.0f} MiB, {before:.0f} MiB before the first record")
        tables = {
            name: f"read_parquet('{folder}/{name}/**/*.parquet', hive_partitioning = true)"
            for name in ("cells", "findings")
        }
        with duckdb.connect() as connection:
            for name, question in _QUESTIONS.items():
                begin = time.monotonic()
                answer = connection.execute(question.format(**tables)).fetchall()
                _say(f"{name}: {answer} ({(time.monotonic() - begin) * 1000:.0f} ms)")


def _counted(first: Record, rest: Iterator[Record], count: int) -> Iterator[Record]:
    """Yield everything, and say at every tenth how much memory was needed so far."""
    yield first
    for number, record in enumerate(rest, 2):
        if number % max(1, count // 10) == 0:
            _say(f"  {number:>9,} records: {_peak():.0f} MiB")
        yield record


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
