"""`nianbao plan`: what a season costs, on paper."""

from typing import Annotated

import typer
from rich.table import Table

from deploy import plan as capacity
from deploy.cli.environment import settings
from deploy.cli.screen import CommandError, out, print_json
from deploy.cli.words import say
from deploy.measured import measured

_MIX = "pdf=40,html=45,docx=10,text=5"


def plan(  # noqa: PLR0913 - one option each
    *,
    documents: Annotated[int, typer.Option(min=1, help=say("plan.documents"), metavar="N")] = 150_000,
    days: Annotated[float, typer.Option(min=0.01, help=say("plan.days"), metavar="D")] = 5.0,
    mix: Annotated[str, typer.Option(help=say("plan.mix"), metavar="FORMAT=N,…")] = _MIX,
    peak: Annotated[float, typer.Option(min=1, help=say("plan.peak"), metavar="X")] = 3.0,
    speed: Annotated[float, typer.Option(min=0.01, help=say("plan.speed"), metavar="X")] = 1.0,
    notices: Annotated[float, typer.Option(min=0, help=say("plan.notices"), metavar="X")] = 0.5,
    as_json: Annotated[bool, typer.Option("--json", help=say("lookup.json"))] = False,
) -> None:
    """Print the workers of each queue, the load of Redis and the database, and what is stored."""
    season = capacity.Season(documents=documents, days=days, mix=_shares(mix), peak=peak, speed=speed, notices=notices)
    try:
        found = capacity.plan(season, measured(), settings().window)
    except capacity.PlanError as error:
        raise CommandError(say("plan.mix.wrong", mix=mix, wrong=error)) from error
    if as_json:
        print_json(found)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("queue", "count", "hours", "workers"):
        table.add_column(say(f"plan.column.{column}"), justify="left" if column == "queue" else "right")
    for each in found.queues:
        table.add_row(each.queue, f"{each.documents:,}", f"{each.seconds / 3600:,.1f}", str(each.workers))
    out().print(table)
    out().print()
    grid = Table.grid(padding=(0, 2))
    for name, value in (
        ("cores", f"{found.cores:g}"),
        ("rate", f"{found.documents_per_second:g}/s"),
        ("transactions", f"{found.transactions_per_second:g}/s"),
        ("redis", f"{found.redis_bytes / 2**20:.1f} MiB"),
        ("database", f"{found.database_bytes / 2**30:.1f} GiB"),
        ("blobs", f"{found.blob_bytes / 2**30:.1f} GiB"),
    ):
        grid.add_row(say(f"plan.{name}"), value)
    out().print(grid)
    out().print(say("plan.measured", machine=measured().machine, samples=measured().samples), style="dim")


def _shares(mix: str) -> dict[str, float]:
    shares = {}
    for part in mix.split(","):
        name, _, share = part.partition("=")
        try:
            shares[name.strip()] = float(share)
        except ValueError as error:
            raise CommandError(say("plan.mix.wrong", mix=mix, wrong=part)) from error
    return shares
