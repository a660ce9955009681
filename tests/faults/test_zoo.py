"""Every beast of the zoo comes to its own end, within the limits, and harms nobody.

The slow ones are kept by `python -m tests.faults.zoo`, which prints the table.
"""

import resource
import socket
from contextlib import suppress

import pytest

from shared.errors import Stop
from shared.job import Hints
from shared.limits import Limits
from tests.faults.zoo import BEASTS, beast
from tests.faults.zoo.keep import keep
from workers import pipeline
from workers.validate import default_policy

pytestmark = pytest.mark.faults

BY_LIMIT = {"memory-limit", "time-limit"}


@pytest.mark.parametrize("name", [each.name for each in BEASTS if not each.is_slow])
def test_a_beast_comes_to_its_own_end(name: str) -> None:
    kept = next(each for each in BEASTS if each.name == name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    row = keep(kept)
    assert row.end in kept.ends, row.sentence
    assert row.died <= (row.end in BY_LIMIT), "only a limit may end the child"
    assert row.peak_mb <= before + Limits().memory_mb


def test_names_tell_beasts_apart() -> None:
    assert len({each.name for each in BEASTS}) == len(BEASTS)


def test_nobody_is_asked_whatever_a_document_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read without any isolation: an attempt would arrive."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)  # noqa: FBT003 - the name of the method says it
        monkeypatch.setattr(beast, "PORT", server.getsockname()[1])
        asking = [each for each in BEASTS if "elsewhere" in each.name or "outside" in each.name]
        assert len({each.name.rpartition(".")[2] for each in asking} - {"rtf"}) >= 5
        for each in asking:
            if not each.is_slow:
                with suppress(Stop):
                    pipeline.check(each.make(), each.name, Hints(), Limits(), default_policy())
        with pytest.raises(BlockingIOError):
            server.accept()
