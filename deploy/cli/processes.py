"""`nianbao up`, `worker`, `scheduler` and `gateway`: the processes of a line, all together or one by one."""

import signal
from enum import StrEnum
from typing import Annotated

import typer

from deploy import gateway as gateway_process
from deploy import scheduler as scheduler_process
from deploy import worker as worker_process
from deploy.cli.environment import settings
from deploy.cli.line import WORKERS, line
from deploy.cli.screen import CommandError, err
from deploy.cli.words import say
from deploy.gateway import Gateway
from shared.settings import Settings
from shared.store.keys import new_secret
from tasks.line import QUEUES

_HOST, _PORT = "127.0.0.1", 8080
Host = Annotated[str, typer.Option(help=say("gateway.host"), metavar="ADDRESS")]
Port = Annotated[int, typer.Option(min=0, max=65_535, help=say("gateway.port"), metavar="P")]
Queue = StrEnum("Queue", {name: name for name in QUEUES})  # type: ignore[misc] # names from a table


def up(
    *,
    workers: Annotated[int, typer.Option(min=1, help=say("run.workers"), metavar="N")] = WORKERS,
    port: Port = _PORT,
    host: Host = _HOST,
) -> None:
    """Keep a whole service running until Ctrl-C."""
    told, key = settings(), new_secret()
    with line(told, workers) as (store, _), Gateway(told, store, host, port, key) as served:
        link = f"{served.url}/login?key={key}"
        err().print(say("up.running", workers=workers, home=told.home, url=served.url, link=link))
        signal.pause()


def gateway(*, port: Port = _PORT, host: Host = _HOST) -> None:
    """Serve the store over HTTP until told to stop."""
    gateway_process.serve(settings(), host, port)


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
