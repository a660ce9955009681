"""What pages cost: a batch of 20,000 documents, and pictures of pages beside PDFium alone. Run by `make bench`.

Times are those of the server's answer, in this process. How much else the machine did is told with them.
"""

import hashlib
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from litestar import Litestar
from litestar.testing import TestClient

from deploy.gateway.app import build
from shared.settings import Settings
from shared.store import Item, Store
from shared.store.tables import batches, documents, findings, heads, submissions
from workers.gateway.picture import picture

MANY = 20_000
TIMES = 15
SAMPLES = sorted(Path("tests/corpus/samples").glob("*.pdf"))
OUTCOMES = ("accepted", "failed", "failed", "refused")


def tell(line: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{line}\n")


def main() -> None:
    """Print the times."""
    with tempfile.TemporaryDirectory() as home, Store.open(Settings(home=home)) as store:
        settings = Settings(home=home)
        running, ended = filled(store, "running"), filled(store, "ended")
        end(store, ended)
        pdf = submitted(store)
        with TestClient(build(settings, store, "bench")) as client:
            client.get("/login?key=bench")
            reference = median(lambda: client.get("/quarantine"))
            tell(f"{'an empty page':34} {reference:8.1f} ms   1.0")
            for name, path in {
                f"batch of {MANY:,}, running": f"/batches/{running}",
                f"batch of {MANY:,}, ended": f"/batches/{ended}",
                "the list of batches": "/batches",
                "findings": "/findings",
            }.items():
                taken = median(lambda path=path: answered(client, path))  # type: ignore[misc] # bound at once
                tell(f"{name:34} {taken:8.1f} ms {taken / reference:5.1f}")
            drawn = pictures(client, pdf)
        bare, cold, kept = (statistics.median(each) for each in zip(*drawn, strict=True))
        tell(f"{'PDFium draws a page':34} {bare:8.1f} ms   1.0")
        tell(f"{'a picture, cold':34} {cold:8.1f} ms {cold / bare:5.1f}")
        tell(f"{'a picture, kept':34} {kept:8.1f} ms {kept / bare:5.1f}")
    tell(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def pictures(client: TestClient[Litestar], documents_: dict[str, bytes]) -> list[tuple[float, float, float]]:
    """Take the first page of every document: drawn here, drawn by the gateway, and asked for again."""
    found = []
    for sha256, data in documents_.items():
        path = f"/v1/documents/{sha256}/pages/1.png"
        found.append(
            (
                once(lambda data=data: picture(data, 1)),  # type: ignore[misc] # bound at once
                once(lambda path=path: answered(client, path)),  # type: ignore[misc]
                once(lambda path=path: answered(client, path)),  # type: ignore[misc]
            )
        )
    return found


def answered(client: TestClient[Litestar], path: str) -> None:
    """Ask for something that must be there."""
    if client.get(path).status_code != 200:
        raise AssertionError(path)


def once(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes."""
    begin = time.perf_counter()
    work()
    return 1_000 * (time.perf_counter() - begin)


def median(work: Callable[[], object]) -> float:
    """Return the milliseconds that something takes at the median."""
    return statistics.median(once(work) for _ in range(TIMES))


def filled(store: Store, label: str) -> str:
    """Return a batch of many documents, each with an outcome, past the line."""
    batch, now = store.batches.create(label), store.clock()
    rows: dict[str, list[dict[str, object]]] = {"documents": [], "submissions": [], "heads": [], "findings": []}
    for number in range(MANY):
        id_ = hashlib.sha256(f"{label} {number}".encode()).hexdigest()
        outcome, name = OUTCOMES[number % len(OUTCOMES)], f"{number:05}.pdf"
        work = {"stage": "validate", "queue": "validate", "state": "done", "turn": number, "express": False}
        rows["documents"].append(
            {"id": id_, "size": 1, "name": name, "created_at": now, "ended_at": now, "outcome": outcome, **work}
        )
        rows["submissions"].append({"batch": batch, "name": name, "document": id_, "hints": b"{}", "submitted_at": now})
        rows["heads"].append(
            {
                "document": id_,
                "name": name,
                "publisher": f"某局{number % 3_000}",
                "year": 2023,
                "outcome": outcome,
                "errors": 1,
                "warnings": 0,
                "ended_at": now,
            }
        )
        if outcome == "failed":
            told = {"document": id_, "severity": "error", "fingerprint": "f", "body": _FINDING}
            rows["findings"] += [told | {"number": n, "rule": f"A{(number + n) % 9:02}"} for n in range(2)]
    with store._database.write() as connection:  # noqa: SLF001 - a bench may
        for table in (documents, submissions, heads, findings):
            connection.execute(table.insert(), rows[table.name])
    return batch


_FINDING = b'{"rule":"A01","name":"a","severity":"error","message":{"zh":"x","en":"x"}}'


def end(store: Store, batch: str) -> None:
    """Have a batch be ended for a while."""
    with store._database.write() as connection:  # noqa: SLF001 - likewise
        told = {"sealed_at": 1.0, "ended_at": store.clock() - 60}
        connection.execute(batches.update().where(batches.c.id == batch).values(told))


def submitted(store: Store) -> dict[str, bytes]:
    """Return PDFs that the gateway may draw, by their documents."""
    batch = store.batches.create("pictures")
    store.batches.submit(batch, [Item(path.name, path) for path in SAMPLES[:12]])
    with store._database.write() as connection:  # noqa: SLF001 - likewise
        connection.execute(documents.update().where(documents.c.format.is_(None)).values(format="pdf"))
    return {item.document: store.blobs.get(item.document) for item in store.batches.items(batch, 20)}


if __name__ == "__main__":
    main()
