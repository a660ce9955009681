"""`nianbao demo`: the main job on the project's own sample reports, with a receiver that verifies the notices."""

import json
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from msgspec import structs
from rich.console import Console
from rich.table import Table
from rich.text import Text

import deploy
from deploy import dataset
from deploy.cli import tell
from deploy.cli.batches import await_end, enter
from deploy.cli.environment import settings
from deploy.cli.line import line
from deploy.cli.run import bring_notices, tallied
from deploy.cli.screen import CommandError, out
from deploy.cli.words import say
from deploy.gateway.serve import Gateway
from deploy.receiver import Received, Receiver
from deploy.sources import expand
from shared.settings import Settings
from shared.store import Store
from shared.store.keys import new_secret
from workers.notify import EventType, Subscription

_SAMPLES = Path(deploy.__file__).parent.parent / "tests" / "corpus" / "samples"
_WORKERS = 2
_EXPLAINED = 12  # findings


def demo(*, into: Annotated[Path, typer.Option("--out", help=say("run.out"), metavar="DIR")] = Path("out")) -> None:
    """Show the whole of it on sample reports. Its state is in a folder of its own, gone when it ends."""
    if not _SAMPLES.is_dir():
        raise CommandError(say("demo.no-samples", folder=_SAMPLES))
    console, entries, tally = out(), expand([_SAMPLES]), tell.Tally(explained=_EXPLAINED)
    _title(console, say("demo.begin", count=len(entries), workers=_WORKERS))
    with tempfile.TemporaryDirectory(prefix="nianbao-demo-") as home, Receiver() as receiver:
        told = _settings(Path(home))
        with line(told, _WORKERS) as (store, fleet):
            endpoint = store.endpoints.add(receiver.url, [*Subscription().events, EventType.REPORT_ACCEPTED])
            receiver.secret = endpoint.secrets[0]
            begin = time.monotonic()
            batch, _ = enter(store, entries, told.limits, "demo")
            await_end(store, batch)
            seconds = time.monotonic() - begin
            bring_notices(store)
            dataset.write(tallied(store.records.of_batch(batch), tally), into, "jsonl")
            tally.tell(console, seconds)
            _notices(console, list(receiver.received.values()), receiver)
            _title(console, say("demo.data"))
            for path in sorted(into.glob("*.jsonl")):
                console.print(f"  {path}  {say('show.bytes', count=f'{path.stat().st_size:,}')}")
            _offer(console, told, store)
    _title(console, say("demo.end"))
    running = [member.name for member in fleet.members if member.process.poll() is None]
    if running or tally.total < len(entries):
        raise CommandError(say("demo.failed", running=" ".join(running), done=tally.total, count=len(entries)))


def _offer(console: Console, told: Settings, store: Store) -> None:
    """Offer the console: to a person who sits there for as long as they look at it, to others by a command."""
    if not (sys.stdin.isatty() and console.is_terminal):
        _title(console, say("demo.up"))
        return
    key = new_secret()
    with Gateway(told, store, "127.0.0.1", 0, key) as gateway:
        _title(console, say("demo.look"))
        console.print(f"  {gateway.url}/login?key={key}", soft_wrap=True)
        with suppress(EOFError, KeyboardInterrupt):
            console.input(f"  {say('demo.enter')} ")


def _settings(home: Path) -> Settings:
    """Return settings of which nothing but the Redis server is shared with anybody; this machine may be told."""
    return structs.replace(
        settings(),
        home=str(home),
        database_url=f"sqlite:///{home / 'nianbao.db'}",
        blobs=str(home / "blobs"),
        allowed_networks="127.0.0.0/8",
    )


def _notices(console: Console, received: list[Received], receiver: Receiver) -> None:
    """Show one notice, that it verifies, and that a changed one does not."""
    _title(console, say("demo.notices", count=len(received)))
    failed = [notice for notice in received if json.loads(notice.body)["type"] == EventType.REPORT_FAILED]
    if not failed or receiver.refused:
        raise CommandError(say("demo.no-notice"))
    notice = failed[0]
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name in ("user-agent", "webhook-id", "webhook-timestamp", "webhook-signature"):
        grid.add_row("", name, notice.headers[name])
    data = json.loads(notice.body)["data"]
    grid.add_row("", "type", json.loads(notice.body)["type"])
    grid.add_row("", "data.report", f"{data['report']['publisher']} {data['report']['year']}")
    grid.add_row("", "data.findings", "  ".join(finding["rule"] for finding in data["findings"]))
    console.print(grid)
    tampered = structs.replace(notice, body=notice.body.replace(b'"failed"', b'"accepted"', 1))
    for what, held, wanted in (("demo.verified", notice, True), ("demo.tampered", tampered, False)):
        if held.verify(receiver.secret) is not wanted:
            raise CommandError(say("demo.unsafe"))
        console.print(Text(f"  ✓ {say(what)}", "green"))


def _title(console: Console, text: str) -> None:
    console.print()
    console.print(Text(text, style="bold cyan"))
