"""Picture files: which are opened, and how large one is on paper, in the points that a record's boxes count in."""

from typing import Any

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")
PIXELS = 40_000_000  # of one picture
A4 = 595.0  # points across
_LEAST, _MOST = 72, 1_200  # dots an inch that a file can mean; 72 is what programs write that do not know


def width(upright: Any, told: Any) -> float:  # noqa: ANN401 - a picture of Pillow's, and what its file says of it
    """Return how wide a picture is, in points: as its file says, or as a sheet of paper."""
    dpi = float((told.get("dpi") or (0, 0))[0])
    return float(upright.width / dpi * 72) if _LEAST < dpi <= _MOST else A4
