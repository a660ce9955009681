"""Intake: what a document is, and who reads it."""

from shared.record import File, Record
from shared.store import Claim, Step
from tasks import line
from tasks.child import Ending
from tasks.context import Context
from workers import pipeline
from workers.intake import check_size


def intake(context: Context, claim: Claim) -> Ending[Step | Record]:
    """Detect the format."""

    def pass_on(file: File) -> Step:
        return Step(stage="extract", queue=line.queue("extract", file.format, express=claim.express), file=file)

    check_size(claim.file.size, context.limits)  # before its bytes are fetched
    data = context.store.blobs.get(claim.id)
    return context.in_child(claim, pipeline.intake, data, claim.file, context.limits).then(pass_on)
