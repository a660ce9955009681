"""The engine's digest names the program that judged."""

from importlib.metadata import PackageNotFoundError, version

import pytest

from shared.engine import engine, recognizing


def test_the_digest_is_the_same_within_one_program() -> None:
    assert engine() is engine()
    assert len(engine().rules) == 16


def test_extras_are_no_part_of_the_engine_but_have_a_name_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who judges need not have what those who read need."""
    there = engine.__wrapped__()
    assert recognizing.__wrapped__() == f"rapidocr {version('rapidocr')} onnxruntime {version('onnxruntime')}"

    def absent(name: str) -> str:
        if name != "nianbao":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("shared.engine.version", absent)
    assert engine.__wrapped__() == there
    assert recognizing.__wrapped__() is None
