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
    """Read and normalize."""

    def pass_on(read: tuple[File, Report]) -> Step:
        queue = line.queue("validate", None, express=claim.express)
        return Step(
            stage="validate",
            queue=queue,
            file=read[0],
            draft=encode((engine(), pipeline.recognized_by(read[1]), *read)),
        )

    data = context.store.blobs.get(claim.id)
    ending = context.in_child(claim, pipeline.extract, data, claim.file, context.limits, programs=takes_program(data))
    return ending.then(pass_on)
