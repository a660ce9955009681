import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from shared.errors import TryLater
from shared.store import Store
from shared.store.room import Room
from tests.unit.store.samples import Clock, claim, finish, submit, take


def test_no_more_is_taken_while_too_many_documents_are_open(store: Store, clock: Clock) -> None:
    room = Room(store.figures, None, most=2, reserve=0, passed=clock)
    submit(store, "a")
    room.check()
    submit(store, "b")
    clock.now += 2
    with pytest.raises(TryLater, match="2 documents have not ended yet, of 2"):
        room.check()
    finish(store, claim(store, take(store)[0]))
    room.check()


def test_no_more_is_taken_while_the_disk_is_nearly_full(
    store: Store, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(store.figures, tmp_path, most=2, reserve=100, passed=clock)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=99))
    with pytest.raises(TryLater, match="99 bytes are free in "):
        room.check()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    room.check()


def test_a_look_is_good_for_a_moment(store: Store, clock: Clock) -> None:
    """Counting a million documents for every request would keep others from their work."""
    room = Room(store.figures, None, most=1, reserve=0, passed=clock)
    room.check()
    submit(store, "a")
    room.check()
    clock.now += 2
    with pytest.raises(TryLater):
        room.check()
