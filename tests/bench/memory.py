"""What memory reading takes over many documents: `make bench`, or `python -m tests.bench.memory [DOCUMENTS]`.

The same documents twice: all in one process that nobody recycles, which shows what leaks; and through a real worker, as
it runs everywhere: a pool process that is recycled, its reader, and a child a document. Nothing here is a gate.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from itertools import cycle
from pathlib import Path

from deploy.embedded import Server
from deploy.fleet import Fleet
from shared import log
from shared.job import Hints
from shared.limits import Limits
from shared.settings import Settings
from shared.store import Item, Store
from tests.corpus.generate import bulk
from tests.corpus.samples import FOLDER
from tests.line.harness import Line, children
from workers import pipeline
from workers.validate import default_policy

DOCUMENTS = 1_000
_STEPS = 10  # rows of the table
_PRODUCED = 5  # every so many documents one of a real producer, whose fonts weigh more
_PAGE = resource.getpagesize()


def write(folder: Path, count: int) -> list[Path]:
    """Write documents of all formats, no two of them equal."""
    produced = cycle(sorted(path for path in FOLDER.glob("*.pdf") if int(path.name[:2]) <= 40))
    paths = []
    for index, made in enumerate(bulk(count, "memory")):
        path, data = folder / made.name, made.data
        if index % _PRODUCED == 0:
            path = folder / f"{index:04d}.pdf"
            data = next(produced).read_bytes() + b"%% %d\n" % index  # as servers append something
        path.write_bytes(data)
        paths.append(path)
    return paths


def megabytes(pid: int | str = "self") -> int:
    """Return the memory that a process holds; 0 when it is gone."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * _PAGE // 2**20
    return 0


def alone(folder: Path) -> Iterator[tuple[int, int]]:
    """Read everything in this process; yield its memory and its open files after every step."""
    limits, policy, paths = Limits(), default_policy(), sorted(folder.iterdir())
    for index, path in enumerate(paths, 1):
        pipeline.check(path.read_bytes(), path.name, Hints(), limits, policy)
        if index % (len(paths) // _STEPS) == 0:
            yield megabytes(), len(list(Path("/proc/self/fd").iterdir()))


class Watched:
    """A worker over a batch: the most memory of its processes in each step, and how many pool processes it had."""

    def __init__(self, home: Path, paths: list[Path]) -> None:
        self.worker: dict[int, int] = defaultdict(int)
        self.pool: dict[int, int] = defaultdict(int)
        self.reader: dict[int, int] = defaultdict(int)
        self.child: dict[int, int] = defaultdict(int)
        self.pools: set[int] = set()
        (home / "redis").mkdir(parents=True)
        server = Server(home / "redis")
        server.start()
        settings = Settings(home=str(home), redis_url=server.url)
        try:
            with Store.open(settings) as store, Fleet(settings, 1, home / "logs") as fleet:
                line = Line(settings, server, store, fleet)
                batch = line.submit([Item(path.name, path) for path in paths])
                self._watch(line, batch, len(paths))
                self._peaks(store, batch, len(paths))
        finally:
            server.stop()

    def _watch(self, line: Line, batch: str, total: int) -> None:
        worker = line.pid("worker-1")
        while line.store.batches.get(batch).ended_at is None:
            line.fleet.check()
            step = min(_STEPS - 1, (total - line.store.batches.counts(batch).open) * _STEPS // total)
            self.worker[step] = max(self.worker[step], megabytes(worker))
            for pool in children(worker):
                self.pools.add(pool)
                self.pool[step] = max(self.pool[step], megabytes(pool))
                for reader in children(pool):
                    self.reader[step] = max(self.reader[step], megabytes(reader))
            time.sleep(0.1)

    def _peaks(self, store: Store, batch: str, total: int) -> None:
        ended = []
        for record in store.records.of_batch(batch):
            history = store.documents.history(record.document.sha256)
            ended.append((history[-1].at, max(event.note.get("peak_mb", 0) for event in history)))
        for place, (_, peak) in enumerate(sorted(ended)):
            step = place * _STEPS // total
            self.child[step] = max(self.child[step], peak)


def main(count: int = DOCUMENTS) -> None:
    """Print the table."""
    log.configure("critical")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "documents")
        folder.mkdir()
        paths = write(folder, count)
        command = [sys.executable, "-m", "tests.bench.memory", str(folder)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\n")
        watched = Watched(Path(name, "line"), paths)
    write_line = sys.stdout.write
    write_line(
        "documents   one process   open files     worker   its pool process   its reader   largest child  (MB)\n"
    )
    for step, line in enumerate(told[:_STEPS]):
        own, files = map(int, line.split())
        of_worker = f"{watched.worker[step]:8}   {watched.pool[step]:16}   {watched.reader[step]:10}"
        of_worker += f"   {watched.child[step]:13}"
        write_line(f"{(step + 1) * count // _STEPS:9}   {own:11}   {files:10}   {of_worker}\n")
    write_line(f"pool processes: {len(watched.pools)}, one after the other\n")


if __name__ == "__main__":
    if sys.argv[1:] and not sys.argv[1].isdigit():
        for memory, files in alone(Path(sys.argv[1])):
            sys.stdout.write(f"{memory} {files}\n")
    else:
        main(*map(int, sys.argv[1:2]))
