"""Traces to an OpenTelemetry collector, where the settings name one."""

from shared.errors import Message
from shared.settings import Settings, SettingsError
from tasks import trace

_PATIENCE = 3  # seconds


def begin(settings: Settings) -> None:
    """Have this process tell of its work. SettingsError where the extra is not installed."""
    if not settings.traces:
        return
    try:
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra

        from tasks.otel import OpenTelemetry  # noqa: PLC0415 - likewise
    except ImportError as error:
        raise SettingsError(
            Message(
                "NIANBAO_TRACES 需要另装：pip install nianbao[otel]",
                "NIANBAO_TRACES asks for the extra otel: pip install nianbao[otel]",
            )
        ) from error
    exporter = OTLPSpanExporter(f"{settings.traces.rstrip('/')}/v1/traces", timeout=_PATIENCE)
    trace.use(OpenTelemetry(exporter, settings.traces_share))
