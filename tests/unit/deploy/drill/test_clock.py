import time
from pathlib import Path

import pytest

from deploy.drill.clock import Clock


def test_a_step_is_seen_by_all_who_go_by_the_clock(tmp_path: Path) -> None:
    one, other = Clock(tmp_path / "clock"), Clock(tmp_path / "clock")
    one.step(3_600)
    assert other() - time.time() == pytest.approx(3_600, abs=60)
    other.step(-3_600)
    assert one() - time.time() == pytest.approx(0, abs=60)
