"""What a hazard is: something real crawls do to a report, with its effect on what can be read."""

import random
from collections.abc import Callable

import msgspec

from tests.corpus.numbers import Size
from tests.corpus.sheet import Sheet
from tests.corpus.truth import Truth

GOV = ("gov_2021", "gov_2019")
ANY = (*GOV, "stat_2014")


class Hazard(msgspec.Struct, frozen=True, kw_only=True):
    """One hazard by name.

    `truth` changes what the publisher printed (and declares what can then be read of it), `sheet` only how it looks.
    `finds` as in `Fault`. `styles` are beginnings of names of renderings it occurs in; `certain` is False where nulls
    are the right answer for a reader who cannot see the page.
    """

    name: str
    truth: Callable[[Truth, random.Random], None] | None = None
    sheet: Callable[[Sheet, random.Random], Sheet] | None = None
    finds: str = ""
    forms: tuple[str, ...] = ANY
    styles: tuple[str, ...] = ("docx", "html", "pdf", "text")
    size: Size = Size.NONE
    certain: bool = True
