"""`nianbao check`: the whole pipeline in this process, no queue. Every document is read in a child within limits."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from deploy.cli import tell
from deploy.cli.beside import beside_each_other
from deploy.cli.environment import settings
from deploy.cli.failures import detail
from deploy.cli.policy import PolicyFile, chosen
from deploy.cli.screen import CommandError, complain, counted, out, print_line, progress
from deploy.cli.words import choose, say
from deploy.sources import Loaded, Problem, count, expand, load, readable
from shared.errors import Refused
from shared.job import Hints
from shared.limits import Limits
from shared.record import File, Record, encode
from tasks import child
from workers import pipeline
from workers.intake import takes_program
from workers.validate import Policy


def check(
    paths: Annotated[list[Path], typer.Argument(help=say("check.paths"), metavar="PATH", show_default=False)],
    *,
    as_json: Annotated[bool, typer.Option("--json", help=say("check.json"))] = False,
    rules: Annotated[str | None, typer.Option(help=say("check.rules"), metavar="A01,N01", show_default=False)] = None,
    sheets: Annotated[
        Path | None, typer.Option("--evidence", help=say("run.evidence"), metavar="DIR", show_default=False)
    ] = None,
    policy: PolicyFile = None,
) -> None:
    """Print what is wrong with each document; exit by the outcomes."""
    limits, used = settings().limits, chosen(policy, rules)
    entries = expand(paths)
    if not entries:
        raise CommandError(say("nothing", paths=" ".join(map(readable, paths))))
    tally = tell.Tally()
    problems: list[str] = []
    begin = time.monotonic()
    with ExitStack() as scope:
        items, total = load(entries, limits), count(entries)
        if sheets:
            from deploy.cli.sheets import drawn, keeping  # noqa: PLC0415 - brings the store and the HTTP framework

            items, blobs = keeping(items, scope.enter_context(TemporaryDirectory(prefix="nianbao-")))
        with progress(say("check.doing"), total) as advance:
            records = beside_each_other(counted(_records(items, limits, used, problems.append), advance), used)
            first = list(islice(records, 1))  # once it is there, all have been read
        records = chain(first, records)
        if sheets:
            records = scope.enter_context(drawn(records, total, blobs, limits, sheets))
        for record in records:
            if as_json:
                print_line(encode(record))
            tally.add(record)
    for problem in problems:
        complain(problem)
    if tally.total and not as_json:
        tally.tell(out(), time.monotonic() - begin)
    raise typer.Exit(2 if problems else int(not tally.all_accepted))


def _records(
    items: Iterator[Loaded | Problem], limits: Limits, policy: Policy, complain: Callable[[str], None]
) -> Iterator[Record]:
    for item in items:
        if isinstance(item, Problem):
            complain(choose(item.message))
            continue
        try:
            yield judged(item.name, item.data, item.hints, limits, policy)
        except OSError as error:
            complain(say("error.disk", path=item.name, detail=detail(error)))


def judged(name: str, source: bytes | Path, hints: Hints, limits: Limits, policy: Policy) -> Record:
    """Return the record of a document, whatever it does to whoever reads it."""
    if isinstance(source, Path) and (size := source.stat().st_size) > limits.file_bytes:
        with source.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        file = File(name=name, sha256=sha256, size=size, source_url=hints.source_url)
        return pipeline.stopped(file, Refused("too-large", size=size, limit=limits.file_bytes))
    data = source.read_bytes() if isinstance(source, Path) else source
    allowed = pipeline.allowance(data, limits)
    given = (data, name, hints, limits, policy)
    ending = child.run(pipeline.check, *given, limits=allowed, programs=takes_program(data))
    if ending.stop is None:
        return ending.result()
    file = pipeline.describe(data, name, hints)
    if detected := child.run(pipeline.intake, data, file, limits, limits=limits).value:
        file = detected  # what was known before the reading died
    return pipeline.stopped(file, ending.stop)
