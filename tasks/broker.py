"""What the pump asks of the server that carries work orders, whichever it is.

Its *epoch* is a word that it keeps for the line: a server that does not know the word has lost its memory, and with it
everything that was on the way.
"""

import ssl
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import celery
import msgspec
import redis
from amqp.exceptions import AMQPError, NotFound
from kombu.entity import Exchange, Queue
from kombu.exceptions import KombuError

AWAY = (KombuError, redis.RedisError, AMQPError, OSError)  # what a server that is not there raises
AMQP = ("amqp", "amqps", "pyamqp")
SENT_AT = "sent_at"  # header of every message: seconds since the epoch
_HASH, _EPOCH = "line", "epoch"


class _Message(msgspec.Struct):
    headers: dict[str, Any]  # Celery's and ours


class Broker(Protocol):
    """One connection to the server. Every call may raise one of `AWAY`; then it is to be closed."""

    channel: Any  # kombu's, to publish with

    def knows(self, epoch: str) -> bool:
        """Say whether the server has kept this word."""

    def keep(self, epoch: str, before: str | None) -> None:
        """Have the server keep a word in the place of the one before."""

    def first(self, queue: str) -> float | None:
        """Return when the message was sent that is taken next; 0 where the server does not tell, None without any."""

    def route(self, queue: str) -> dict[str, str]:
        """Return what Celery is told of where a message goes."""

    def close(self) -> None:
        """Let go of the server."""


def connect(app: celery.Celery, line: str) -> Broker:
    """Connect to the server that the application's URL names."""
    connection = app.connection_for_write()
    return RabbitMQ(connection, line) if connection.transport.driver_type == "amqp" else Redis(connection)


def server(url: str) -> dict[str, Any]:
    """Return what Celery is told of the server.

    Over TLS nobody is spoken to whose certificate does not hold, unless the URL says `ssl_cert_reqs=none`: by
    themselves kombu would ask `rediss` for none, and py-amqp not for the right name.
    """
    parts = urlsplit(url)
    asked = dict(parse_qsl(parts.query))
    if parts.scheme == "rediss":
        asked.setdefault("ssl_cert_reqs", "required")
        return {"broker_url": urlunsplit(parts._replace(query=urlencode(asked)))}
    if parts.scheme == "amqps":
        told: dict[str, Any] = {name.removeprefix("ssl_"): value for name, value in asked.items()}
        told["cert_reqs"] = ssl.CERT_NONE if asked.get("ssl_cert_reqs") == "none" else ssl.CERT_REQUIRED
        if told["cert_reqs"]:
            told["server_hostname"] = parts.hostname
        return {"broker_url": urlunsplit(parts._replace(query="")), "broker_use_ssl": told}
    return {"broker_url": url}


def queue_name(url: str, line: str, queue: str) -> str:
    """Return what a queue of the line is called on the server.

    RabbitMQ's queues belong to all of a virtual host; with Redis, kombu puts the line in front of every key.
    """
    return f"{_prefix(line)}.{queue}" if url.partition("://")[0] in AMQP else queue


def rabbitmq_queues(line: str, queues: tuple[str, ...]) -> list[Queue]:
    """Return the line's queues on RabbitMQ: replicated on the disks of most of its nodes, under an exchange of ours."""
    exchange = Exchange(_prefix(line), type="direct")  # type: ignore[no-untyped-call] # kombu has few types
    names = [f"{_prefix(line)}.{queue}" for queue in queues]
    arguments = {"x-queue-type": "quorum"}
    return [Queue(name, exchange, name, queue_arguments=arguments) for name in names]  # type: ignore[no-untyped-call]


class Redis:
    """A Redis or Valkey server, or the one that Sentinels name."""

    def __init__(self, connection: Any) -> None:  # noqa: ANN401 - kombu's
        if not connection.transport.supports_batch_publish:
            raise RuntimeError("kombu would publish messages one by one")
        self._connection = connection
        self.channel = connection.channel()

    def knows(self, epoch: str) -> bool:
        """Say whether the server has kept this word."""
        found = self.channel.client.hget(_HASH, _EPOCH)
        return found is not None and bool(found.decode() == epoch)

    def keep(self, epoch: str, before: str | None) -> None:  # noqa: ARG002 - it is written over
        """Have the server keep a word in the place of the one before."""
        self.channel.client.hset(_HASH, _EPOCH, epoch)

    def first(self, queue: str) -> float | None:
        """Return when the message was sent that is taken next; None where none waits."""
        key = f"{self.channel.global_keyprefix}{queue}"  # which kombu does not put before the key of this command
        message = self.channel.client.lindex(key, -1)
        return None if message is None else msgspec.json.decode(message, type=_Message).headers.get(SENT_AT, 0.0)

    def route(self, queue: str) -> dict[str, str]:
        """Return what Celery is told of where a message goes."""
        return {"queue": queue}

    def close(self) -> None:
        """Let go of the server."""
        self._connection.release()


class RabbitMQ:
    """A RabbitMQ server or cluster. The word is the name of an empty queue, which is there or not."""

    def __init__(self, connection: Any, line: str) -> None:  # noqa: ANN401 - kombu's
        self._connection = connection
        self._line = line
        self.channel = connection.channel()

    def knows(self, epoch: str) -> bool:
        """Say whether the server has kept this word."""
        return self._waiting(self._epoch(epoch)) is not None

    def keep(self, epoch: str, before: str | None) -> None:
        """Have the server keep a word in the place of the one before."""
        self.channel.queue_declare(
            self._epoch(epoch), durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
        )
        if before is not None:
            self.channel.queue_delete(self._epoch(before))

    def first(self, queue: str) -> float | None:
        """Return 0, or None where no message waits, or there is no such queue any more."""
        return 0.0 if self._waiting(f"{_prefix(self._line)}.{queue}") else None

    def route(self, queue: str) -> dict[str, str]:
        """Return what Celery is told of where a message goes: by the line's own exchange, not by everybody's."""
        name = f"{_prefix(self._line)}.{queue}"
        return {"queue": name, "exchange": _prefix(self._line), "routing_key": name}

    def close(self) -> None:
        """Let go of the server."""
        self._connection.release()

    def _epoch(self, epoch: str) -> str:
        return f"{_prefix(self._line)}.epoch.{epoch}"

    def _waiting(self, queue: str) -> int | None:
        """Return the number of messages in a queue; None where there is no such queue."""
        with self._connection.channel() as own:  # the server closes the channel of who asks for what is not there
            try:
                return int(own.queue_declare(queue, passive=True).message_count)
            except NotFound:
                return None


def _prefix(line: str) -> str:
    return f"nianbao.{line}"
