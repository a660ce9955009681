"""Extraction: a document becomes a report."""

from shared.engine import engine
from shared.record import File, Record, encode
from shared.report import Report
from shared.store import Claim, Step
from tasks import line
from tasks.child import Ending
from tasks.context import Context
from workers import pipeline
from workers.intake import takes_program


def extract(context: Context, claim: Claim) -> Ending[Step | Record]:
    """Read and normalize, unless the child that did the intake has done that."""

    def pass_on(read: tuple[File, Report]) -> Step:
        queue = line.queue("validate", None, express=claim.express)

        def draft() -> bytes:
            return encode((engine(), pipeline.recognized_by(read[1]), *read))

        return Step(stage="validate", queue=queue, file=read[0], draft=draft, brought=read)

    return (claim.brought or _read(context, claim)).then(pass_on)


def _read(context: Context, claim: Claim) -> Ending[tuple[File, Report]]:
    data = context.store.blobs.get(claim.id)
    limits = pipeline.allowance(data, context.limits)
    given = (data, claim.file, limits)
    return context.in_child(claim, pipeline.extract, *given, limits=limits, programs=takes_program(data))
