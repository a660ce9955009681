from types import SimpleNamespace

import celery
import pytest
import redis
from kombu.transport import redis as transport
from kombu.transport import virtual

from tasks import guards as module
from tasks.guards import DocumentCrash


@pytest.mark.parametrize("error", [MemoryError, RecursionError, SystemExit, KeyboardInterrupt])
def test_nothing_that_kills_a_worker_leaves_a_task(error: type[BaseException]) -> None:
    app = celery.Celery(set_as_current=False)

    @app.task(base=module.SafeTask, shared=False)
    def harm() -> None:
        raise error

    with pytest.raises(DocumentCrash, match=error.__name__):
        harm()


def test_an_ordinary_error_stays_what_it_is() -> None:
    app = celery.Celery(set_as_current=False)

    @app.task(base=module.SafeTask, shared=False)
    def fail() -> None:
        raise ValueError("ordinary")

    with pytest.raises(ValueError, match="ordinary"):
        fail()


def test_a_channel_that_is_closed_says_so_in_words_that_kombu_knows() -> None:
    module.guard_channels()
    module.guard_channels()  # once is enough
    channel = transport.Channel.__new__(transport.Channel)
    channel.connection = None
    with pytest.raises(redis.ConnectionError):
        channel._connparams()  # noqa: SLF001 - the guarded one


def test_an_unknown_kombu_is_not_guarded_blindly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport.Channel, "_connparams", lambda self, how: None)  # noqa: ARG005 - another signature
    with pytest.raises(RuntimeError, match="kombu"):
        module.guard_channels()


def test_a_slot_is_given_back_when_redis_cannot_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker with one slot would wait for ever."""

    def away(*_: object) -> None:
        raise redis.ConnectionError

    monkeypatch.setattr(transport.QoS, "_remove_from_indices", away)
    qos = module.QoS(SimpleNamespace(do_restore=False), prefetch_count=1)
    virtual.QoS.append(qos, "message", "tag")
    assert not qos.can_consume()
    with pytest.raises(redis.ConnectionError):
        qos.ack("tag")
    assert qos.can_consume()
