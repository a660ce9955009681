"""`nianbao drill`: documents through a live line of our own while everything that can fail is made to fail."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from msgspec.structs import replace
from rich.table import Table
from sqlalchemy.engine import make_url

from deploy.cli.beside import beside_each_other
from deploy.cli.check import judged
from deploy.cli.environment import settings
from deploy.cli.line import WORKERS, orderly
from deploy.cli.screen import CommandError, complain, counted, err, out, print_json, progress
from deploy.cli.words import choose, say
from deploy.drill import account, truth
from deploy.drill.faults import FAULTS
from deploy.drill.memory import Memory
from deploy.drill.result import Result, Struck
from deploy.drill.scene import Scene, set_up
from deploy.drill.season import BOUND, Season, StalledError
from deploy.sources import Problem, expand, load
from shared.record import Record
from shared.settings import Settings
from shared.store import Item, Store
from tasks.context import policy_of

_MANIFEST = "manifest.ndjson"
_GRACE = 2  # processes at least: one may always be away
Kind = StrEnum("Kind", {name: name for name in FAULTS})  # type: ignore[misc] # names from a table


def drill(  # noqa: PLR0913 - one wish each
    folder: Annotated[Path, typer.Argument(help=say("drill.folder"), metavar="DIR", show_default=False)],
    *,
    faults: Annotated[int | None, typer.Option(min=1, help=say("drill.faults"), metavar="N")] = None,
    kinds: Annotated[list[Kind] | None, typer.Option("--fault", help=say("drill.kind"), metavar="FAULT")] = None,
    documents: Annotated[int | None, typer.Option(min=1, help=say("drill.documents"), metavar="N")] = None,
    seed: Annotated[str, typer.Option(help=say("drill.seed"), metavar="TEXT")] = "0",
    workers: Annotated[int, typer.Option(min=1, help=say("run.workers"), metavar="N")] = max(_GRACE, WORKERS),
    keep: Annotated[Path | None, typer.Option(help=say("drill.keep"), metavar="DIR", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("lookup.json"))] = False,
) -> None:
    """Drill; exit 0 only where nothing was lost, doubled or wrong and the line was well again in time every time."""
    told = settings()
    policy_of(told)  # better now than in every worker
    items = list(islice(_items(folder, told), documents))
    if not items:
        raise CommandError(say("nothing", paths=folder))
    chosen = _chosen([str(kind) for kind in kinds or _possible(told)], faults, seed)
    with ExitStack() as stack:
        stack.enter_context(orderly())
        home = keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="nianbao-")))
        home.mkdir(parents=True, exist_ok=True)
        told = replace(told, home=str(home))
        _refuse_used(told)
        result = _drilled(stack.enter_context(set_up(told, workers)), items, folder, chosen, seed)
    if as_json:
        print_json(result)
    else:
        _print(result)
    raise typer.Exit(int(not result.whole))


def _items(folder: Path, told: Settings) -> Iterator[Item]:
    """Yield the documents that a folder's manifest lists, or all that is in it."""
    manifest = folder / _MANIFEST
    for loaded in load(expand([manifest if manifest.is_file() else folder]), told.limits):
        if isinstance(loaded, Problem):
            complain(choose(loaded.message))
        else:
            yield Item(loaded.name, loaded.data, loaded.hints)


def _possible(told: Settings) -> list[str]:
    """Name the faults that can be had with these servers."""
    server = "postgresql" if make_url(told.database).get_backend_name() == "postgresql" else "sqlite"
    broker = "own" if told.redis_url is None else told.redis_url.partition(":")[0]
    return [name for name, fault in FAULTS.items() if fault.possible(server, broker)]


def _chosen(kinds: list[str], count: int | None, seed: str) -> list[str]:
    """Return so many faults, every kind once before any comes again."""
    rng, chosen = random.Random(seed), list[str]()  # noqa: S311 - repeatable, not secret
    while True:
        rng.shuffle(kinds)
        chosen += kinds
        if count is None or len(chosen) >= count:
            break
    return chosen[:count]


def _refuse_used(told: Settings) -> None:
    """Drill in no store that holds anything: what is there would be drilled along."""
    with Store.open(told) as store:
        if store.batches.newest(1):
            raise CommandError(say("drill.used", url=make_url(told.database).render_as_string(hide_password=True)))


def _drilled(scene: Scene, items: list[Item], folder: Path, chosen: list[str], seed: str) -> Result:
    with Memory(scene) as memory, progress(say("drill.doing"), len(items)) as advance:
        season = Season(scene, items, chosen, seed, _tell, advance)
        try:
            faults = season.play()
        except StalledError as stalled:
            raise CommandError(say("drill.stalled", what=stalled, folder=scene.settings.home)) from None
    effects = account.effects(scene, season.batches, len(items))
    quality = None
    if (truths := truth.load(folder)) is not None:
        quality = truth.hold(_records(scene.store, season.batches), truths)
    policy = policy_of(scene.settings)
    with progress(say("drill.peace"), len(items)) as advance:
        peace = (judged(each.name, each.data, each.hints, scene.settings.limits, policy) for each in items)
        apart = beside_each_other(counted(peace, advance), policy)
        differing = account.differing(_records(scene.store, season.batches), apart)
    url = make_url(scene.settings.database)
    return Result(
        seed=seed,
        database=url.get_backend_name(),
        broker="own" if scene.server else (scene.settings.redis_url or "").partition(":")[0],
        blobs=scene.settings.blob_store.partition("://")[0] if "://" in scene.settings.blob_store else "folder",
        documents=len(items),
        seconds=round(season.seconds, 1),
        documents_per_second=round(len(items) / season.seconds, 2),
        faults=faults,
        effects=effects,
        quality=quality,
        differing=differing,
        restarts=scene.fleet.restarts,
        peak_megabytes=memory.peaks,
        bound=BOUND,
    )


def _records(store: Store, batches: list[str]) -> Iterator[Record]:
    return (record for batch in batches for record in store.records.of_batch(batch))


def _tell(struck: Struck) -> None:
    err().print(_sentence(struck), style="dim" if struck.recovery is not None else "yellow")


def _sentence(struck: Struck) -> str:
    name = say(f"drill.fault.{struck.fault}")
    if struck.forbidden:
        return say("drill.forbidden", fault=name, why=struck.missing)
    if struck.missed:
        return say("drill.missed", fault=name, ended=struck.ended)
    if struck.recovery is None:
        return say("drill.not-well", fault=name, ended=struck.ended, missing=struck.missing)
    return say("drill.well", fault=name, ended=struck.ended, recovery=f"{struck.recovery:.1f}")


def _print(result: Result) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("fault", "ended", "lasted", "submitted", "recovery"):
        table.add_column(say(f"drill.column.{name}"), justify="left" if name == "fault" else "right")
    for each in result.faults:
        table.add_row(
            say(f"drill.fault.{each.fault}"),
            str(each.ended),
            f"{each.lasted:.1f}",
            "–" if each.submitted is None else f"{each.submitted:.2f}",
            "–" if each.missed else f"✗ {each.missing}" if each.recovery is None else f"{each.recovery:.1f}",
        )
    out().print(table)
    out().print()
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(justify="right")
    for name, value in _figures(result).items():
        grid.add_row(say(f"drill.{name}"), value)
    out().print(grid)
    for example in result.examples:
        out().print(f"  {example}")
    for kind in result.forbidden:
        out().print(say("drill.not-struck", fault=say(f"drill.fault.{kind}")), style="yellow")
    out().print()
    out().print(say("drill.whole" if result.whole else "drill.broken"), style="green" if result.whole else "red")


def _figures(result: Result) -> dict[str, str]:
    effects, quality = result.effects, result.quality
    found = {
        "documents.count": f"{result.documents:,}",
        "rate": f"{result.documents_per_second:.1f}",
        "lost": f"{effects.lost} + {effects.bytes_lost} + {effects.notices_lost}",
        "twice": f"{effects.doubled} + {effects.notices_doubled}",
        "dead": str(effects.dead),
        "miscounted": str(effects.miscounted),
        "again": f"{effects.worked_twice} + {effects.notices_repeated}",
    }
    if quality is not None:
        found |= {
            "wrong": f"{quality.wrong} / {quality.exact + quality.null + quality.wrong:,}",
            "null": str(quality.null),
            "unread": str(quality.unread),
            "precision": f"{quality.precision:.4f}",
            "recall": f"{quality.recall:.4f}",
        }
    found["differing"] = str(len(result.differing))
    found["slowest"] = "–" if result.slowest is None else f"{result.slowest:.1f}"
    found["restarts"] = str(result.restarts)
    found["memory"] = "  ".join(f"{role} {peak}" for role, peak in result.peak_megabytes.items() if peak)
    return found
