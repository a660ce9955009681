"""Numbers in attributes and paths of an OFD file (GB/T 33190-2016)."""

import math
from collections.abc import Iterator

_ARGUMENTS = {
    "S": 2,
    "M": 2,
    "L": 2,
    "Q": 4,
    "B": 6,
    "A": 7,
    "C": 0,
}  # operators of a path, and how many numbers follow

Point = tuple[float, float]


def numbers(text: str | None) -> list[float]:
    """Return the numbers of an attribute; none where it has others, or is missing."""
    try:
        found = [float(each) for each in (text or "").split()]
    except ValueError:
        return []
    return found if all(map(math.isfinite, found)) else []


def deltas(text: str | None, most: int) -> list[float]:
    """Return the steps between characters, `most` at most; `g 3 5.2` is 5.2 three times."""
    found: list[float] = []
    parts = iter((text or "").split())
    try:
        for part in parts:
            if part != "g":
                found.append(float(part))
            else:
                times = int(float(next(parts)))
                found += [float(next(parts))] * max(0, min(times, most - len(found)))
    except (ValueError, OverflowError, StopIteration):
        return []
    return found[:most] if all(map(math.isfinite, found)) else []


def outlines(data: str) -> Iterator[list[Point]]:
    """Yield the corners of each part of a path; parts with curves are broken at the curves."""
    points: list[Point] = []
    parts = iter(data.split())
    for operator in parts:
        count = _ARGUMENTS.get(operator)
        arguments = numbers(" ".join(next(parts, "") for _ in range(count or 0)))
        if count is None or len(arguments) < count:
            break
        end = (arguments[-2], arguments[-1]) if arguments else None
        if operator == "C" and points:
            points.append(points[0])
        elif operator == "L" and end:
            points.append(end)
        elif end:
            if len(points) > 1:
                yield points
            points = [end]
    if len(points) > 1:
        yield points
