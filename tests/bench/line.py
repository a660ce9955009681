"""What a document costs on its whole way: `python -m tests.bench.line [DOCUMENTS] [FOLDER]`.

Runs real lines with one and with two workers, in turns, over the same documents, and prints documents a second and
where the processor's time goes (user and system): to the children that read, to the processes that work beside them
(claims, rules, the ledger, records), to their main processes (Celery, messages), to the pump, to Redis. Rates depend on
what else the machine does, processor time hardly does.
"""

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.embedded import Server
from deploy.fleet import Fleet
from shared.settings import Settings
from shared.store import Item, Store
from tests.corpus.write import write

_MANY = 80  # few enough that no worker replaces its process: times of those that ended are not told apart
_ROUNDS = 2
_TICK = os.sysconf("SC_CLK_TCK")
_NOT_DOCUMENTS = {"truth.json", "manifest.ndjson"}


def spent(pid: int) -> tuple[float, float]:
    """Return the seconds that a process used, and those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own, others = sum(map(int, fields[11:13])), sum(map(int, fields[13:15]))
    return own / _TICK, others / _TICK


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that live."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def used(server: Server, fleet: Fleet) -> dict[str, float]:
    """Return the seconds of processor time by what they were used for."""
    times = dict.fromkeys(("reading", "beside it", "Celery", "pump", "Redis"), 0.0)
    for member in fleet.members:
        own, ended = spent(member.process.pid)
        if member.name == "scheduler":
            times["pump"] += own + ended
        elif member.name.startswith("worker"):
            times["Celery"] += own
            for pool in children(member.process.pid):
                works, reads = spent(pool)
                times["beside it"] += works
                times["reading"] += reads
    times["Redis"] = spent(server.pid or 0)[0]
    return times


@contextmanager
def line(workers: int) -> Iterator[tuple[Store, Server, Fleet]]:
    """Run a line in a folder of its own, ready to work."""
    with tempfile.TemporaryDirectory(prefix="nb") as folder:
        (Path(folder) / "redis").mkdir()
        server = Server(Path(folder) / "redis")
        server.start()
        settings = Settings(home=f"{folder}/home", redis_url=server.url)
        try:
            with Store.open(settings) as store, Fleet(settings, workers, Path(folder) / "logs", grace=5) as fleet:
                yield store, server, fleet
        finally:
            server.stop()


def run(workers: int, documents: list[Path]) -> tuple[float, dict[str, float]]:
    """Return documents a second, and milliseconds of processor time a document by their use."""
    with line(workers) as (store, server, fleet):
        work(store, fleet, documents[:8])  # everybody has started, and read something
        before, begin = used(server, fleet), time.monotonic()
        work(store, fleet, documents[8:])
        seconds, after = time.monotonic() - begin, used(server, fleet)
    count = len(documents) - 8
    return count / seconds, {name: (after[name] - before[name]) / count * 1000 for name in after}


def work(store: Store, fleet: Fleet, documents: list[Path]) -> None:
    """Have documents pass the line."""
    batch = store.batches.create("")
    store.batches.submit(batch, [Item(path.name, path) for path in documents])
    store.batches.seal(batch)
    while store.batches.get(batch).ended_at is None:
        fleet.check()
        time.sleep(0.02)


def main(count: str = str(_MANY), folder: str = "") -> None:
    """Measure."""
    with tempfile.TemporaryDirectory() as made:
        if not folder:
            write(Path(made), int(count), "line")
        paths = sorted(path for path in Path(folder or made).rglob("*") if path.is_file())
        documents = [path for path in paths if path.name not in _NOT_DOCUMENTS][: int(count)]
        rates: dict[int, list[float]] = {1: [], 2: []}
        for workers in (1, 2) * _ROUNDS:
            rate, times = run(workers, documents)
            rates[workers].append(rate)
            told = "  ".join(f"{name} {value:.1f}" for name, value in times.items())
            beyond = sum(times.values()) - times["reading"]
            sys.stdout.write(f"{workers} workers: {rate:.1f}/s   ms a document: {told}   beyond reading {beyond:.1f}\n")
        ratio = sum(rates[2]) / sum(rates[1])
        sys.stdout.write(f"two workers do {ratio:.2f} times as much as one, on {os.cpu_count()} cores\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
