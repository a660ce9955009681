"""Every stage alike: claim → do → finish, each document on its own, whatever message brought it.

Where the next stage is this worker's, too, a document goes on at once, under its claim and in memory: what a stage
brought is written down with what the next one brings, and neither pump nor Redis hears of it. A stage that runs twice,
in two workers at once, or in a process that was frozen and woke up, leaves one result.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import structlog
from structlog.contextvars import bound_contextvars

from shared.errors import Stop, TryLater
from shared.record import Record
from shared.store import DEAD, Claim, Step, Store
from tasks import ledger, line, trace
from tasks.child import Ending, here
from tasks.context import Context
from workers import pipeline
from workers.validate import Policy

BUDGET = 10.0  # seconds after which a message's remaining documents go back, to be had by others

Do = Callable[[Context, Claim], Ending[Step | Record]]

_log = structlog.get_logger()


def work(context: Context, stages: Mapping[str, Do], stage: str, queue: str, ids: Sequence[str]) -> None:
    """Run a stage over the documents of a message, and those after it that are this worker's."""
    documents, begin = context.store.documents, time.monotonic()
    for number, id_ in enumerate(ids):
        if time.monotonic() - begin > BUDGET:
            documents.unsend(ids[number:])
            return
        try:
            claim = documents.claim(id_, stage, queue, context.lease)
        except TryLater as away:  # the pump sends the rest again
            _log.warning("claim.later", why=str(away))
            return
        if claim is None:  # it came twice, or too late
            _log.debug("claim.refused", document=id_, stage=stage)
            continue
        while (held := claim) is not None:
            with (
                bound_contextvars(batch=held.batch, document=id_, stage=held.stage, attempt=held.attempt),
                trace.span(held.stage, id_, queue=held.queue, attempt=held.attempt, bytes=held.file.size),
            ):
                try:
                    claim = _one(context, held, stages[held.stage])
                except TryLater as away:
                    _log.warning("finish.later", why=str(away))
                    _undone(context, held, away)
                    return


def _undone(context: Context, claim: Claim, away: TryLater) -> None:
    """Give a document back whose work could not be written down: it is done again, and no lost worker is counted.

    Where not even that can be written down its lease runs out. The pump, which cannot write either, blames nobody.
    """
    with suppress(TryLater):
        context.store.documents.give_back(claim, line.later(claim.attempt), "later", {"why": away.args[0]})


def give_up(store: Store, policy: Policy, claim: Claim, stop: Stop, note: dict[str, Any]) -> bool:
    """End a document that outlasted the line's patience; `requeue` tries it once more."""
    _log.warning("document.dead", document=claim.id, reason=stop.reason.code, **note)
    record = pipeline.stopped(claim.file, stop)
    return ledger.finish(store, policy, claim, record, note, state=DEAD)


def _one(context: Context, claim: Claim, do: Do) -> Claim | None:
    """Do the work and write down what came of it; return the claim of the next stage where it goes on here."""
    written = _written(context, claim, do)
    if not written:
        _log.warning("fence.stale")
    return written if isinstance(written, Claim) else None


def _written(context: Context, claim: Claim, do: Do) -> Claim | bool | None:
    """Return nothing that is true where the document has passed to another worker meanwhile."""
    documents = context.store.documents
    try:
        outer = here(do, context, claim)  # what is wrong with the stage is no reason to stop the worker either
    except TryLater as away:
        wait = line.later(claim.attempt)
        _log.warning("document.later", why=str(away), wait=wait)
        return documents.give_back(claim, wait, "later", {"why": away.args[0]})
    ending = outer.value or Ending(stop=outer.stop, died=outer.died, note=outer.note)
    if ending.stop is not None:
        return _stopped(context, claim, ending.stop, ending)
    done = ending.result()
    if isinstance(done, Step):
        _log.info("stage.passed", to=done.stage, **ending.note)
        if done.queue in context.queues:
            return documents.go_on(claim, done, ending.note, context.lease)
        return documents.hand_on(claim, done, ending.note)
    return _finish(context, claim, done, ending.note)


def _stopped(context: Context, claim: Claim, stop: Stop, ending: Ending[Step | Record]) -> bool:
    if not ending.died:
        return _finish(context, claim, pipeline.stopped(claim.file, stop), ending.note)
    code, chance = stop.reason.code, line.after_death(claim.lost + 1, claim.queue)
    if chance is None:
        return give_up(context.store, context.policy, claim, stop, ending.note)
    queue, wait = chance
    _log.warning("document.died", reason=code, next_queue=queue, **ending.note)
    return context.store.documents.retry(claim, queue, wait, code, ending.note)


def _finish(context: Context, claim: Claim, record: Record, note: dict[str, Any]) -> bool:
    _log.info("document.done", outcome=record.outcome, findings=len(record.findings), **note)
    return ledger.finish(context.store, context.policy, claim, record, note)
