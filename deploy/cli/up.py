"""`nianbao up`: the processes of a line, all together."""

import signal
from typing import Annotated

import typer

from deploy.cli.environment import settings
from deploy.cli.gateway import LOCAL, PORT, Host, Port
from deploy.cli.line import WORKERS, line
from deploy.cli.screen import err
from deploy.cli.words import say
from deploy.gateway.serve import Gateway
from shared.store.keys import new_secret


def up(
    *,
    workers: Annotated[int, typer.Option(min=1, help=say("run.workers"), metavar="N")] = WORKERS,
    port: Port = PORT,
    host: Host = LOCAL,
) -> None:
    """Keep a whole service running until Ctrl-C."""
    told, key = settings(), new_secret()
    with line(told, workers) as (store, _), Gateway(told, store, host, port, key) as served:
        link = f"{served.url}/login?key={key}"
        err().print(say("up.running", workers=workers, home=told.home, url=served.url, link=link))
        signal.pause()
