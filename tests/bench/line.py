"""What a document costs beyond its reading: `python -m tests.bench.line [DOCUMENTS] [SIZE…]`.

Runs a real line and prints, for each format, milliseconds of processor time (user and system) of a document: of whoever
submits; of the pool process, which claims, judges, looks beside and writes down; of the reader, which forks; of its
children; of Celery's main process; of the sender and of the pump. What the functions that detect, read, normalize and
judge take for the same documents, called one after the other in one process, is *reading*; everything else is *beyond
reading*. Of that, *apart* is what reader and children take longer than the functions that are called: what it costs
that every document is read in a process of its own. So much of it a child takes that is given the same bytes and does
*nothing*; the rest is reading itself, *slower* where caches are cold and memory is copied as it is touched. Redis is
told by itself.

Then the rate with two workers against that with one, and the same figures with more and more documents waiting (SIZE,
10³ to 10⁵). Rates depend on what else the machine does, processor time less so; what is compared is measured in turns.
"""

import os
import sys
import tempfile
import time
import typing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import fmean

from deploy.embedded import Server
from deploy.fleet import Fleet
from shared import log
from shared.errors import Stop
from shared.job import Hints
from shared.limits import Limits
from shared.settings import Settings
from shared.store import Item, Store
from tasks.reader import Reader
from tests.bench import bulk
from tests.bench.nothing import nothing
from tests.corpus import generate
from tests.corpus.samples import FOLDER
from workers import pipeline
from workers.validate import default_policy

_MANY = 120  # documents of a format
_WARM = 40
_ROUNDS = 2
_TICK = os.sysconf("SC_CLK_TCK")
_STYLES = {
    "text": ["text-tsv", "text-cells"],
    "html": ["html-clean", "html-portal"],
    "docx": ["docx"],
    "pdf": ["pdf"],
}


def spent(pid: int) -> tuple[float, float]:
    """Return the seconds that a process used, and those of its children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own, others = sum(map(int, fields[11:13])), sum(map(int, fields[13:15]))
    return own / _TICK, others / _TICK


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that live."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def used(server: Server, fleet: Fleet) -> dict[str, float]:
    """Return the seconds of processor time by who used them."""
    times = dict.fromkeys(("pool", "reader", "children", "Celery", "pump", "sender", "Redis"), 0.0)
    for member in fleet.members:
        own, ended = spent(member.process.pid)
        if member.name == "scheduler":
            times["pump"] += own + ended
        elif member.name == "sender":
            times["sender"] += own + ended
        else:
            times["Celery"] += own
            for pool in children(member.process.pid):
                times["pool"] += spent(pool)[0]
                for reader in children(pool):
                    forks, reads = spent(reader)
                    times["reader"] += forks
                    times["children"] += reads
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


def work(store: Store, fleet: Fleet, items: Sequence[Item]) -> tuple[float, float]:
    """Have documents pass the line; return the seconds that took, and those of a processor to submit them."""
    begin, busy = time.monotonic(), time.process_time()
    batch = store.batches.create("")
    store.batches.submit(batch, items)
    store.batches.seal(batch)
    submitted = time.process_time() - busy
    while store.batches.get(batch).ended_at is None:
        fleet.check()
        time.sleep(0.02)
    return time.monotonic() - begin, submitted


def documents(format_: str, seed: str) -> list[Item]:
    """Return documents of a format, no two of one body and year; the PDFs of real producers are among them."""
    made = [Item(each.name, each.data) for each in generate.bulk(_MANY + _WARM, f"{seed} {format_}", _STYLES[format_])]
    if format_ == "pdf":
        real = sorted(FOLDER.glob("*chromium.pdf")) + sorted(FOLDER.glob("*libreoffice*.pdf"))
        made[_WARM : _WARM + len(real)] = (Item(path.name, path.read_bytes()) for path in real)
    return made


def alone(items: Sequence[Item]) -> tuple[float, float]:
    """Return the seconds of processor time that the functions take in this process: to read, and to judge."""
    limits, policy, read, judged = Limits(), default_policy(), 0.0, 0.0
    for item in items:
        data = typing.cast("bytes", item.data)
        begin = time.process_time()
        try:
            file = pipeline.intake(data, pipeline.describe(data, item.name, Hints()), limits)
            found = pipeline.extract(data, file, limits)
        except Stop:
            read += time.process_time() - begin
            continue
        middle = time.process_time()
        pipeline.validate(*found, policy)
        read, judged = read + middle - begin, judged + time.process_time() - middle
    return read, judged


def idle(items: Sequence[Item]) -> float:
    """Return the seconds of processor time that a reader and its children take to do nothing with documents."""
    reader, limits = Reader(), Limits()
    before = {*children(os.getpid())}
    try:
        for item in items[:_WARM]:
            reader.run(nothing, item.data, limits=limits)
        (process,) = {*children(os.getpid())} - before
        begin = sum(spent(process))
        for item in items[_WARM:]:
            reader.run(nothing, item.data, limits=limits)
        return sum(spent(process)) - begin
    finally:
        reader.stop()


def formats() -> None:
    """Measure and print every format, and their mean."""
    pipeline.warm()
    means = []
    with line(1) as (store, server, fleet):
        for format_ in _STYLES:
            items = documents(format_, "line")
            work(store, fleet, items[:_WARM])  # everybody has started, and read something
            alone(items[:_WARM])
            before = used(server, fleet)
            _, submitted = work(store, fleet, items[_WARM:])
            after = used(server, fleet)
            spent_ = {"submitter": submitted} | {name: after[name] - before[name] for name in after}
            read, judged = alone(items[_WARM:])
            unread = idle(items) * 1000 / _MANY
            times = {name: seconds * 1000 / _MANY for name, seconds in spent_.items()}
            reading, redis = (read + judged) * 1000 / _MANY, times.pop("Redis")
            beyond = sum(times.values()) - reading
            apart = times["reader"] + times["children"] - read * 1000 / _MANY
            told = "  ".join(f"{name} {value:.1f}" for name, value in times.items())
            sys.stdout.write(
                f"{format_:5} ms a document: {told}   reading {reading:.1f}   beyond reading {beyond:.1f}"
                f" = apart {apart:.1f} (nothing {unread:.1f}, slower {apart - unread:.1f})"
                f" + the line {beyond - apart:.1f}   Redis {redis:.1f}\n"
            )
            sys.stdout.flush()
            means.append((beyond, unread, apart - unread, beyond - apart))
    beyond, unread, slower, rest = map(fmean, zip(*means, strict=True))
    told = f"{beyond:.1f} = a process each {unread:.1f} + reading slower in it {slower:.1f} + the line {rest:.1f}"
    sys.stdout.write(f"beyond reading, mean of the formats: {told}\n")


def workers() -> None:
    """Measure one and two workers in turns over documents of all formats and print the ratio."""
    rates: dict[int, list[float]] = {1: [], 2: []}
    for number in range(_ROUNDS):
        items = [item for format_ in _STYLES for item in documents(format_, f"round {number}")]
        for count in (1, 2):
            with line(count) as (store, _, fleet):
                work(store, fleet, [*items[:_WARM], *items[-_WARM:]])
                seconds, _ = work(store, fleet, items[_WARM:-_WARM])
                rates[count].append((len(items) - 2 * _WARM) / seconds)
    ratio = sum(rates[2]) / sum(rates[1])
    told = ", ".join(f"{count}: {max(found):.1f}/s" for count, found in rates.items())
    sys.stdout.write(f"workers {told}; two do {ratio:.2f} times as much as one, on {os.cpu_count()} cores\n")


def growth(sizes: Sequence[int]) -> None:
    """Measure small documents with so many of them waiting, beside what reading one takes at that moment."""
    with tempfile.TemporaryDirectory(prefix="nb") as folder:
        for size in sizes:
            found, reading = bulk.bulk(size, Path(folder)), bulk.alone()
            beyond = found.seconds - found.by_role["redis"] + found.submission_seconds - reading
            told = f"beyond reading {beyond * 1000:.1f} ms, reading {reading * 1000:.1f}, {beyond / reading:.2f} times"
            sys.stdout.write(f"{size} waiting: {told}\n")
            sys.stdout.flush()


def main(*sizes: str) -> None:
    """Measure all three."""
    log.configure("critical")
    formats()
    workers()
    growth([int(size) for size in sizes] or bulk.SIZES)


if __name__ == "__main__":
    main(*sys.argv[1:])
