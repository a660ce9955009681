"""What a submitter says of a document beside its bytes."""

import msgspec


class Hints(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a crawler knew. What the document says differently is a finding, never an overwrite."""

    source_url: str | None = None
    publisher: str | None = None
    year: int | None = None
    region: str | None = None  # six-digit administrative division code
    published: str | None = None  # ISO date
    fetched_at: str | None = None  # ISO date or time


UNTOLD = Hints()  # nothing but the bytes
