"""Intake, and the reading that goes with it where one worker does both."""

from dataclasses import replace

import pytest

from shared.job import Hints
from shared.limits import Limits
from shared.store import Step
from tasks import intake
from tasks.child import Ending
from tasks.context import Context
from tasks.line import QUEUES
from tests.corpus.generate import make
from tests.corpus.render import render
from tests.unit.store.samples import claim, submit, take
from workers import pipeline


def arrived(context: Context, content: str) -> tuple[Ending[Step], list[str]]:
    """Return how intake ended in a worker that serves every queue, and what its children were for."""
    submit(context.store, content)
    (id_,) = take(context.store)
    children = list[str]()
    inner = Context.in_child

    class Watched(Context):
        def in_child(self, held, function, *args, **kwargs):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN002, ANN003, ANN202 - hands on whatever it is given
            children.append(function.__name__)
            return inner(self, held, function, *args, **kwargs)

    watched = Watched(context.store, context.limits, context.policy, context.lease, queues=frozenset(QUEUES))
    return intake.intake(watched, claim(context.store, id_)), children  # type: ignore[return-value]


def test_one_child_says_what_a_document_is_and_reads_it(context: Context) -> None:
    """What it brings is what extraction would have found by itself."""
    _, data = render(make("engines", form="gov_2021"), "text-tsv")
    ending, children = arrived(context, data.decode())
    step = ending.result()
    assert (step.stage, step.queue, step.file.format, children) == ("extract", "extract.text", "text", ["arrive"])
    file = pipeline.intake(data, pipeline.describe(data, step.file.name, Hints()), Limits())
    assert step.brought.result() == pipeline.extract(data, file, Limits())


def test_an_end_of_the_intake_is_its_own(context: Context) -> None:
    ending, children = arrived(context, "%!PS-Adobe-3.0")
    assert ending.stop is not None
    assert ending.stop.reason.code == "unsupported-format"
    assert children == ["arrive", "intake"]


def test_an_end_of_the_reading_is_told_by_the_stage_that_reads(context: Context) -> None:
    ending, children = arrived(context, "hello world, this is no report")
    step = ending.result()
    assert (step.queue, step.brought.stop.reason.code) == ("extract.text", "not-a-report")
    id_ = step.file.sha256
    held = context.store.documents.get(id_)
    assert held.stage == "intake"
    assert children == ["arrive", "intake"]


@pytest.mark.parametrize("queues", [["intake"], ["intake", "extract.pdf"]])
def test_what_others_read_is_handed_on(context: Context, queues: list[str]) -> None:
    submit(context.store, "hello")
    (id_,) = take(context.store)
    step = intake.intake(replace(context, queues=frozenset(queues)), claim(context.store, id_)).result()
    assert isinstance(step, Step)
    assert (step.queue, step.brought) == ("extract.text", None)
