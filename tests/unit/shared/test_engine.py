"""The engine's digest names the program that judged."""

from shared.engine import engine


def test_the_digest_is_the_same_within_one_program() -> None:
    assert engine() is engine()
    assert len(engine().rules) == 16
