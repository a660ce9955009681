"""The engine's digest names the program that judged."""

import pytest

from shared.engine import engine


def test_the_digest_is_the_same_within_one_program() -> None:
    assert engine() is engine()
    assert len(engine().rules) == 16


def test_another_recognizer_is_another_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    told = set()
    for number in ("1", "2"):
        monkeypatch.setattr("shared.engine.version", lambda _, number=number: number)
        told.add(engine.__wrapped__().rules)
    assert len(told) == 2
