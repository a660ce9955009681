import pytest

from tests.unit.cli.conftest import Run


@pytest.mark.parametrize("command", [["worker", "intake"], ["scheduler"]])
def test_a_single_process_needs_a_redis_server_to_be_named(run: Run, command: list[str]) -> None:
    ended = run(*command)
    assert ended.status == 2
    assert "NIANBAO_REDIS_URL" in ended.err


def test_a_redis_cluster_is_refused_with_the_reason(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_REDIS_URL", "redis-cluster://127.0.0.1:1")
    ended = run("scheduler")
    assert ended.status == 2
    assert "Cluster" in ended.err
