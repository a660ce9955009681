"""The line as its operator sees it: what waits where and for how long, what was given up on, and what is wrong."""

from typing import Any

import msgspec
from rich.console import Group
from rich.table import Table

from deploy.cli.words import in_language, say
from shared.store import PENDING, RUNNING, SENT, Store
from tasks.line import NOTIFY, PUMPED

_LATE_PUMP = 60.0  # seconds without a round
_NOBODY = 120.0  # seconds for which something was sent to a queue and nobody is at work on it
_OLD = 86_400.0  # seconds
_LOSSES = 5  # in an hour
_PUT_OFF = 5  # times in vain: more than a minute


class Queue(msgspec.Struct, frozen=True, kw_only=True):
    """One queue: rows by state, the age of the oldest, and for how long the first message has been on its way."""

    queue: str
    waiting: int
    sent: int
    running: int
    oldest_seconds: float
    sent_seconds: float | None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """The whole line. `lately` are events of the last hour by name; `pump_seconds` since the pump did a round.

    `put_off` are documents that were tried again and again in vain, ten at most, with why.
    """

    queues: list[Queue]
    given_up: int
    lately: dict[str, int]
    pump_seconds: float | None
    put_off: list[tuple[str, Any]] = []


def standing(store: Store) -> Standing:
    """Ask the database."""
    now, found = store.clock(), dict[str, dict[str, tuple[int, float, float | None]]]()
    for work in (store.documents, store.deliveries):
        for each in work.backlog():
            found.setdefault(each.queue, {})[each.state] = (each.rows, each.oldest, each.sent)
    queues = []
    for name, states in sorted(found.items()):
        rows = {state: states[state][0] if state in states else 0 for state in (PENDING, SENT, RUNNING)}
        sent = states[SENT][2] if SENT in states else None
        queue = Queue(
            queue=name,
            waiting=rows[PENDING],
            sent=rows[SENT],
            running=rows[RUNNING],
            oldest_seconds=round(now - min(oldest for _, oldest, _ in states.values()), 1),
            sent_seconds=None if sent is None else round(now - sent, 1),
        )
        queues.append(queue)
    pumped = store.meta.get(PUMPED)
    return Standing(
        queues=queues,
        given_up=store.figures.given_up(),
        lately=store.figures.lately(),
        pump_seconds=None if pumped is None else round(now - float(pumped), 1),
        put_off=store.figures.put_off(_PUT_OFF),
    )


def broken(found: Standing) -> list[str]:
    """Say what keeps the line from working, and what to do."""
    sentences = []
    if found.queues and (found.pump_seconds is None or found.pump_seconds > _LATE_PUMP):
        sentences.append(say("line.no-pump"))
    if found.put_off:
        document, why = found.put_off[0]
        sentences.append(say("line.put-off", count=len(found.put_off), document=document[:12], why=in_language(why)))
    sentences += [
        say("line.nobody", queue=each.queue, count=each.sent)
        for each in found.queues
        if each.sent_seconds is not None and each.sent_seconds > _NOBODY and not each.running
    ]
    return sentences


def doubtful(found: Standing) -> list[str]:
    """Say what a person should look into."""
    sentences = []
    if found.given_up:
        sentences.append(say("line.given-up", count=found.given_up))
    if (lost := found.lately.get("lost", 0)) > _LOSSES:
        sentences.append(say("line.losses", count=lost))
    sentences += [
        say("line.old", queue=each.queue, hours=round(each.oldest_seconds / 3_600))
        for each in found.queues
        if each.oldest_seconds > _OLD and each.queue != NOTIFY
    ]
    return sentences


def shown(found: Standing) -> Group:
    """Return it for people."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("queue", "waiting", "sent", "running", "oldest"):
        table.add_column(say(f"line.{column}"), justify="left" if column == "queue" else "right")
    for each in found.queues:
        table.add_row(each.queue, str(each.waiting), str(each.sent), str(each.running), f"{each.oldest_seconds:.0f} s")
    pump = "–" if found.pump_seconds is None else f"{found.pump_seconds:.0f}"
    events = {name: found.lately.get(name, 0) for name in ("done", "lost", "later", "dead")}
    said = [say("line.summary", pump=pump, given_up=found.given_up, **events), *broken(found), *doubtful(found)]
    return Group(table, *said) if found.queues else Group(*said)
