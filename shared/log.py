"""Logs as JSON on standard error, a name an event. What an event is about is bound once: batch, document, stage."""

import logging
import sys

import structlog


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
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*stamps, structlog.stdlib.add_logger_name],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, json],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
