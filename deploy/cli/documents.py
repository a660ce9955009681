"""`nianbao show` and `requeue`: single documents."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deploy.cli import tell
from deploy.cli.environment import settings, store
from deploy.cli.screen import Prose, err, moment, out, print_json, print_line
from deploy.cli.words import choose, in_language, language, say
from shared.record import Record
from shared.store import Delivery, Document, Event, NotFoundError
from workers.notify.causes import meaning

_SHORT = 12  # characters of an id that are shown beside others


def show(
    document: Annotated[str, typer.Argument(help=say("show.argument"), metavar="DOCUMENT")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help=say("show.json"))] = False,
    as_evidence: Annotated[bool, typer.Option("--evidence", help=say("show.evidence"))] = False,
) -> None:
    """Print a document's record, findings, history and deliveries."""
    with store() as opened:
        found = opened.documents.get(document)
        try:
            record = opened.records.get(found.id)
        except NotFoundError:
            if as_json or as_evidence:
                raise
            record = None
        if as_evidence and record is not None:
            from deploy.gateway import evidence  # noqa: PLC0415 - brings the whole HTTP framework
            from deploy.gateway.pictures import Pictures  # noqa: PLC0415 - likewise

            pictures = Pictures(opened.blobs, settings().limits)
            print_line(evidence.sheet(record, pictures, language(), opened.public_url).encode())
            return
        history, deliveries = opened.documents.history(found.id), opened.deliveries.newest(document=found.id)
    if as_json:
        print_json(record)
        return
    console = out()
    _head(console, found, record)
    if record and record.findings:
        console.print()
        tell.explain(console, tell.Told.of(record), record.findings)
    _history(console, history)
    _deliveries(console, deliveries)


def requeue(
    documents: Annotated[
        list[str] | None, typer.Argument(help=say("requeue.argument"), metavar="DOCUMENT", show_default=False)
    ] = None,
    *,
    batch: Annotated[str | None, typer.Option(help=say("requeue.batch"), metavar="BATCH", show_default=False)] = None,
    deliveries: Annotated[bool, typer.Option("--deliveries", help=say("requeue.deliveries"))] = False,
) -> None:
    """Have documents read, or refused deliveries brought, once more; print how many."""
    with store() as opened:
        if deliveries:
            count = opened.deliveries.replay()
        elif documents:
            count = opened.documents.requeue([opened.documents.get(each).id for each in documents])
        else:
            count = opened.documents.requeue(batch=opened.batches.get(batch).id if batch else None)
    out().print(str(count))
    err().print(say("requeue.deliveries.done" if deliveries else "requeue.done", count=count), style="dim")


def _head(console: Console, found: Document, record: Record | None) -> None:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    file, report = (record.document, record.report) if record else (None, None)
    facts: list[tuple[str, object]] = [
        ("document", found.id),
        ("name", found.name),
        ("size", say("show.bytes", count=found.size)),
        ("format", found.format),
        ("encoding", file.encoding if file else None),
        ("pages", file.pages if file else None),
        ("url", found.source_url),
        ("supersedes", found.supersedes),
        ("superseded", found.superseded_by),
        ("state", f"{say(f'state.{found.state}')}  {found.stage if found.ended_at is None else ''}".strip()),
        ("outcome", tell.outcome(record.outcome) if record else None),
        ("title", report.title if report else None),
        ("publisher", report.publisher if report else None),
        ("year", report.year if report else None),
        ("form", report.form if report else None),
        ("published", report.published if report else None),
        ("period", " – ".join(report.period) if report and report.period else None),
        ("cells", f"{report.coverage.mapped}/{report.coverage.expected}" if report else None),
        ("engine", f"{record.engine.version} {record.engine.rules}" if record else None),
    ]
    for name, value in facts:
        if value is not None:
            grid.add_row(say(f"show.{name}"), value if isinstance(value, Text) else Prose(str(value)))
    for submission in found.submissions:
        grid.add_row(say("show.batch"), f"{submission.batch}  {submission.name}  {moment(submission.submitted_at)}")
    console.print(grid)
    if record and record.reason:
        console.print()
        tell.explain(console, tell.Told.of(record), ())


def _history(console: Console, history: list[Event]) -> None:
    if history:
        console.print()
        console.print(Text(say("show.history"), style="bold"))
    grid = Table.grid(padding=(0, 2))
    for event in history:
        note = "  ".join(f"{name} {in_language(value)}" for name, value in event.note.items())
        grid.add_row("", moment(event.at), event.event, event.stage, Text(note, style="dim"))
    console.print(grid)


def _deliveries(console: Console, deliveries: list[Delivery]) -> None:
    if deliveries:
        console.print()
        console.print(Text(say("show.deliveries"), style="bold"))
    grid = Table.grid(padding=(0, 2))
    for each in deliveries:
        told = (
            each.event,
            each.endpoint,
            say(f"delivery.{each.state}"),
            str(each.status or ""),
            choose(meaning(each.cause)),
        )
        grid.add_row("", moment(each.created_at), each.id[:_SHORT], *told)
    console.print(grid)
