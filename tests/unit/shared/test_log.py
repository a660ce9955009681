import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from shared import log


@pytest.fixture(autouse=True)
def undo() -> Iterator[None]:
    root = logging.getLogger()
    before = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = before


def test_an_event_is_one_line_of_json_with_what_it_is_about(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info")
    with structlog.contextvars.bound_contextvars(document="ab", stage="intake"):
        structlog.get_logger().info("stage.passed", to="提取")
        structlog.get_logger().debug("too.much")
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert entry.pop("timestamp").endswith("Z")
    assert entry == {"event": "stage.passed", "level": "info", "document": "ab", "stage": "intake", "to": "提取"}


def test_a_warning_of_a_library_is_one_too(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure("info")
    logging.getLogger("celery.worker").info("chatter")
    logging.getLogger("celery.worker").warning("lost %s", "it", exc_info=ConnectionError("no server"))
    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert (entry["event"], entry["level"], entry["logger"]) == ("lost it", "warning", "celery.worker")
    assert "no server" in entry["exception"]


def test_a_full_disk_takes_no_log_and_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device that takes nothing
        monkeypatch.setattr("sys.stderr", full)
        log.configure("info")
        structlog.get_logger().info("stage.passed")
        monkeypatch.undo()
        with pytest.raises(OSError, match="No space left"):
            full.close()
