"""What the kernel lets a child give up is logged once, and never in the way."""

from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from deploy import isolation
from shared.errors import TryLater


def fail() -> list[str]:
    raise TryLater("cannot fork")


@pytest.mark.parametrize(
    ("allowed", "event", "level"),
    [
        (list, "isolation.whole", "info"),
        (lambda: ["network"], "isolation.partial", "warning"),
        (fail, "isolation.unknown", "warning"),
    ],
)
def test_what_was_tried_out_is_logged(
    allowed: Callable[[], list[str]], event: str, level: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolation, "allowed", allowed)
    with capture_logs() as logs:
        isolation.tell()
    assert [(entry["event"], entry["log_level"]) for entry in logs] == [(event, level)]


def test_without_confinement_all_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.child.confine", lambda *_: None)
    assert isolation.allowed() == ["network", "writing", "reading", "processes", "signals"]
