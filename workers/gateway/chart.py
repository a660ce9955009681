"""Charts as rectangles: columns over time, stacked by what came of things. Units are those of the picture."""

from collections.abc import Mapping, Sequence

import msgspec

WIDTH, HEIGHT = 720.0, 200.0
_LEFT, _BOTTOM, _TOP = 44.0, 22.0, 8.0
_LABELS = 8  # below the columns, at most
_GAP = 0.22  # of a column's place stays free
_STEPS = (1, 2, 5)


class Bar(msgspec.Struct, frozen=True):
    """A rectangle of one kind, and what it stands for."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    value: float


class Label(msgspec.Struct, frozen=True):
    """A word at a place."""

    x: float
    y: float
    text: str


class Column(msgspec.Struct, frozen=True):
    """Everything in one column: it is touched as one."""

    name: str
    x: float
    width: float
    bars: tuple[Bar, ...]


class Chart(msgspec.Struct, frozen=True):
    """A picture of columns. `lines` are heights with their figure, `marks` are places between columns with a word."""

    columns: tuple[Column, ...]
    lines: tuple[Label, ...]
    labels: tuple[Label, ...]
    marks: tuple[Label, ...]
    width: float = WIDTH
    height: float = HEIGHT
    left: float = _LEFT
    base: float = HEIGHT - _BOTTOM
    top: float = _TOP


def columns(
    names: Sequence[str], values: Sequence[Mapping[str, float]], kinds: Sequence[str], marks: Mapping[int, str]
) -> Chart:
    """Return a chart with a column for every name; `marks` stand before the column of their number."""
    most = max((sum(each.values()) for each in values), default=0) or 1
    step = _step(most)
    high = step * -(-most // step)
    base, room = HEIGHT - _BOTTOM, HEIGHT - _BOTTOM - _TOP
    place = (WIDTH - _LEFT) / max(1, len(names))
    made = []
    for number, (name, told) in enumerate(zip(names, values, strict=True)):
        x, y, bars = _LEFT + place * (number + _GAP / 2), base, []
        for kind in kinds:
            if value := told.get(kind, 0):
                height = room * value / high
                y -= height
                bars.append(Bar(x, y, place * (1 - _GAP), height, kind, value))
        made.append(Column(name, _LEFT + place * number, place, tuple(bars)))
    every = -(-len(names) // _LABELS) or 1
    return Chart(
        columns=tuple(made),
        lines=tuple(Label(_LEFT, base - room * n * step / high, f"{n * step:g}") for n in range(int(high / step) + 1)),
        labels=tuple(
            Label(_LEFT + place * (number + 0.5), HEIGHT - 6, name)
            for number, name in enumerate(names)
            if number % every == 0
        ),
        marks=tuple(Label(_LEFT + place * number, _TOP + 9, word) for number, word in sorted(marks.items())),
    )


def _step(most: float) -> float:
    """Return a round distance between lines, of which there are to be about four."""
    size = 1.0
    while size * _STEPS[-1] * 4 < most:
        size *= 10
    while size > most:
        size /= 10
    return next((size * step for step in _STEPS if size * step * 4 >= most), size * 10)
