"""What keeps Celery's workers alive: tasks that cannot take them down, and a kombu that survives Redis outages."""

import inspect
from typing import Any

import celery
import kombu
import redis
from celery.worker.consumer import Consumer
from kombu.transport import redis as transport
from kombu.transport import virtual


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


class QoS(transport.QoS):
    """Gives a message's slot back even when Redis cannot be told that the message is done.

    Otherwise a worker that holds one message at a time never fetches another one after an outage: it waits for the
    acknowledgement, and, as it does not fetch, never learns that its connection is dead. What Redis was not told comes
    again some day, and its claim is refused.
    """

    def ack(self, delivery_tag: str) -> None:
        """Acknowledge."""
        try:
            super().ack(delivery_tag)  # type: ignore[no-untyped-call]
        except Exception:
            virtual.QoS.ack(self, delivery_tag)  # type: ignore[no-untyped-call]
            raise


def guard_channels() -> None:
    """Have kombu's Redis channels, those to Sentinels too, survive that their server goes away.

    `_connparams` read the attributes of None when the connection was closed under its channel: six of forty-five
    outages took a busy worker of Celery 5.7.0 down. It raises an error that kombu knows instead.
    """
    transport.Channel.QoS = QoS
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
    transport.Channel._connparams = _connparams  # type: ignore[method-assign] # noqa: SLF001 - kombu's own


def no_delayed_delivery() -> None:
    """Have workers on RabbitMQ not set up the 28 exchanges and queues that Celery delays tasks with.

    Nothing here is delayed by the queue, and who may only touch the line's own queues may not make them.
    """
    steps = Consumer.Blueprint.default_steps
    Consumer.Blueprint.default_steps = [step for step in steps if "delayed_delivery" not in str(step)]
