"""`nianbao run`: the main job at one go, from documents to the data set, on a line of our own."""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from deploy import dataset
from deploy.cli import tell
from deploy.cli.batches import await_end, enter, label_of, status_of
from deploy.cli.export import Format
from deploy.cli.line import WORKERS, line
from deploy.cli.policy import PolicyFile, with_policy
from deploy.cli.screen import CommandError, err, out
from deploy.cli.sheets import drawn
from deploy.cli.words import say
from deploy.sources import expand
from shared.record import Record
from shared.store import OPEN, PENDING, Store
from tasks.context import policy_of

_EXPLAINED = 20  # findings
_NOTICES = 15.0  # seconds for the first attempts at notices
_LOOK = 0.1


def run(  # noqa: PLR0913 - an option each
    paths: Annotated[list[Path], typer.Argument(help=say("check.paths"), metavar="PATH", show_default=False)],
    *,
    into: Annotated[Path, typer.Option("--out", help=say("run.out"), metavar="DIR")] = Path("out"),
    workers: Annotated[int, typer.Option(min=1, help=say("run.workers"), metavar="N")] = WORKERS,
    format_: Annotated[Format, typer.Option("--format", help=say("export.format"))] = Format.JSONL,
    sheets: Annotated[
        Path | None, typer.Option("--evidence", help=say("run.evidence"), metavar="DIR", show_default=False)
    ] = None,
    policy: PolicyFile = None,
) -> None:
    """Read and judge everything with several processes and write the data set; exit by the outcomes."""
    entries, told, tally = expand(paths), with_policy(policy), tell.Tally(explained=_EXPLAINED)
    policy_of(told)  # better now than in every worker
    if not entries:
        raise CommandError(say("nothing", paths=label_of(paths)))
    dataset.prepare(into, format_)  # better now than after the work
    with line(told, workers) as (store, fleet):
        begin = time.monotonic()
        batch, problems = enter(store, entries, told.limits, label_of(paths))
        ended = await_end(store, batch)
        seconds = time.monotonic() - begin
        bring_notices(store)
        records = tallied(store.records.of_batch(batch), tally)
        with ExitStack() as scope:
            if sheets:
                total = ended.total if ended else None
                given = (store.blobs, told.limits, sheets)
                records = scope.enter_context(drawn(records, total, *given, public_url=store.public_url))
            dataset.write(records, into, format_)
        restarts = fleet.restarts
    tally.tell(out(), seconds)
    err().print(say("run.written", folder=into), style="dim")
    if restarts:
        err().print(say("run.restarts", count=restarts), style="yellow")
    raise typer.Exit(status_of(ended, problems))


def tallied(records: Iterator[Record], tally: tell.Tally) -> Iterator[Record]:
    """Hand records on and take them into the tally."""
    for record in records:
        tally.add(record)
        yield record


def bring_notices(store: Store) -> None:
    """Let what is due be brought once before the workers go home. What fails waits for the next line."""
    deadline = time.monotonic() + _NOTICES
    while time.monotonic() < deadline and _untried(store):
        time.sleep(_LOOK)


def _untried(store: Store) -> bool:
    """Whether a notice is due that nobody has tried to bring. Those of disabled or held receivers are not due."""
    told = {each.id for each in store.endpoints.every() if each.disabled_at is None and each.held_until is None}
    waiting = (delivery for state in OPEN for delivery in store.deliveries.newest(state=state))
    return any(
        delivery.endpoint in told and (delivery.attempts == 0 or delivery.state != PENDING) for delivery in waiting
    )
