"""`nianbao endpoint …`: receivers of notices, and the log of what was brought to them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer
from msgspec import UNSET, Raw, structs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from deploy import receivers
from deploy.cli.environment import settings, store
from deploy.cli.screen import CommandError, err, moment, out, print_json
from deploy.cli.words import choose, say
from deploy.receivers import State
from shared.finding import Severity
from shared.store import DELIVERED, Delivery, Endpoint, Try
from tasks.context import Context
from tasks.notify import work
from workers.notify import EventType, Kind, Subscription, meaning, notice, shown_url

_DELIVERY = "msg_"  # how ids of deliveries begin
_USUAL = Subscription().events
_SHORT = 16  # characters of an id that are shown beside others
_SECONDS = {"m": 60, "h": 3600, "d": 86_400}
_STANDARD_INPUT = "-"
_NONE = "none"
_ANSWER = 200  # characters of an answer

Named = Annotated[str, typer.Argument(help=say("endpoint.argument"), metavar="ENDPOINT")]
Json = Annotated[bool, typer.Option("--json", help=say("lookup.json"))]


Event = StrEnum("Event", {each.name: each.value for each in EventType if each in receivers.CHOSEN})  # type: ignore[misc] # names from a table


def _chosen(what: str, metavar: str) -> Any:  # noqa: ANN401 - Typer's
    return typer.Option(help=say(f"endpoint.add.{what}"), metavar=metavar, show_default=False)


def _changed(told: str, metavar: str, **more: Any) -> Any:  # noqa: ANN401 - Typer's
    return typer.Option(help=told, metavar=metavar, show_default=False, **more)


def _narrowed(what: str, metavar: str) -> Any:  # noqa: ANN401 - Typer's
    return typer.Option(help=say(f"endpoint.replay.{what}"), metavar=metavar, show_default=False)


def add(  # noqa: PLR0913 - one option each
    url: Annotated[str, typer.Argument(help=say("endpoint.add.url"), metavar="URL")],
    *,
    event: Annotated[
        list[Event] | None,
        typer.Option(
            help=say("endpoint.add.event", events=", ".join(Event)), metavar="EVENT", show_default=" ".join(_USUAL)
        ),
    ] = None,
    min_severity: Annotated[Severity, typer.Option(help=say("endpoint.add.severity"))] = Severity.ERROR,
    kind: Annotated[Kind, typer.Option(help=say("endpoint.add.kind"))] = Kind.STANDARD,
    secret: Annotated[str | None, _chosen("secret", "SECRET")] = None,
    rule: Annotated[list[str] | None, _chosen("rule", "RULE")] = None,
    region: Annotated[list[str] | None, _chosen("region", "CODE")] = None,
    publisher: Annotated[list[str] | None, _chosen("publisher", "NAME")] = None,
    batch: Annotated[list[str] | None, _chosen("batch", "LABEL")] = None,
    digest: Annotated[str | None, _chosen("digest", "batch|MINUTES")] = None,
    at_once: Annotated[
        int, typer.Option(min=1, max=40, help=say("endpoint.add.at-once"), metavar="N")
    ] = receivers.AT_ONCE,
    per_minute: Annotated[int | None, typer.Option(min=1, help=say("endpoint.add.per-minute"), metavar="N")] = None,
    as_json: Json = False,
) -> None:
    """Add a receiver and print its id and secret."""
    wanted = receivers.NewReceiver(
        url=url,
        kind=kind,
        events=_events(event),
        min_severity=min_severity,
        filters=receivers.Narrowed(
            rules=_some(rule),
            regions=_some(region),
            publishers=_some(publisher),
            batches=_some(batch),
            digest_minutes=_minutes(digest),
        ),
        at_once=at_once,
        per_minute=per_minute,
        secret=_given(secret),
    )
    with store() as opened, _told():
        made = receivers.add(opened, settings(), wanted)
    _secret(made, as_json=as_json)


def update(  # noqa: PLR0913 - one option each
    endpoint: Named,
    *,
    url: Annotated[str | None, _changed(say("endpoint.update.url"), "URL")] = None,
    event: Annotated[list[Event] | None, _changed(say("endpoint.update.event"), "EVENT")] = None,
    min_severity: Annotated[Severity | None, _changed(say("endpoint.add.severity"), "SEVERITY")] = None,
    rule: Annotated[list[str] | None, _changed(say("endpoint.add.rule"), "RULE")] = None,
    region: Annotated[list[str] | None, _changed(say("endpoint.add.region"), "CODE")] = None,
    publisher: Annotated[list[str] | None, _changed(say("endpoint.add.publisher"), "NAME")] = None,
    batch: Annotated[list[str] | None, _changed(say("endpoint.add.batch"), "LABEL")] = None,
    digest: Annotated[str | None, _changed(say("endpoint.add.digest"), "batch|MINUTES|none")] = None,
    at_once: Annotated[int | None, _changed(say("endpoint.add.at-once"), "N", min=1, max=40)] = None,
    per_minute: Annotated[int | None, _changed(say("endpoint.update.per-minute"), "N", min=0)] = None,
) -> None:
    """Change where a receiver is, what it is told of, or how fast; what is not named stays as it is."""
    named = {"rules": rule, "regions": region, "publishers": publisher, "batches": batch}
    narrowed: dict[str, Any] = {name: _some(told) for name, told in named.items() if told is not None}
    if digest is not None:
        narrowed["digest_minutes"] = None if digest == _NONE else _minutes(digest)
    with store() as opened, _told():
        found = opened.endpoints.get(endpoint)
        wishes = receivers.Wishes(
            url=UNSET if url is None else url,
            events=_events(event) or UNSET,
            min_severity=min_severity or UNSET,
            filters=receivers.Narrowed(**structs.asdict(found.filters) | narrowed) if narrowed else UNSET,
            at_once=UNSET if at_once is None else at_once,
            per_minute=UNSET if per_minute is None else per_minute or None,
        )
        receivers.change(opened, settings(), found.id, wishes)
    err().print(say("endpoint.updated", endpoint=found.id))


@contextmanager
def _told() -> Iterator[None]:
    """Tell a person what a receiver cannot be."""
    try:
        yield
    except receivers.ReceiverError as error:
        raise CommandError(choose(error.message)) from None


def _events(named: list[Event] | None) -> tuple[EventType, ...] | None:
    return tuple(map(EventType, named)) if named else None


def _some(named: list[str] | None) -> tuple[str, ...]:
    """Return what is wanted; an empty word takes every wish back."""
    return tuple(filter(None, named or ()))


def _minutes(digest: str | None) -> int | None:
    """Return the minutes of a digest; none for `batch`: that is how long a batch takes."""
    if digest is None:
        return None
    if digest == "batch":
        return 0
    if not digest.isdecimal() or not int(digest):
        raise CommandError(say("endpoint.add.digest.wrong", digest=digest))
    return int(digest)


def every(*, as_json: Json = False) -> None:
    """Print all endpoints; their secrets are not shown again."""
    with store() as opened:
        found = opened.endpoints.every()
    if as_json:
        print_json([_shown(each) for each in found])
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("id", "url", "events", "severity", "state"):
        table.add_column(say(f"endpoint.column.{column}"), overflow="fold", no_wrap=column == "id")
    for each in found:
        table.add_row(each.id, _url(each), _wishes(each), say(f"severity.{each.min_severity}"), _state(each))
    out().print(table)


def test(endpoint: Named) -> None:
    """Send a signed test notice now and print what the receiver answered; exit 1 where it did not acknowledge."""
    with store() as opened:
        found = opened.endpoints.get(endpoint)
        if found.disabled_at is not None:
            raise CommandError(say("endpoint.test.disabled", endpoint=found.id))
        at = datetime.fromtimestamp(opened.clock(), UTC)
        id_ = opened.deliveries.test(found, EventType.ENDPOINT_TEST, notice(EventType.ENDPOINT_TEST, at, {}))
        work(Context.of(opened, settings()), [id_])
        delivery, tries = opened.deliveries.get(id_), opened.deliveries.tries(id_)
    _delivery(out(), delivery, tries)
    if not tries and found.held_until is not None:
        err().print(_state(found), style="yellow")
    raise typer.Exit(int(delivery.state != DELIVERED))


def disable(endpoint: Named) -> None:
    """Tell a receiver nothing more; what is due to it waits."""
    with store() as opened:
        found = opened.endpoints.get(endpoint)
        opened.endpoints.disable(found.id, say("endpoint.by-hand"))
    err().print(say("endpoint.disabled", endpoint=found.id))


def enable(endpoint: Named) -> None:
    """Tell a receiver again, from what waits on."""
    with store() as opened:
        found = opened.endpoints.get(endpoint)
        opened.endpoints.enable(found.id)
    err().print(say("endpoint.enabled", endpoint=found.id))


def rotate(
    endpoint: Named, *, secret: Annotated[str | None, _chosen("secret", "SECRET")] = None, as_json: Json = False
) -> None:
    """Make a new secret and print it; the old one signs beside it for a day. A robot's is made by its chat."""
    with store() as opened, _told():
        made = receivers.rotate(opened, endpoint, _given(secret))
    _secret(made, as_json=as_json)


def deliveries(
    which: Annotated[
        str | None, typer.Argument(help=say("endpoint.deliveries.which"), metavar="ID", show_default=False)
    ] = None,
    *,
    state: Annotated[
        State | None,
        typer.Option(
            help=say("endpoint.deliveries.state", states=", ".join(State)), metavar="STATE", show_default=False
        ),
    ] = None,
    batch: Annotated[str | None, _narrowed("batch", "BATCH")] = None,
    limit: Annotated[int, typer.Option(min=1, help=say("endpoint.deliveries.limit"), metavar="N")] = 50,
    as_json: Json = False,
) -> None:
    """Print the newest deliveries, or one of them with every attempt."""
    with store() as opened:
        if which and which.startswith(_DELIVERY):
            delivery = opened.deliveries.get(which)
            tries = opened.deliveries.tries(delivery.id)
            if as_json:
                print_json({"delivery": _plain(delivery), "attempts": tries})
            else:
                _delivery(out(), delivery, tries)
            return
        endpoint = opened.endpoints.get(which).id if which else None
        of = opened.batches.get(batch).id if batch else None
        found = opened.deliveries.newest(endpoint=endpoint, batch=of, state=state, limit=limit)
    if as_json:
        print_json([_plain(each) for each in found])
    else:
        _list(out(), found)


def replay(  # noqa: PLR0913 - one option each
    deliveries: Annotated[
        list[str] | None, typer.Argument(help=say("endpoint.replay.which"), metavar="DELIVERY", show_default=False)
    ] = None,
    *,
    endpoint: Annotated[str | None, _narrowed("endpoint", "ENDPOINT")] = None,
    batch: Annotated[str | None, _narrowed("batch", "BATCH")] = None,
    since: Annotated[str | None, _narrowed("since", "TIME")] = None,
    until: Annotated[str | None, _narrowed("until", "TIME")] = None,
    every: Annotated[bool, typer.Option("--all", help=say("endpoint.replay.all"))] = False,
) -> None:
    """Have notices brought once more under the same ids; print how many."""
    if every and not (endpoint or batch or since or until):
        raise CommandError(say("endpoint.replay.nothing"))
    with store() as opened:
        count = opened.deliveries.replay(
            [opened.deliveries.get(each).id for each in deliveries] if deliveries else None,
            endpoint=opened.endpoints.get(endpoint).id if endpoint else None,
            batch=opened.batches.get(batch).id if batch else None,
            since=_time(since, opened.clock()),
            until=_time(until, opened.clock()),
            arrived=every,
        )
    out().print(str(count))
    err().print(say("requeue.deliveries.done", count=count), style="dim")


def _time(text: str | None, now: float) -> float | None:
    """Return the seconds since the epoch of a date and time of this place, or of so long ago."""
    if text is None:
        return None
    if text[:-1].isdecimal() and text[-1] in _SECONDS:
        return now - int(text[:-1]) * _SECONDS[text[-1]]
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        raise CommandError(say("endpoint.time.wrong", text=text)) from None


def _shown(endpoint: Endpoint) -> dict[str, Any]:
    """Return an endpoint without its secrets."""
    return {key: value for key, value in structs.asdict(endpoint).items() if key != "secrets"} | {"url": _url(endpoint)}


def _wishes(endpoint: Endpoint) -> str:
    """Say what an endpoint is told of."""
    filters = structs.asdict(endpoint.filters)
    minutes = filters.pop("digest_minutes")
    wishes = [*endpoint.events, *(f"{name}={','.join(wanted)}" for name, wanted in filters.items() if wanted)]
    if minutes is not None:
        wishes.append(f"digest={minutes or 'batch'}")
    return " ".join(wishes)


def _state(endpoint: Endpoint) -> str:
    """Say how an endpoint fares; of one that is not well why, since when, and what to do."""
    since = moment(endpoint.failing_since or 0)
    if endpoint.disabled_at is not None:
        if endpoint.failing_since is None:
            return say("endpoint.off", why=_why(endpoint.disabled_because))
        return say("endpoint.off.failing", why=_why(endpoint.disabled_because), since=since, id=endpoint.id)
    if endpoint.held_until is not None:
        return say("endpoint.held", why=_why(endpoint.held_because), since=since, until=moment(endpoint.held_until))
    if endpoint.failures:
        return say("endpoint.failing", count=endpoint.failures, since=since)
    return say("endpoint.on")


def _why(cause: str | None) -> str:
    return choose(meaning(cause))


def _given(secret: str | None) -> str | None:
    """Return a secret that a person gave: `-` stands for a line of standard input, which no history keeps."""
    return sys.stdin.readline().strip() if secret == _STANDARD_INPUT else secret


def _url(endpoint: Endpoint) -> str:
    """Return an endpoint's URL as it may be shown, and what kind it is."""
    kind = Kind(endpoint.kind)
    return shown_url(kind, endpoint.url) if kind is Kind.STANDARD else f"{kind}: {shown_url(kind, endpoint.url)}"


def _secret(endpoint: Endpoint, *, as_json: bool) -> None:
    """Print the secret that signs from now on; it is not shown again. Who has a robot knows its secret."""
    secret = endpoint.secrets[0] if endpoint.kind == Kind.STANDARD else None
    if as_json:
        print_json({"id": endpoint.id, "secret": secret})
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim")
    grid.add_row(say("endpoint.column.id"), endpoint.id)
    if secret is None:
        out().print(grid)
        return
    grid.add_row(say("endpoint.column.secret"), secret)
    out().print(grid)
    err().print(say("endpoint.secret-once"), style="dim")


def _list(console: Console, found: list[Delivery]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("created", "id", "event", "endpoint", "state", "attempts", "status", "cause"):
        table.add_column(say(f"delivery.column.{column}"), overflow="fold", no_wrap=column in {"id", "created"})
    for each in found:
        table.add_row(
            moment(each.created_at),
            each.id[:_SHORT],
            each.event,
            each.endpoint,
            say(f"delivery.{each.state}"),
            str(each.attempts),
            str(each.status or ""),
            _why(each.cause),
        )
    console.print(table)


def _delivery(console: Console, delivery: Delivery, tries: list[Try]) -> None:
    console.print(Text.assemble((delivery.id, "bold"), f"  {delivery.event}  {say(f'delivery.{delivery.state}')}"))
    grid = Table.grid(padding=(0, 2))
    for each in tries:
        status, answer = str(each.status or ""), Text(" ".join(each.answer.split())[:_ANSWER], style="dim")
        grid.add_row(
            "",
            moment(each.at),
            f"{each.seconds:.3f} s",
            status,
            _why(each.cause) or say("delivery.delivered"),
            answer,
        )
    console.print(grid)


def _plain(delivery: Delivery) -> dict[str, object]:
    """Return a delivery with its body as the JSON that it is."""
    return structs.asdict(delivery) | {"body": Raw(delivery.body)}
