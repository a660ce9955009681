"""Whatever is damaged in a document, it is read, or stopped with a reason."""

import pytest

from tests.faults import fuzz

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_document_is_read_or_stopped_with_a_reason(seed: int) -> None:
    name, data = fuzz.made(seed)
    ended, note = fuzz.end(name, data)
    assert not ended.startswith("✗"), f"{name}: {ended} {note}"


def test_a_seed_makes_one_document() -> None:
    assert fuzz.made(7) == fuzz.made(7)
    assert len({fuzz.made(seed)[1] for seed in range(20)}) == 20
