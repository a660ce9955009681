"""`nianbao submit`, `status` and `watch`: batches of documents on the line."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from deploy.cli.environment import settings, store
from deploy.cli.screen import CommandError, complain, err, moment, out, print_json, print_line, progress
from deploy.cli.tell import outcome
from deploy.cli.words import choose, say
from deploy.sources import Entry, Loaded, Problem, count, expand, load
from shared.limits import Limits
from shared.record import Outcome
from shared.store import Batch, Counts, Item, Store

COULD_NOT = 2
_LOOK = 0.25  # seconds between looks at a batch
_STILL = 15.0  # seconds without any change before it is said


def submit(
    sources: Annotated[list[Path], typer.Argument(help=say("submit.sources"), metavar="SOURCE", show_default=False)],
    *,
    wait: Annotated[bool, typer.Option("--wait", help=say("submit.wait"))] = False,
    label: Annotated[str | None, typer.Option(help=say("submit.label"), metavar="TEXT", show_default=False)] = None,
    root: Annotated[Path | None, typer.Option(help=say("submit.root"), metavar="DIR", show_default=False)] = None,
) -> None:
    """Put documents on the line and print the batch's id."""
    entries = expand(sources, root)
    if not entries:
        raise CommandError(say("nothing"))
    with store() as opened:
        batch, problems = enter(
            opened, entries, settings().limits, label or " ".join(source.name or str(source) for source in sources)
        )
        print_line(batch.encode())
        ended = await_end(opened, batch) if wait else None
        if ended:
            err().print(outcomes(ended))
    raise typer.Exit(status_of(ended, problems))


def status(
    batch: Annotated[
        str | None, typer.Argument(help=say("batch.argument"), metavar="BATCH", show_default=False)
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help=say("lookup.json"))] = False,
) -> None:
    """Print how far a batch has come, or the newest batches."""
    with store() as opened:
        if batch is None:
            _newest(opened, as_json=as_json)
            return
        found = opened.batches.get(batch)
        counts, rules = opened.batches.counts(found.id), opened.batches.rules(found.id)
    if as_json:
        print_json({"batch": found, "states": counts.states, "outcomes": counts.outcomes, "rules": rules})
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    rows: list[tuple[str, str | Text]] = [
        ("batch", found.id),
        ("label", found.label),
        ("created", moment(found.created_at)),
        ("ended", moment(found.ended_at) if found.ended_at else say("status.open")),
        ("states", "  ".join(f"{say(f'state.{state}')} {n}" for state, n in counts.states.items())),
        ("outcomes", outcomes(counts)),
        ("rules", "  ".join(f"{rule} ×{n}" for rule, n in sorted(rules.items(), key=lambda item: -item[1]))),
    ]
    for name, value in rows:
        grid.add_row(say(f"status.{name}"), value)
    out().print(grid)


def watch(batch: Annotated[str, typer.Argument(help=say("batch.argument"), metavar="BATCH")]) -> None:
    """Show a batch's progress until it has ended."""
    with store() as opened:
        ended = await_end(opened, opened.batches.get(batch).id)
    out().print(outcomes(ended))
    raise typer.Exit(status_of(ended, []))


def enter(opened: Store, entries: list[Entry], limits: Limits, label: str) -> tuple[str, list[str]]:
    """Submit everything as one batch and return its id, and what could not be read.

    A single document travels as a report by hand, past the bulk. A submission that is broken off is a batch of what
    was taken until then.
    """
    total, problems = count(entries), list[str]()
    batch = opened.batches.create(label, express=total == 1)
    try:
        with progress(say("submit.doing"), total) as advance:
            submitted = opened.batches.submit(batch, _items(load(entries, limits), problems, advance))
    finally:
        opened.batches.seal(batch)
        for problem in problems:
            complain(problem)
    err().print(say("submit.done", batch=batch, new=submitted.new, known=submitted.known), style="dim")
    return batch, problems


def await_end(opened: Store, batch: str) -> Counts:
    """Show progress until the batch has ended; say so when nothing moves."""
    counts = opened.batches.counts(batch)
    with progress(say("watch.doing"), counts.total) as advance:
        changed, quiet = time.monotonic(), False
        while opened.batches.get(batch).ended_at is None:
            time.sleep(_LOOK)
            before, counts = counts, opened.batches.counts(batch)
            advance(counts.total - counts.open)
            if before != counts:
                changed = time.monotonic()
            elif not quiet and time.monotonic() - changed > _STILL:
                quiet = True
                err().print(say("watch.still"), style="yellow")
    return opened.batches.counts(batch)


def outcomes(counts: Counts) -> Text:
    """Return how many documents had which outcome."""
    line = Text()
    for each in Outcome:
        if number := counts.outcomes.get(each):
            line.append("  " if line else "").append_text(outcome(each)).append(f" {number}")
    return line


def status_of(ended: Counts | None, problems: list[str]) -> int:
    """Return the exit status."""
    if problems:
        return COULD_NOT
    return int(ended is not None and ended.outcomes.get(Outcome.ACCEPTED, 0) < ended.total)


def _items(loaded: Iterator[Loaded | Problem], problems: list[str], advance: Callable[[int], None]) -> Iterator[Item]:
    for number, item in enumerate(loaded, 1):
        if isinstance(item, Problem):
            problems.append(choose(item.message))
        elif isinstance(item.data, Path) and not os.access(item.data, os.R_OK):
            problems.append(say("error.unreadable", path=item.data))
        else:
            yield Item(item.name, item.data, item.hints)
        advance(number)


def _newest(opened: Store, *, as_json: bool) -> None:
    batches = opened.batches.newest()
    if as_json:
        print_json(batches)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("batch", "created", "states", "outcomes", "label"):
        table.add_column(say(f"status.{column}"), overflow="fold")
    for batch in batches:
        table.add_row(*_row(batch, opened.batches.counts(batch.id)))
    out().print(table)


def _row(batch: Batch, counts: Counts) -> tuple[str | Text, ...]:
    done = f"{counts.total - counts.open}/{counts.total}"
    return batch.id, moment(batch.created_at), done, outcomes(counts), batch.label
