"""What a fault is: a recipe that breaks a consistent report so that one rule fails."""

from collections.abc import Callable

import msgspec

from tests.corpus.bodies import Kind
from tests.corpus.draft import Draft
from tests.corpus.numbers import Size
from tests.corpus.truth import Truth

BOTH = ("gov_2021", "gov_2019")


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """One recipe and what must then be found.

    `finds` reads "A01 error x2, S15 warning x*": exactly two, at least one. Companions that cannot be avoided are
    part of it. `numbers` breaks the numbers, `story` what the prose claims, `truth` the written report. The other
    fields say for which reports the recipe is made.
    """

    name: str
    finds: str
    numbers: Callable[[Draft], None] | None = None
    story: Callable[[Draft], None] | None = None
    truth: Callable[[Truth], None] | None = None
    forms: tuple[str, ...] = BOTH
    kinds: tuple[Kind, ...] = tuple(Kind)
    size: Size | None = None
    year: int | None = None
    attached: bool = False
    copied: bool = False
