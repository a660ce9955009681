import pytest

from shared.errors import Message
from workers.notify import Cause, meaning


@pytest.mark.parametrize("cause", Cause)
def test_every_cause_means_something_and_keeps_the_words_of_the_network(cause: Cause) -> None:
    told = meaning(f"{cause}: x: y")
    assert told.zh.endswith("（x: y）")
    assert told.en.endswith(" (x: y)")
    assert meaning(f"{cause}: ") == Message(told.zh.removesuffix("（x: y）"), told.en.removesuffix(" (x: y)"))


def test_what_is_no_cause_stays_as_it_is() -> None:
    assert meaning(None) == Message("", "")
    assert meaning("by hand") == Message("by hand", "by hand")
