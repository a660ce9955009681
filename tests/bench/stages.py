"""Measures what a document costs, stage by stage, and writes `deploy/measured.json`: `python -m tests.bench.stages`.

Processor time is measured, not time on the wall: it is the same on a busy machine.
"""

import os
import platform
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from ipaddress import ip_network
from pathlib import Path
from statistics import fmean

import msgspec
from sqlalchemy import func, select

from deploy import measured
from deploy.embedded import Server
from deploy.fleet import Fleet
from shared import log
from shared.settings import Settings
from shared.store import Item, Store
from shared.store.database import Database
from shared.store.tables import documents, findings, records
from tasks import stage
from tasks.app import NOTIFY, STAGES
from tasks.context import Context
from tasks.reader import Reader
from tests.corpus.samples import FOLDER
from tests.line.harness import Line, children
from tests.unit.notify.conftest import Receiver
from workers.notify import Reach, deliver

FORMATS = {".pdf": "pdf", ".docx": "docx", ".html": "html", ".txt": "text"}
_TICK = os.sysconf("SC_CLK_TCK")
_NOTICES = 50
_HERE = Reach(networks=(ip_network("127.0.0.0/8"),))
_MESSAGE = 600  # bytes of Celery's envelope around one id, with that id


def samples() -> list[Path]:
    """Return the sample documents that are reports."""
    return [path for path in sorted(FOLDER.iterdir()) if path.suffix in FORMATS and int(path.name[:2]) <= 40]


def main() -> None:
    """Measure and write."""
    log.configure("critical")
    with tempfile.TemporaryDirectory() as folder:
        reader = Reader()
        alone(Settings(home=f"{folder}/warm"), samples(), reader)
        settings = Settings(home=f"{folder}/alone")
        seconds = alone(settings, samples(), reader)
        reader.stop()
        kept, sizes = stored(settings)
        whole = in_line(Path(folder, "line"))
    per_document = fmean(sum(seconds[name][format_] for name in STAGES) for format_ in map(_format, samples()))
    found = measured.Measured(
        machine=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        samples=len(samples()),
        seconds=seconds | {NOTIFY: {"": notice()}},
        overhead=round(max(0.0, whole - per_document) / len(STAGES), 5),
        record_bytes=kept,
        document_bytes=sizes,
        message_bytes=_MESSAGE,
    )
    path = Path(measured.__file__).with_suffix(".json")
    path.write_bytes(msgspec.json.format(msgspec.json.encode(found)) + b"\n")
    sys.stdout.write(path.read_text())


def alone(settings: Settings, paths: Sequence[Path], reader: Reader | None = None) -> dict[str, dict[str, float]]:
    """Take documents through the stages in this process and children, a reader's if given; return seconds of each."""
    spent: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in STAGES}
    with Store.open(settings):
        context = Context.open(settings, reader=reader)
    store = context.store
    batch = store.batches.create("")
    items = [Item(path.name, path) for path in paths]
    store.batches.submit(batch, items)
    formats = {}
    while waiting := store.documents.waiting():
        for queue in waiting:
            for sent in store.documents.take(queue, 10):
                formats.setdefault(sent.id, _format(Path(store.documents.get(sent.id).name)))
                with _processor(spent[sent.stage][formats[sent.id]]):
                    stage.work(context, STAGES, sent.stage, queue, [sent.id])
    store.close()
    return {name: {format_: round(fmean(each), 5) for format_, each in found.items()} for name, found in spent.items()}


def in_line(home: Path) -> float:
    """Take the samples through a line with one worker; return its seconds of a document, all in all."""
    (home / "redis").mkdir(parents=True)
    server = Server(home / "redis")
    server.start()
    settings = Settings(home=str(home), redis_url=server.url)
    try:
        with Store.open(settings) as store, Fleet(settings, 1, home / "logs") as fleet:
            line = Line(settings, server, store, fleet)
            line.finish(line.submit([Item("warm", b"warm")]))
            before = _spent(line.pid("worker-1"))
            line.finish(line.submit([Item(path.name, path) for path in samples()]))
            return (_spent(line.pid("worker-1")) - before) / len(samples())
    finally:
        server.stop()


def stored(settings: Settings) -> tuple[dict[str, int], dict[str, int]]:
    """Return the mean bytes of a record with its findings and of a document, by format."""
    database = Database(settings.database, time.time)
    body = select(func.coalesce(func.sum(func.length(findings.c.body)), 0)).where(findings.c.document == documents.c.id)
    kept = documents.join(records, records.c.document == documents.c.id)
    columns = (documents.c.name, documents.c.size, func.length(records.c.body) + body.scalar_subquery())
    rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
    with database.read() as connection:
        for name, size, record in connection.execute(select(*columns).select_from(kept)):
            rows[_format(Path(name))].append((record, size))
    database.close()
    means = {
        format_: tuple(round(fmean(column)) for column in zip(*each, strict=True)) for format_, each in rows.items()
    }
    return {name: mean[0] for name, mean in means.items()}, {name: mean[1] for name, mean in means.items()}


def notice() -> float:
    """Return the seconds of bringing a notice to a receiver that answers at once."""
    receiver, spent = Receiver(lambda handler: handler.reply(204)), list[float]()
    for _ in range(_NOTICES):
        with _processor(spent):
            deliver(receiver.url, ("whsec_" + "A" * 32,), "msg_x", datetime.now(UTC), b"{}", reach=_HERE)
    receiver.close()
    return round(fmean(spent), 5)


@contextmanager
def _processor(spent: list[float]) -> Iterator[None]:
    before = _used()
    yield
    spent.append(_used() - before)


def _used() -> float:
    """Return what this process used, those that it waited for, and, in ticks, those that it still has."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both) + sum(map(_spent, children(os.getpid())))


def _spent(pid: int) -> float:
    """Return the processor time of a process and all that it started, ended or not."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / _TICK + sum(map(_spent, children(pid)))


def _format(path: Path) -> str:
    return FORMATS[path.suffix]


if __name__ == "__main__":
    main()
