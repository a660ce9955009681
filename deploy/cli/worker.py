"""`nianbao worker`: one process that takes work."""

from enum import StrEnum
from typing import Annotated

import typer

from deploy.cli.environment import with_redis
from deploy.cli.words import say
from deploy.worker import serve
from tasks.line import QUEUES

Queue = StrEnum("Queue", {name: name for name in QUEUES})  # type: ignore[misc] # names from a table


def worker(
    queues: Annotated[list[Queue], typer.Argument(help=say("worker.queues", queues=" ".join(QUEUES)), metavar="QUEUE")],
    *,
    concurrency: Annotated[int, typer.Option(min=1, help=say("worker.concurrency"), metavar="N")] = 1,
) -> None:
    """Take work from queues until told to stop."""
    serve(with_redis(), [str(queue) for queue in queues], concurrency)
