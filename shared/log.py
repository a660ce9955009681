"""Logs as JSON on standard error, a name an event. What an event is about is bound once: batch, document, stage."""

import logging
import sys
from contextlib import suppress

import structlog


class _Stream:
    """Standard error, which may be a file on a full disk: no log is worth the work that it is about."""

    def write(self, text: str) -> None:
        """Write, if that is possible."""
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Likewise."""
        with suppress(OSError):
            sys.stderr.flush()


def configure(level: str) -> None:
    """Make every later event of this process one JSON line, and every warning of a library.

    `level` is debug, info, warning or error.
    """
    stamps: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    json = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*stamps, json],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(_Stream()),  # type: ignore[arg-type] # it writes and flushes
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*stamps, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, json],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
