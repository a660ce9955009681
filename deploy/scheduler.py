"""The scheduler process: runs the pump until it is told to stop (TERM finishes the tick)."""

import os
import signal
import threading

from deploy import metrics, traces
from deploy.heartbeat import beats
from shared import log
from shared.settings import Settings, load
from shared.store import Store
from tasks import app, trace
from tasks.pump import Pump

_BUSY, _IDLE = 0.1, 0.25  # seconds between ticks


def serve(settings: Settings) -> None:
    """Pump until told to stop."""
    log.configure(settings.log_level)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with Store.open(settings) as store, metrics.served(settings.metrics, store) as ticked:
        pump = Pump(store, app.build(settings, store.line), settings)
        beat = beats(settings.heartbeat)
        traces.begin(settings)
        while not stop.is_set():
            moved = pump.tick()
            ticked()
            beat()
            trace.flush()
            stop.wait(_BUSY if moved else _IDLE)
        pump.close()


if __name__ == "__main__":
    serve(load(os.environ))
