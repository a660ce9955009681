"""`nianbao gateway`: the HTTP interface and the console, as one process."""

from typing import Annotated

import typer

from deploy.cli.environment import settings
from deploy.cli.words import say
from deploy.gateway.serve import serve

LOCAL, PORT = "127.0.0.1", 8080
Host = Annotated[str, typer.Option(help=say("gateway.host"), metavar="ADDRESS")]
Port = Annotated[int, typer.Option(min=0, max=65_535, help=say("gateway.port"), metavar="P")]


def gateway(*, port: Port = PORT, host: Host = LOCAL) -> None:
    """Serve the store over HTTP until told to stop."""
    serve(settings(), host, port)
