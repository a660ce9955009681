import pytest

from shared.settings import Settings
from tasks.app import build
from tasks.guards import SafeTask

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
        assert isinstance(tasks[name], SafeTask)


def test_a_line_needs_a_server() -> None:
    with pytest.raises(ValueError, match="Redis"):
        build(Settings(), "x")
