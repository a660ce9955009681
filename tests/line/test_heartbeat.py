"""What probes of orchestrators look at."""

import os
import sys
import time
from pathlib import Path

import pytest

from deploy import tether
from deploy.embedded import Server
from shared.settings import Settings
from tests.line.harness import PATIENCE

pytestmark = pytest.mark.line


@pytest.mark.parametrize(
    "program", [("deploy.worker", "intake"), ("deploy.worker", "notify"), ("deploy.scheduler",)], ids=" ".join
)
def test_a_process_that_gets_round_to_its_work_touches_its_file(tmp_path: Path, program: tuple[str, ...]) -> None:
    (tmp_path / "redis").mkdir()
    server = Server(tmp_path / "redis")
    server.start()
    heartbeat = tmp_path / "heartbeat"
    told = Settings(home=str(tmp_path / "home"), redis_url=server.url, heartbeat=str(heartbeat)).environ()
    with (tmp_path / "log").open("wb") as log:
        process = tether.start([sys.executable, "-m", *program], log, os.environ | told)
    try:
        for _ in range(2):
            deadline = time.monotonic() + PATIENCE
            while not heartbeat.exists():
                assert process.poll() is None, (tmp_path / "log").read_text()
                assert time.monotonic() < deadline
                time.sleep(0.05)
            heartbeat.unlink()
    finally:
        process.kill()
        process.wait()
        server.stop()
