"""Two engines on one line."""

from importlib.metadata import PackageNotFoundError, version

import msgspec
import pytest

from shared.engine import engine
from shared.job import Hints
from shared.record import Engine, Record, encode
from shared.store import Claim, Step
from tasks import extract, validate
from tasks.context import Context
from tests.corpus.generate import make
from tests.corpus.render import render
from tests.unit.store.samples import LEASE, claim, submit, take
from workers import pipeline


def without_extras(name: str) -> str:
    if name != "nianbao":
        raise PackageNotFoundError(name)
    return version(name)


def extracted(context: Context) -> Claim:
    """Return a claim of a document that was read by this engine and is to be judged."""
    _, data = render(make("engines", form="gov_2021"), "text-tsv")
    submit(context.store, data.decode())
    (id_,) = take(context.store)
    held = claim(context.store, id_)
    file = held.file.__class__(name="a.txt", sha256=id_, size=len(data), format="text")
    context.store.documents.hand_on(held, Step(stage="extract", queue="extract.text", file=file), {})
    held = claim(context.store, id_, "extract", "extract.text")
    step = extract.extract(context, held).result()
    assert isinstance(step, Step)
    context.store.documents.hand_on(held, step, {})
    return claim(context.store, id_, "validate", "validate")


def test_what_this_engine_read_is_judged(context: Context) -> None:
    assert not isinstance(validate.validate(context, extracted(context)).result(), Step)


def test_what_a_reader_with_more_extras_read_is_judged_and_told_of(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Images of readers recognize scans, those that judge do not: both are one engine."""
    monkeypatch.setattr(pipeline, "recognized_by", lambda _: "recognizer 1.0")
    held = extracted(context)
    monkeypatch.setattr("shared.engine.version", without_extras)
    monkeypatch.setattr(validate, "engine", engine.__wrapped__)
    record = validate.validate(context, held).result()
    assert isinstance(record, Record)
    assert record.engine == Engine(engine().version, engine().rules, "recognizer 1.0")


@pytest.mark.parametrize("draft", ["another engine", "another form"])
def test_what_another_engine_read_is_read_again(context: Context, monkeypatch: pytest.MonkeyPatch, draft: str) -> None:
    held = extracted(context)
    if draft == "another engine":
        monkeypatch.setattr(validate, "engine", lambda: Engine("9.9.9", "other"))
    else:
        monkeypatch.setattr(context.store.documents, "draft", lambda _: encode({"report": 1}))
    ending = validate.validate(context, held)
    step = ending.result()
    assert isinstance(step, Step)
    assert (step.stage, step.queue, step.draft) == ("extract", "extract.text", None)
    assert ending.note == {"because": "another engine"}


def test_what_was_lost_with_a_worker_is_read_again_and_what_it_cost_is_remembered(context: Context) -> None:
    submit(context.store, "a")
    (id_,) = take(context.store)
    held = claim(context.store, id_)
    on = context.store.documents.go_on(held, Step(stage="validate", queue="validate", file=held.file), {}, LEASE)
    assert on is not None
    context.store.documents.retry(on, "validate", 0, "lost", {})
    ending = validate.validate(context, claim(context.store, id_, "validate", "validate"))
    step = ending.result()
    assert isinstance(step, Step)
    assert (step.stage, step.lost) == ("extract", 1)
    assert ending.note == {"because": "a worker was lost"}


def test_what_was_said_with_a_document_stands_in_its_record(context: Context) -> None:
    held = msgspec.structs.replace(extracted(context), told=Hints(year=1999))
    record = validate.validate(context, held).result()
    assert isinstance(record, Record)
    assert record.document.told == Hints(year=1999)
    assert record.checks["C07"].fail == 1
