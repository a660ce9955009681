"""The order in which a report is normalized stands in one place, and nothing is left out of it."""

import pkgutil
import re

from workers import normalize


def test_every_module_of_normalization_stands_in_its_order() -> None:
    named = set(re.findall(r"`(\w+)`", normalize.__doc__ or ""))
    assert named == {each.name for each in pkgutil.iter_modules(normalize.__path__)}
