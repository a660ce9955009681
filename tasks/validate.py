"""Validation: a report becomes a record. The rules are ours and the report is bounded: no child is needed."""

from decimal import Decimal

import msgspec

from shared.record import File, Record
from shared.report import Report
from shared.store import Claim, Step
from tasks.child import Ending, here
from tasks.context import Context
from workers import pipeline

_DRAFT = msgspec.json.Decoder(tuple[File, Report], float_hook=Decimal)


def validate(context: Context, claim: Claim) -> Ending[Step | Record]:
    """Judge by every rule of the policy."""
    file, report = _DRAFT.decode(context.store.documents.draft(claim.id))
    return here(pipeline.validate, file, report, context.policy)
