import ssl
from types import SimpleNamespace
from typing import Self

import pytest
from amqp.exceptions import NotFound
from celery.worker.consumer import Consumer

from shared.settings import Settings
from tasks.app import build
from tasks.broker import RabbitMQ, queue_name, server
from tasks.line import QUEUES


class Server:
    """RabbitMQ, as far as queues go: who asks for one that is not there loses his channel."""

    def __init__(self) -> None:
        self.queues: dict[str, int] = {}
        self.closed = 0

    def channel(self) -> "Server":
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.closed += 1

    def queue_declare(self, queue: str, *, passive: bool = False, **_: object) -> SimpleNamespace:
        if passive and queue not in self.queues:
            raise NotFound
        return SimpleNamespace(message_count=self.queues.setdefault(queue, 0))

    def queue_delete(self, queue: str) -> None:
        del self.queues[queue]


def test_rabbitmq_keeps_one_word_and_forgets_it_with_everything_else() -> None:
    server = Server()
    broker = RabbitMQ(server, "x")
    assert not broker.knows("one")
    broker.keep("one", None)
    assert broker.knows("one")
    broker.keep("two", "one")
    assert (broker.knows("one"), broker.knows("two")) == (False, True)
    server.queues.clear()
    assert not broker.knows("two")
    assert server.closed == 5, "the channel that messages are published with is never asked"


def test_a_queue_that_is_gone_is_as_empty_as_one_without_messages() -> None:
    server = Server()
    broker = RabbitMQ(server, "x")
    assert broker.first("intake") is None
    server.queues["nianbao.x.intake"] = 3
    assert broker.first("intake") == 0.0
    server.queues["nianbao.x.intake"] = 0
    assert broker.first("intake") is None


@pytest.mark.parametrize("url", ["amqp://rabbit/season", "amqps://rabbit/season"])
def test_rabbitmqs_queues_are_quorum_queues_named_after_the_line(url: str) -> None:
    app = build(Settings(redis_url=url), "x")
    assert list(app.amqp.queues) == [queue_name(url, "x", queue) for queue in QUEUES]
    for name, queue in app.amqp.queues.items():
        assert name.startswith("nianbao.x.")
        assert queue.queue_arguments == {"x-queue-type": "quorum"}
        assert queue.exchange.name == "nianbao.x"
    assert not [step for step in Consumer.Blueprint.default_steps if "delayed_delivery" in str(step)]


def test_redis_queues_bear_the_lines_name_by_their_keys_prefix() -> None:
    assert queue_name("redis://localhost", "x", "intake") == "intake"


def test_sentinels_are_asked_for_the_server_by_its_name_and_with_their_own_password() -> None:
    settings = Settings(redis_url="sentinel://a;sentinel://b", redis_master="season", redis_sentinel_password="secret")  # noqa: S106 - for the test
    options = build(settings, "x").conf.broker_transport_options
    assert options["master_name"] == "season"
    assert options["sentinel_kwargs"]["password"] == "secret"  # noqa: S105 - likewise
    assert options["sentinel_kwargs"]["socket_timeout"] == options["socket_timeout"]


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("redis://a/0", {"broker_url": "redis://a/0"}),
        ("rediss://:x@a/0", {"broker_url": "rediss://:x@a/0?ssl_cert_reqs=required"}),
        ("rediss://a/0?ssl_cert_reqs=none", {"broker_url": "rediss://a/0?ssl_cert_reqs=none"}),
        (
            "amqps://u:x@a:5671/season?ssl_ca_certs=/ca.pem",
            {
                "broker_url": "amqps://u:x@a:5671/season",
                "broker_use_ssl": {"ca_certs": "/ca.pem", "cert_reqs": ssl.CERT_REQUIRED, "server_hostname": "a"},
            },
        ),
        (
            "amqps://a/season?ssl_cert_reqs=none",
            {"broker_url": "amqps://a/season", "broker_use_ssl": {"cert_reqs": ssl.CERT_NONE}},
        ),
    ],
)
def test_over_tls_nobody_is_spoken_to_whose_certificate_does_not_hold(url: str, told: dict[str, object]) -> None:
    assert server(url) == told
