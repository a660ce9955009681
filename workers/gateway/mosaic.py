"""One picture of a batch: a square for every document, or for every few of them, in the order of their names."""

from collections.abc import Sequence

_SQUARES = 2_400
_ACROSS = 80
_SIZE = 9  # a square with its gap
WORST_FIRST = ("failed", "unreadable", "refused", "open", "accepted")
_COLOURS = {
    "failed": "#cf4a3f",
    "unreadable": "#9b7a45",
    "refused": "#d9a13b",
    "open": "#d5dbe2",
    "accepted": "#3f9d66",
}


def share(count: int) -> int:
    """Return how many documents a square stands for."""
    return max(1, -(-count // _SQUARES))


def mosaic(outcomes: Sequence[str]) -> str:
    """Return the picture as SVG. A square that stands for several has the colour of the worst."""
    step = share(len(outcomes))
    worst = [min(outcomes[at : at + step], key=WORST_FIRST.index) for at in range(0, len(outcomes), step)]
    across = min(_ACROSS, max(1, len(worst)))
    paths = []
    for outcome in WORST_FIRST:
        squares = "".join(
            f"M{number % across * _SIZE} {number // across * _SIZE}h8v8h-8z"
            for number, each in enumerate(worst)
            if each == outcome
        )
        if squares:
            paths.append(f'<path fill="{_COLOURS[outcome]}" d="{squares}"/>')
    width, height = across * _SIZE, -(-len(worst) // across) * _SIZE
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{"".join(paths)}</svg>'
