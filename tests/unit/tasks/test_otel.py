from collections.abc import Iterator, Sequence

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from shared.store import Step
from tasks import otel, stage, trace
from tasks.child import Ending
from tasks.context import Context
from tests.unit.store.samples import Clock, record, submit, take
from tests.unit.tasks.test_notify import OK, URL, bring


@pytest.fixture
def exporter() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    trace.use(otel.OpenTelemetry(exporter))
    yield exporter
    trace.use(None)


def told(exporter: InMemorySpanExporter) -> dict[str, ReadableSpan]:
    trace.flush()
    return {span.name: span for span in exporter.get_finished_spans()}


def pass_through(context: Context) -> str:
    """Have a document pass a stage and end in the next; return its id."""
    ids = take(context.store)
    stages: dict[str, stage.Do] = {
        "intake": lambda _, claim: Ending(Step(stage="validate", queue="validate", file=claim.file)),
        "validate": lambda _, claim: Ending(record(claim)),
    }
    stage.work(context, stages, "intake", "intake", ids)
    take(context.store, "validate")
    stage.work(context, stages, "validate", "validate", ids)
    return ids[0]


def test_a_document_is_one_trace_from_its_submission_to_its_notice(
    context: Context, exporter: InMemorySpanExporter, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    context.store.endpoints.add(URL, ["report.accepted"])
    submitted = clock.now
    submit(context.store, "a")
    clock.now += 60
    id_ = pass_through(context)
    bring(context, monkeypatch, OK)
    spans = told(exporter)
    assert set(spans) == {"intake", "validate", "document", "notice"}
    root = spans["document"]
    assert root.parent is None
    assert (root.start_time, root.end_time) == (submitted * 1e9, clock.now * 1e9)
    assert root.attributes is not None
    assert root.attributes["nianbao.outcome"] == "accepted"
    for name, span in spans.items():
        assert f"{span.context.trace_id:032x}" == id_[:32], name
        assert name == "document" or (span.parent is not None and span.parent.span_id == root.context.span_id)
    notice = spans["notice"].attributes
    assert notice is not None
    assert (notice["nianbao.event"], notice["nianbao.status"]) == ("report.accepted", 204)


def test_what_is_read_again_is_in_the_same_trace_and_no_second_root(
    context: Context, exporter: InMemorySpanExporter
) -> None:
    submit(context.store, "a")
    id_ = pass_through(context)
    context.store.documents.requeue([id_])
    pass_through(context)
    spans = told(exporter)
    again, root = spans["document again"], spans["document"]
    assert again.context.trace_id == root.context.trace_id
    assert again.parent is not None
    assert again.parent.span_id == root.context.span_id != again.context.span_id


def test_every_process_tells_of_the_same_share_of_documents(context: Context) -> None:
    submit(context.store, *map(str, range(40)))
    ids = take(context.store, room=100)
    for _ in range(2):
        exporter = InMemorySpanExporter()
        tracer = otel.OpenTelemetry(exporter, share=0.5)
        for id_ in ids:
            with tracer.span("intake", id_, {}):
                pass
            tracer.whole(id_, 0.0, 1.0, {}, again=False)
        tracer.flush()
        spans = exporter.get_finished_spans()
        traced = {span.context.trace_id for span in spans if span.name == "intake"}
        assert traced == {span.context.trace_id for span in spans if span.name == "document"}
        assert 5 < len(traced) < 35


class Away(SpanExporter):
    """A collector that does not answer."""

    asked = 0

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        assert spans
        self.asked += 1
        return SpanExportResult.FAILURE


def test_a_collector_that_is_away_is_left_alone_for_a_while_and_memory_stays_where_it_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(otel, "_MOST", 3)
    exporter = Away()
    tracer = otel.OpenTelemetry(exporter)
    for number in range(5):
        with tracer.span("intake", str(number), {}):
            pass
        tracer.flush()
    assert exporter.asked == 1
    monkeypatch.setattr(otel, "_PAUSE", 0.0)
    assert len(tracer._waiting._spans) == 3  # noqa: SLF001 - what waits is nobody's business


def test_untold_nothing_happens(context: Context) -> None:
    submit(context.store, "a")
    with trace.span("intake", "x") as attributes:
        attributes["more"] = 1
    trace.flush()
    assert pass_through(context)
