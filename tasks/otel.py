"""Traces by OpenTelemetry (extra `otel`), without threads of their own: workers fork, and so do those who read.

Spans wait in the process until a message is done with and are sent then. A collector that is away costs seconds once in
a while, and the spans of that time.
"""

import hashlib
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import structlog
from opentelemetry.context import Context
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanProcessor, TracerProvider
from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.id_generator import IdGenerator
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased
from opentelemetry.trace import NonRecordingSpan, SpanContext, SpanKind, TraceFlags, set_span_in_context

from shared.engine import engine
from tasks.trace import Attributes

_MOST = 2_000  # spans that wait; more are forgotten
_PAUSE = 30.0  # seconds for which a collector that failed is left alone
_SHA256 = 64  # hexadecimal digits

_log = structlog.get_logger()


class OpenTelemetry:
    """Tells an exporter of every span of a `share` of the traces."""

    def __init__(self, exporter: SpanExporter, share: float = 1.0) -> None:
        self._ids, self._waiting = _Ids(), _Waiting(exporter)
        resource = Resource.create({"service.name": "nianbao", "service.version": engine().version})
        # By the trace's id alone, so that every process decides alike.
        provider = TracerProvider(
            resource=resource, sampler=TraceIdRatioBased(share), id_generator=self._ids, shutdown_on_exit=False
        )
        provider.add_span_processor(self._waiting)
        self._tracer = provider.get_tracer("nianbao")

    @contextmanager
    def span(self, name: str, of: str, attributes: Attributes) -> Iterator[None]:
        """Tell of a piece of work."""
        kind = SpanKind.CLIENT if name == "notice" else SpanKind.CONSUMER
        with self._tracer.start_as_current_span(name, _under(*_place(of)), kind) as told:
            try:
                yield
            finally:
                told.set_attributes({f"nianbao.{key}": value for key, value in attributes.items()})

    def whole(self, of: str, begin: float, end: float, attributes: Attributes, *, again: bool) -> None:
        """Tell of a document's way from its submission to its end."""
        trace, root = _place(of)
        if again:
            told = self._tracer.start_span("document again", _under(trace, root), start_time=_nanoseconds(begin))
        else:
            with self._ids.these(trace, root):
                told = self._tracer.start_span("document", Context(), start_time=_nanoseconds(begin))
        told.set_attributes({f"nianbao.{key}": value for key, value in attributes.items()})
        told.end(_nanoseconds(end))

    def flush(self) -> None:
        """Send what has been told."""
        self._waiting.send()


class _Ids(IdGenerator):
    """Random ids, but for the root of a trace."""

    def __init__(self) -> None:
        self._one = Lock()
        self._next: tuple[int, int] | None = None

    @contextmanager
    def these(self, trace: int, span: int) -> Iterator[None]:
        """Give these ids to the span that is started meanwhile."""
        with self._one:
            self._next = trace, span
            try:
                yield
            finally:
                self._next = None

    def generate_trace_id(self) -> int:
        """Return the id of a new trace."""
        return self._next[0] if self._next else secrets.randbits(128) or 1

    def generate_span_id(self) -> int:
        """Return the id of a new span."""
        return self._next[1] if self._next else secrets.randbits(64) or 1


class _Waiting(SpanProcessor):
    """The spans that have ended and are not sent yet."""

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter
        self._one = Lock()
        self._spans: list[ReadableSpan] = []
        self._not_before = 0.0

    def on_end(self, span: ReadableSpan) -> None:
        """Keep a span."""
        with self._one:
            if len(self._spans) < _MOST:
                self._spans.append(span)

    def send(self) -> None:
        """Send what there is."""
        with self._one:
            if not self._spans or time.monotonic() < self._not_before:
                return
            spans, self._spans = self._spans, []
        if self._exporter.export(spans) is not SpanExportResult.SUCCESS:
            self._not_before = time.monotonic() + _PAUSE
            _log.warning("traces.lost", spans=len(spans))


def _place(of: str) -> tuple[int, int]:
    """Return the ids of the trace and of its root, made of what it is about: a hash already, or a name."""
    digits = of if len(of) == _SHA256 else hashlib.sha256(of.encode()).hexdigest()
    return int(digits[:32], 16) or 1, int(digits[32:48], 16) or 1


def _under(trace: int, root: int) -> Context:
    return set_span_in_context(
        NonRecordingSpan(SpanContext(trace, root, is_remote=True, trace_flags=TraceFlags(TraceFlags.SAMPLED))),
        Context(),
    )


def _nanoseconds(seconds: float) -> int:
    return int(seconds * 1e9)
