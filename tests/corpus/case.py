"""A generated report: its truth, the sheet it is printed as, what must be found in it."""

import msgspec

from tests.corpus.sheet import Sheet
from tests.corpus.truth import Expected, Truth


class Case(msgspec.Struct, kw_only=True):
    """One report, ready to be rendered. `certain` is False where even a careful reader may have to leave nulls."""

    name: str
    seed: str
    truth: Truth
    sheet: Sheet
    expected: Expected
    hazards: tuple[str, ...] = ()
    fault: str | None = None
    certain: bool = True
