"""What re-validating stored records costs: `python -m tests.bench.ledger [RECORDS]`.

A store of so many reports (50,000 unless told), bodies of two to four years, is judged again in one process: by the
rules that look beside a report, then by every rule. Processor time and peak memory, beside those of reading alone.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

import msgspec
from sqlalchemy import insert

from deploy.cli.rehearse import rehearsed
from shared.engine import engine
from shared.record import Record, decode, encode
from shared.settings import Settings
from shared.store import Store
from shared.store.database import Database
from shared.store.tables import documents, records
from tests.corpus import series
from tests.corpus.recall import judged
from workers.validate import Policy, default_policy

_MANY = 50_000
_MADE = 60  # series that are generated; the others are theirs under other names
_AT_ONCE = 1_000  # rows
_RUNS = ("reading alone", "rules beside", "every rule")


def reports(count: int) -> Iterator[Record]:
    """Yield so many records, every body's years among them, under names of their own."""
    made = [[encode(record) for record in judged(series.make(f"bench {number}"))] for number in range(_MADE)]
    number = copy = 0
    while True:
        for years in made:
            copy += 1
            for body in years:
                record = decode(body)
                if record.report is None:
                    raise AssertionError
                number += 1
                report = msgspec.structs.replace(record.report, publisher=f"第{copy}号{record.report.publisher}")
                file = msgspec.structs.replace(record.document, sha256=f"{number * 2654435761 % 2**32:064x}")
                yield msgspec.structs.replace(record, document=file, report=report, engine=engine())
                if number == count:
                    return


def fill(database: Database, count: int) -> None:
    """Put the records of so many reports into a store, as if they had been read."""
    rows: list[dict[str, object]] = []
    bodies: list[dict[str, object]] = []

    def write() -> None:
        with database.write() as connection:
            connection.execute(insert(documents), rows)
            connection.execute(insert(records), bodies)
        rows.clear()
        bodies.clear()

    mark = f"{engine().version} {engine().rules}"
    for number, record in enumerate(reports(count), 1):
        id_ = record.document.sha256
        row = {"id": id_, "size": 1, "name": record.document.name, "created_at": number, "turn": number}
        rows.append(row | {"express": False, "stage": "validate", "queue": "validate", "state": "done", "engine": mark})
        bodies.append({"document": id_, "body": encode(record)})
        if len(rows) == _AT_ONCE:
            write()
    if rows:
        write()


def run(store: Store, kind: str) -> tuple[int, int]:
    """Go through every record; return how many there are and how many verdicts flip."""
    usual = default_policy()
    if kind == "reading alone":
        return sum(1 for _ in store.records.every()), 0
    alias = '[[bodies]]\nnames = ["某县水务局", "某县水利局"]'
    other = Policy.load(alias if kind == "rules beside" else f"off = []\n{alias}")
    old = usual if kind == "rules beside" else Policy.load(f'off = []\n{alias}\n[deadlines]\ntownship = "12-31"')
    found = [(len(changes)) for _, changes in rehearsed(store, old, other, lambda _: None)]
    return len(found), sum(found)


def main(count: int = _MANY) -> None:
    """Fill a store, go through it three times, each in a process of its own, and print what it cost."""
    with tempfile.TemporaryDirectory() as home:
        database = Database(Settings(home=home).database, time.time)
        database.upgrade()
        fill(database, count)
        database.close()
        for kind in _RUNS:
            subprocess.run([sys.executable, "-m", "tests.bench.ledger", "--run", kind, home], check=True)


def told(kind: str, home: str) -> None:
    """Go through a store once and print what it cost."""
    with Store.open(Settings(home=home)) as store:
        begin = time.process_time()
        count, flips = run(store, kind)
        seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(
        f"{kind:14} {count:6} records, {flips:6} flips: {seconds:6.1f} s, {seconds / count * 1000:5.2f} ms each, "
        f"{peak:4.0f} MB\n"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--run"]:
        told(sys.argv[2], sys.argv[3])
    else:
        main(*map(int, sys.argv[1:2]))
