"""Intake: what a document is, and who reads it."""

from shared.record import File, Record
from shared.store import Claim, Step
from tasks import line
from tasks.child import Ending
from tasks.context import Context
from workers import pipeline
from workers.intake import check_size


def intake(context: Context, claim: Claim) -> Ending[Step | Record]:
    """Detect the format. Where this worker reads documents of that format, too, one child does both."""

    def pass_on(file: File, brought: object = None) -> Step:
        queue = line.queue("extract", file.format, express=claim.express)
        return Step(stage="extract", queue=queue, file=file, brought=brought)

    check_size(claim.file.size, context.limits)  # before its bytes are fetched
    data = context.store.blobs.get(claim.id)
    formats = line.formats(context.queues, express=claim.express)
    if not formats:
        return context.in_child(claim, pipeline.intake, data, claim.file, context.limits).then(pass_on)
    limits = pipeline.allowance(data, context.limits)
    both = context.in_child(claim, pipeline.arrive, data, claim.file, limits, formats, limits=limits)
    if both.value is None:  # whose end is that? The reading's, unless intake alone ends, too
        alone = context.in_child(claim, pipeline.intake, data, claim.file, context.limits)
        return alone.then(lambda file: pass_on(file, both))
    file, report = both.value
    if report is None:
        return both.then(lambda _: pass_on(file))
    return Ending(pass_on(file, both), note={"seconds": 0.0})
