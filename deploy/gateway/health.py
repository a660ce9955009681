"""`/healthz`, `/readyz`, `/metrics`: for whoever watches over the process. They need no key and show counts only."""

import time
from collections.abc import Iterator

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from shared.store import Store


@get("/healthz", media_type="text/plain", sync_to_thread=False)
def alive() -> str:
    """Say that the process runs."""
    return "ok\n"


@get("/readyz", media_type="text/plain", sync_to_thread=True)
def ready(store: NamedDependency[Store]) -> str:
    """Say that the store answers; 503 otherwise."""
    store.meta.get("line")
    return "ok\n"


class Line(Collector):
    """What waits on the line, as the store has it whenever it is asked."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def describe(self) -> list[Metric]:
        """Return nothing: the store is not asked when the process starts."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Count."""
        now = self._store.clock()
        for what, work in (("documents", self._store.documents), ("deliveries", self._store.deliveries)):
            open_ = GaugeMetricFamily(f"nianbao_{what}_open", f"{what} that have not ended", labels=["queue", "state"])
            age = GaugeMetricFamily(
                f"nianbao_{what}_oldest_seconds", f"age of the oldest of the {what}", labels=["queue", "state"]
            )
            for each in work.backlog():
                open_.add_metric([each.queue, each.state], each.rows)
                age.add_metric([each.queue, each.state], max(0.0, now - each.oldest))
            yield open_
            yield age


class Metrics:
    """The metrics of one gateway. `watch` is a middleware."""

    def __init__(self, store: Store) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(Line(store))
        self._seconds = Histogram(
            "nianbao_http_seconds",
            "time until the answer began",
            ["method", "path", "status"],
            registry=self.registry,
        )

    def watch(self, app: ASGIApp) -> ASGIApp:
        """Take the time of every request."""

        async def watched(scope: Scope, receive: Receive, send: Send) -> None:
            begin = time.monotonic()

            async def sending(message: Message) -> None:
                if message["type"] == "http.response.start":
                    path = str(scope.get("path_template", ""))  # not the path itself: labels must be few
                    labels = (str(scope.get("method")), path, str(message["status"]))
                    self._seconds.labels(*labels).observe(time.monotonic() - begin)
                await send(message)

            await app(scope, receive, sending)

        return watched


@get("/metrics", sync_to_thread=True, include_in_schema=False)
def scrape(metrics: NamedDependency[Metrics]) -> Response[bytes]:
    """Return what Prometheus reads."""
    return Response(generate_latest(metrics.registry), headers={"content-type": CONTENT_TYPE_LATEST})


router = Router("/", route_handlers=[alive, ready, scrape], tags=["health"])
