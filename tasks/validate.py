"""Validation: a report becomes a record. The rules are ours and the report is bounded: no child is needed."""

from decimal import Decimal

import msgspec

from shared.engine import engine
from shared.record import Engine, File, Record
from shared.report import Report
from shared.store import Claim, Step
from tasks import line
from tasks.child import Ending, here
from tasks.context import Context
from workers import pipeline

_DRAFT = msgspec.json.Decoder(tuple[Engine, str | None, File, Report], float_hook=Decimal)


def validate(context: Context, claim: Claim) -> Ending[Step | Record]:
    """Judge by every rule of the policy.

    What another engine read is read again: while one takes another's place on the line, no record is of both. So is
    what was lost with a worker that had gone on with it at once.
    """
    if claim.brought is not None:
        file, report = claim.brought
        return here(pipeline.validate, file, report, context.policy, pipeline.recognized_by(report), claim.told)
    draft = context.store.documents.draft(claim.id)
    try:
        reader, recognizer, file, report = _DRAFT.decode(draft)
    except msgspec.MsgspecError:  # one that wrote its drafts otherwise
        reader = None
    if reader != engine():
        queue = line.queue("extract", claim.file.format, express=claim.express)
        step = Step(stage="extract", queue=queue, file=claim.file, lost=claim.lost)
        return Ending(step, note={"because": "another engine" if draft else "a worker was lost"})
    return here(pipeline.validate, file, report, context.policy, recognizer, claim.told)
