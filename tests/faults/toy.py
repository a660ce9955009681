"""A worker or a scheduler whose documents are orders, and which can be made to die at any boundary of its steps.

`python -m tests.faults.toy worker QUEUE…` or `… scheduler`. A document is a line of words: `ok`, `sleep 3`, `loop`,
`eat`, `kill`, `crash`, `memory`, `slay`. A file named like a point in the folder `fail` kills the next process that
comes there, and is gone then.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from deploy import scheduler, worker
from shared.record import File, Outcome, Record
from shared.report import Report
from shared.settings import load
from shared.store.deliveries import Deliveries
from shared.store.documents import Documents
from tasks import app
from tasks.child import Ending
from tasks.context import Context
from tasks.line import NOTIFY
from tasks.pump import Pump
from tests.faults import orders
from tests.unit.notify.samples import record
from workers import pipeline

SETTINGS = load(os.environ)
HOME = Path(SETTINGS.home)


def validate(file: File, report: Report, *_: object) -> Record:
    found = record(Outcome.ACCEPTED)
    return Record(document=file, outcome=found.outcome, report=report, engine=found.engine)


def supervise(context: Context, claim: Any) -> Ending[Any]:  # noqa: ANN401 - a stage's signature, with harm done
    """Do what a document orders its worker, not its child."""
    words = context.store.blobs.get(claim.id).decode().split()
    with (HOME / "effects").open("a") as effects:  # one short line: written at once
        effects.write(f"{os.getppid()} {' '.join(words)}\n")
    if words[0] == "memory":
        raise MemoryError
    if words[0] == "slay":
        die()
    return _extract(context, claim)


def die() -> None:
    """Take the whole worker, or the scheduler, down."""
    if sys.argv[1] == "worker" and set(sys.argv[2:]) != {NOTIFY}:  # which works in threads, not in children
        os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)


def fail_at(point: str) -> None:
    try:
        (HOME / "fail" / point).unlink()
    except FileNotFoundError:
        return
    die()


def breakable(owner: type, method: str, point: str) -> None:
    """Let a process die before and after a method that says something happened (it did not return None or False)."""
    inner = getattr(owner, method)

    def broken(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - any method's
        fail_at(f"before-{point}")
        result = inner(*args, **kwargs)
        if result or method == "_publish":  # which returns nothing
            fail_at(f"after-{point}")
        return result

    setattr(owner, method, broken)


POINTS = {
    "claim": (Documents, "claim"),
    "go-on": (Documents, "go_on"),
    "hand-on": (Documents, "hand_on"),
    "finish": (Documents, "finish"),
    "take": (Documents, "take"),
    "publish": (Pump, "_publish"),
    "deliver": (Deliveries, "claim"),
    "settle": (Deliveries, "settle"),
}
_extract = app.STAGES["extract"]


def main() -> None:
    pipeline.intake, pipeline.arrive, pipeline.extract = orders.intake, orders.arrive, orders.extract
    pipeline.validate = validate
    app.STAGES["extract"] = supervise
    build = app.build  # what is read goes to be judged by a queue; everything else goes on at once
    worker.app.build = lambda settings, line, queues=(), reader=None: build(
        settings, line, {*queues} - {"validate"}, reader
    )
    for point, (owner, method) in POINTS.items():
        breakable(owner, method, point)
    if sys.argv[1] == "scheduler":
        scheduler.serve(SETTINGS)
    else:
        worker.serve(SETTINGS, sys.argv[2:])


if __name__ == "__main__":
    main()
