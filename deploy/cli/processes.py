"""`nianbao up`, `worker` and `scheduler`: the processes of a line, all together or one by one."""

import signal
from enum import StrEnum
from typing import Annotated

import typer

from deploy import scheduler as scheduler_process
from deploy import worker as worker_process
from deploy.cli.environment import settings
from deploy.cli.line import WORKERS, line
from deploy.cli.screen import CommandError, err
from deploy.cli.words import say
from shared.settings import Settings
from tasks.line import QUEUES

Queue = StrEnum("Queue", {name: name for name in QUEUES})  # type: ignore[misc] # names from a table


def up(*, workers: Annotated[int, typer.Option(min=1, help=say("run.workers"), metavar="N")] = WORKERS) -> None:
    """Keep a line running until Ctrl-C."""
    told = settings()
    with line(told, workers):
        err().print(say("up.running", workers=workers, home=told.home))
        signal.pause()


def worker(
    queues: Annotated[list[Queue], typer.Argument(help=say("worker.queues", queues=" ".join(QUEUES)), metavar="QUEUE")],
    *,
    concurrency: Annotated[int, typer.Option(min=1, help=say("worker.concurrency"), metavar="N")] = 1,
) -> None:
    """Take work from queues until told to stop."""
    worker_process.serve(_with_redis(), [str(queue) for queue in queues], concurrency)


def scheduler() -> None:
    """Run the pump until told to stop."""
    scheduler_process.serve(_with_redis())


def _with_redis() -> Settings:
    told = settings()
    if told.redis_url is None:
        raise CommandError(say("error.no-redis-url"))
    return told
