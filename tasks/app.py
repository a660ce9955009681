"""The Celery application, and everything about Celery on Redis that the line rests on."""

import inspect
from collections.abc import Callable
from functools import cache
from typing import Any

import celery
import kombu
import redis
from kombu.transport import redis as transport

from shared.settings import Settings
from tasks import notify, stage
from tasks.context import Context
from tasks.extract import extract
from tasks.intake import intake
from tasks.validate import validate

STAGES: dict[str, stage.Do] = {"intake": intake, "extract": extract, "validate": validate}
NOTIFY = "notify"


class DocumentCrash(Exception):  # noqa: N818 - what happened to a document, not an error of ours
    """A task ended in a way that Celery would hand on to its worker's main process."""


class SafeTask(celery.Task):  # type: ignore[misc,unused-ignore] # Celery ships no types
    """A task that cannot take its worker down.

    Celery raises a task's MemoryError or SystemExit again in the worker's main process; the worker dies, the message
    comes back, and the next worker dies of it too.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever the task takes
        """Run the task."""
        try:
            return self.run(*args, **kwargs)
        except (MemoryError, RecursionError, SystemExit, KeyboardInterrupt) as error:
            raise DocumentCrash(type(error).__name__) from None


def guard_channels() -> None:
    """Make kombu's channels answer with an error that kombu knows when their connection is closed under them.

    Without this, six of forty-five Redis outages took a busy worker of Celery 5.7.0 down: `_connparams` read the
    attributes of None. Holds for the channels of Sentinels, too.
    """
    inner = transport.Channel._connparams  # noqa: SLF001 - there is no other place
    if list(inspect.signature(inner).parameters) != ["self", "asynchronous"]:
        raise RuntimeError(f"kombu {kombu.__version__} is unknown here: see whether its channels still need a guard")
    if getattr(inner, "guarded", False):
        return

    def _connparams(self: transport.Channel, asynchronous: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 - kombu's
        if self.connection is None or self.connection.client is None:
            raise redis.exceptions.ConnectionError("channel is closed")
        return inner(self, asynchronous)  # type: ignore[no-untyped-call]

    _connparams.guarded = True  # type: ignore[attr-defined]
    transport.Channel._connparams = _connparams  # type: ignore[method-assign] # noqa: SLF001


def build(settings: Settings, line: str) -> celery.Celery:
    """Return the application for one line. `line` keeps several lines on one Redis server apart."""
    if settings.redis_url is None:
        raise ValueError("a line needs a Redis server")
    guard_channels()
    longest = int(stage.BUDGET + settings.limits.seconds + settings.lease_seconds)
    app = celery.Celery("nianbao", broker=settings.redis_url, set_as_current=False)
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,  # the state is in the database
        task_acks_late=True,
        task_reject_on_worker_lost=False,  # attempts are counted at the claim; this would be an endless loop
        task_soft_time_limit=longest,
        task_time_limit=longest + 15,
        task_publish_retry=False,  # the pump tries again
        worker_prefetch_multiplier=1,
        worker_max_tasks_per_child=200,
        worker_send_task_events=False,
        worker_enable_remote_control=False,
        worker_soft_shutdown_timeout=20,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_transport_options={
            "global_keyprefix": f"nianbao:{line}:",
            "visibility_timeout": max(1800, 4 * longest),
            "unacked_restore_interval": 10,
            "unacked_restore_throttle": 1,
            "socket_timeout": 10,
            "socket_connect_timeout": 3,
            "socket_keepalive": True,
        },
    )
    register(app, cache(lambda: Context.open(settings)))
    return app


def register(app: celery.Celery, context: Callable[[], Context]) -> None:
    """Give the application its tasks. `context` is called in the process that works, never before it is forked."""

    def task_of(name: str, do: stage.Do) -> Callable[[str, list[str]], None]:
        def task(queue: str, ids: list[str]) -> None:
            stage.work(context(), name, do, queue, ids)

        return task

    def notices(_: str, ids: list[str]) -> None:
        notify.work(context(), ids)

    for name, do in STAGES.items():
        app.task(task_of(name, do), name=name, base=SafeTask, shared=False)
    app.task(notices, name=NOTIFY, base=SafeTask, shared=False)
