"""What a bulk costs beyond the reading itself, and whether that grows with it: `python -m tests.bench.bulk [N…]`.

Small documents (text, about 5 KB) are submitted as one batch; then a line with one worker takes some hundreds of them
through all stages. Processor time is what is compared, as it is the same on a busy machine; a document has three
stages, and stages are what is counted.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import msgspec
import redis

from deploy.drill.scene import children
from deploy.embedded import Server
from deploy.fleet import Fleet
from shared import log
from shared.job import Hints
from shared.limits import Limits
from shared.settings import Settings
from shared.store import Item, Store
from tasks.app import STAGES
from tests.corpus.generate import make
from tests.corpus.render import render
from workers import pipeline
from workers.validate import default_policy

SIZES = (1_000, 10_000, 100_000)
_WARM, _MEASURED = 400, 300  # documents' worth of stages; by then everybody has started
_ALONE = 100  # documents read by `check` in one process
_SIGNS = "青白红金银石山水云风松柏桃李梅兰竹菊龙凤鹤泉溪河湖海江岭峰谷原林田沙洲桥关东西南北中上下前后左右天地日"
_TICK = os.sysconf("SC_CLK_TCK")


class Bulk(msgspec.Struct, kw_only=True):
    """What was measured at one size. Seconds are processor time unless they are called elapsed."""

    documents: int
    submitted_per_second: float  # elapsed
    submission_seconds: float  # of a document
    submitter_megabytes: int
    database_megabytes: float  # when everything was submitted
    seconds: float  # of a document on the line, all processes
    by_role: dict[str, float]
    per_second: float  # elapsed; one worker
    drained_hours: float  # at that rate, with one worker
    megabytes: dict[str, int]
    redis_megabytes: float
    redis_messages: int  # most that waited at once


def documents(count: int) -> Iterator[Item]:
    """Yield reports of as many bodies, alike but for their names."""
    case = make("bulk", form="gov_2021")
    _, data = render(case, "text-tsv")
    text, short = data.decode(), case.truth.body.short[:2]
    for number, signs in zip(range(count), product(_SIGNS, repeat=3), strict=False):
        yield Item(f"{number:06d}.txt", text.replace(short, "".join(signs)).encode(), Hints())


def submit(home: str, count: int) -> None:
    """Submit in a process of its own and print what that took: seconds elapsed, seconds of a processor, kilobytes."""
    with Store.open(Settings(home=home)) as store:
        list(documents(1))  # the template is made before
        begin = time.monotonic()
        busy = time.process_time()
        batch = store.batches.create("bulk")
        store.batches.submit(batch, documents(count))
        store.batches.seal(batch)
        used = time.process_time() - busy
        sys.stdout.write(f"{time.monotonic() - begin} {used} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}\n")


def alone() -> float:
    """Return the seconds of a document that `check` takes in this process."""
    items = list(documents(_ALONE))
    pipeline.check(items[0].data, "warm", Hints(), Limits(), default_policy())  # type: ignore[arg-type] # bytes, here
    begin = time.process_time()
    for item in items:
        pipeline.check(item.data, item.name, item.hints, Limits(), default_policy())  # type: ignore[arg-type]
    return (time.process_time() - begin) / _ALONE


def bulk(count: int, folder: Path) -> Bulk:
    """Measure one size."""
    home = folder / str(count)
    home.mkdir()
    command = [sys.executable, "-m", "tests.bench.bulk", "submit", str(home), str(count)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    elapsed, used, kilobytes = map(float, told)
    size = sum(file.stat().st_size for file in home.glob("nianbao.db*")) / 2**20
    socket = folder / f"r{count}"
    socket.mkdir()
    server = Server(socket)
    server.start()
    settings = Settings(home=str(home), redis_url=server.url)
    try:
        with Store.open(settings) as store, Fleet(settings, 1, home / "logs") as fleet:
            return _drain(store, fleet, server, count, elapsed, used, int(kilobytes / 1024), size)
    finally:
        server.stop()


def _drain(  # noqa: PLR0913, PLR0917 - what was measured before
    store: Store, fleet: Fleet, server: Server, count: int, elapsed: float, used: float, megabytes: int, size: float
) -> Bulk:
    roles = {member.name: member.process.pid for member in fleet.members} | {"redis": server.pid or 0}
    with redis.Redis(unix_socket_path=server.url.removeprefix("redis+socket://")) as client:
        _until(store, _WARM)
        begin, before, at = time.monotonic(), {role: _seconds(pid) for role, pid in roles.items()}, store.figures.last()
        most = 0
        while store.figures.last() < at + _MEASURED * len(STAGES):
            lengths = [client.llen(f"nianbao:{store.line}:{queue}") for queue in ("intake", "extract.text", "validate")]
            most = max(most, sum(map(int, lengths)))  # type: ignore[call-overload] # not awaitable here
            time.sleep(0.25)
        passed = (store.figures.last() - at) / len(STAGES)
        after, took = {role: _seconds(pid) for role, pid in roles.items()}, time.monotonic() - begin
        memory = client.info("memory")["used_memory_peak"] / 2**20  # type: ignore[index] # likewise
    by_role = {role: round((after[role] - before[role]) / passed, 5) for role in roles}
    return Bulk(
        documents=count,
        submitted_per_second=round(count / elapsed),
        submission_seconds=round(used / count, 6),
        submitter_megabytes=megabytes,
        database_megabytes=round(size, 1),
        seconds=round(sum(by_role.values()), 5),
        by_role=by_role,
        per_second=round(passed / took, 2),
        drained_hours=round(count / (passed / took) / 3600, 2),
        megabytes={role: max(map(_megabytes, _tree(pid))) for role, pid in roles.items()},
        redis_megabytes=round(memory, 1),
        redis_messages=most,
    )


def _until(store: Store, documents: int) -> None:
    while store.figures.last() < documents * len(STAGES):
        time.sleep(0.25)


def _tree(pid: int) -> list[int]:
    return [pid, *(each for child in children(pid) for each in _tree(child))]


def _seconds(pid: int) -> float:
    """Return the processor time of a process, of those that it waited for, and of all that it still has."""
    total = 0
    for each in _tree(pid):
        try:
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended: its parent counts it
            continue
        total += sum(map(int, fields[11:15]))
    return total / _TICK


def _megabytes(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)


def main() -> None:
    """Measure every size and print it, with the ratio to reading alone."""
    log.configure("critical")
    if sys.argv[1:2] == ["submit"]:
        submit(sys.argv[2], int(sys.argv[3]))
        return
    with tempfile.TemporaryDirectory(prefix="nb") as folder:
        for count in map(int, sys.argv[1:] or SIZES):
            found, reading = bulk(count, Path(folder)), alone()
            told = {"check_seconds": round(reading, 5), "ratio_to_check": round(found.seconds / reading, 2)}
            sys.stdout.write(msgspec.json.encode(msgspec.to_builtins(found) | told).decode() + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
