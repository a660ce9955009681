"""`nianbao waive` and `waivers`: findings that a person lets pass."""

import getpass
from datetime import date
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from deploy.cli import tell
from deploy.cli.environment import store
from deploy.cli.screen import CommandError, err, out, print_json
from deploy.cli.words import say

_SHORT = 12  # characters of an id that are shown beside others


def waive(  # noqa: PLR0913 - one waiver's parts
    document: Annotated[str, typer.Argument(help=say("show.argument"), metavar="DOCUMENT")],
    finding: Annotated[str, typer.Argument(help=say("waive.finding"), metavar="FINDING")],
    *,
    reason: Annotated[str, typer.Option(help=say("waive.reason"), metavar="TEXT", show_default=False)] = "",
    author: Annotated[str, typer.Option(help=say("waive.author"), metavar="NAME", show_default=False)] = "",
    until: Annotated[str | None, typer.Option(help=say("waive.until"), metavar="DATE", show_default=False)] = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help=say("waive.withdraw"))] = False,
) -> None:
    """Let a finding pass, or have it count again; print the document's outcome."""
    if not withdraw and not reason.strip():
        raise CommandError(say("waive.no-reason"))
    if until is not None:
        try:
            date.fromisoformat(until)
        except ValueError:
            raise CommandError(say("waive.no-date", text=until)) from None
    with store() as opened:
        id_ = opened.documents.get(document).id
        if withdraw:
            record = opened.waivers.withdraw(id_, finding)
        else:
            record = opened.waivers.add(id_, finding, author or getpass.getuser(), reason.strip(), until)
    out().print(tell.outcome(record.outcome))
    err().print(say("waive.withdrawn" if withdraw else "waive.done", finding=finding), style="dim")


def waivers(*, as_json: Annotated[bool, typer.Option("--json", help=say("lookup.json"))] = False) -> None:
    """Print every waiver."""
    with store() as opened:
        listed = opened.waivers.every()
    if as_json:
        print_json(listed)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in ("document", "rule", "finding", "author", "since", "until", "reason"):
        table.add_column(say(f"waivers.{name}"), overflow="fold")
    for each in listed:
        word = each.waiver
        until = say("waivers.ended") if each.ended_at is not None else word.until or ""
        row = (each.document[:_SHORT], each.rule, each.fingerprint, word.author, word.since, until, word.reason)
        table.add_row(*row, style="dim" if each.ended_at is not None else "")
    out().print(table if listed else Text(say("waivers.none")))
