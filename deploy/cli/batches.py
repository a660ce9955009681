"""`nianbao submit`, `status` and `watch`: batches of documents on the line, here or behind a gateway."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from deploy.cli import queues, remote
from deploy.cli.environment import settings, store
from deploy.cli.screen import CommandError, complain, err, moment, out, print_json, print_line, progress
from deploy.cli.tell import outcome
from deploy.cli.words import choose, say
from deploy.client import Client
from deploy.sources import Entry, Loaded, Problem, count, expand, load, readable, summary
from shared.errors import TryLater
from shared.limits import Limits
from shared.record import Outcome
from shared.store import Batch, Counts, Item, Listed, Store
from workers.gateway import resources

COULD_NOT = 2
_LOOK = 0.25  # seconds between looks at a batch
_STILL = 15.0  # seconds without any change before it is said
_NEWEST = 20
_WANTED = (Outcome.FAILED, Outcome.REFUSED, Outcome.UNREADABLE)  # documents that somebody must look at
_LISTED = 20  # of them
_SHORT = 12  # characters of an id
_SOME = 100  # documents after which it is seen whether there is room for more


class _Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a person is told of a batch, wherever it is."""

    id: str
    label: str
    created_at: float
    ended_at: float | None
    counts: Counts

    @classmethod
    def here(cls, batch: Batch, counts: Counts) -> "_Standing":
        return cls(id=batch.id, label=batch.label, created_at=batch.created_at, ended_at=batch.ended_at, counts=counts)

    @classmethod
    def there(cls, batch: resources.Batch) -> "_Standing":
        ended = batch.ended_at.timestamp() if batch.ended_at else None
        created, counts = batch.created_at.timestamp(), remote.counts(batch)
        return cls(id=batch.id, label=batch.label, created_at=created, ended_at=ended, counts=counts)


def submit(
    sources: Annotated[list[Path], typer.Argument(help=say("submit.sources"), metavar="SOURCE", show_default=False)],
    *,
    wait: Annotated[bool, typer.Option("--wait", help=say("submit.wait"))] = False,
    label: Annotated[str | None, typer.Option(help=say("submit.label"), metavar="TEXT", show_default=False)] = None,
    root: Annotated[Path | None, typer.Option(help=say("submit.root"), metavar="DIR", show_default=False)] = None,
    server: remote.Server = None,
) -> None:
    """Put documents on the line and print the batch's id."""
    entries = expand(sources, root)
    if not entries:
        raise CommandError(say("nothing", paths=label_of(sources)))
    named = label or label_of(sources)
    ended: Counts | None = None
    if server is not None:
        with remote.gateway(server) as client:
            batch, problems = _send(client, entries, named)
            _tell_link(server, batch)
            print_line(batch.encode())
            if wait:
                ended = _show(remote.counts(each) for each in client.follow(batch))
    else:
        with store() as opened:
            batch, problems = enter(opened, entries, settings().limits, named)
            _tell_link(opened.public_url, batch)
            print_line(batch.encode())
            if wait:
                ended = await_end(opened, batch)
    if ended:
        err().print(outcomes(ended))
    raise typer.Exit(status_of(ended, problems))


def _tell_link(url: str, batch: str) -> None:
    """Say where people look at a batch, where that is known."""
    if url:
        err().print(say("submit.link", link=f"{url.rstrip('/')}/batches/{batch}"), style="dim", soft_wrap=True)


def status(
    batch: Annotated[
        str | None, typer.Argument(help=say("batch.argument"), metavar="BATCH", show_default=False)
    ] = None,
    *,
    line: Annotated[bool, typer.Option("--line", help=say("status.line"))] = False,
    as_json: Annotated[bool, typer.Option("--json", help=say("lookup.json"))] = False,
    server: remote.Server = None,
) -> None:
    """Print how far a batch has come, or the newest batches, or how the line stands."""
    if line:
        with store() as opened:
            stands = queues.standing(opened)
        print_json(stands) if as_json else out().print(queues.shown(stands))
        return
    if batch is None:
        _newest(server, as_json=as_json)
        return
    listed: list[Listed | resources.Item] = []
    if server is not None:
        with remote.gateway(server) as client:
            there = client.batch(batch)
            for each in _WANTED if not as_json else ():
                listed += client.items(there.id, each, _LISTED)
        told: object = there
        standing, rules = _Standing.there(there), there.rules
    else:
        with store() as opened:
            found = opened.batches.get(batch)
            counts, rules = opened.batches.counts(found.id), opened.batches.rules(found.id)
            for each in _WANTED:
                listed += opened.batches.items(found.id, _LISTED, outcome=each)
        standing = _Standing.here(found, counts)
        told = {"batch": found, "states": counts.states, "outcomes": counts.outcomes, "rules": rules}
    if as_json:
        print_json(told)
    else:
        _print(standing, rules)
        _print_wanted(standing.counts, listed[:_LISTED])


def watch(
    batch: Annotated[str, typer.Argument(help=say("batch.argument"), metavar="BATCH")],
    *,
    server: remote.Server = None,
) -> None:
    """Show a batch's progress until it has ended."""
    if server is not None:
        with remote.gateway(server) as client:
            ended = _show(remote.counts(each) for each in client.follow(client.batch(batch).id))
    else:
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
    opened.room.check()
    batch = opened.batches.create(label, express=total == 1)
    try:
        with progress(say("submit.doing"), total) as advance:
            loaded = _as_there_is_room(opened, load(entries, limits))
            submitted = opened.batches.submit(batch, _items(loaded, problems, advance))
    finally:
        opened.batches.seal(batch)
        for problem in problems:
            complain(problem)
    err().print(say("submit.done", batch=batch, new=submitted.new, known=submitted.known), style="dim")
    return batch, problems


def await_end(opened: Store, batch: str) -> Counts:
    """Show progress until the batch has ended; say so when nothing moves."""
    return _show(_looks(opened, batch))


def outcomes(counts: Counts) -> Text:
    """Return how many documents had which outcome."""
    line = Text()
    for each in Outcome:
        if number := counts.outcomes.get(each):
            line.append("  " if line else "").append_text(outcome(each)).append(f" {number}")
    return line


def label_of(sources: Sequence[Path]) -> str:
    """Return what a batch of these is called where nobody has named it."""
    return summary([readable(source.name or source) for source in sources])


def status_of(ended: Counts | None, problems: list[str]) -> int:
    """Return the exit status."""
    if problems:
        return COULD_NOT
    return int(ended is not None and ended.outcomes.get(Outcome.ACCEPTED, 0) < ended.total)


def _send(client: Client, entries: list[Entry], label: str) -> tuple[str, list[str]]:
    """Submit everything to a gateway as one batch and return its id, and what could not be taken."""
    readable = [entry for entry in entries if os.access(entry.path, os.R_OK)]
    problems = [say("error.unreadable", path=entry.path) for entry in entries if not os.access(entry.path, os.R_OK)]
    if not readable:
        raise CommandError(problems[0])
    with progress(say("submit.doing"), len(readable)) as advance:
        receipt = client.submit(remote.files(readable), label, advance)
    problems += [f"{each.name}: {choose(each.message)}" for each in receipt.problems]
    for problem in problems:
        complain(problem)
    err().print(say("submit.done", batch=receipt.batch, new=receipt.new, known=receipt.known), style="dim")
    return receipt.batch, problems


def _looks(opened: Store, batch: str) -> Iterator[Counts]:
    """Look at a batch again and again until it has ended."""
    while opened.batches.get(batch).ended_at is None:
        yield opened.batches.counts(batch)
        time.sleep(_LOOK)
    yield opened.batches.counts(batch)


def _show(looks: Iterator[Counts]) -> Counts:
    """Show progress until there is nothing more to see; return what was seen last."""
    counts = next(looks)
    with progress(say("watch.doing"), counts.total) as advance:
        changed, quiet = time.monotonic(), False
        for look in chain((counts,), looks):
            before, counts = counts, look
            advance(counts.total - counts.open)
            if before != counts:
                changed = time.monotonic()
            elif not quiet and time.monotonic() - changed > _STILL:
                quiet = True
                err().print(say("watch.still"), style="yellow")
    return counts


def _as_there_is_room(opened: Store, loaded: Iterator[Loaded | Problem]) -> Iterator[Loaded | Problem]:
    """Hand documents on while there is room for more, and wait where there is none: some will end."""
    said = False
    for number, each in enumerate(loaded, 1):
        while number % _SOME == 0:
            try:
                opened.room.check()
                break
            except TryLater as full:
                if not said:
                    err().print(say("submit.waits", detail=full), style="yellow")
                said = True
                time.sleep(_LOOK)
        yield each


def _items(loaded: Iterator[Loaded | Problem], problems: list[str], advance: Callable[[int], None]) -> Iterator[Item]:
    for number, item in enumerate(loaded, 1):
        if isinstance(item, Problem):
            problems.append(choose(item.message))
        elif isinstance(item.data, Path) and not os.access(item.data, os.R_OK):
            problems.append(say("error.unreadable", path=item.data))
        else:
            yield Item(item.name, item.data, item.hints)
        advance(number)


def _newest(server: str | None, *, as_json: bool) -> None:
    told: Sequence[object]
    if server is not None:
        with remote.gateway(server) as client:
            there = client.batches(_NEWEST)
        told, standings = there, [_Standing.there(each) for each in there]
    else:
        with store() as opened:
            found = opened.batches.newest(_NEWEST)
            told, standings = found, [_Standing.here(each, opened.batches.counts(each.id)) for each in found]
    if as_json:
        print_json(told)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("batch", "created", "states", "outcomes", "label"):
        table.add_column(say(f"status.{column}"), overflow="fold")
    for each in standings:
        done = f"{each.counts.total - each.counts.open}/{each.counts.total}"
        table.add_row(each.id, moment(each.created_at), done, outcomes(each.counts), each.label)
    out().print(table)


def _print(found: _Standing, rules: dict[str, int]) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    rows: list[tuple[str, str | Text]] = [
        ("batch", found.id),
        ("label", found.label),
        ("created", moment(found.created_at)),
        ("ended", moment(found.ended_at) if found.ended_at else say("status.open")),
        ("states", "  ".join(f"{say(f'state.{state}')} {n}" for state, n in found.counts.states.items())),
        ("outcomes", outcomes(found.counts)),
        ("rules", "  ".join(f"{rule} ×{n}" for rule, n in sorted(rules.items(), key=lambda item: -item[1]))),
    ]
    for name, value in rows:
        grid.add_row(say(f"status.{name}"), value)
    out().print(grid)


def _print_wanted(counts: Counts, listed: Sequence[Listed | resources.Item]) -> None:
    """Name the documents that somebody must look at, under the ids that `nianbao show` takes."""
    if not listed:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("outcomes", "document", "name"):
        table.add_column(say(f"status.{column}"), overflow="fold")
    for each in listed:
        table.add_row(outcome(Outcome(each.outcome or "")), each.document[:_SHORT], each.name)
    out().print()
    out().print(table)
    if left := sum(counts.outcomes.get(each, 0) for each in _WANTED) - len(listed):
        out().print(say("table.more", count=left), style="dim")
