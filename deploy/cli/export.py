"""`nianbao export`: the data set."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from deploy import dataset
from deploy.cli import remote
from deploy.cli.environment import store
from deploy.cli.screen import CommandError, counted, err, progress
from deploy.cli.words import say


class Format(StrEnum):
    """In which format the data set is written."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def export(
    *,
    out: Annotated[Path, typer.Option(help=say("export.out"), metavar="DIR")],
    batch: Annotated[str | None, typer.Option(help=say("export.batch"), metavar="BATCH", show_default=False)] = None,
    format_: Annotated[Format, typer.Option("--format", help=say("export.format"))] = Format.JSONL,
    partition: Annotated[bool, typer.Option("--partition", help=say("export.partition"))] = False,
    server: remote.Server = None,
) -> None:
    """Write `reports`, `cells` and `findings`."""
    if partition and format_ is not Format.PARQUET:
        raise CommandError(say("export.partition.parquet"))
    write = dataset.write_partitioned if partition else partial(dataset.write, format_=format_)
    if server is not None:
        with remote.gateway(server) as client, progress(say("export.doing"), None) as advance:
            which = client.batch(batch).id if batch else None
            written = write(counted(client.export(which), advance), out)
        err().print(say("export.done", count=written, folder=out), style="dim")
        return
    with store() as opened:
        found = opened.batches.get(batch) if batch else None
        total = opened.batches.counts(found.id).total if found else None
        with progress(say("export.doing"), total) as advance:
            records = opened.records.of_batch(found.id) if found else opened.records.every()
            written = write(counted(records, advance), out)
    err().print(say("export.done", count=written, folder=out), style="dim")
