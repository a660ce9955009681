"""How the store's hot statements grow with the queue: `python -m tests.bench.store [sqlite|postgresql] [DOCUMENTS]…`.

Prints milliseconds of each at every size, side by side, and PostgreSQL's plans at the largest.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event, insert, text

from shared.settings import Settings
from shared.store import Item, Store
from shared.store.database import Database
from shared.store.tables import batches, documents, submissions
from tests import postgres
from tests.unit.store.samples import finish, hand_on, silent

SIZES = (1_000, 10_000, 100_000)
_FORMATS = ("pdf", "docx", "html", "text")
_ROUNDS = 15
_AT_ONCE = 10_000  # rows


def fill(database: Database, size: int) -> str:
    """Make one sealed batch: a half has ended, of the rest a tenth waits to be extracted."""
    batch = f"b{size:011x}"
    with database.write() as connection:
        row = {"id": batch, "label": "", "express": False, "turn": size, "created_at": 0, "sealed_at": 0}
        connection.execute(insert(batches), row)
    for start in range(0, size, _AT_ONCE):
        rows, held = [], []
        for number in range(start, min(size, start + _AT_ONCE)):
            id_ = f"{number * 2654435761 % 2**32:08x}{number:056x}"
            extract, done = number % 20 == 1, number % 2 == 0
            format_ = _FORMATS[number // 20 % 4]
            stage, queue = ("extract", f"extract.{format_}") if extract else ("intake", "intake")
            if done:
                stage = queue = "validate"
            rows.append(
                {
                    "id": id_,
                    "size": 1,
                    "name": str(number),
                    "created_at": number,
                    "turn": number,
                    "express": False,
                    "stage": stage,
                    "queue": queue,
                    "state": "done" if done else "pending",
                    "format": format_ if done or extract else None,
                    "outcome": "accepted" if done else None,
                }
            )
            held.append({"batch": batch, "name": str(number), "document": id_, "hints": b"{}", "submitted_at": 0})
        with database.write() as connection:
            connection.execute(insert(documents), rows)
            connection.execute(insert(submissions), held)
    return batch


def measure(store: Store, batch: str) -> dict[str, float]:
    """Return milliseconds of each statement: the median of some rounds."""
    new = store.batches.create("new")
    number = iter(range(10**9))
    taken = iter(store.documents.take("intake", 4 * _ROUNDS))

    def work() -> None:
        held = store.documents.claim(next(taken).id, "intake", "intake", 60)
        if held is None or not hand_on(store, held, b"x" * 20_000):
            raise AssertionError
        held = store.documents.claim(held.id, "extract", "extract.text", 60)
        if held is None or not finish(store, held):
            raise AssertionError

    steps: dict[str, Callable[[], Any]] = {
        "pump: queues with work": store.documents.waiting,
        "pump: batches to close": lambda: store.batches.close(silent),
        "pump: expired leases": store.documents.expired,
        "pump: stale messages": lambda: store.documents.stale(0),
        "pump: take 50": lambda: store.documents.take("intake", 50),
        "worker: claim, hand on, claim, finish": work,
        "submit 50": lambda: store.batches.submit(new, [Item("x", f"n{next(number)}".encode()) for _ in range(50)]),
        "status: find by prefix": lambda: store.documents.get(f"{2654435761 * 7 % 2**32:08x}"),
        "status: counts of the batch": lambda: store.batches.counts(batch),
        "metrics: backlog": store.documents.backlog,
    }
    return {name: _median(step) for name, step in steps.items()}


def _median(step: Callable[[], Any]) -> float:
    step()
    times = []
    for _ in range(_ROUNDS):
        begin = time.perf_counter()
        step()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def explain(database: Database, store: Store) -> None:
    """Print the plans of what the pump asks at every tick."""
    asked: list[tuple[str, Any]] = []
    engine = store._database._engine  # noqa: SLF001 - statements are not for users to see

    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:  # noqa: ANN401 - SQLAlchemy hands over what it likes
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    store.documents.waiting()
    store.batches.close(silent)
    store.documents.expired()
    store.documents.stale(0)
    store.documents.take("intake", 50)
    event.remove(engine, "before_cursor_execute", note)
    with database.read() as connection:
        for statement, parameters in asked:
            if statement.startswith(("SELECT", "WITH")):
                rows = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS) {statement}", parameters)
                sys.stdout.write("\n" + " ".join(statement.split())[:160] + "\n")
                sys.stdout.write("".join(f"    {row[0]}\n" for row in rows))


def main(engine: str = "sqlite", *sizes: str) -> None:
    """Measure on one engine."""
    with tempfile.TemporaryDirectory() as folder:
        if engine == "sqlite":
            _compare(lambda size: f"sqlite:///{Path(folder, str(size))}.db", folder, sizes)
        else:
            with postgres.serve() as server:
                _compare(lambda _: server.create(), folder, sizes)


def _compare(url: Callable[[int], str], folder: str, sizes: tuple[str, ...]) -> None:
    found: dict[int, dict[str, float]] = {}
    for size in map(int, sizes or map(str, SIZES)):
        settings = Settings(home=folder, database_url=url(size))
        with Store.open(settings) as store:
            database = Database(settings.database, time.time)
            batch = fill(database, size)
            if not database.is_sqlite:
                with database.write() as connection:
                    connection.execute(text("ANALYZE"))
            found[size] = measure(store, batch)
            if not database.is_sqlite and size == max(map(int, sizes or map(str, SIZES))):
                explain(database, store)
            database.close()
    sys.stdout.write(f"\n{'milliseconds at':40}" + "".join(f"{size:>12,}" for size in found) + f"{'growth':>10}\n")
    for name in next(iter(found.values())):
        times = [each[name] for each in found.values()]
        sys.stdout.write(f"{name:40}" + "".join(f"{ms:12.2f}" for ms in times) + f"{times[-1] / times[0]:9.1f}x\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
