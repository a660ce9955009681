"""What a receiver of notices chose beyond types of events and a severity."""

import msgspec


class Filters(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An empty choice is no choice: everything. Each entry is a beginning: `N` are all rules of that family."""

    rules: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()  # of six-digit division codes: 36 is a province, 3606 a city
    publishers: tuple[str, ...] = ()  # of names
    batches: tuple[str, ...] = ()  # of ids or labels
    digest_minutes: int | None = None  # gather notices so long and send one; 0: until their batch is complete
