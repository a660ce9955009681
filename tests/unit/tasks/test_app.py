import celery
import pytest
import redis
from kombu.transport import redis as transport

from shared.settings import Settings
from tasks import app as module
from tasks.app import DocumentCrash, build

SETTINGS = Settings(redis_url="redis://localhost:1")


def test_the_settings_that_the_line_rests_on() -> None:
    conf = build(SETTINGS, "x").conf
    assert conf.accept_content == ["json"]
    assert conf.task_acks_late
    assert not conf.task_reject_on_worker_lost
    assert conf.task_ignore_result
    assert not conf.task_publish_retry
    assert conf.worker_prefetch_multiplier == 1
    assert conf.broker_connection_max_retries is None
    assert conf.task_time_limit > conf.task_soft_time_limit > SETTINGS.limits.seconds
    assert conf.broker_transport_options["visibility_timeout"] > 2 * conf.task_time_limit
    assert conf.broker_transport_options["global_keyprefix"] == "nianbao:x:"


def test_there_is_a_task_for_every_stage_and_each_is_safe() -> None:
    tasks = build(SETTINGS, "x").tasks
    for name in ("intake", "extract", "validate", "notify"):
        assert isinstance(tasks[name], module.SafeTask)


@pytest.mark.parametrize("error", [MemoryError, RecursionError, SystemExit, KeyboardInterrupt])
def test_nothing_that_kills_a_worker_leaves_a_task(error: type[BaseException]) -> None:
    app = celery.Celery(set_as_current=False)

    @app.task(base=module.SafeTask)
    def harm() -> None:
        raise error

    with pytest.raises(DocumentCrash, match=error.__name__):
        harm()


def test_an_ordinary_error_stays_what_it_is() -> None:
    app = celery.Celery(set_as_current=False)

    @app.task(base=module.SafeTask)
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


def test_a_line_needs_a_server() -> None:
    with pytest.raises(ValueError, match="Redis"):
        build(Settings(), "x")
