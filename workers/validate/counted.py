"""Numbers in messages: with their noun in English, in intervals where the text is not exact."""

from shared.number import Number


def counted(number: Number | None, noun: str) -> str:
    """Return `1 cell`, `0 cells`, `7 cells`."""
    return f"{number} {noun if number == 1 else noun + 's'}"


def interval(low: Number, high: Number) -> str:
    """Return `12`, or `260-269` for 260余."""
    return str(low) if low == high else f"{low}–{high}"
