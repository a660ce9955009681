"""`nianbao export`: the data set."""

import os
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
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


def export(  # noqa: PLR0913 - one option each
    *,
    out: Annotated[Path, typer.Option(help=say("export.out"), metavar="DIR")],
    batch: Annotated[str | None, typer.Option(help=say("export.batch"), metavar="BATCH", show_default=False)] = None,
    format_: Annotated[Format, typer.Option("--format", help=say("export.format"))] = Format.JSONL,
    partition: Annotated[bool, typer.Option("--partition", help=say("export.partition"))] = False,
    mark: Annotated[Path | None, typer.Option(help=say("export.mark"), metavar="FILE", show_default=False)] = None,
    server: remote.Server = None,
) -> None:
    """Write `reports`, `cells` and `findings`."""
    if partition and format_ is not Format.PARQUET:
        raise CommandError(say("export.partition.parquet"))
    if mark is not None and (batch is not None or server is not None):
        raise CommandError(say("export.mark.all"))
    write = dataset.write_partitioned if partition else partial(dataset.write, format_=format_)
    if server is not None:
        with remote.gateway(server) as client, progress(say("export.doing"), None) as advance:
            which = client.batch(batch).id if batch else None
            written = write(counted(client.export(which), advance), out)
        err().print(say("export.done", count=written, folder=out), style="dim")
        return
    with store() as opened:
        until = opened.records.until()
        found = opened.batches.get(batch) if batch else None
        total = opened.batches.counts(found.id).total if found else None
        with progress(say("export.doing"), total) as advance:
            if mark is not None:
                records = opened.records.changed(_since(mark))
            else:
                records = opened.records.of_batch(found.id) if found else opened.records.every()
            written = write(counted(records, advance), out)
    if mark is not None:
        draft = mark.with_name(f".{mark.name}.{os.getpid()}")
        draft.write_bytes(msgspec.json.encode({"until": until}))
        draft.replace(mark)  # whole, and only now that everything is written
    err().print(say("export.done", count=written, folder=out), style="dim")


def _since(mark: Path) -> float:
    """Return the time that an earlier export left in its mark; that of the first one is the beginning of time."""
    if not mark.exists():
        return 0.0
    try:
        return msgspec.json.decode(mark.read_bytes(), type=dict[str, float])["until"]
    except (msgspec.MsgspecError, KeyError) as error:
        raise CommandError(say("export.mark.wrong", mark=mark)) from error
