"""Where a document's time goes, for whoever wants to know: the spans of all processes are one trace a document.

Nothing of a trace is stored or sent along: its ids are made of the document's own, so that a message that is sent
again, a worker that died and a notice days later belong to it, too. `tasks/otel.py` tells it to OpenTelemetry; unless
it is asked to, nothing happens.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Attributes = dict[str, str | int | float]


class Tracer(Protocol):
    """Who tells of spans. `of` is what the trace is about, a document or a batch; times are seconds since the epoch."""

    def span(self, name: str, of: str, attributes: Attributes) -> AbstractContextManager[None]:
        """Tell of a piece of work; `attributes` are looked at when it has ended."""

    def whole(self, of: str, begin: float, end: float, attributes: Attributes, *, again: bool) -> None:
        """Tell of a document's way from its submission to its end; `again`: it had ended before."""

    def flush(self) -> None:
        """Send what has been told."""


_telling: list[Tracer] = []  # one at most


def use(tracer: Tracer | None) -> None:
    """Tell a tracer from now on, or nobody."""
    _telling[:] = [] if tracer is None else [tracer]


@contextmanager
def span(name: str, of: str, **attributes: str | float) -> Iterator[Attributes]:
    """Tell of what is done meanwhile. Attributes may be added until it ends."""
    if not _telling:
        yield {}
        return
    found: Attributes = dict(attributes)
    with _telling[0].span(name, of, found):
        yield found


def whole(of: str, begin: float, end: float, *, again: bool, **attributes: str | float) -> None:
    """Tell that a document has ended."""
    for tracer in _telling:
        tracer.whole(of, begin, end, dict(attributes), again=again)


def flush() -> None:
    """Send what has been told."""
    for tracer in _telling:
        tracer.flush()
