"""The Celery application, and everything about Celery on Redis or RabbitMQ that the line rests on."""

from collections.abc import Callable, Iterable
from functools import cache
from threading import Lock
from typing import Any

import celery

from shared.settings import Settings
from tasks import notify, stage, trace
from tasks.broker import AMQP, rabbitmq_queues, server
from tasks.context import Context
from tasks.extract import extract
from tasks.guards import SafeTask, guard_channels, no_delayed_delivery
from tasks.intake import intake
from tasks.line import QUEUES
from tasks.reader import Reader
from tasks.validate import validate

STAGES: dict[str, stage.Do] = {"intake": intake, "extract": extract, "validate": validate}
NOTIFY = "notify"


def build(settings: Settings, line: str, queues: Iterable[str] = (), reader: Reader | None = None) -> celery.Celery:
    """Return the application for one line, which `line` keeps apart from others on one Redis server.

    `queues` are those that this process takes work from: a document whose next stage waits in one of them goes on.
    Documents are read in children of the `reader`, or of the process itself.
    """
    if settings.redis_url is None:
        raise ValueError("a line needs a Redis server")
    guard_channels()
    longest = int(stage.BUDGET + max(settings.limits.seconds, settings.limits.scanned_seconds) + settings.lease_seconds)
    app = celery.Celery("nianbao", set_as_current=False)
    app.conf.update(
        **server(settings.redis_url),
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,  # the state is in the database
        task_acks_late=True,
        task_reject_on_worker_lost=False,  # attempts are counted at the claim; this would be an endless loop
        task_soft_time_limit=longest,
        task_time_limit=longest + 15,
        task_publish_retry=False,  # the pump tries again
        worker_prefetch_multiplier=1,
        worker_max_tasks_per_child=1_000,  # none of them reads a document itself
        worker_send_task_events=False,
        worker_enable_remote_control=False,
        worker_soft_shutdown_timeout=20,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        **(_rabbitmq(line) if settings.redis_url.partition("://")[0] in AMQP else _redis(settings, line, longest)),
    )
    register(app, _once(lambda: Context.open(settings, queues, reader)))
    return app


def _redis(settings: Settings, line: str, longest: int) -> dict[str, Any]:
    times = {"socket_timeout": 10, "socket_connect_timeout": 3, "socket_keepalive": True}
    options: dict[str, Any] = {
        "global_keyprefix": f"nianbao:{line}:",
        "visibility_timeout": max(1800, 4 * longest),
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "master_name": settings.redis_master,
        **times,
    }
    if settings.redis_sentinel_password:
        options["sentinel_kwargs"] = {"password": settings.redis_sentinel_password, **times}
    return {"broker_transport_options": options}


def _rabbitmq(line: str) -> dict[str, Any]:
    no_delayed_delivery()
    return {
        "broker_transport_options": {"connect_timeout": 3, "read_timeout": 10, "write_timeout": 10},
        "task_queues": rabbitmq_queues(line, QUEUES),
        "task_create_missing_queues": False,
    }


def _once(make: Callable[[], Context]) -> Callable[[], Context]:
    """Have threads share one context, made by whichever needs it first."""
    one = Lock()
    made = cache(make)

    def context() -> Context:
        with one:
            return made()

    return context


def register(app: celery.Celery, context: Callable[[], Context]) -> None:
    """Give the application its tasks. `context` is called in the process that works, never before it is forked."""

    def task_of(name: str) -> Callable[[str, list[str]], None]:
        def task(queue: str, ids: list[str]) -> None:
            stage.work(context(), STAGES, name, queue, ids)
            trace.flush()

        return task

    def notices(_: str, ids: list[str]) -> None:
        notify.work(context(), ids)
        trace.flush()

    for name in STAGES:
        app.task(task_of(name), name=name, base=SafeTask, shared=False)
    app.task(notices, name=NOTIFY, base=SafeTask, shared=False)
