"""`nianbao key …`: who may do what over HTTP."""

from typing import Annotated

import typer
from rich.table import Table

from deploy.cli.environment import store
from deploy.cli.screen import err, moment, out, print_json, print_line
from deploy.cli.words import say
from shared.store import Scope

Json = Annotated[bool, typer.Option("--json", help=say("lookup.json"))]


def add(
    name: Annotated[str, typer.Argument(help=say("key.add.name"), metavar="NAME")],
    *,
    scope: Annotated[list[Scope] | None, typer.Option(help=say("key.add.scope"), show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """Make a key and print it; it is not shown again."""
    with store() as opened:
        key, secret = opened.keys.add(name, scope or [Scope.SUBMIT, Scope.READ])
    if as_json:
        print_json({"id": key.id, "key": secret, "scopes": key.scopes})
        return
    print_line(secret.encode())
    err().print(say("key.once", id=key.id, scopes=" ".join(key.scopes)), style="dim")


def every(*, as_json: Json = False) -> None:
    """Print all keys without their secrets."""
    with store() as opened:
        found = opened.keys.every()
    if as_json:
        print_json(found)
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("id", "name", "scopes", "created", "revoked"):
        table.add_column(say(f"key.column.{column}"), overflow="fold", no_wrap=column == "id")
    for each in found:
        revoked = moment(each.revoked_at) if each.revoked_at else ""
        table.add_row(each.id, each.name, " ".join(each.scopes), moment(each.created_at), revoked)
    out().print(table)


def revoke(key: Annotated[str, typer.Argument(help=say("key.revoke.key"), metavar="ID")]) -> None:
    """Let a key open nothing any more."""
    with store() as opened:
        found = opened.keys.get(key)
        opened.keys.revoke(found.id)
    err().print(say("key.revoked", id=found.id, name=found.name))
