"""One worker process: takes work from the given queues until it is told to stop (TERM finishes what it holds)."""

import argparse
import os
import warnings
from collections.abc import Sequence

from celery import signals
from celery.platforms import SecurityWarning

from deploy import isolation, traces
from deploy.heartbeat import Heartbeat
from shared import log
from shared.settings import Settings, load
from shared.store import Store
from tasks import app
from tasks.broker import queue_name
from tasks.line import NOTIFY, QUEUES
from tasks.reader import Reader

_SENDERS = 48  # threads of a process that does nothing but send: as many endpoints may be slow at once


def serve(settings: Settings, queues: Sequence[str], concurrency: int = 1) -> None:
    """Work until told to stop."""
    log.configure(settings.log_level)
    signals.setup_logging.connect(lambda **_: None, weak=False)  # logging is set up
    warnings.simplefilter("ignore", SecurityWarning)  # of root: messages are JSON, and documents are read in a child
    with Store.open(settings) as store:  # made or upgraded once, and closed before the first fork
        line = store.line
        if NOTIFY in queues:
            store.endpoints.every()  # StoreError where their secrets are shut: better now than at every notice
    pool = "threads" if set(queues) == {NOTIFY} else "prefork"  # who sends waits, mostly
    if pool == "prefork":  # exporters are not carried over a fork
        signals.worker_process_init.connect(lambda **_: traces.begin(settings), weak=False)
    else:
        traces.begin(settings)
    reader = Reader()
    if pool == "prefork":
        signals.worker_process_init.connect(lambda **_: reader.start(), weak=False)  # warm when work comes
        signals.worker_process_shutdown.connect(lambda **_: reader.stop(), weak=False)
    application = app.build(settings, line, queues, reader)
    application.steps["worker"].add(Heartbeat)
    worker = application.Worker(
        queues=[queue_name(settings.redis_url or "", line, queue) for queue in queues],
        concurrency=concurrency if pool == "prefork" else max(concurrency, _SENDERS),
        pool=pool,
        hostname=f"nianbao-{os.getpid()}@%h",
        optimization="fair",
        without_gossip=True,
        without_mingle=True,
        quiet=True,
        heartbeat_file=settings.heartbeat,
    )
    if pool == "prefork":
        isolation.tell()
    worker.start()
    raise SystemExit(worker.exitcode)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run `python -m deploy.worker QUEUE…`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queues", nargs="+", choices=QUEUES)
    parser.add_argument("--concurrency", type=int, default=1)
    told = parser.parse_args(arguments)
    serve(load(os.environ), told.queues, told.concurrency)


if __name__ == "__main__":
    main()
