"""What the prose of a report says in figures and statements, as it was understood: for reviewers and researchers."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from shared.document import Where
from shared.number import Number


class ClaimKind(StrEnum):
    """What sort of thing is said."""

    FIGURE = "figure"  # a number of something that the tables count too: `topic`
    TOTAL = "total"  # a number with its parts
    RATE = "rate"  # a percentage, with the number that it is a share of where the sentence says so
    GROWTH = "growth"  # by how many per cent a figure has changed since the year before
    STATEMENT = "statement"  # something said without a figure: `topic`


class Amount(msgspec.Struct, frozen=True, omit_defaults=True):
    """A number of the prose. `low` and `high` differ where it is fuzzy: 260余 is 260 to 269."""

    low: Number
    high: Number
    unit: str
    label: str = ""  # the words before it that say what it counts


class Claim(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing said, with the sentence and the place.

    Topics of figures are those of the tables: received, carried_over, received_and_carried_over, accepted, handled,
    closed, carried_forward, results.…, applicants.…,
    natural_person, organizations, review, litigation, documents.…; of statements: none_received, all_closed, none and
    upheld with the blocks of table 四. `of_tables` says whether the sentence counts what the tables count: a city's
    prose may give its own office's figures; None where it does not say.
    """

    kind: ClaimKind
    section: str  # key of the section, preamble or appendix
    topic: str | None = None
    amount: Amount | None = None
    parts: tuple[Amount, ...] = ()
    exhaustive: bool | None = None  # of a total: whether these are all its parts
    percent: Decimal | None = None
    blocks: tuple[str, ...] = ()
    of_tables: bool | None = None
    quote: str
    where: Where = Where()
