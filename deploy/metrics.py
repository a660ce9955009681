"""What Prometheus reads: the line as the database has it. Workers may come and go; nothing is counted in them.

Gauges are asked of the database at every scrape. Counters and histograms begin at zero with the process that exports
them, as Prometheus expects, and count the events that the database noted since.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import fmean
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from deploy.measured import Measured, measured
from shared.store import DEAD, DONE, GATHERED, OPEN, Store
from shared.store.figures import Happened
from tasks.app import STAGES
from tasks.line import NOTIFY, QUEUES

_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_MEGABYTES = (64, 128, 256, 512, 768, 1024, 1536, 2048)
_ATTEMPTS = (1, 2, 3, 5, 8)
_FIRST = "intake"
_NEW = 0.05  # share of a new time in the running mean


class Line(Collector):
    """The metrics of one store."""

    def __init__(self, store: Store, known: Measured | None = None) -> None:
        self._store = store
        self._one = Lock()  # scrapes may overlap
        known = known or measured()
        self._overhead = known.overhead
        self._means: defaultdict[tuple[str, str], float] = defaultdict(lambda: known.slowest)
        self._means |= {(stage, format_): s for stage, each in known.seconds.items() for format_, s in each.items()}
        self._means.setdefault((_FIRST, ""), fmean(known.seconds[_FIRST].values()))  # before the format is known
        self._event = store.figures.last()
        self._try = store.clock()
        self._ended = Counter("nianbao_ended", "documents that ended", ["format", "outcome"], registry=None)
        self._events = Counter("nianbao_events", "events of documents' histories", ["stage", "event"], registry=None)
        for stage in STAGES:  # an increase is seen only from a number that was there before
            for event in ("lost", DEAD):
                self._events.labels(stage, event)
        self._findings = Counter("nianbao_findings", "findings in ended documents", ["rule", "severity"], registry=None)
        self._stage = _histogram("nianbao_stage_seconds", "time in a stage", _SECONDS)
        self._peak = _histogram("nianbao_stage_peak_megabytes", "peak memory of the child of a stage", _MEGABYTES)
        self._attempts = _histogram("nianbao_stage_attempts", "attempts that passing a stage took", _ATTEMPTS)
        self._notices = Histogram(
            "nianbao_notice_seconds", "attempts at notices", ["status"], buckets=_SECONDS, registry=None
        )

    def describe(self) -> list[Metric]:
        """Return nothing: the store is not asked when the collector is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Count."""
        with self._one:
            self._watch()
        yield from self._waiting()
        yield from self._receivers()
        yield self._backlog()
        counted = (self._ended, self._events, self._findings, self._stage, self._peak, self._attempts, self._notices)
        for each in counted:
            yield from each.collect()

    def _waiting(self) -> Iterator[Metric]:
        now = self._store.clock()
        for what, work in (("documents", self._store.documents), ("deliveries", self._store.deliveries)):
            labels = ["queue", "state"]
            open_ = GaugeMetricFamily(f"nianbao_{what}_open", f"{what} that have not ended", labels=labels)
            age = GaugeMetricFamily(f"nianbao_{what}_oldest_seconds", f"age of the oldest of the {what}", labels=labels)
            queues = [NOTIFY] if what == "deliveries" else [queue for queue in QUEUES if queue != NOTIFY]
            rows = dict.fromkeys(((queue, state) for queue in queues for state in OPEN), (0, now))
            rows |= {(each.queue, each.state): (each.rows, each.oldest) for each in work.backlog()}
            for named, (count, oldest) in rows.items():
                open_.add_metric(named, count)
                age.add_metric(named, max(0.0, now - oldest))
            yield open_
            yield age

    def _receivers(self) -> Iterator[Metric]:
        now = self._store.clock()
        how = dict.fromkeys(("well", "held", "disabled"), 0)
        for each in self._store.endpoints.every():
            held = each.held_until is not None and each.held_until > now
            how["disabled" if each.disabled_at is not None else "held" if held else "well"] += 1
        endpoints = GaugeMetricFamily("nianbao_endpoints", "receivers of notices, by how they fare", labels=["state"])
        aside = GaugeMetricFamily("nianbao_notices_aside", "notices that are not sent for now", labels=["because"])
        for state, count in how.items():
            endpoints.add_metric([state], count)
        found = self._store.deliveries.aside()
        for because in ("held", "disabled", GATHERED):
            aside.add_metric([because], found.get(because, 0))
        yield endpoints
        yield aside

    def _backlog(self) -> Metric:
        """Say how long one process would work on each queue: what the number of workers goes by."""
        seconds = dict.fromkeys(QUEUES, 0.0)
        for load in self._store.figures.load():
            one = self._means[load.stage, load.format or ""] + self._overhead
            seconds[load.queue] = seconds.get(load.queue, 0.0) + load.rows * one
        seconds[NOTIFY] += self._store.figures.notices() * (self._means[NOTIFY, ""] + self._overhead)
        family = GaugeMetricFamily(
            "nianbao_backlog_seconds", "work that waits in a queue, in seconds of one process", labels=["queue"]
        )
        for queue, value in seconds.items():
            family.add_metric([queue], value)
        return family

    def _watch(self) -> None:
        """Count what happened since the last look."""
        while some := self._store.figures.happened(self._event):
            self._event = some[-1].id
            ended = [each.document for each in some if each.event in {DONE, DEAD}]
            for rule, severity, count in self._store.figures.rules(ended):
                self._findings.labels(rule, severity).inc(count)
            for each in some:
                self._count(each)
        while tries := self._store.figures.brought(self._try):
            self._try = tries[-1].at
            for attempt in tries:
                self._notices.labels(str(attempt.status or "none")).observe(attempt.seconds)
                self._learn(NOTIFY, "", attempt.seconds)

    def _count(self, each: Happened) -> None:
        format_ = each.format or "unknown"
        self._events.labels(each.stage, each.event).inc()
        if each.event in {DONE, DEAD}:
            self._ended.labels(format_, each.outcome or "").inc()
        if each.event in {DONE, "passed"}:
            self._attempts.labels(each.stage, format_).observe(each.attempt)
        if seconds := each.note.get("seconds"):
            self._stage.labels(each.stage, format_).observe(seconds)
            self._learn(each.stage, "" if each.stage == _FIRST else each.format or "", seconds)
        if peak := each.note.get("peak_mb"):
            self._peak.labels(each.stage, format_).observe(peak)

    def _learn(self, stage: str, format_: str, seconds: float) -> None:
        self._means[stage, format_] += _NEW * (seconds - self._means[stage, format_])


@contextmanager
def served(address: str, store: Store) -> Iterator[Callable[[], None]]:
    """Serve the metrics of a store at `host:port` meanwhile, or nowhere; give what is called at every tick of the pump.

    Prometheus can tell by it that the pump has stopped while its process has not.
    """
    if not address:
        yield lambda: None
        return
    host, _, port = address.rpartition(":")
    registry = CollectorRegistry()
    tick = Gauge("nianbao_pump_tick_timestamp_seconds", "when the pump last did its round", registry=registry)
    registry.register(Line(store))
    server, thread = start_http_server(int(port), host.strip("[]") or "0.0.0.0", registry)  # noqa: S104 - as asked for
    try:
        yield tick.set_to_current_time
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _histogram(name: str, help_: str, buckets: tuple[float, ...]) -> Histogram:
    return Histogram(name, help_, ["stage", "format"], buckets=buckets, registry=None)
