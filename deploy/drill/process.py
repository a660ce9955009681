"""`python -m deploy.drill.process CLOCK worker QUEUE…`, or `… scheduler`: a process whose clock the drill can step.

The clock is put in place before anything else is imported: all of the process goes by it, Celery too.
"""

import os
import sys
import time
from pathlib import Path

from deploy.drill.clock import Clock


def main() -> None:
    """Become the process."""
    file, role, *queues = sys.argv[1:]
    time.time = Clock(Path(file))
    from deploy import scheduler, worker  # noqa: PLC0415 - not before there is the clock
    from shared.settings import load  # noqa: PLC0415 - likewise

    if role == "scheduler":
        scheduler.serve(load(os.environ))
    else:
        worker.serve(load(os.environ), queues)


if __name__ == "__main__":
    main()
