"""The commands that work on a gateway instead of the store of this machine (`--server`)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.screen import CommandError
from deploy.cli.words import choose, say
from deploy.client import Client, ClientError, File
from deploy.sources import Entry
from shared.store import Counts
from workers.gateway.resources import Batch

_KEY = "NIANBAO_KEY"

Server = Annotated[
    str | None,
    typer.Option(
        envvar="NIANBAO_SERVER", help=say("remote.server"), metavar="URL", show_default=False, show_envvar=False
    ),
]


@contextmanager
def gateway(url: str) -> Iterator[Client]:
    """Speak with a gateway; what it refuses is a sentence, and so is that nobody or somebody else answers there."""
    try:
        with Client(url, os.environ.get(_KEY)) as client:
            yield client
    except ClientError as error:
        where = f"{url}: " if error.code in {"unreachable", "http"} else ""
        raise CommandError(where + choose(error.message)) from error


def counts(batch: Batch) -> Counts:
    """Return a gateway's counts as the store's."""
    return Counts(states=batch.states, outcomes=batch.outcomes)


def files(entries: list[Entry]) -> list[File]:
    """Return entries as they are sent. A name that comes twice gets a number: hints go by names."""
    seen: set[str] = set()
    sent = []
    for number, entry in enumerate(entries, 1):
        name = entry.name if entry.name not in seen else f"{number}/{entry.name}"
        seen.add(name)
        sent.append(File(Path(entry.path), name, entry.hints))
    return sent
